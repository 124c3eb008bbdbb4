// SPDX-License-Identifier: GPL-3.0-or-later
// Pausing, retrying and queueing, through the service and through single runs.
#include "base/transient.h"
#include "jobs/backoff.h"
#include "jobs/failurereasons.h"
#include "jobs/jobrun.h"
#include "jobs/planjob.h"
#include "jobs/validaterequest.h"
#include "jobstest.h"

#include <QElapsedTimer>

#include <thread>

using namespace tt;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

AnalysisRequest longRequest()
{
    return demoRequest(10'000, 500);
}

QString idOf(const Job& job)
{
    return QString::fromStdString(job.id);
}

/// Bars of these tickers in the store.
void putBars(Store& store, const std::vector<std::string>& tickers)
{
    CheckedBars checked;
    checked.bars = demoBars("X", 1, 70);
    checked.adjustedClose.assign(70, kUndefined);
    std::vector<BarsToStore> all;
    for (const std::string& ticker : tickers)
        all.push_back({ticker, "", &checked, DataSource::Csv, "a.csv"});
    QVERIFY_RESULT(await(store.run([&all](Database& database) { return BarStore(database).putBars(all); })));
}

/// A run over the stored bars, not begun yet.
std::unique_ptr<JobRun> makeRun(JobsFixture& jobs, RunOptions options)
{
    AnalysisRequest request;
    request.selection = Selection::All;
    Result<PlannedJob> planned =
        planJob(*jobs.store, systemClock(), validateRequest(request).value(), [] { return false; });
    const Result<InsertedJob> inserted =
        await(jobs.store->run([draft = planned->draft, tickers = planned->tickers](Database& database) {
            return JobStore(database).insertJob(draft, tickers);
        }));
    const JobEvents nobody{[](const Job&) {}, [](const std::string&, const ResultChunk&) {},
                           [](const std::string&, const FailureChunk&) {}, [](const Job&) {}};
    return std::make_unique<JobRun>(*jobs.store, systemClock(), inserted->job, planned->plan, nullptr, nobody,
                                    std::move(options));
}

/// Gives every ticker this error until it has been asked for `times` times.
LoadItems failing(ErrorCode code, int times, std::shared_ptr<std::map<std::string, int>> asked)
{
    return [code, times, asked](Database& database, std::vector<AnalysisItem>& items) -> Result<void> {
        if (Result<void> loaded = loadStoredItems(database, items); !loaded)
            return loaded;
        for (AnalysisItem& item : items) {
            if (++(*asked)[item.ticker] <= times && item.ticker == "BAD.NS")
                item.error = makeError(code, "not now");
        }
        return {};
    };
}

} // namespace

