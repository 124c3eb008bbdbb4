// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/jobrun.h"

#include "jobs/askpatiently.h"
#include "jobs/jobslog.h"
#include "store/store.h"

#include <QtConcurrentRun>

#include <algorithm>
#include <set>
#include <utility>

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
constexpr int kItemAttempts = 3;
constexpr auto kRetryMost = std::chrono::milliseconds(30'000);
/// How often a paused job asks whether another process has set it going again.
constexpr auto kPausePoll = std::chrono::milliseconds(200);

double secondsSince(Steady::time_point start)
{
    return std::chrono::duration<double>(Steady::now() - start).count();
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
               JobEvents events, RunOptions options)
    : m_store(store)
    , m_clock(clock)
    , m_job(std::move(job))
    , m_plan(std::make_shared<const JobPlan>(std::move(plan)))
    , m_files(std::move(files))
    , m_events(std::move(events))
    , m_options(std::move(options))
    , m_workers(workersOf(m_plan->request))
{
    m_pool.setMaxThreadCount(m_workers);
    if (m_options.lanes)
        m_place = m_options.lanes->enter(laneOf(m_job.counts.remaining()));
}

void JobRun::stop(StopKind kind)
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = std::max(m_stop, kind);
    }
    m_wake.notify_all();
    if (m_options.lanes)
        m_options.lanes->wake();
    cancelWorkers();
}

