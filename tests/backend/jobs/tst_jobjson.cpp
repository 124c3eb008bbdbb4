// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/jobjson.h"

#include "engine/registry.h"
#include "jobs/validaterequest.h"

#include <QTest>

#include <functional>
#include <random>
#include <set>

using namespace tt;

namespace {

JobPlan makePlan(AnalysisRequest request)
{
    Result<CheckedRequest> checked = validateRequest(std::move(request));
    JobPlan plan;
    plan.request = checked->request;
    plan.config = checked->config;
    plan.asOf = 19'000;
    plan.plannedAtMs = 1'700'000'000'123;
    return plan;
}

JobPlan demoPlan()
{
    AnalysisRequest request;
    request.source = RequestSource::Demo;
    request.demoSeed = 4'294'967'295;
    return makePlan(request);
}

AnalysisRequest fullRequest()
{
    AnalysisRequest request;
    request.source = RequestSource::Csv;
    request.csvPath = "/some where/\"quoted\" \xc3\xa4.csv";
    request.csvReading = {"DMY", "semicolon", {"close=Adj Close"}, "M&M"};
    request.selection = Selection::Typed;
    request.tickers = {"M&M.NS", "INFY"};
    request.capital = 0.1;
    request.riskPct = 1.0 / 3;
    request.positionLimitPct = 33.3;
    request.minRewardRisk = 1.1;
    request.allowShort = true;
    request.indicators = std::vector<std::string>{"rsi", "macd", "supertrend"};
    request.weights = {{"rsi", 0.7}};
    request.categoryWeights = {{"trend", 1.3}};
    request.asOf = 18'999;
    request.includePartialBar = true;
    request.workers = 3;
    request.force = true;
    return request;
}

} // namespace

class TestJobJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPlanReadsBackWhole()
    {
        JobPlan plan = makePlan(fullRequest());
        plan.files = {{"/a.csv", "0123456789abcdef"}, {"/b.csv", ""}};
        const Result<JobPlan> back = planFromJson(planToJson(plan));
        QVERIFY(back.ok());
        QCOMPARE(planToJson(*back), planToJson(plan));
        const AnalysisRequest& request = back->request;
        QCOMPARE(request.csvPath, plan.request.csvPath);
        QVERIFY(request.csvReading == plan.request.csvReading);
        QVERIFY(request.tickers == plan.request.tickers);
        QVERIFY(request.indicators == plan.request.indicators);
        QVERIFY(request.weights == plan.request.weights && request.asOf == plan.request.asOf);
        QVERIFY(request.workers == 3 && request.force && request.includePartialBar && request.allowShort);
        QCOMPARE(*request.riskPct, 1.0 / 3);
        QVERIFY(back->config.strategy.indicatorWeight == plan.config.strategy.indicatorWeight);
        QVERIFY(back->config.strategy.params == plan.config.strategy.params);
        QCOMPARE(back->config.strategy.entryFilters.size(), plan.config.strategy.entryFilters.size());
        QVERIFY(back->files == plan.files);
        QCOMPARE(back->asOf, plan.asOf);
        QCOMPARE(back->plannedAtMs, plan.plannedAtMs);
    }

    void everyParameterIsKept()
    {
        JobPlan plan = demoPlan();
        for (const IndicatorInfo& info : indicatorRegistry()) {
            for (const ParamInfo& param : info.params) {
                if (param.period)
                    plan.config.strategy.params.*param.period += 1;
                else
                    plan.config.strategy.params.*param.factor *= 1.1;
            }
        }
        const Result<JobPlan> back = planFromJson(planToJson(plan));
        QVERIFY(back.ok());
        QVERIFY(back->config.strategy.params == plan.config.strategy.params);
        QCOMPARE(back->request.demoSeed, plan.request.demoSeed);
    }

    void rubbishIsRefused()
    {
        const std::string whole = planToJson(demoPlan());
        std::mt19937 random(20'240'131);
        for (const std::string& text :
             {std::string(), std::string("{}"), std::string("[]"), std::string("null"),
              std::string(R"({"request": 3})"), whole.substr(0, whole.size() / 2)}) {
            const Result<JobPlan> plan = planFromJson(text);
            QVERIFY2(!plan.ok(), text.c_str());
            QCOMPARE(errorCodeName(plan.error().code), errorCodeName(ErrorCode::StorageCorrupt));
        }
        for (int i = 0; i < 500; ++i) { // never a crash
            std::string text = whole;
            text[random() % text.size()] = static_cast<char>(random());
            (void)planFromJson(text).ok();
        }
    }

    void numbersOutsideTheirLimitsAreRefused()
    {
        const std::string whole = planToJson(demoPlan());
        const std::vector<std::pair<std::string, std::string>> planted = {
            {R"("rsi_period":14)", R"("rsi_period":2000000000)"},
            {R"("rsi_period":14)", R"("rsi_period":0)"},
            {R"("rsi_period":14,)", ""},
            {R"("rule":"sma20_above_sma50")", R"("rule":"unheard_of")"},
            {R"("needed":)", R"("needed":9)"},
            {R"("capital":100000)", R"("capital":-1)"},
            {R"("capital":100000)", R"("capital":1e300)"},
            {R"("selection":1)", R"("selection":7)"},
            {R"("count":2200)", R"("count":2000000000)"},
            {R"("source":"demo")", R"("source":"dream")"},
            {R"("stop_pct":2)", R"("stop_pct":-2)"},
        };
        for (const auto& [from, to] : planted) {
            std::string text = whole;
            const std::size_t at = text.find(from);
            QVERIFY2(at != std::string::npos, (from + " is not in " + whole).c_str());
            text.replace(at, from.size(), to);
            QVERIFY2(!planFromJson(text).ok(), to.c_str());
        }
    }

    void theHashKnowsWhatMattersAlone()
    {
        const std::vector<std::string> tickers = {"B", "A"}, sorted = {"A", "B"}, fewer = {"A"};
        const JobPlan plan = demoPlan();
        const std::string hash = requestHash(plan, tickers);
        QCOMPARE(hash.size(), 64u);
        QCOMPARE(requestHash(plan, sorted), hash);
        JobPlan same = plan;
        same.request.workers = 7;
        same.plannedAtMs += 1;
        same.request.strategy = "Balanced";
        QCOMPARE(requestHash(same, tickers), hash);

        std::set<std::string> hashes = {hash, requestHash(plan, fewer)};
        const std::vector<std::function<void(JobPlan&)>> changes = {
            [](JobPlan& p) { p.request.demoSeed = 2; },
            [](JobPlan& p) { p.request.demoBars = 51; },
            [](JobPlan& p) { p.request.demoCount = 51; },
            [](JobPlan& p) { p.request.source = RequestSource::Stored; },
            [](JobPlan& p) { p.request.includePartialBar = true; },
            [](JobPlan& p) { p.request.csvReading.dateFormat = "MDY"; },
            [](JobPlan& p) { p.asOf += 1; },
            [](JobPlan& p) { p.rulesVersion += 1; },
            [](JobPlan& p) {
                p.files = {{"/a.csv", "1"}};
            },
            [](JobPlan& p) {
                p.files = {{"/a.csv", "2"}};
            },
            [](JobPlan& p) { p.config.capital += 1; },
            [](JobPlan& p) { p.config.riskPct += 1; },
            [](JobPlan& p) { p.config.positionLimitPct += 1; },
            [](JobPlan& p) { p.config.minRewardRisk += 1; },
            [](JobPlan& p) { p.config.allowShort = true; },
            [](JobPlan& p) { p.config.strategy.id = "9"; },
            [](JobPlan& p) { p.config.strategy.indicatorWeight[0] = 2; },
            [](JobPlan& p) { p.config.strategy.categoryWeight[0] = 2; },
            [](JobPlan& p) { p.config.strategy.params.cmf += 1; },
            [](JobPlan& p) { p.config.strategy.risk.targetPct += 1; },
            [](JobPlan& p) { p.config.strategy.entryFilters.pop_back(); },
        };
        for (const auto& change : changes) {
            JobPlan other = plan;
            change(other);
            hashes.insert(requestHash(other, tickers));
        }
        QCOMPARE(hashes.size(), changes.size() + 2);
    }
};

QTEST_GUILESS_MAIN(TestJobJson)
#include "tst_jobjson.moc"
