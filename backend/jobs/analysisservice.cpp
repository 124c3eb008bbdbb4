// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/analysisservice.h"

#include "base/logcontext.h"
#include "jobs/askpatiently.h"
#include "jobs/deadjobs.h"
#include "jobs/jobfollower.h"
#include "jobs/jobrun.h"
#include "jobs/jobslog.h"
#include "jobs/planjob.h"
#include "jobs/strategyservice.h"
#include "store/store.h"

#include <QMetaObject>
#include <QPromise>
#include <QThreadPool>

#include <atomic>
#include <map>

namespace tt {

namespace {

/// Preparing, running and following block a thread each; the work itself is done by the runs' own workers.
constexpr int kControlThreads = 1'000;
constexpr auto kPausePatience = std::chrono::seconds(2);

Error internalError(const char* what)
{
    qCCritical(lcJobs, "A service call ended by an exception: %s", what);
    return makeError(ErrorCode::Internal,
                     "The program failed inside: please report this with the program's log")
        .with("exception", what);
}

Error wrongState(const Job& job, const char* action)
{
    const std::string already = isFinal(job.status) ? "already " : "";
    return makeError(ErrorCode::Conflict, "The job is " + already + std::string(jobStatusName(job.status)) +
                                              ", so it cannot be " + action)
        .with("job_id", job.id);
}

/// The answer of one call, given once; what goes on behind it is no concern of the caller.
template<class Answer>
class Reply
{
public:
    Reply() { m_promise.start(); }
    QFuture<Answer> future() { return m_promise.future(); }
    bool isGiven() const { return m_given; }
    void give(Answer answer)
    {
        m_given = true;
        m_promise.addResult(std::move(answer));
        m_promise.finish();
    }

private:
    QPromise<Answer> m_promise;
    bool m_given = false;
};

} // namespace

class AnalysisService::Private
{
public:
    Private(AnalysisService* service, Store& store_, const Clock& clock_)
        : q(service)
        , store(store_)
        , clock(clock_)
    {
        control.setMaxThreadCount(kControlThreads);
    }

    /// Runs `work(reply)` in a thread of its own for the user's action. What is done to a job that exists is
    /// logged: the job's own lines bear the request that began it.
    template<class T, class Work>
    QFuture<Result<T>> launch(Work work, const QString& jobId = {}, const char* action = "")
    {
        auto reply = std::make_shared<Reply<Result<T>>>();
        QFuture<Result<T>> future = reply->future();
        LogContext context = actionContext();
        context.jobId = jobId.toStdString();
        control.start([reply, work = std::move(work), context, action]() mutable {
            const LogScope scope(context);
            if (!context.jobId.empty())
                qCInfo(lcJobs, "Asked to %s the job", action);
            std::string fault;
            try {
                work(*reply);
            } catch (const std::exception& thrown) {
                fault = thrown.what();
            } catch (...) {
                fault = "unknown exception";
            }
            if (!reply->isGiven())
                reply->give(internalError(fault.c_str()));
        });
        return future;
    }

    template<class F>
    auto ask(F f)
    {
        return askPatiently(store, std::move(f));
    }

    Result<CheckedRequest> check(AnalysisRequest request);
    void start(Reply<Result<StartedJob>>& reply, AnalysisRequest request, int generation);
    void begin(Reply<Result<StartedJob>>& reply, PlannedJob planned, int generation);
    void retry(Reply<Result<StartedJob>>& reply, const std::string& id, RetryItems items, int generation);
    void resume(Reply<Result<Job>>& reply, const std::string& id, int generation);
    void goOn(Reply<Result<Job>>& reply, const std::string& id);
    Result<Job> pause(const std::string& id);
    Result<Job> cancel(const std::string& id);
    Result<Job> requeue(const std::string& id);
    void follow(const std::string& id);
    std::shared_ptr<JobRun> enter(const Job& job, JobPlan plan, std::shared_ptr<const FileBars> files,
                                  int generation);
    std::shared_ptr<JobRun> running(const std::string& id);
    std::vector<std::shared_ptr<JobRun>> stopAll();
    Result<Job> takeOver(const std::string& id);
    JobEvents events();
    void close();

    /// Posts to the service's thread, in order.
    template<class F>
    void post(F f) const
    {
        QMetaObject::invokeMethod(q, std::move(f), Qt::QueuedConnection);
    }
    void tellEnded(Job job) const
    {
        post([service = q, job = std::move(job)] { Q_EMIT service->jobEnded(job); });
    }
    StopCheck stopCheck(int generation) const
    {
        return [this, generation] { return interrupts.load() != generation; };
    }

