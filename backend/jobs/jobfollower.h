// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/jobrun.h"

#include <set>
#include <string>

namespace tt {

/// Watches a job that another process (or another service) runs, by reading the store, and tells the same
/// events as a run of one's own. run() blocks until the job is final or interrupted, its owner has died, or
/// stop() was called.
class JobFollower
{
public:
    JobFollower(Store& store, std::string jobId, JobEvents events);

    enum class End : std::uint8_t { Ended, Orphaned, Stopped };
    struct Outcome
    {
        End how = End::Ended;
        Job job;
    };
    Outcome run();
    void stop();

private:
    Result<Job> readJob();
    bool wait(std::chrono::milliseconds time);
    void tellNews(const Job& job);

    Store& m_store;
    std::string m_jobId;
    JobEvents m_events;
    std::set<std::string> m_told; ///< result ids and failed tickers
    JobCounts m_counts;
    JobStatus m_status = JobStatus::Queued;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_stopped = false;
};

} // namespace tt
