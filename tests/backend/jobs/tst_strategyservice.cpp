// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/strategyservice.h"

#include "jobs/jobjson.h"
#include "jobs/strategyfields.h"
#include "jobstest.h"
#include "store/strategystore.h"

using namespace tt;
using namespace Qt::StringLiterals;

class TestStrategyService : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void copyEditDelete();
    void anOlderRevisionIsAConflict();
    void builtInOnesAreReadOnly();
    void everyFaultAtOnce();
    void saveTakesAWholeStrategy();
    void anUnreadableOneIsLeftOutAndCanBeDeleted();
    void anAnalysisFindsThemAndItsResultsOutliveThem();
    void anUnknownOneIsAFaultOfTheRequest();
};

void TestStrategyService::copyEditDelete()
{
    JobsFixture fixture;
    StrategyService service(*fixture.store);
    QCOMPARE(await(service.list())->size(), 5u);
    const Result<Strategy> made = await(service.copy(u"trend following"_s, u"My Trend"_s));
    QVERIFY_RESULT(made);
    QVERIFY(made->id != "2");
    QCOMPARE(made->revision, 1);
    QCOMPARE(made->risk.targetPct, 6.0);
    QCOMPARE_ERROR(await(service.copy(u"1"_s, u"mY tREND"_s)), ErrorCode::Conflict);

    const auto changed =
        await(service.edit({"MY TREND", 1, {{"target_pct", "8"}, {"name", "Mine"}, {"rsi_period", "10"}}}));
    QVERIFY_RESULT(changed);
    QCOMPARE(changed->revision, 2);
    const Result<Strategy> read = await(service.find(u"mine"_s));
    QVERIFY_RESULT(read);
    QCOMPARE(read->id, made->id);
    QCOMPARE(read->revision, 2);
    QCOMPARE(read->risk.targetPct, 8.0);
    QCOMPARE(read->params.rsi, 10);
    QCOMPARE(await(service.list())->back().name, std::string("Mine"));

    QCOMPARE_ERROR(await(service.remove(u"Mine"_s, 1)), ErrorCode::Conflict);
    const Result<Strategy> gone = await(service.remove(QString::fromStdString(made->id), 2));
    QVERIFY_RESULT(gone);
    QCOMPARE(gone->name, std::string("Mine"));
    QCOMPARE_ERROR(await(service.find(u"Mine"_s)), ErrorCode::NotFound);
    QCOMPARE(await(service.list())->size(), 5u);
}

void TestStrategyService::anOlderRevisionIsAConflict()
{
    JobsFixture fixture;
    StrategyService service(*fixture.store);
    QVERIFY_RESULT(await(service.copy(u"1"_s, u"Mine"_s)));
    QVERIFY_RESULT(await(service.edit({"Mine", 1, {{"macd", "2"}}})));
    QCOMPARE_ERROR(await(service.edit({"Mine", 1, {{"macd", "5"}}})), ErrorCode::Conflict);
    QCOMPARE_ERROR(await(service.edit({"Mine", 3, {{"macd", "5"}}})), ErrorCode::Conflict);
    QCOMPARE(await(service.find(u"Mine"_s))->indicatorWeight[indexOf(IndicatorId::Macd)], 2.0);
}

void TestStrategyService::builtInOnesAreReadOnly()
{
    JobsFixture fixture;
    StrategyService service(*fixture.store);
    for (const Strategy& strategy : builtInStrategies()) {
        QCOMPARE_ERROR(await(service.edit({strategy.id, 1, {{"macd", "2"}}})), ErrorCode::Conflict);
        QCOMPARE_ERROR(await(service.save(strategy)), ErrorCode::Conflict);
        const auto removed = await(service.remove(QString::fromStdString(strategy.name)));
        QCOMPARE_ERROR(removed, ErrorCode::Conflict);
        QVERIFY(removed.error().message.find("copy it") != std::string::npos);
    }
}

