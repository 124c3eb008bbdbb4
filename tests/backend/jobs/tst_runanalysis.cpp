// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/runanalysis.h"

#include "engine/analysis.h"
#include "engine/demo.h"
#include "jobs/validaterequest.h"

#include <QRegularExpression>
#include <QSemaphore>
#include <QTest>
#include <QThreadPool>
#include <QtConcurrentRun>

#include <cstring>
#include <stdexcept>

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

const Analysis& analysisOf(const TickerOutcome& outcome)
{
    return std::get<ResultRecord>(outcome.what).analysis;
}

QList<TickerOutcome> run(AnalysisTask task)
{
    QFuture<TickerOutcome> future = QtConcurrent::run(runAnalysis, std::move(task));
    future.waitForFinished();
    return future.results();
}

AnalysisItem itemOf(const std::string& ticker, Bars bars)
{
    auto source = std::make_shared<SourceBars>();
    source->ticker = ticker;
    source->bars = std::move(bars);
    return {ticker, 1, std::move(source), std::nullopt};
}

template<class Numbers>
bool sameBits(const Numbers& a, const Numbers& b)
{
    return std::memcmp(&a, &b, sizeof a) == 0;
}

/// Fails once, at the given question.
class FailingClock : public Clock
{
public:
    explicit FailingClock(int question)
        : m_left(question)
    {
    }
    std::int64_t nowMs() const override
    {
        if (--m_left == 0)
            throw std::runtime_error("no time");
        return 42;
    }

private:
    mutable int m_left;
};

} // namespace

class TestRunAnalysis : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneOutcomeATickerInOrder()
    {
        const QList<TickerOutcome> outcomes = run(demoTask(20));
        QCOMPARE(outcomes.size(), 20);
        for (int i = 0; i < 20; ++i) {
            const auto* record = std::get_if<ResultRecord>(&outcomes[i].what);
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
        QCOMPARE(run(std::move(task)).size(), 0);
    }

    void failuresAreData()
    {
        AnalysisTask task = demoTask(2);
        task.items = {{demoTicker(0), 1, nullptr, std::nullopt},
                      {demoTicker(2), 3, nullptr, std::nullopt},
                      {"BAD.NS", 1, nullptr, makeError(ErrorCode::StorageCorrupt, "A chunk is broken")},
                      itemOf("FEW.NS", demoBars("FEW.NS", 1, 49)),
                      {demoTicker(1), 1, nullptr, std::nullopt}};
        const QList<TickerOutcome> outcomes = run(task);
        QCOMPARE(outcomes.size(), 5);
        const ItemFailure *beyond = failureOf(outcomes[1]), *broken = failureOf(outcomes[2]),
                          *few = failureOf(outcomes[3]);
        QVERIFY(beyond && beyond->code == ErrorCode::NotFound);
        QCOMPARE(beyond->ticker, demoTicker(2));
        QCOMPARE(beyond->attempts, 3);
        QVERIFY(broken && broken->code == ErrorCode::StorageCorrupt);
        QCOMPARE(broken->message, std::string("A chunk is broken"));
        QVERIFY(few && few->code == ErrorCode::DataInsufficient);
        QCOMPARE(analysisOf(outcomes[0]).bars, 60);
        QCOMPARE(std::get<ResultRecord>(outcomes[4].what).ticker, demoTicker(1));
    }

    void lanesGiveWhatEachTickerAloneGives()
    {
        AnalysisTask task = demoTask(1);
        task.items.clear();
        for (int i = 0; i < 37; ++i)
            task.items.push_back(itemOf(demoTicker(i), demoBars(demoTicker(i), 7, 50 + 13 * i)));
        JobPlan plan = *task.plan;
        plan.asOf = demoBars("DEMO0001.NS", 1, 600).date.back();
        task.plan = std::make_shared<const JobPlan>(plan);
        const QList<TickerOutcome> outcomes = run(task);
        QCOMPARE(outcomes.size(), 37);
        for (int i = 0; i < 37; ++i) {
            const SourceBars& source = *task.items[static_cast<std::size_t>(i)].bars;
            const Result<Analysis> alone =
                analyze(source.bars, source.findings, {source.ticker, kUndefined, plan.asOf}, plan.config);
            QVERIFY(alone);
            const Analysis& together = analysisOf(outcomes[i]);
            QCOMPARE(together.bars, 50 + 13 * i);
            QVERIFY(sameBits(together.values, alone->values));
            QVERIFY(sameBits(together.score, alone->score) && sameBits(together.evidence, alone->evidence));
            QVERIFY(together.verdict == alone->verdict && together.planStatus == alone->planStatus);
        }
    }

    void barsOfAnItemThatWasNotReachedStayUsable()
    {
        GateClock clock;
        AnalysisTask task = demoTask(1);
        task.items.clear();
        task.clock = &clock;
        for (int i = 0; i < 8; ++i)
            task.items.push_back(itemOf(demoTicker(i), demoBars(demoTicker(i), 1, 60)));
        QThreadPool pool;
        QFuture<TickerOutcome> future = QtConcurrent::run(&pool, runAnalysis, task);
        clock.asked.acquire(1);
        future.cancel();
        clock.passes.release(100);
        pool.waitForDone();
        QCOMPARE(future.resultCount(), 0);
        task.clock = &systemClock();
        for (const TickerOutcome& outcome : run(task))
            QCOMPARE(analysisOf(outcome).bars, 60);
    }

    void anExceptionIsOneTickersFailure()
    {
        FailingClock clock(3);
        AnalysisTask task = demoTask(6);
        task.clock = &clock;
        QTest::ignoreMessage(QtCriticalMsg, "Analysis ended by an exception: no time");
        const QList<TickerOutcome> outcomes = run(task);
        QCOMPARE(outcomes.size(), 6);
        for (int i = 0; i < 6; ++i)
            QCOMPARE(failureOf(outcomes[i]) != nullptr, i == 2);
        QVERIFY(failureOf(outcomes[2])->code == ErrorCode::Internal);
        QCOMPARE(failureOf(outcomes[2])->ticker, demoTicker(2));
    }

    void anExceptionInALaneLeavesTheOthersTheirResults()
    {
        AnalysisTask task = demoTask(6);
        task.analyze = [](std::span<const AnalysisInput> inputs, const AnalysisConfig& config) {
            for (const AnalysisInput& input : inputs) {
                if (input.facts.ticker == demoTicker(1))
                    throw std::runtime_error("no room");
            }
            return analyzeMany(inputs, config);
        };
        QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(QStringLiteral("no room")));
        QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(QStringLiteral("no room")));
        const QList<TickerOutcome> outcomes = run(task);
        QCOMPARE(outcomes.size(), 6);
        for (int i = 0; i < 6; ++i)
            QCOMPARE(failureOf(outcomes[i]) != nullptr, i == 1);
        QVERIFY(failureOf(outcomes[1])->code == ErrorCode::Internal);
        QVERIFY(failureOf(outcomes[1])->message.find(demoTicker(1)) != std::string::npos);
        QVERIFY(failureOf(outcomes[1])->message.find(demoTicker(0)) == std::string::npos);
    }

    void barsAfterTheAsOfDayAreNotUsed()
    {
        AnalysisTask task = demoTask(1);
        JobPlan plan = *task.plan;
        plan.request.demoBars = 100; // the as-of day stays that of bar 60
        task.plan = std::make_shared<const JobPlan>(std::move(plan));
        const QList<TickerOutcome> cut = run(task), whole = run(demoTask(1));
        const Analysis &a = analysisOf(cut.front()), &b = analysisOf(whole.front());
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
