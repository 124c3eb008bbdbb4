// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/joblanes.h"

namespace tt {

namespace {

constexpr int kFewItems = 25;

std::size_t indexOf(Lane lane)
{
    return static_cast<std::size_t>(lane);
}

} // namespace

Lane laneOf(int items)
{
    return items <= kFewItems ? Lane::Quick : Lane::Long;
}

JobLanes::Place::Place(JobLanes& lanes, Lane lane, std::uint64_t number)
    : m_lanes(lanes)
    , m_lane(lane)
    , m_number(number)
{
}

bool JobLanes::Place::await(const std::function<bool()>& stopped)
{
    std::unique_lock lock(m_lanes.m_mutex);
    const std::set<std::uint64_t>& lane = m_lanes.m_lanes[indexOf(m_lane)];
    const auto isFirst = [&] { return !lane.empty() && *lane.begin() == m_number; };
    m_lanes.m_changed.wait(lock, [&] { return isFirst() || stopped(); });
    return isFirst();
}

void JobLanes::Place::leave()
{
    {
        const std::lock_guard lock(m_lanes.m_mutex);
        m_lanes.m_lanes[indexOf(m_lane)].erase(m_number);
    }
    m_lanes.m_changed.notify_all();
}

std::unique_ptr<JobLanes::Place> JobLanes::enter(Lane lane)
{
    const std::lock_guard lock(m_mutex);
    const std::uint64_t number = m_next++;
    m_lanes[indexOf(lane)].insert(number);
    return std::make_unique<Place>(*this, lane, number);
}

void JobLanes::wake()
{
    // Through the lock, so that nobody is between asking and sleeping.
    m_mutex.lock();
    m_mutex.unlock();
    m_changed.notify_all();
}

} // namespace tt