    AnalysisService* q;
    Store& store;
    const Clock& clock;
    std::atomic<int> interrupts = 0; ///< counts interruptAll(): what was begun before one stops

    JobLanes lanes;
    std::mutex mutex;
    bool closing = false;
    std::map<std::string, std::shared_ptr<JobRun>> runs;
    std::map<std::string, std::shared_ptr<JobFollower>> followers;
    QThreadPool control; ///< last: waits for its threads before the rest goes
};

JobEvents AnalysisService::Private::events()
{
    JobEvents events;
    events.changed = [this](const Job& job) {
        post([service = q, job] { Q_EMIT service->jobChanged(job); });
    };
    events.results = [this](const std::string& id, ResultChunk chunk) {
        post([service = q, id = QString::fromStdString(id), chunk = std::move(chunk)] {
            Q_EMIT service->resultsReady(id, chunk);
        });
    };
    events.failures = [this](const std::string& id, FailureChunk chunk) {
        post([service = q, id = QString::fromStdString(id), chunk = std::move(chunk)] {
            Q_EMIT service->failuresReady(id, chunk);
        });
    };
    // Out of the list before anybody who waits for the end goes on: the job may be resumed at once.
    events.ended = [this](const Job& job) {
        {
            const std::lock_guard lock(mutex);
            runs.erase(job.id);
        }
        tellEnded(job);
    };
    return events;
}

std::shared_ptr<JobRun> AnalysisService::Private::enter(const Job& job, JobPlan plan,
                                                        std::shared_ptr<const FileBars> files, int generation)
{
    auto run = std::make_shared<JobRun>(store, clock, job, std::move(plan), std::move(files), events(),
                                        RunOptions{.lanes = &lanes});
    const std::lock_guard lock(mutex);
    runs[job.id] = run;
    if (closing || interrupts.load() != generation)
        run->stop(StopKind::Interrupt);
    return run;
}

std::shared_ptr<JobRun> AnalysisService::Private::running(const std::string& id)
{
    const std::lock_guard lock(mutex);
    const auto found = runs.find(id);
    return found == runs.end() ? nullptr : found->second;
}

/// The strategy may be one of the user's; an unknown one is a fault among the others.
Result<CheckedRequest> AnalysisService::Private::check(AnalysisRequest request)
{
    if (findBuiltInStrategy(request.strategy))
        return validateRequest(std::move(request));
    const Result<Strategy> own =
        ask([name = request.strategy](Database& database) { return findStrategy(database, name); });
    if (!own && own.error().code != ErrorCode::NotFound)
        return own.error();
    return validateRequest(std::move(request), own ? &*own : nullptr);
}

void AnalysisService::Private::start(Reply<Result<StartedJob>>& reply, AnalysisRequest request,
                                     int generation)
{
    Result<CheckedRequest> checked = check(std::move(request));
    if (!checked)
        return reply.give(checked.error());
    Result<PlannedJob> planned = planJob(store, clock, std::move(*checked), stopCheck(generation));
    if (!planned)
        return reply.give(planned.error());
    begin(reply, std::move(*planned), generation);
}

void AnalysisService::Private::begin(Reply<Result<StartedJob>>& reply, PlannedJob planned, int generation)
{
    if (const auto dead = interruptDeadJobs(store, clock); !dead)
        return reply.give(dead.error());
    planned.draft.owner = store.owner();
    Result<InsertedJob> inserted =
        ask([this, draft = planned.draft, tickers = planned.tickers](Database& database) {
            return JobStore(database, clock).insertJob(draft, tickers);
        });
    if (!inserted)
        return reply.give(inserted.error());
    const Job job = inserted->job;
    if (inserted->attached) {
        const LogScope scope(logContextOf(job.id));
        qCInfo(lcJobs, "The same request is active: attached to job %s", job.id.c_str());
        reply.give(StartedJob{job, true, {}, {}});
        if (!running(job.id))
            follow(job.id);
        return;
    }
    if (const std::optional<Job>& cut = inserted->interrupted) {
        const LogScope scope(logContextOf(job.id));
        qCInfo(lcJobs, "Job %s of the same request was interrupted with %d of %d done; this one starts anew",
               cut->id.c_str(), cut->counts.done(), cut->counts.total);
    }
    std::vector<Error> leftOut = planned.files ? planned.files->leftOut() : std::vector<Error>();
    const auto run = enter(job, std::move(planned.plan), std::move(planned.files), generation);
    planned.tickers = {};
    reply.give(StartedJob{job, false, std::move(leftOut), std::move(inserted->interrupted)});
    run->run();
}

void AnalysisService::Private::retry(Reply<Result<StartedJob>>& reply, const std::string& id,
                                     RetryItems items, int generation)
{
    const Result<Job> parent =
        ask([this, id](Database& database) { return JobStore(database, clock).job(id); });
    if (!parent)
        return reply.give(parent.error());
    if (!isFinal(parent->status))
        return reply.give(wrongState(*parent, "retried"));
    Result<std::vector<std::string>> tickers = ask([this, id, items](Database& database) {
        return JobStore(database, clock).unsuccessfulTickers(id, items == RetryItems::TransientFailures);
    });
    if (!tickers)
        return reply.give(tickers.error());
    if (tickers->empty())
        return reply.give(
            makeError(ErrorCode::Conflict, "Job " + id + " has no such items: nothing is to be tried again"));
    Result<JobPlan> plan = planFromJson(parent->configJson);
    if (!plan)
        return reply.give(plan.error());
    AnalysisRequest request = std::move(plan->request);
    request.selection = Selection::Typed;
    request.tickers = std::move(*tickers);
    request.force = false;
    Result<PlannedJob> planned =
        planJob(store, clock, {std::move(request), std::move(plan->config)}, stopCheck(generation));
    if (!planned)
        return reply.give(planned.error());
    planned->draft.parentId = id;
    planned->draft.description = "Retry: " + planned->draft.description;
    begin(reply, std::move(*planned), generation);
}

Result<Job> AnalysisService::Private::pause(const std::string& id)
{
    Result<Job> paused =
        ask([this, id](Database& database) { return JobStore(database, clock).pauseJob(id); });
    const auto run = running(id);
    if (!paused || !run)
        return paused;
    run->look();
    run->awaitIdle(kPausePatience);
    return ask([this, id](Database& database) { return JobStore(database, clock).job(id); });
}

/// A paused job is set going where its process is.
void AnalysisService::Private::goOn(Reply<Result<Job>>& reply, const std::string& id)
{
    Result<Job> moved = ask(
        [this, id](Database& database) { return JobStore(database, clock).moveJob(id, JobStatus::Running); });
    const auto run = running(id);
    if (moved && run)
        run->look();
    const bool isElsewhere = moved && !run;
    reply.give(std::move(moved));
    if (isElsewhere)
        follow(id);
}

/// The guarded move decides who runs it.
Result<Job> AnalysisService::Private::requeue(const std::string& id)
{
    return ask(
        [this, id](Database& database) { return JobStore(database, clock).resumeJob(id, store.owner()); });
}

void AnalysisService::Private::resume(Reply<Result<Job>>& reply, const std::string& id, int generation)
{
    if (const auto dead = interruptDeadJobs(store, clock); !dead)
        return reply.give(dead.error());
    const Result<Job> stored =
        ask([this, id](Database& database) { return JobStore(database, clock).job(id); });
    if (!stored)
        return reply.give(stored.error());
    if (stored->status == JobStatus::Paused)
        return goOn(reply, id);
    if (stored->status != JobStatus::Interrupted)
        return reply.give(wrongState(*stored, "resumed"));
    Result<JobPlan> plan = planFromJson(stored->configJson);
    if (!plan)
        return reply.give(plan.error());
    auto files = reopenFiles(*plan, stopCheck(generation));
    if (!files)
        return reply.give(files.error());
    Result<Job> queued = requeue(id);
    if (!queued)
        return reply.give(queued.error());
    const auto run = enter(*queued, std::move(*plan), std::move(*files), generation);
    reply.give(*queued);
    run->run();
}

/// Blocks until the job has ended; a job whose owner dies is taken over by one of those that follow it.
void AnalysisService::Private::follow(const std::string& id)
{
    auto follower = std::make_shared<JobFollower>(store, id, events());
    {
        const std::lock_guard lock(mutex);
        if (closing || !followers.emplace(id, follower).second)
            return;
    }
    JobFollower::Outcome outcome = follower->run();
    while (outcome.how == JobFollower::End::Orphaned) {
        const Result<Job> taken = takeOver(id);
        if (taken)
            break;
        if (taken.error().code != ErrorCode::Conflict) { // not: another one was quicker
            outcome.how = JobFollower::End::Ended;
            outcome.job.status = JobStatus::Interrupted;
            outcome.job.error = taken.error();
            break;
        }
        outcome = follower->run();
    }
    {
        const std::lock_guard lock(mutex);
        followers.erase(id);
    }
    if (outcome.how == JobFollower::End::Ended)
        tellEnded(outcome.job);
}

/// Runs an orphan to its end. Errors: CONFLICT when another follower was quicker; those of resume().
Result<Job> AnalysisService::Private::takeOver(const std::string& id)
{
    const LogScope scope(logContextOf(id));
    qCInfo(lcJobs, "The process of job %s has died: taking it over", id.c_str());
    Reply<Result<Job>> reply;
    QFuture<Result<Job>> taken = reply.future();
    resume(reply, id, interrupts.load());
    return taken.takeResult();
}

Result<Job> AnalysisService::Private::cancel(const std::string& id)
{
    if (const auto run = running(id)) {
        run->stop(StopKind::Cancel);
        const Job ended = run->waitEnded();
        if (ended.status == JobStatus::Cancelled)
            return ended;
        if (isFinal(ended.status))
            return wrongState(ended, "cancelled");
    }
    return ask([this, id](Database& database) { return JobStore(database, clock).cancelJob(id); });
}

std::vector<std::shared_ptr<JobRun>> AnalysisService::Private::stopAll()
{
    std::vector<std::shared_ptr<JobRun>> stopped;
    const std::lock_guard lock(mutex);
    ++interrupts;
    for (const auto& [id, run] : runs) {
        run->stop(StopKind::Interrupt);
        stopped.push_back(run);
    }
    return stopped;
}

void AnalysisService::Private::close()
{
    {
        const std::lock_guard lock(mutex);
        closing = true;
        for (const auto& [id, follower] : followers)
            follower->stop();
    }
    stopAll();
    control.waitForDone();
}

AnalysisService::AnalysisService(Store& store, const Clock& clock, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, store, clock))
{
    qRegisterMetaType<Job>();
    qRegisterMetaType<ResultChunk>();
    qRegisterMetaType<FailureChunk>();
}

