// SPDX-License-Identifier: GPL-3.0-or-later
// What the log says of whole-market jobs, line by line, whichever thread wrote it.
#include "base/logcontext.h"
#include "capturedlog.h"
#include "jobs/cleanup.h"
#include "jobs/planjob.h"
#include "jobs/validaterequest.h"
#include "jobstest.h"

#include <set>
#include <thread>

using namespace tt;
using namespace Qt::StringLiterals;

namespace {

using Ids = std::set<std::string>;

/// The requests under which lines of a job came that begin so.
Ids requestsOf(const std::string& job, const QString& beginning = {})
{
    Ids requests;
    for (const Line& line : CapturedLog::lines()) {
        if (line.context.jobId == job && line.message.startsWith(beginning))
            requests.insert(line.context.requestId);
    }
    return requests;
}

/// The one request of those lines; empty when there is none or another one as well.
std::string requestOf(const std::string& job, const QString& beginning)
{
    const Ids requests = requestsOf(job, beginning);
    return requests.size() == 1 ? *requests.begin() : std::string();
}

/// The first line that does not say whose it is; "nothing was logged" when there is no line at all.
QString anonymousLine()
{
    const std::vector<Line> lines = CapturedLog::lines();
    for (const Line& line : lines) {
        if (line.context.requestId.empty() || line.context.jobId.empty())
            return u"anonymous: "_s + line.message;
    }
    return lines.empty() ? u"nothing was logged"_s : QString();
}

std::set<std::thread::id> threadsOf(const std::string& job)
{
    std::set<std::thread::id> threads;
    for (const Line& line : CapturedLog::lines()) {
        if (line.context.jobId == job)
            threads.insert(line.thread);
    }
    return threads;
}

QString idOf(const StartedJob& started)
{
    return QString::fromStdString(started.job.id);
}

AnalysisRequest longRequest()
{
    AnalysisRequest request = demoRequest(10'000, 500);
    request.workers = 4;
    return request;
}

/// The thread that alone uses the database.
std::thread::id storeThread(JobsFixture& jobs)
{
    return *await(
        jobs.store->run([](Database&) -> Result<std::thread::id> { return std::this_thread::get_id(); }));
}

/// A job of this request that another process, which `owner` is the store of, has begun.
std::string beginAs(const Store& owner, JobsFixture& jobs, const AnalysisRequest& request)
{
    Result<PlannedJob> planned =
        planJob(*jobs.store, systemClock(), validateRequest(request).value(), [] { return false; });
    planned->draft.owner = owner.owner();
    const auto begin = [&](Database& database) -> Result<std::string> {
        JobStore store(database);
        const std::string id = store.insertJob(planned->draft, planned->tickers)->job.id;
        const Result<Job> moved = store.moveJob(id, JobStatus::Running);
        return moved ? Result<std::string>(id) : Result<std::string>(moved.error());
    };
    return await(jobs.store->run(begin)).value();
}

} // namespace

class TestJobLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Two jobs at once, several workers each: every line names its request and its job, and no other one's.
    void everyLineOfAJobSaysWhoseItIs()
    {
        const CapturedLog log;
        JobsFixture jobs;
        AnalysisRequest large = demoRequest(2'200), small = demoRequest(3);
        large.workers = 4;
        const Result<StartedJob> first = await(jobs.service->start(large));
        QVERIFY(jobs.startAndAwait(small).status == JobStatus::Completed);
        QVERIFY(jobs.awaitEnd(first->job.id).status == JobStatus::Completed);
        std::map<std::string, std::set<std::string>> requestsOf;
        std::set<std::thread::id> threads;
        for (const Line& line : CapturedLog::lines()) {
            QVERIFY2(!line.context.requestId.empty(), qPrintable(line.message));
            QVERIFY2(!line.context.jobId.empty(), qPrintable(line.message));
            requestsOf[line.context.jobId].insert(line.context.requestId);
            if (line.context.jobId == first->job.id)
                threads.insert(line.thread);
        }
        QCOMPARE(requestsOf.size(), 2u);
        std::set<std::string> requests;
        for (const auto& [job, ids] : requestsOf) {
            QCOMPARE(ids.size(), 1u);
            requests.insert(*ids.begin());
        }
        QCOMPARE(requests.size(), 2u);
        QVERIFY2(threads.size() >= 4, "the job's own, the store's, and at least two workers");
    }

    /// The work stays the first request's; that somebody else waits for it too is the second one's.
    void whoAttachesHasARequestOfItsOwn()
    {
        const CapturedLog log;
        JobsFixture jobs;
        const Result<StartedJob> first = await(jobs.service->start(longRequest()));
        QVERIFY(jobs.awaitResults());
        QVERIFY(await(jobs.service->start(longRequest()))->attached);
        AnalysisService other(*jobs.store, systemClock());
        QVERIFY(await(other.start(longRequest()))->attached);
        QVERIFY_RESULT(await(jobs.service->cancel(idOf(*first))));
        const std::string id = first->job.id, working = requestOf(id, u"Job started"_s);
        QVERIFY(!working.empty());
        const Ids attached = requestsOf(id, u"The same request is active"_s);
        QCOMPARE(attached.size(), 2u);
        QVERIFY(!attached.contains(working));
        QCOMPARE(requestOf(id, u"Job ended"_s), working);
        QCOMPARE(anonymousLine(), QString());
    }

    void pausingAndGoingOnAreRequestsOfTheirOwn()
    {
        const CapturedLog log;
        JobsFixture jobs;
        const Result<StartedJob> started = await(jobs.service->start(longRequest()));
        QVERIFY(jobs.awaitResults());
        QVERIFY_RESULT(await(jobs.service->pause(idOf(*started))));
        QVERIFY_RESULT(await(jobs.service->resume(idOf(*started))));
        QTRY_VERIFY_WITH_TIMEOUT(!requestsOf(started->job.id, u"Job goes on"_s).empty(), kPatience);
        QVERIFY_RESULT(await(jobs.service->cancel(idOf(*started))));
        const std::string id = started->job.id, working = requestOf(id, u"Job started"_s);
        QVERIFY(!working.empty());
        for (const QString& own : {u"Job paused"_s, u"Job goes on"_s, u"Job ended"_s})
            QCOMPARE(requestOf(id, own), working);
        Ids asked = {working};
        for (const QString& action : {u"pause"_s, u"resume"_s, u"cancel"_s})
            asked.insert(requestOf(id, u"Asked to %1 the job"_s.arg(action)));
        QCOMPARE(asked.size(), 4u);
        QVERIFY(!asked.contains({}));
        QCOMPARE(anonymousLine(), QString());
    }

    /// Everything after a resume, whichever thread does it, is the resuming request's.
    void aResumedJobWorksForWhoResumedIt()
    {
        JobsFixture jobs;
        std::string id, first;
        {
            const CapturedLog log;
            const Result<StartedJob> started = await(jobs.service->start(longRequest()));
            QVERIFY(jobs.awaitResults());
            QVERIFY_RESULT(await(jobs.service->interruptAll()));
            id = started->job.id;
            QCOMPARE(requestsOf(id).size(), 1u);
            first = *requestsOf(id).begin();
        }
        const CapturedLog log;
        QVERIFY_RESULT(await(jobs.service->resume(QString::fromStdString(id))));
        // The job's own, the store's, and at least two workers.
        QTRY_VERIFY_WITH_TIMEOUT(threadsOf(id).size() >= 4, kPatience);
        QVERIFY_RESULT(await(jobs.service->interruptAll()));
        const std::string second = requestOf(id, u"Asked to resume"_s);
        QVERIFY(!second.empty() && second != first);
        QCOMPARE(requestsOf(id), Ids{second});
        QVERIFY(!requestsOf(id, u"Job started"_s).empty());
        QVERIFY(threadsOf(id).contains(storeThread(jobs)));
        QCOMPARE(anonymousLine(), QString());
    }

    void aJobThatIsTakenOverWorksForWhoFollowedIt()
    {
        JobsFixture jobs;
        AnalysisRequest request = demoRequest(2'200);
        request.workers = 4;
        Result<std::unique_ptr<Store>> other = Store::open(jobs.folder.path());
        QVERIFY_RESULT(other);
        const std::string id = beginAs(**other, jobs, request);
        const CapturedLog log;
        QVERIFY(await(jobs.service->start(request))->attached);
        other->reset(); // its lock goes, as with a process that dies
        QVERIFY(jobs.awaitEnd(id).status == JobStatus::Completed);
        const std::string follower = requestOf(id, u"The same request is active"_s);
        QVERIFY(!follower.empty());
        QCOMPARE(requestOf(id, u"The process of job"_s), follower);
        QCOMPARE(requestsOf(id), Ids{follower});
        QVERIFY2(threadsOf(id).size() >= 4, "the follower's, the store's, and at least two workers");
        QVERIFY(threadsOf(id).contains(storeThread(jobs)));
        QCOMPARE(anonymousLine(), QString());
    }

    /// The line of the request names the old job, the lines of the work the new one.
    void aRetryIsOneRequestOnTwoJobs()
    {
        JobsFixture jobs;
        const Result<StartedJob> parent = await(jobs.service->start(longRequest()));
        QVERIFY(jobs.awaitResults());
        QVERIFY_RESULT(await(jobs.service->cancel(idOf(*parent))));
        const CapturedLog log;
        const Result<StartedJob> child = await(jobs.service->retry(idOf(*parent)));
        QVERIFY_RESULT(child);
        QTRY_VERIFY_WITH_TIMEOUT(threadsOf(child->job.id).size() >= 4, kPatience);
        QVERIFY_RESULT(await(jobs.service->interruptAll()));
        const std::string request = requestOf(parent->job.id, u"Asked to retry the job"_s);
        QVERIFY(!request.empty());
        QCOMPARE(requestsOf(child->job.id), Ids{request});
        QCOMPARE(anonymousLine(), QString());
    }

    /// A fault in the store's thread says for whom and for which job it worked.
    void aFaultInTheStoreSaysWhoseItIs_data()
    {
        QTest::addColumn<QString>("action");
        for (const char* action : {"pause", "resume", "cancel", "retry"})
            QTest::newRow(action) << QString::fromLatin1(action);
    }
    void aFaultInTheStoreSaysWhoseItIs()
    {
        QFETCH(const QString, action);
        JobsFixture jobs;
        const QString id = QString::fromStdString(jobs.startAndAwait(demoRequest(3)).id);
        const std::thread::id thread = storeThread(jobs);
        QVERIFY_RESULT(await(jobs.store->run([](Database& database) {
            return database.exec(u"ALTER TABLE analysis_jobs RENAME TO gone"_s);
        })));
        const CapturedLog log;
        const bool isDone = action == u"pause"_s    ? await(jobs.service->pause(id)).ok()
                            : action == u"resume"_s ? await(jobs.service->resume(id)).ok()
                            : action == u"cancel"_s ? await(jobs.service->cancel(id)).ok()
                                                    : await(jobs.service->retry(id)).ok();
        QVERIFY(!isDone);
        const std::string request = requestOf(id.toStdString(), u"preparing failed"_s);
        QVERIFY(!request.empty());
        QCOMPARE(requestOf(id.toStdString(), u"Asked to %1 the job"_s.arg(action)), request);
        QVERIFY(threadsOf(id.toStdString()).contains(thread));
        QCOMPARE(anonymousLine(), QString());
    }

    /// A command is one action, whatever it asks of the services; a click without one begins its own.
    void whatACommandAsksForIsOneRequest()
    {
        JobsFixture jobs;
        const CapturedLog log;
        {
            const LogScope command({"one command", {}, {}});
            QVERIFY(jobs.startAndAwait(demoRequest(3)).status == JobStatus::Completed);
            QVERIFY_RESULT(await(cleanUp(*jobs.store, {})));
        }
        for (const Line& line : CapturedLog::lines())
            QVERIFY2(line.context.requestId == "one command", qPrintable(line.message));
        const std::size_t before = CapturedLog::lines().size();
        QVERIFY(before > 2);
        QVERIFY_RESULT(await(cleanUp(*jobs.store, {})));
        QCOMPARE(CapturedLog::lines().size(), before + 1);
        const std::string click = CapturedLog::lines().back().context.requestId;
        QVERIFY(!click.empty() && click != "one command");
    }

    /// One that another process cancels while it waits has ended, not failed.
    void aQueuedJobThatOthersCancelIsNoFault()
    {
        JobsFixture jobs;
        const Result<StartedJob> first = await(jobs.service->start(demoRequest(10'000, 500)));
        QVERIFY(jobs.awaitResults());
        const Result<StartedJob> second = await(jobs.service->start(demoRequest(9'000, 500)));
        QVERIFY_RESULT(await(jobs.store->run(
            [id = second->job.id](Database& database) { return JobStore(database).cancelJob(id); })));
        const CapturedLog log;
        QVERIFY_RESULT(await(jobs.service->cancel(QString::fromStdString(first->job.id))));
        const Job ended = jobs.awaitEnd(second->job.id);
        QVERIFY(ended.status == JobStatus::Cancelled && !ended.error);
        for (const Line& line : CapturedLog::lines())
            QVERIFY2(line.level != QtCriticalMsg, qPrintable(line.message));
    }
};

QTEST_GUILESS_MAIN(TestJobLog)
#include "tst_joblog.moc"
