// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/jobrun.h"

#include "jobs/jobslog.h"
#include "store/barstore.h"
#include "store/store.h"

#include <QRandomGenerator>
#include <QtConcurrentRun>

#include <algorithm>
#include <set>

namespace tt {

namespace {

using Steady = std::chrono::steady_clock;

constexpr double kChunkSeconds = 0.1;
constexpr int kBudgetMs = 150;
constexpr int kFirstChunk = 16;
constexpr int kLargestChunk = 256;
/// Chunks that wait behind the busy workers, so that none idles while one is stored and the next is loaded.
constexpr std::size_t kAhead = 2;
constexpr auto kTellInterval = std::chrono::milliseconds(34);
constexpr int kBusyAttempts = 4;

double secondsSince(Steady::time_point start)
{
    return std::chrono::duration<double>(Steady::now() - start).count();
}

std::vector<AnalysisItem> itemsOf(std::vector<JobItem> claimed)
{
    std::vector<AnalysisItem> items;
    for (JobItem& item : claimed)
        items.push_back({std::move(item.ticker), item.attempts, nullptr, std::nullopt});
    return items;
}

Result<void> loadStored(Database& database, std::vector<AnalysisItem>& items)
{
    std::vector<std::string> tickers;
    for (const AnalysisItem& item : items)
        tickers.push_back(item.ticker);
    Result<std::vector<Result<StoredBars>>> loaded = BarStore(database).loadMany(tickers);
    if (!loaded)
        return loaded.error();
    for (std::size_t i = 0; i < items.size(); ++i) {
        Result<StoredBars>& bars = (*loaded)[i];
        if (!bars)
            items[i].error =
                bars.error().code == ErrorCode::NotFound ? unknownTicker(tickers[i]) : bars.error();
        else
            items[i].bars = std::make_shared<SourceBars>(storedSourceBars(std::move(*bars)));
    }
    return {};
}

/// What a stopped or finished chunk gave: always its first items.
std::vector<TickerOutcome> outcomesOf(const QFuture<TickerOutcome>& future)
{
    std::vector<TickerOutcome> outcomes;
    for (int i = 0; i < future.resultCount(); ++i)
        outcomes.push_back(future.resultAt(i));
    return outcomes;
}

} // namespace

JobRun::JobRun(Store& store, const Clock& clock, Job job, JobPlan plan, std::shared_ptr<const FileBars> files,
               JobEvents events)
    : m_store(store)
    , m_clock(clock)
    , m_job(std::move(job))
    , m_plan(std::make_shared<const JobPlan>(std::move(plan)))
    , m_files(std::move(files))
    , m_events(std::move(events))
    , m_workers(workersOf(m_plan->request))
{
    m_pool.setMaxThreadCount(m_workers);
}

StopKind JobRun::stopKind() const
{
    const std::lock_guard lock(m_mutex);
    return m_stop;
}

void JobRun::stop(StopKind kind)
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = std::max(m_stop, kind);
    }
    m_wake.notify_all();
    cancelWorkers();
}

void JobRun::cancelWorkers()
{
    const std::lock_guard lock(m_mutex);
    for (Chunk& chunk : m_chunks)
        chunk.future.cancel();
}

Job JobRun::waitEnded()
{
    std::unique_lock lock(m_mutex);
    m_wake.wait(lock, [this] { return m_ended; });
    return m_job;
}

Job JobRun::run()
{
    const auto start = Steady::now();
    LogContext context = currentLogContext();
    context.jobId = m_job.id;
    const LogScope scope(std::move(context));
    std::string fault = "unknown exception";
    std::optional<Job> job;
    try {
        job = drive();
    } catch (const std::exception& thrown) {
        fault = thrown.what();
    } catch (...) {
        // Not one of the standard's: `fault` says so.
    }
    if (!job)
        job = abandon(fault);
    m_times.wall = secondsSince(start);
    m_events.ended(*job);
    {
        const std::lock_guard lock(m_mutex);
        m_job = *job;
        m_ended = true;
    }
    m_wake.notify_all();
    return *job;
}

/// After an exception (no memory): the workers stop, the job fails.
Job JobRun::abandon(const std::string& fault)
{
    qCCritical(lcJobs, "The job ended by an exception: %s", fault.c_str());
    cancelWorkers();
    m_pool.waitForDone();
    m_error =
        makeError(ErrorCode::Internal, "The job failed inside the program: please report it with its log");
    finish();
    m_events.changed(m_job);
    return m_job;
}