void TestStrategyService::everyFaultAtOnce()
{
    JobsFixture fixture;
    StrategyService service(*fixture.store);
    QVERIFY_RESULT(await(service.copy(u"1"_s, u"Mine"_s)));
    const auto refused =
        await(service.edit({"Mine", 1, {{"macd", "11"}, {"x", "1"}, {"rsi_period", "1"}, {"name", ""}}}));
    QCOMPARE_ERROR(refused, ErrorCode::ValidationError);
    QCOMPARE(refused.error().violations.size(), 4u);
    QCOMPARE_ERROR(await(service.copy(u"1"_s, u"Balanced"_s)), ErrorCode::ValidationError);
    QCOMPARE(await(service.find(u"Mine"_s))->revision, 1);
}

void TestStrategyService::saveTakesAWholeStrategy()
{
    JobsFixture fixture;
    StrategyService service(*fixture.store);
    Strategy strategy = await(service.copy(u"4"_s, u"Mine"_s)).value();
    strategy.entryFilters.pop_back();
    strategy.risk.stopPct = 3.5;
    const Result<Strategy> saved = await(service.save(strategy));
    QVERIFY_RESULT(saved);
    QCOMPARE(saved->revision, 2);
    QCOMPARE_ERROR(await(service.save(strategy)), ErrorCode::Conflict);
    QCOMPARE(await(service.find(u"Mine"_s))->entryFilters.size(), 1u);
    Strategy bad = *saved;
    bad.params.rsi = 0;
    QCOMPARE_ERROR(await(service.save(bad)), ErrorCode::ValidationError);
}

void TestStrategyService::anUnreadableOneIsLeftOutAndCanBeDeleted()
{
    JobsFixture fixture;
    StrategyService service(*fixture.store);
    QVERIFY_RESULT(await(fixture.store->run(
        [](Database& database) { return StrategyStore(database).create("Broken", "{}"); })));
    QCOMPARE(await(service.list())->size(), 5u);
    QCOMPARE_ERROR(await(service.find(u"Broken"_s)), ErrorCode::StorageCorrupt);
    QVERIFY_RESULT(await(service.remove(u"Broken"_s)));
}

void TestStrategyService::anAnalysisFindsThemAndItsResultsOutliveThem()
{
    JobsFixture fixture;
    StrategyService service(*fixture.store);
    const Strategy made = await(service.copy(u"5"_s, u"Mine"_s)).value();
    const auto changed = await(service.edit({"Mine", 1, {{"rsi", "7"}, {"filter1_needed", "1"}}}));
    QVERIFY_RESULT(changed);
    AnalysisRequest request = demoRequest(3, 300);
    request.strategy = "mINE";
    const Job job = fixture.startAndAwait(request);
    QCOMPARE(job.counts.succeeded, 3);
    QCOMPARE(job.strategyId, made.id);
    QVERIFY_RESULT(await(service.remove(u"Mine"_s)));

    const auto id = await(service.idForResults(u"mine"_s));
    QVERIFY_RESULT(id);
    QCOMPARE(*id, made.id);
    Library library(*fixture.store);
    const auto results = await(library.results(QString::fromStdString(*id), 10));
    QCOMPARE(results->size(), 3u);
    QCOMPARE(results->front().strategyName, std::string("Mine"));
    Result<JobPlan> plan = planFromJson(fixture.storedJob(job.id)->configJson);
    QVERIFY_RESULT(plan);
    Strategy expected = *changed;
    const auto before = strategyFields(expected), after = strategyFields(plan->config.strategy);
    QCOMPARE(after.size(), before.size());
    for (std::size_t i = 0; i < after.size(); ++i)
        QVERIFY2(after[i].value() == before[i].value(), after[i].key.c_str());
    QCOMPARE(plan->config.strategy.revision, 2);
}

void TestStrategyService::anUnknownOneIsAFaultOfTheRequest()
{
    JobsFixture fixture;
    AnalysisRequest request = demoRequest(3);
    request.strategy = "Nobody's";
    request.capital = -1;
    const auto started = await(fixture.service->start(request));
    QCOMPARE_ERROR(started, ErrorCode::ValidationError);
    QCOMPARE(started.error().violations.size(), 2u);
    StrategyService service(*fixture.store);
    QCOMPARE_ERROR(await(service.idForResults(u"Nobody's"_s)), ErrorCode::NotFound);
}

QTEST_GUILESS_MAIN(TestStrategyService)
#include "tst_strategyservice.moc"
