// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <set>

namespace tt {

/// Quick: a few tickers, never behind a whole market's job.
enum class Lane : std::uint8_t { Quick, Long };
/// By the number of items that are left to do.
Lane laneOf(int items);

/// The order in which the jobs of one process run: in each lane one at a time, first come, first served. A
/// job of few tickers so waits for its like alone. Thread-safe; outlives its places.
class JobLanes
{
public:
    /// A job's place in its lane, taken when it is made, given up by leave() or with the object.
    class Place
    {
    public:
        Place(JobLanes& lanes, Lane lane, std::uint64_t number);
        ~Place() { leave(); }
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;

        /// Blocks until it is the place's turn (true), or `stopped` says so after a wake().
        bool await(const std::function<bool()>& stopped);
        void leave(); ///< may be called again

    private:
        JobLanes& m_lanes;
        Lane m_lane;
        std::uint64_t m_number;
    };

    std::unique_ptr<Place> enter(Lane lane);
    /// Those that wait ask again whether they were stopped.
    void wake();

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::uint64_t m_next = 0;
    std::array<std::set<std::uint64_t>, 2> m_lanes; ///< the first of each is running
};

} // namespace tt