Job JobRun::drive()
{
    qCInfo(lcJobs, "Job started: %s", m_job.description.c_str());
    if (Result<Job> running = move(JobStatus::Running); running)
        m_job = std::move(*running);
    else
        m_error = running.error();
    tell(true);
    fill();
    while (!m_chunks.empty()) {
        collect();
        if (!going())
            cancelWorkers();
        fill();
    }
    finish();
    tell(true);
    const JobCounts& counts = m_job.counts;
    qCInfo(lcJobs, "Job ended: %s, %d of %d succeeded, %d failed, %d cancelled",
           std::string(jobStatusName(m_job.status)).c_str(), counts.succeeded, counts.total, counts.failed,
           counts.cancelled);
    return m_job;
}

/// Keeps every worker busy and kAhead chunks waiting.
void JobRun::fill()
{
    while (going() && m_chunks.size() < static_cast<std::size_t>(m_workers) + kAhead) {
        std::vector<AnalysisItem> items = nextItems();
        if (items.empty())
            return;
        submit(std::move(items));
    }
}

std::vector<AnalysisItem> JobRun::nextItems()
{
    int limit = kFirstChunk;
    if (m_secondsPerItem > 0)
        limit = static_cast<int>(std::clamp(kChunkSeconds / m_secondsPerItem, 1.0, double(kLargestChunk)));
    if (!m_left.empty()) {
        const auto count = std::min<std::size_t>(m_left.size(), static_cast<std::size_t>(limit));
        const auto end = m_left.begin() + static_cast<std::ptrdiff_t>(count);
        std::vector<AnalysisItem> items(m_left.begin(), end);
        m_left.erase(m_left.begin(), end);
        return items;
    }
    if (m_exhausted)
        return {};
    Result<std::vector<AnalysisItem>> claimed = claim(limit);
    if (!claimed) {
        m_error = claimed.error();
        return {};
    }
    m_exhausted = claimed->empty();
    return std::move(*claimed);
}

/// Runs `f` on the store's thread and waits; a busy database is asked again, later each time.
template<class T, class F>
Result<T> JobRun::withRetries(F f)
{
    const auto start = Steady::now();
    for (int attempt = 1;; ++attempt) {
        QFuture<Result<T>> future = m_store.run(f);
        future.waitForFinished();
        Result<T> answer = future.takeResult();
        if (answer || answer.error().code != ErrorCode::StorageBusy || attempt == kBusyAttempts) {
            m_times.store += secondsSince(start);
            return answer;
        }
        const int ms = (50 << attempt) + QRandomGenerator::global()->bounded(50);
        qCWarning(lcJobs, "The database is busy, trying again in %d ms", ms);
        std::unique_lock lock(m_mutex);
        m_wake.wait_for(lock, std::chrono::milliseconds(ms), [this] { return m_stop != StopKind::None; });
    }
}

Result<std::vector<AnalysisItem>> JobRun::claim(int limit)
{
    const bool stored = m_plan->request.source == RequestSource::Stored;
    return withRetries<std::vector<AnalysisItem>>(
        [&clock = m_clock, id = m_job.id, limit,
         stored](Database& database) -> Result<std::vector<AnalysisItem>> {
            Result<std::vector<JobItem>> claimed = JobStore(database, clock).claimItems(id, limit);
            if (!claimed)
                return claimed.error();
            std::vector<AnalysisItem> items = itemsOf(std::move(*claimed));
            if (stored && !items.empty()) {
                if (Result<void> loaded = loadStored(database, items); !loaded)
                    return loaded.error();
            }
            return items;
        });
}

void JobRun::submit(std::vector<AnalysisItem> items)
{
    AnalysisTask task;
    task.jobId = m_job.id;
    task.plan = m_plan;
    task.files = m_files;
    task.items = items;
    task.budgetMs = kBudgetMs;
    task.clock = &m_clock;
    task.context = currentLogContext();
    QFuture<TickerOutcome> future = QtConcurrent::run(&m_pool, runAnalysis, std::move(task));
    const std::lock_guard lock(m_mutex);
    if (m_stop != StopKind::None)
        future.cancel();
    m_chunks.push_back({std::move(items), std::move(future)});
}

