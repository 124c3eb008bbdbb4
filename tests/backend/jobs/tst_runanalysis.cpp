// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/runanalysis.h"

#include "engine/demo.h"
#include "jobs/validaterequest.h"

#include <QSemaphore>
#include <QTest>
#include <QThreadPool>
#include <QtConcurrentRun>

using namespace tt;

namespace {

/// Lets a test stop a run at a known place: the clock is asked once for each finished ticker.
class GateClock : public Clock
{
public:
    std::int64_t nowMs() const override
    {
        asked.release();
        passes.acquire();
        return 42;
    }
    mutable QSemaphore asked, passes;
};

AnalysisTask demoTask(int count)
{
    AnalysisRequest request;
    request.source = RequestSource::Demo;
    request.demoBars = 60;
    request.demoCount = count;
    Result<CheckedRequest> checked = validateRequest(request);
    JobPlan plan;
    plan.request = checked->request;
    plan.config = checked->config;
    plan.asOf = demoBars("DEMO0001.NS", 1, 60).date.back();
    AnalysisTask task;
    task.jobId = "job";
    task.plan = std::make_shared<const JobPlan>(std::move(plan));
    task.clock = &systemClock();
    task.budgetMs = 60'000;
    for (int i = 0; i < count; ++i)
        task.items.push_back({demoTicker(i), 1, nullptr, std::nullopt});
    return task;
}

const ItemFailure* failureOf(const TickerOutcome& outcome)
{
    return std::get_if<ItemFailure>(&outcome.what);
}

} // namespace

class TestRunAnalysis : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneOutcomeATickerInOrder()
    {
        QFuture<TickerOutcome> future = QtConcurrent::run(runAnalysis, demoTask(20));
        future.waitForFinished();
        QCOMPARE(future.resultCount(), 20);
        for (int i = 0; i < 20; ++i) {
            const TickerOutcome outcome = future.resultAt(i);
            const auto* record = std::get_if<ResultRecord>(&outcome.what);
            QVERIFY(record);
            QCOMPARE(record->ticker, demoTicker(i));
            QCOMPARE(record->jobId, std::string("job"));
            QCOMPARE(record->name, demoName(record->ticker));
            QVERIFY(record->isDemo);
            QCOMPARE(record->analysis.bars, 60);
        }
    }

    void cancelActsWithinOneTicker()
    {
        GateClock clock;
        AnalysisTask task = demoTask(20);
        task.clock = &clock;
        QThreadPool pool;
        QFuture<TickerOutcome> future = QtConcurrent::run(&pool, runAnalysis, std::move(task));
        clock.passes.release(2);
        clock.asked.acquire(3); // the third ticker is at its end, the first two are promised
        future.cancel();
        clock.passes.release(100);
        pool.waitForDone();
        QCOMPARE(future.resultCount(), 2);
        QCOMPARE(clock.asked.available(), 0); // no fourth was begun
        QCOMPARE(std::get<ResultRecord>(future.resultAt(1).what).ticker, demoTicker(1));
    }

    void noTickerIsBegunAfterTheBudget()
    {
        AnalysisTask task = demoTask(20);
        task.budgetMs = -1;
        QFuture<TickerOutcome> future = QtConcurrent::run(runAnalysis, std::move(task));
        future.waitForFinished();
        QCOMPARE(future.resultCount(), 0);
    }

    void failuresAreData()
    {
        AnalysisTask task = demoTask(2);
        const TickerOutcome beyond = analyzeItem(task, {demoTicker(2), 3, nullptr, std::nullopt});
        QVERIFY(failureOf(beyond) && failureOf(beyond)->code == ErrorCode::NotFound);
        QCOMPARE(failureOf(beyond)->attempts, 3);

        const TickerOutcome broken = analyzeItem(
            task, {"BAD.NS", 1, nullptr, makeError(ErrorCode::StorageCorrupt, "A chunk is broken")});
        QVERIFY(failureOf(broken) && failureOf(broken)->code == ErrorCode::StorageCorrupt);
        QCOMPARE(failureOf(broken)->message, std::string("A chunk is broken"));

        auto few = std::make_shared<SourceBars>();
        few->ticker = "FEW.NS";
        few->bars = demoBars("FEW.NS", 1, 49);
        const TickerOutcome insufficient = analyzeItem(task, {"FEW.NS", 1, few, std::nullopt});
        QVERIFY(failureOf(insufficient) && failureOf(insufficient)->code == ErrorCode::DataInsufficient);
    }

    void barsAfterTheAsOfDayAreNotUsed()
    {
        AnalysisTask task = demoTask(1);
        JobPlan plan = *task.plan;
        plan.request.demoBars = 100; // the as-of day stays that of bar 60
        task.plan = std::make_shared<const JobPlan>(std::move(plan));
        const TickerOutcome cut = analyzeItem(task, task.items.front());
        const TickerOutcome whole = analyzeItem(demoTask(1), task.items.front());
        const Analysis& a = std::get<ResultRecord>(cut.what).analysis;
        const Analysis& b = std::get<ResultRecord>(whole.what).analysis;
        QCOMPARE(a.bars, 60);
        QCOMPARE(a.lastBar, b.lastBar);
        QCOMPARE(a.score, b.score);
        QCOMPARE(a.values.rsi, b.values.rsi);
    }

    void theLogContextIsTheTasks()
    {
        AnalysisTask task = demoTask(1);
        task.context = {"request", "job", {}};
        QPromise<TickerOutcome> promise;
        promise.start();
        runAnalysis(promise, task);
        QVERIFY(currentLogContext().requestId.empty()); // put back
    }
};

QTEST_GUILESS_MAIN(TestRunAnalysis)
#include "tst_runanalysis.moc"