AnalysisService::~AnalysisService()
{
    d->close();
}

QFuture<Result<StartedJob>> AnalysisService::start(AnalysisRequest request)
{
    return d->launch<StartedJob>(
        [this, request = std::move(request), generation = d->interrupts.load()](
            Reply<Result<StartedJob>>& reply) mutable { d->start(reply, std::move(request), generation); });
}

QFuture<Result<Job>> AnalysisService::resume(const QString& jobId)
{
    return d->launch<Job>([this, id = jobId.toStdString(), generation = d->interrupts.load()](
                              Reply<Result<Job>>& reply) { d->resume(reply, id, generation); },
                          jobId, "resume");
}

QFuture<Result<Job>> AnalysisService::pause(const QString& jobId)
{
    return d->launch<Job>(
        [this, id = jobId.toStdString()](Reply<Result<Job>>& reply) { reply.give(d->pause(id)); }, jobId,
        "pause");
}

QFuture<Result<StartedJob>> AnalysisService::retry(const QString& jobId, RetryItems items)
{
    return d->launch<StartedJob>(
        [this, id = jobId.toStdString(), items, generation = d->interrupts.load()](
            Reply<Result<StartedJob>>& reply) { d->retry(reply, id, items, generation); },
        jobId, "retry");
}

QFuture<Result<Job>> AnalysisService::cancel(const QString& jobId)
{
    return d->launch<Job>(
        [this, id = jobId.toStdString()](Reply<Result<Job>>& reply) { reply.give(d->cancel(id)); }, jobId,
        "cancel");
}

QFuture<Result<void>> AnalysisService::interruptAll()
{
    const std::vector<std::shared_ptr<JobRun>> stopped = d->stopAll();
    return d->launch<void>([stopped](Reply<Result<void>>& reply) {
        for (const auto& run : stopped)
            run->waitEnded();
        reply.give({});
    });
}

QFuture<Result<std::vector<Job>>> AnalysisService::recover()
{
    return d->launch<std::vector<Job>>([this](Reply<Result<std::vector<Job>>>& reply) {
        reply.give(interruptDeadJobs(d->store, d->clock));
    });
}

} // namespace tt