/// Waits for the oldest chunk and commits what it gave.
void JobRun::collect()
{
    QFuture<TickerOutcome> future = m_chunks.front().future;
    future.waitForFinished();
    Chunk chunk;
    {
        const std::lock_guard lock(m_mutex);
        chunk = std::move(m_chunks.front());
        m_chunks.pop_front();
    }
    std::vector<TickerOutcome> outcomes = outcomesOf(future);
    for (std::size_t i = outcomes.size(); i < chunk.items.size(); ++i)
        m_left.push_back(std::move(chunk.items[i]));
    if (outcomes.empty() || m_error || m_job.status != JobStatus::Running)
        return;
    learn(outcomes);
    save(std::move(outcomes));
}

void JobRun::learn(const std::vector<TickerOutcome>& outcomes)
{
    double seconds = 0;
    for (const TickerOutcome& outcome : outcomes) {
        m_times.load += outcome.loadSeconds;
        m_times.compute += outcome.computeSeconds;
        seconds += outcome.loadSeconds + outcome.computeSeconds;
    }
    m_secondsPerItem = std::max(seconds / static_cast<double>(outcomes.size()), 1e-6);
}

void JobRun::save(std::vector<TickerOutcome> outcomes)
{
    auto results = std::make_shared<std::vector<ResultRecord>>();
    auto failures = std::make_shared<std::vector<ItemFailure>>();
    for (TickerOutcome& outcome : outcomes) {
        if (auto* result = std::get_if<ResultRecord>(&outcome.what))
            results->push_back(std::move(*result));
        else
            failures->push_back(std::move(std::get<ItemFailure>(outcome.what)));
    }
    Result<FinishedItems> finished =
        withRetries<FinishedItems>([&clock = m_clock, id = m_job.id, results, failures](Database& database) {
            return JobStore(database, clock).finishItems(id, *results, *failures);
        });
    if (!finished) {
        m_error = finished.error();
        return;
    }
    m_job = finished->job;
    announce(*finished, std::move(*results), std::move(*failures));
}

void JobRun::announce(const FinishedItems& finished, std::vector<ResultRecord> results,
                      std::vector<ItemFailure> failures)
{
    const std::set<std::string> rejected(finished.rejected.begin(), finished.rejected.end());
    const auto isRejected = [&](const auto& item) { return rejected.contains(item.ticker); };
    if (!rejected.empty()) {
        std::erase_if(results, isRejected);
        std::erase_if(failures, isRejected);
    }
    if (!results.empty())
        m_events.results(m_job.id, std::make_shared<const std::vector<ResultRecord>>(std::move(results)));
    for (const ItemFailure& failure : failures) {
        LogContext context = currentLogContext();
        context.ticker = failure.ticker;
        const LogScope scope(std::move(context));
        qCInfo(lcJobs, "%s: %s", std::string(errorCodeName(failure.code)).c_str(), failure.message.c_str());
    }
    if (!failures.empty())
        m_events.failures(m_job.id, std::make_shared<const std::vector<ItemFailure>>(std::move(failures)));
    tell(false);
}

void JobRun::tell(bool always)
{
    const auto now = Steady::now();
    if (!always && now - m_lastTold < kTellInterval)
        return;
    m_lastTold = now;
    m_events.changed(m_job);
}

Result<Job> JobRun::move(JobStatus to, const JobMove& facts)
{
    return withRetries<Job>([&clock = m_clock, id = m_job.id, to, facts](Database& database) {
        return JobStore(database, clock).moveJob(id, to, facts);
    });
}

void JobRun::finish()
{
    if (!m_error && m_job.status != JobStatus::Running)
        return; // another process has ended it
    JobStatus to = JobStatus::Completed;
    JobMove facts;
    const StopKind stopped = stopKind();
    if (m_error) {
        qCCritical(lcJobs, "The job cannot go on: %s", m_error->message.c_str());
        to = JobStatus::Failed;
        facts.error = m_error;
    } else if (stopped != StopKind::None && !(m_exhausted && m_left.empty())) {
        to = stopped == StopKind::Cancel ? JobStatus::Cancelled : JobStatus::Interrupted;
    }
    Result<Job> ended = move(to, facts);
    if (!ended && ended.error().code == ErrorCode::Conflict)
        ended = withRetries<Job>([&clock = m_clock, id = m_job.id](Database& database) {
            return JobStore(database, clock).job(id);
        });
    if (ended)
        m_job = std::move(*ended);
    if (ended && (!m_error || isFinal(m_job.status)))
        return;
    // The store is gone: the job that it holds is found as one without a process later.
    m_job.status = JobStatus::Failed;
    m_job.error = m_error ? *m_error : ended.error();
}

} // namespace tt
