// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/analysisservice.h"
#include "jobs/itemqueue.h"
#include "jobs/joblanes.h"
#include "jobs/planjob.h"
#include "jobs/runanalysis.h"
#include "store/jobstore.h"

#include <QFuture>
#include <QThreadPool>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <utility>

namespace tt {

/// What a job tells while it runs, each after its commit, in the job's own thread.
struct JobEvents
{
    std::function<void(const Job&)> changed; ///< at most 30 times a second, the last one always
    std::function<void(const std::string& jobId, ResultChunk)> results;
    std::function<void(const std::string& jobId, FailureChunk)> failures;
    std::function<void(const Job&)> ended; ///< the last word of a run, before waitEnded() returns
};

enum class StopKind : std::uint8_t { None, Interrupt, Cancel };

/// Where a job's time went, in seconds: load and compute summed over the workers, store of the store's
/// thread, wall from the first to the last step.
struct RunTimes
{
    double load = 0, compute = 0, store = 0, wall = 0;
};

struct RunOptions
{
    JobLanes* lanes = nullptr;                   ///< nullptr: the run does not wait for others
    LoadItems load = loadStoredItems;            ///< for jobs with stored bars
    std::chrono::milliseconds firstRetry{1'000}; ///< after an item's first transient failure
};

/// Drives one queued job of this process to its end. Chunks of items are claimed (and their stored bars
/// loaded) on the store's thread ahead of the workers, analysed on `workers` threads, and committed one
/// chunk a transaction. Chunks are sized by time, so that at most 250 ms of work are at risk. An item that
/// fails by a transient error is tried kItemAttempts times. Whether the job is paused stands in the store
/// alone, so any process may pause it.
class JobRun
{
public:
    JobRun(Store& store, const Clock& clock, Job job, JobPlan plan, std::shared_ptr<const FileBars> files,
           JobEvents events, RunOptions options = {});

    /// Blocks until the job is final or interrupted, and returns it so.
    Job run();
    /// From any thread: no further ticker is begun. Cancel wins over Interrupt.
    void stop(StopKind kind);
    /// From any thread: the stored state of the job has changed (paused, or running again).
    void look();
    /// From any thread, after a pause: blocks until the workers' last tickers are stored, `most` at longest.
    void awaitIdle(std::chrono::milliseconds most)
    {
        std::unique_lock lock(m_mutex);
        m_wake.wait_for(lock, most, [this] { return m_idle || m_ended || m_stop != StopKind::None; });
    }
    /// From any thread: blocks until run() has ended; then the job as it ended.
    Job waitEnded();
    const RunTimes& times() const { return m_times; } ///< after run()

private:
    using Time = std::chrono::steady_clock::time_point;
    struct Chunk
    {
        std::vector<AnalysisItem> items;
        QFuture<TickerOutcome> future;
    };

    StopKind stopKind() const
    {
        const std::lock_guard lock(m_mutex);
        return m_stop;
    }
    bool going() const
    {
        return !m_error && m_job.status == JobStatus::Running && stopKind() == StopKind::None;
    }
    bool isOpen() const { return m_job.status == JobStatus::Running || m_job.status == JobStatus::Paused; }
    Job drive();
    void begin();
    void work();
    void pause();
    void refresh();
    bool takeNews()
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_news, false);
    }
    void awaitRetry()
    {
        std::unique_lock lock(m_mutex);
        m_wake.wait_until(lock, m_queue.nextDue(), [this] { return m_news || m_stop != StopKind::None; });
    }
    bool dropTransient(TickerOutcome& outcome);
    std::vector<AnalysisItem> dueItems();
    std::size_t heldItems() const;
    Job abandon(const std::string& fault);
    void fill();
    std::vector<AnalysisItem> nextItems();
    std::vector<AnalysisItem> claimed(int limit);
    Result<std::vector<AnalysisItem>> claim(int limit);
    void submit(std::vector<AnalysisItem> items);
    void collect();
    void learn(const std::vector<TickerOutcome>& outcomes);
    void save(std::vector<TickerOutcome> outcomes);
    void announce(const FinishedItems& finished, std::vector<ResultRecord> results,
                  std::vector<ItemFailure> failures);
    void tell(bool always);
    void finish();
    Result<Job> moveAfterAll(JobStatus to, const JobMove& facts);
    void settle(const Result<Job>& ended);
    Result<Job> move(JobStatus to, const JobMove& facts = {});
    void cancelWorkers();
    template<class T, class F>
    Result<T> withRetries(F f);

    Store& m_store;
    const Clock& m_clock;
    Job m_job;
    std::shared_ptr<const JobPlan> m_plan;
    std::shared_ptr<const FileBars> m_files;
    JobEvents m_events;
    RunOptions m_options;
    std::unique_ptr<JobLanes::Place> m_place;
    int m_workers;
    QThreadPool m_pool;
    RunTimes m_times;
    ItemQueue m_queue;
    bool m_exhausted = false; ///< nothing is pending any more
    double m_secondsPerItem = 0;
    std::optional<Error> m_error; ///< why the job itself cannot go on
    Time m_lastTold{};

    mutable std::mutex m_mutex; ///< guards what follows
    std::condition_variable m_wake;
    std::deque<Chunk> m_chunks; ///< with the workers, oldest first
    StopKind m_stop = StopKind::None;
    bool m_news = false; ///< look() was called
    bool m_idle = false; ///< paused, and nothing is with the workers
    bool m_ended = false;
};

} // namespace tt
