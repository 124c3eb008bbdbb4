// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/jobfollower.h"

#include "jobs/jobslog.h"
#include "store/resultstore.h"
#include "store/store.h"

namespace tt {

namespace {

using Milliseconds = std::chrono::milliseconds;

constexpr Milliseconds kInterval{200};
/// Reading the news may take this part of the time at most: large jobs are read less often.
constexpr int kRestFactor = 5;

template<class F>
auto ask(Store& store, F f)
{
    auto future = store.run(std::move(f));
    future.waitForFinished();
    return future.takeResult();
}

} // namespace

JobFollower::JobFollower(Store& store, std::string jobId, JobEvents events)
    : m_store(store)
    , m_jobId(std::move(jobId))
    , m_events(std::move(events))
{
}

void JobFollower::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopped = true;
    }
    m_wake.notify_all();
}

/// False when it was stopped.
bool JobFollower::wait(Milliseconds time)
{
    std::unique_lock lock(m_mutex);
    return !m_wake.wait_for(lock, time, [this] { return m_stopped; });
}

Result<Job> JobFollower::readJob()
{
    return ask(m_store, [id = m_jobId](Database& database) { return JobStore(database).job(id); });
}

JobFollower::Outcome JobFollower::run()
{
    Job last;
    last.id = m_jobId;
    for (Milliseconds pause{0}; wait(pause);) {
        const auto start = std::chrono::steady_clock::now();
        // Asked before the reading: an owner that ends its job and then its process left no orphan.
        const std::string owner = last.owner;
        const bool ownerLives = last.owner.empty() || m_store.isAlive(last.owner);
        Result<Job> job = readJob();
        if (!job) {
            qCWarning(lcJobs, "Following failed: %s", job.error().message.c_str());
            last.status = JobStatus::Failed;
            last.error = job.error();
            return {End::Ended, std::move(last)};
        }
        tellNews(*job);
        last = std::move(*job);
        if (isFinal(last.status) || last.status == JobStatus::Interrupted)
            return {End::Ended, std::move(last)};
        if (!ownerLives && last.owner == owner)
            return {End::Orphaned, std::move(last)};
        const auto spent = std::chrono::steady_clock::now() - start;
        pause = std::max(kInterval, std::chrono::duration_cast<Milliseconds>(spent * kRestFactor));
    }
    return {End::Stopped, std::move(last)};
}

void JobFollower::tellNews(const Job& job)
{
    if (job.counts == m_counts && job.status == m_status)
        return;
    m_counts = job.counts;
    m_status = job.status;
    auto results =
        ask(m_store, [id = m_jobId](Database& database) { return ResultStore(database).ofJob(id); });
    auto failures =
        ask(m_store, [id = m_jobId](Database& database) { return JobStore(database).failures(id); });
    if (results) {
        std::erase_if(*results,
                      [this](const ResultRecord& result) { return !m_told.insert(result.id).second; });
        if (!results->empty())
            m_events.results(m_jobId, std::make_shared<const std::vector<ResultRecord>>(std::move(*results)));
    }
    if (failures) {
        std::erase_if(*failures, [this](const ItemFailure& f) { return !m_told.insert(f.ticker).second; });
        if (!failures->empty())
            m_events.failures(m_jobId,
                              std::make_shared<const std::vector<ItemFailure>>(std::move(*failures)));
    }
    m_events.changed(job);
}

} // namespace tt