class TestJobLife : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPausedJobGoesOnWhereItWas()
    {
        JobsFixture jobs;
        const Result<StartedJob> started = await(jobs.service->start(longRequest()));
        QVERIFY_RESULT(started);
        QVERIFY(jobs.awaitResults());
        const QString id = idOf(started->job);
        const Result<Job> paused = await(jobs.service->pause(id));
        QVERIFY_RESULT(paused);
        QVERIFY(paused->status == JobStatus::Paused);
        QCOMPARE_ERROR(await(jobs.service->pause(id)), ErrorCode::Conflict);
        // What was in the workers' hands is stored and told; then nothing moves.
        const JobCounts before = paused->counts;
        QCOMPARE(jobs.storedJob(started->job.id)->counts, before);
        QTRY_COMPARE_WITH_TIMEOUT(jobs.changed->last().front().value<Job>().counts, before, kPatience);
        QVERIFY(before.remaining() > 0);
        // Others run meanwhile, large ones too.
        QVERIFY(jobs.startAndAwait(demoRequest(200)).status == JobStatus::Completed);
        QCOMPARE(jobs.storedJob(started->job.id)->counts, before);

        const Result<Job> resumed = await(jobs.service->resume(id));
        QVERIFY_RESULT(resumed);
        QVERIFY(resumed->status == JobStatus::Running);
        QTRY_VERIFY_WITH_TIMEOUT(jobs.storedJob(started->job.id)->counts.succeeded > before.succeeded,
                                 kPatience);
        QVERIFY_RESULT(await(jobs.service->cancel(id)));
        const Job ended = jobs.awaitEnd(started->job.id);
        QVERIFY(ended.status == JobStatus::Cancelled);
        QCOMPARE(jobs.storedResults(ended.id).size(), static_cast<std::size_t>(ended.counts.succeeded));
        QVERIFY(jobs.countsAddUp());
    }

    void pausedAgainAndAgainGivesTheSameResults()
    {
        JobsFixture calm;
        const Job whole = calm.startAndAwait(demoRequest(1'500, 200));
        const ResultValues expected = valuesOf(calm.storedResults(whole.id));
        JobsFixture jobs;
        const Result<StartedJob> started = await(jobs.service->start(demoRequest(1'500, 200)));
        const QString id = idOf(started->job);
        for (int i = 0; i < 20; ++i) {
            (void)await(jobs.service->pause(id));
            (void)await(jobs.service->resume(id));
        }
        const Job ended = jobs.awaitEnd(started->job.id);
        QVERIFY(ended.status == JobStatus::Completed);
        QVERIFY(valuesOf(jobs.storedResults(ended.id)) == expected);
        QCOMPARE(jobs.toldResults(ended.id).size(), expected.size());
    }

    void aPausedJobCanBeCancelledAndInterrupted()
    {
        JobsFixture jobs;
        const Result<StartedJob> first = await(jobs.service->start(longRequest()));
        QVERIFY(jobs.awaitResults());
        QVERIFY_RESULT(await(jobs.service->pause(idOf(first->job))));
        const Result<Job> cancelled = await(jobs.service->cancel(idOf(first->job)));
        QVERIFY_RESULT(cancelled);
        QVERIFY(cancelled->status == JobStatus::Cancelled);
        QCOMPARE(cancelled->counts.remaining(), 0);
        const Result<StartedJob> second = await(jobs.service->start(longRequest()));
        QTRY_VERIFY_WITH_TIMEOUT(jobs.storedJob(second->job.id)->status == JobStatus::Running, kPatience);
        QVERIFY_RESULT(await(jobs.service->pause(idOf(second->job))));
        QVERIFY_RESULT(await(jobs.service->interruptAll()));
        QVERIFY(jobs.storedJob(second->job.id)->status == JobStatus::Interrupted);
    }

    void anotherServicesJobIsPaused()
    {
        JobsFixture jobs;
        const Result<StartedJob> started = await(jobs.service->start(longRequest()));
        QVERIFY(jobs.awaitResults());
        AnalysisService other(*jobs.store, systemClock());
        QVERIFY_RESULT(await(other.pause(idOf(started->job))));
        QTRY_VERIFY_WITH_TIMEOUT(jobs.changed->last().front().value<Job>().status == JobStatus::Paused,
                                 kPatience);
        const Result<Job> resumed = await(other.resume(idOf(started->job)));
        QVERIFY_RESULT(resumed);
        const int before = jobs.storedJob(started->job.id)->counts.succeeded;
        QTRY_VERIFY_WITH_TIMEOUT(jobs.storedJob(started->job.id)->counts.succeeded > before, kPatience);
        QVERIFY_RESULT(await(jobs.service->cancel(idOf(started->job))));
    }

    void largeJobsQueueAndASmallOnePassesThem()
    {
        JobsFixture jobs;
        const Result<StartedJob> first = await(jobs.service->start(longRequest()));
        QVERIFY(jobs.awaitResults());
        AnalysisRequest other = demoRequest(9'000, 500);
        const Result<StartedJob> second = await(jobs.service->start(other));
        other.demoCount = 8'000;
        const Result<StartedJob> third = await(jobs.service->start(other));
        AnalysisRequest one = demoRequest(1);
        const Job quick = jobs.startAndAwait(one);
        QVERIFY(quick.status == JobStatus::Completed);
        QVERIFY(jobs.storedJob(first->job.id)->status == JobStatus::Running);
        QVERIFY(jobs.storedJob(second->job.id)->status == JobStatus::Queued);
        // A queued one is cancelled where it stands, the next takes its turn.
        const Result<Job> cancelled = await(jobs.service->cancel(idOf(second->job)));
        QVERIFY_RESULT(cancelled);
        QCOMPARE(cancelled->counts.cancelled, 9'000);
        QVERIFY(jobs.storedJob(third->job.id)->status == JobStatus::Queued);
        QVERIFY_RESULT(await(jobs.service->cancel(idOf(first->job))));
        QTRY_VERIFY_WITH_TIMEOUT(jobs.storedJob(third->job.id)->status == JobStatus::Running, kPatience);
        QVERIFY_RESULT(await(jobs.service->interruptAll()));
        QVERIFY(jobs.storedJob(third->job.id)->status == JobStatus::Interrupted);
    }

    void aRetryTakesWhatDidNotSucceed()
    {
        JobsFixture jobs;
        AnalysisRequest request = demoRequest(10);
        request.selection = Selection::Typed;
        request.tickers = {"DEMO0003.NS", "NOBODY.NS", "DEMO0011.NS"};
        const Job parent = jobs.startAndAwait(request);
        QCOMPARE(parent.counts.failed, 2);
        QCOMPARE_ERROR(await(jobs.service->retry(idOf(parent), RetryItems::TransientFailures)),
                       ErrorCode::Conflict);
        QCOMPARE_ERROR(await(jobs.service->retry(idOf(parent))), ErrorCode::NotFound); // still unknown
        QCOMPARE_ERROR(await(jobs.service->retry(u"none"_s)), ErrorCode::NotFound);

        const Result<StartedJob> long1 = await(jobs.service->start(longRequest()));
        QVERIFY(jobs.awaitResults());
        QCOMPARE_ERROR(await(jobs.service->retry(idOf(long1->job))), ErrorCode::Conflict);
        QVERIFY_RESULT(await(jobs.service->cancel(idOf(long1->job))));
        const Job cut = jobs.awaitEnd(long1->job.id);
        const Result<StartedJob> retried = await(jobs.service->retry(idOf(cut)));
        QVERIFY_RESULT(retried);
        QCOMPARE(retried->job.parentId, cut.id);
        QCOMPARE(retried->job.counts.total, cut.counts.cancelled);
        QCOMPARE(retried->job.asOf, cut.asOf);
        QVERIFY(await(jobs.service->retry(idOf(cut)))->attached);
        QVERIFY_RESULT(await(jobs.service->cancel(idOf(retried->job))));
    }

    void aRetryReadsTheFilesAnew()
    {
        JobsFixture jobs;
        const QString folder = jobs.folder.filePath(u"prices"_s);
        QVERIFY(QDir().mkpath(folder));
        writePrices(folder + u"/LONG.csv"_s, 80, "LONG");
        writePrices(folder + u"/SHORT.csv"_s, 20, "SHORT");
        AnalysisRequest request;
        request.source = RequestSource::Csv;
        request.csvPath = folder.toStdString();
        const Job parent = jobs.startAndAwait(request);
        QCOMPARE(parent.counts, (JobCounts{2, 1, 1, 0}));
        writePrices(folder + u"/SHORT.csv"_s, 90, "SHORT");
        const Result<StartedJob> retried = await(jobs.service->retry(idOf(parent)));
        QVERIFY_RESULT(retried);
        const Job child = jobs.awaitEnd(retried->job.id);
        QCOMPARE(child.counts, (JobCounts{1, 1, 0, 0}));
        QCOMPARE(jobs.storedResults(child.id).front().ticker, std::string("SHORT"));
        QCOMPARE_ERROR(await(jobs.service->retry(idOf(child))), ErrorCode::Conflict);
    }

    void transientFailuresAreTriedAgain_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<int>("times");
        QTest::addColumn<int>("asked");
        QTest::addColumn<bool>("succeeds");
        QTest::newRow("passes") << int(ErrorCode::Network) << 2 << 3 << true;
        QTest::newRow("stays") << int(ErrorCode::StorageBusy) << 9 << 3 << false;
        QTest::newRow("permanent") << int(ErrorCode::DataInvalid) << 9 << 1 << false;
    }

    void transientFailuresAreTriedAgain()
    {
        QFETCH(int, code);
        QFETCH(int, times);
        QFETCH(int, asked);
        QFETCH(bool, succeeds);
        JobsFixture jobs;
        putBars(*jobs.store, {"BAD.NS", "GOOD.NS"});
        auto count = std::make_shared<std::map<std::string, int>>();
        const auto run = makeRun(jobs, {.load = failing(ErrorCode(code), times, count), .firstRetry = 2ms});
        const Job job = run->run();
        QVERIFY(job.status == JobStatus::Completed);
        QCOMPARE(job.counts, succeeds ? (JobCounts{2, 2, 0, 0}) : (JobCounts{2, 1, 1, 0}));
        QCOMPARE((*count)["BAD.NS"], asked);
        QCOMPARE((*count)["GOOD.NS"], 1);
        const auto failures = await(Library(*jobs.store).failuresOfJob(idOf(job)));
        QCOMPARE(failures->size(), succeeds ? 0u : 1u);
        if (!succeeds) {
            QCOMPARE(failures->front().attempts, asked);
            const Result<StartedJob> retried =
                await(jobs.service->retry(idOf(job), RetryItems::TransientFailures));
            QCOMPARE(retried.ok(), isTransient(ErrorCode(code)));
        }
    }

    void aWaitForARetryIsCutShort()
    {
        JobsFixture jobs;
        putBars(*jobs.store, {"BAD.NS"});
        auto count = std::make_shared<std::map<std::string, int>>();
        const auto run = makeRun(jobs, {.load = failing(ErrorCode::Network, 9, count), .firstRetry = 1h});
        std::thread stopper([&] { run->stop(StopKind::Cancel); });
        const Job job = run->run();
        stopper.join();
        QVERIFY(job.status == JobStatus::Cancelled);
        QCOMPARE(job.counts.cancelled, 1);
    }

    void backoffDoublesWithinItsBounds()
    {
        for (int attempt = 1; attempt < 40; ++attempt) {
            const auto most = std::min<std::int64_t>(50LL << std::min(attempt - 1, 20), 2'000);
            const auto pause = backoff(attempt, 50ms, 2'000ms).count();
            QVERIFY2(pause >= most / 2 && pause <= most, qPrintable(QString::number(pause)));
        }
        std::set<std::int64_t> different;
        for (int i = 0; i < 50; ++i)
            different.insert(backoff(10, 50ms, 2'000ms).count());
        QVERIFY(different.size() > 10);
    }

    void failuresAreGroupedByReason()
    {
        const std::vector<ItemFailure> failures = {
            {"A", ErrorCode::NotFound, "No bars of A are known", 1, 0},
            {"B", ErrorCode::DataInsufficient, "B has 20 bars", 1, 0},
            {"C", ErrorCode::DataInsufficient, "C has 31 bars", 1, 0},
            {"D", ErrorCode::Network, "No answer", 3, 0},
        };
        const std::vector<FailureReason> reasons = groupFailures(failures);
        QCOMPARE(reasons.size(), 3u);
        QCOMPARE(reasons[0].tickers, (std::vector<std::string>{"B", "C"}));
        QCOMPARE(reasons[0].message, std::string("B has 20 bars"));
        QVERIFY(!reasons[0].transient && reasons[2].transient);
        QVERIFY(groupFailures({}).empty());
    }
};

QTEST_GUILESS_MAIN(TestJobLife)
#include "tst_joblife.moc"
