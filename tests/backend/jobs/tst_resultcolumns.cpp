// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/resultcolumns.h"

#include <QTest>

#include <algorithm>

using namespace tt;

namespace {

constexpr const char* kIndicators[] = {"rsi",        "macd",       "adx", "psar",     "ema",
                                       "supertrend", "stochastic", "cci", "williams", "atr",
                                       "bollinger",  "obv",        "cmf"};

Cell cellOf(const ResultRecord& result, std::string_view name)
{
    const auto columns = resultColumns();
    const auto at =
        std::find_if(columns.begin(), columns.end(), [&](const auto& one) { return one.name == name; });
    return at == columns.end() ? Cell(std::string("no such column")) : at->value(result, at->indicator);
}

ResultRecord buyResult()
{
    ResultRecord result;
    result.ticker = "M&M.NS";
    result.symbol = "M&M";
    result.isDemo = true;
    result.source = DataSource::Demo;
    result.analyzedAtMs = 1'700'000'000'123;
    result.analysis.verdict = Verdict::StrongBuy;
    result.analysis.signal = Signal::Buy;
    result.analysis.score = 0.75;
    result.analysis.planStatus = PlanStatus::Ok;
    result.analysis.plan = TradePlan{.entry = 100, .stop = 98, .target = 104, .rewardRisk = 2, .shares = 10};
    result.analysis.firstBar = *dayFromText("2022-01-03");
    result.analysis.reasons = {{"weak_evidence", 0.1}, {"grade_d", kUndefined}};
    result.analysis.votes[indexOf(IndicatorId::Rsi)] = {25, 1, 0.5, 1, 0.2, true};
    result.analysis.votes[indexOf(IndicatorId::Supertrend)] = {99, 1, 0.5, 0, 0, true};
    result.analysis.votes[indexOf(IndicatorId::Atr)] = {2.5, 0, 0, 0, 0, true};
    return result;
}

} // namespace

class TestResultColumns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesAndOrderAreTheContract()
    {
        std::string names;
        for (const ResultColumn& column : resultColumns())
            (names += names.empty() ? "" : ",") += column.name;
        std::string expected =
            "ticker,symbol,name,verdict,signal,score,evidence,entry,stop_loss,target,risk_reward_ratio,"
            "position_size,"
            "capital_required,value_at_risk,plan_status,strategy_id,strategy,data_source,is_demo,data_grade,"
            "bars,"
            "first_bar,last_bar,close,reasons,job_id,analyzed_at,engine_version,rules_version";
        for (const std::string id : kIndicators)
            expected += "," + id + "," + id + "_vote," + id + "_confidence";
        QCOMPARE(names, expected);
    }

    void cellsHaveTheirTypes()
    {
        const ResultRecord result = buyResult();
        QVERIFY(cellOf(result, "ticker") == Cell(std::string("M&M.NS")));
        QVERIFY(cellOf(result, "name") == Cell());
        QVERIFY(cellOf(result, "verdict") == Cell(std::string("Strong Buy")));
        QVERIFY(cellOf(result, "signal") == Cell(std::string("BUY")));
        QVERIFY(cellOf(result, "score") == Cell(0.75));
        QVERIFY(cellOf(result, "stop_loss") == Cell(98.0));
        QVERIFY(cellOf(result, "position_size") == Cell(10.0));
        QVERIFY(cellOf(result, "is_demo") == Cell(true));
        QVERIFY(cellOf(result, "first_bar") == Cell(std::string("2022-01-03")));
        QVERIFY(cellOf(result, "last_bar") == Cell());
        QVERIFY(cellOf(result, "close") == Cell());
        QVERIFY(cellOf(result, "reasons") == Cell(std::string("weak_evidence;grade_d")));
        QVERIFY(cellOf(result, "analyzed_at") == Cell(std::string("2023-11-14T22:13:20.123Z")));
        QVERIFY(cellOf(result, "rules_version") == Cell(std::int64_t(1)));
    }

    void withoutPlanItsCellsAreEmpty()
    {
        ResultRecord result = buyResult();
        result.analysis.planStatus = PlanStatus::None;
        for (const char* name : {"entry", "stop_loss", "target", "risk_reward_ratio", "position_size",
                                 "capital_required", "value_at_risk"})
            QVERIFY(cellOf(result, name) == Cell());
        QVERIFY(cellOf(result, "plan_status") == Cell(std::string("none")));
        result.analysis.verdict = Verdict::NoVerdict;
        result.analysis.signal = Signal::None;
        QVERIFY(cellOf(result, "signal") == Cell());
    }

    void whatDoesNotCountHasAValueButNoVote()
    {
        const ResultRecord result = buyResult();
        QVERIFY(cellOf(result, "rsi_vote") == Cell(std::int64_t(1)));
        QVERIFY(cellOf(result, "rsi_confidence") == Cell(0.5));
        QVERIFY(cellOf(result, "supertrend") == Cell(99.0));
        QVERIFY(cellOf(result, "supertrend_vote") == Cell());
        QVERIFY(cellOf(result, "atr") == Cell(2.5));
        QVERIFY(cellOf(result, "atr_confidence") == Cell());
        QVERIFY(cellOf(result, "macd") == Cell());
        QVERIFY(cellOf(result, "macd_vote") == Cell());
    }
};

QTEST_GUILESS_MAIN(TestResultColumns)
#include "tst_resultcolumns.moc"