void JobRun::look()
{
    {
        const std::lock_guard lock(m_mutex);
        m_news = true;
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
    const LogScope scope(logContextOf(m_job.id));
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
    if (m_place)
        m_place->leave();
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
    begin();
    tell(true);
    work();
    finish();
    tell(true);
    const JobCounts& counts = m_job.counts;
    qCInfo(lcJobs, "Job ended: %s, %d of %d succeeded, %d failed, %d cancelled",
           std::string(jobStatusName(m_job.status)).c_str(), counts.succeeded, counts.total, counts.failed,
           counts.cancelled);
    return m_job;
}

/// Waits for the job's turn. One that is interrupted before passes through `running`, so that the state table
/// holds.
void JobRun::begin()
{
    if (m_place)
        m_place->await([this] { return stopKind() != StopKind::None; });
    const bool cancelled = stopKind() == StopKind::Cancel;
    qCInfo(lcJobs, "Job started: %s", m_job.description.c_str());
    Result<Job> moved = move(cancelled ? JobStatus::Cancelled : JobStatus::Running);
    if (moved)
        m_job = std::move(*moved);
    else if (moved.error().code == ErrorCode::Conflict)
        refresh(); // another process has cancelled it while it waited
    if (!moved && !isFinal(m_job.status))
        m_error = moved.error();
}

void JobRun::work()
{
    for (;;) {
        if (takeNews())
            refresh();
        if (!going())
            cancelWorkers();
        fill();
        if (!m_chunks.empty())
            collect();
        else if (m_job.status == JobStatus::Paused && !m_error && stopKind() == StopKind::None)
            pause();
        else if (m_queue.isWaiting() && going())
            awaitRetry();
        else
            return;
    }
}

/// The stored state, when it may have been changed by others.
void JobRun::refresh()
{
    Result<Job> stored = withRetries<Job>(
        [&clock = m_clock, id = m_job.id](Database& database) { return JobStore(database, clock).job(id); });
    if (!stored) {
        m_error = stored.error();
        return;
    }
    const bool moved = stored->status != m_job.status;
    m_job = std::move(*stored);
    if (moved)
        tell(true);
}

/// Blocks while the job is paused; meanwhile others may run.
void JobRun::pause()
{
    qCInfo(lcJobs, "Job paused");
    tell(true); // with what was in the workers' hands
    if (m_place)
        m_place->leave();
    while (!m_error && m_job.status == JobStatus::Paused && stopKind() == StopKind::None) {
        {
            std::unique_lock lock(m_mutex);
            m_idle = true;
            m_wake.notify_all();
            m_wake.wait_for(lock, kPausePoll, [this] { return m_news || m_stop != StopKind::None; });
            m_idle = m_news = false;
        }
        refresh();
    }
    qCInfo(lcJobs, "Job goes on");
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
    if (std::vector<AnalysisItem> left = m_queue.take(static_cast<std::size_t>(limit)); !left.empty())
        return left;
    if (std::vector<AnalysisItem> due = dueItems(); !due.empty())
        return due;
    return m_exhausted ? std::vector<AnalysisItem>() : claimed(limit);
}

std::size_t JobRun::heldItems() const
{
    std::size_t held = m_queue.size();
    for (const Chunk& chunk : m_chunks)
        held += chunk.items.size();
    return held;
}

/// Nothing is claimed when nothing is pending and when the job was paused: the counts tell which.
std::vector<AnalysisItem> JobRun::claimed(int limit)
{
    for (int attempt = 0; attempt < 2; ++attempt) {
        if (!going()) // stopped: what is pending stays so
            return {};
        Result<std::vector<AnalysisItem>> items = claim(limit);
        if (!items)
            m_error = items.error();
        if (!items || !items->empty())
            return items ? std::move(*items) : std::vector<AnalysisItem>();
        refresh();
        if (static_cast<std::size_t>(m_job.counts.remaining()) == heldItems())
            break;
    }
    m_exhausted = m_job.status == JobStatus::Running;
    return {};
}

/// Items whose time to be tried again has come, their stored bars loaded anew.
std::vector<AnalysisItem> JobRun::dueItems()
{
    auto due = std::make_shared<std::vector<AnalysisItem>>(m_queue.takeDue(Steady::now()));
    if (due->empty() || !readsStore(m_plan->request.source))
        return std::move(*due);
    const Result<void> loaded =
        withRetries<void>([due, load = m_options.load, source = m_plan->request.source](Database& database) {
            return loadItems(database, *due, source, load);
        });
    if (!loaded)
        m_error = loaded.error();
    return std::move(*due);
}

template<class T, class F>
Result<T> JobRun::withRetries(F f)
{
    const auto start = Steady::now();
    Result<T> answer = askPatiently(m_store, std::move(f), [this](std::chrono::milliseconds time) {
        std::unique_lock lock(m_mutex);
        m_wake.wait_for(lock, time, [this] { return m_stop != StopKind::None; });
    });
    m_times.store += secondsSince(start);
    return answer;
}

Result<std::vector<AnalysisItem>> JobRun::claim(int limit)
{
    const RequestSource source = m_plan->request.source;
    return withRetries<std::vector<AnalysisItem>>(
        [&clock = m_clock, id = m_job.id, limit, source,
         load = m_options.load](Database& database) -> Result<std::vector<AnalysisItem>> {
            Result<std::vector<JobItem>> claimed = JobStore(database, clock).claimItems(id, limit);
            if (!claimed)
                return claimed.error();
            std::vector<AnalysisItem> items = itemsOf(std::move(*claimed));
            if (Result<void> loaded = loadItems(database, items, source, load); !loaded)
                return loaded.error();
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
    if (m_stop != StopKind::None || m_news)
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
        m_queue.putBack(std::move(chunk.items[i]));
    if (outcomes.empty() || m_error || !isOpen())
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

/// True for a failure that will be tried again: nothing is stored of it yet.
bool JobRun::dropTransient(TickerOutcome& outcome)
{
    const auto* failure = std::get_if<ItemFailure>(&outcome.what);
    if (!failure || !isTransient(failure->code) || failure->attempts >= kItemAttempts)
        return false;
    const auto pause = backoff(failure->attempts, m_options.firstRetry, kRetryMost);
    qCInfo(lcJobs, "%s failed for now, trying again in %d ms: %s", failure->ticker.c_str(),
           static_cast<int>(pause.count()), failure->message.c_str());
    m_queue.putLater({failure->ticker, failure->attempts + 1, nullptr, std::nullopt}, Steady::now() + pause);
    return true;
}

void JobRun::save(std::vector<TickerOutcome> outcomes)
{
    std::erase_if(outcomes, [this](TickerOutcome& outcome) { return dropTransient(outcome); });
    if (outcomes.empty())
        return;
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

/// A job that was paused while its last items were stored ends all the same; one that another process has
/// moved is left as it is.
Result<Job> JobRun::moveAfterAll(JobStatus to, const JobMove& facts)
{
    return withRetries<Job>([&clock = m_clock, job = m_job, to, facts](Database& database) {
        JobStore jobs(database, clock);
        Result<Job> stored = jobs.job(job.id);
        if (!stored || stored->owner != job.owner)
            return stored;
        if (stored->status == JobStatus::Paused)
            stored = jobs.moveJob(job.id, JobStatus::Running);
        if (!stored || stored->status != JobStatus::Running)
            return stored;
        Result<Job> ended = jobs.moveJob(job.id, to, facts);
        return ended ? ended : jobs.interruptJob(job.id);
    });
}

void JobRun::finish()
{
    if (!m_error && !isOpen())
        return; // another process has ended it
    JobStatus to = JobStatus::Completed;
    JobMove facts;
    const StopKind stopped = stopKind();
    if (m_error) {
        qCCritical(lcJobs, "The job cannot go on: %s", m_error->message.c_str());
        to = JobStatus::Failed;
        facts.error = m_error;
    } else if (stopped != StopKind::None && !(m_exhausted && heldItems() == 0)) {
        to = stopped == StopKind::Cancel ? JobStatus::Cancelled : JobStatus::Interrupted;
    }
    Result<Job> ended = move(to, facts);
    if (!ended && ended.error().code == ErrorCode::Conflict)
        ended = moveAfterAll(to, facts);
    settle(ended);
}

void JobRun::settle(const Result<Job>& ended)
{
    if (ended)
        m_job = *ended;
    if (ended && (!m_error || isFinal(m_job.status)))
        return;
    // The store is gone: the job that it holds is found as one without a process later.
    m_job.status = JobStatus::Failed;
    m_job.error = m_error ? *m_error : ended.error();
}

} // namespace tt
