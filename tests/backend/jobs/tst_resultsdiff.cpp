// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/resultsdiff.h"

#include "base/numbertext.h"
#include "jobs/jobjson.h"
#include "jobs/strategyfields.h"

#include <QTest>

#include <functional>

using namespace tt;
using namespace Qt::StringLiterals;

namespace {

ResultRecord result(const std::string& ticker, Verdict verdict, double score = 0.5)
{
    ResultRecord record;
    record.ticker = ticker;
    record.source = DataSource::Stored;
    record.engineVersion = "1";
    record.rulesVersion = 3;
    record.analysis.verdict = verdict;
    record.analysis.score = score;
    record.analysis.bars = 100;
    record.analysis.firstBar = 19'000;
    record.analysis.lastBar = 19'150;
    record.analysis.close = 10;
    return record;
}

JobPlan plan()
{
    JobPlan made;
    made.config.strategy = builtInStrategies().front();
    made.config.capital = 1'000;
    return made;
}

Job jobOf(const JobPlan& made)
{
    Job job;
    job.strategyId = made.config.strategy.id;
    job.strategyName = made.config.strategy.name;
    job.configJson = planToJson(made);
    return job;
}

using ResultEdit = std::function<void(ResultRecord&)>;
using PlanEdit = std::function<void(JobPlan&)>;

ResultsDiff diffAfter(const PlanEdit& plans, const ResultEdit& results)
{
    JobPlan later = plan();
    plans(later);
    const std::vector<ResultRecord> one = {result("A", Verdict::Buy), result("B", Verdict::Hold)};
    std::vector<ResultRecord> other = one;
    results(other[1]);
    return diffResults(jobOf(plan()), one, jobOf(later), other);
}

/// "new", "gone" and so on with what a reader sees of it.
std::string said(const ResultChange& change)
{
    const auto number = [](double value) {
        return std::isnan(value) ? "-" : std::to_string(value).substr(0, 4);
    };
    return change.ticker + ' ' + std::string(resultMoveName(change.move)) + ' ' +
           std::string(verdictName(change.before)) + " -> " + std::string(verdictName(change.after)) + ' ' +
           number(change.scoreBefore) + " -> " + number(change.scoreAfter) +
           (change.dataChanged ? " other data" : "");
}

/// "capital 1000 2000, risk 2 3"
QString toldOptions(const ResultsDiff& diff)
{
    QStringList texts;
    for (const OptionChange& change : diff.options)
        texts += QString::fromStdString(change.option + ' ' + change.before + ' ' + change.after);
    return texts.join(u", "_s);
}

void keepPlan(JobPlan&)
{
}
void keepResult(ResultRecord&)
{
}

} // namespace

class TestResultsDiff : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void newGoneAndFlipped();
    void otherData_data();
    void otherData();
    void theIndicatorsTellOnlyTheSameCalculation();
    void otherOptions_data();
    void otherOptions();
    void everyFieldOfAStrategyIsCompared();
    void otherRules_data();
    void otherRules();
    void allAtOnce();
    void oneTickerInRulesIsEnough();
    void plansThatCannotBeRead();
};

void TestResultsDiff::newGoneAndFlipped()
{
    const std::vector<ResultRecord> before = {
        result("F", Verdict::Sell, -0.5), result("G", Verdict::Hold, 0.125), result("S", Verdict::Buy, 0.25),
        result("D", Verdict::Buy, 0.25)};
    std::vector<ResultRecord> after = {result("N", Verdict::StrongBuy, 0.75),
                                       result("S", Verdict::Buy, 0.375), result("D", Verdict::Sell, -0.25),
                                       result("F", Verdict::Buy, 0.5)};
    after[2].analysis.close = 11;
    const ResultsDiff diff = diffResults(jobOf(plan()), before, jobOf(plan()), after);
    std::string all;
    for (const ResultChange& change : diff.changes)
        all += said(change) + '\n';
    QCOMPARE(all, std::string("D flipped Buy -> Sell 0.25 -> -0.2 other data\n"
                              "F flipped Sell -> Buy -0.5 -> 0.50\n"
                              "G gone Hold -> No verdict 0.12 -> -\n"
                              "N new No verdict -> Strong Buy - -> 0.75\n"));
    QCOMPARE(diff.both, 3);
    QCOMPARE(diff.dataChanged, 1);
    QVERIFY(diff.options.empty() && !diff.rulesChanged);
    // The other way round what was new has gone.
    const ResultsDiff back = diffResults(jobOf(plan()), after, jobOf(plan()), before);
    QCOMPARE(said(back.changes[1]), std::string("F flipped Buy -> Sell 0.50 -> -0.5"));
    QVERIFY(back.changes[2].move == ResultMove::New && back.changes[3].move == ResultMove::Gone);
    QCOMPARE(back.both, 3);
}

void TestResultsDiff::otherData_data()
{
    QTest::addColumn<ResultEdit>("edit");
    QTest::addColumn<bool>("other");
    QTest::newRow("bars") << ResultEdit([](ResultRecord& r) { r.analysis.bars = 101; }) << true;
    QTest::newRow("first bar") << ResultEdit([](ResultRecord& r) { r.analysis.firstBar = 18'999; }) << true;
    QTest::newRow("last bar") << ResultEdit([](ResultRecord& r) { r.analysis.lastBar = 19'151; }) << true;
    QTest::newRow("close") << ResultEdit([](ResultRecord& r) { r.analysis.close = 10.05; }) << true;
    QTest::newRow("no close") << ResultEdit([](ResultRecord& r) { r.analysis.close = kUndefined; }) << true;
    // A bar that was corrected in the middle, or a split that became known, leaves the ends as they were.
    QTest::newRow("mean") << ResultEdit([](ResultRecord& r) { r.analysis.values.sma50 = 11; }) << true;
    QTest::newRow("RSI") << ResultEdit([](ResultRecord& r) { r.analysis.values.rsi = 60; }) << true;
    QTest::newRow("source") << ResultEdit([](ResultRecord& r) { r.source = DataSource::Yahoo; }) << true;
    QTest::newRow("score alone") << ResultEdit([](ResultRecord& r) { r.analysis.score = 0.1; }) << false;
    QTest::newRow("name alone") << ResultEdit([](ResultRecord& r) { r.name = "Other"; }) << false;
}

/// Of the two tickers that both runs have one is edited, and it alone counts; the verdicts are the same.
void TestResultsDiff::otherData()
{
    QFETCH(const ResultEdit, edit);
    QFETCH(const bool, other);
    const ResultsDiff diff = diffAfter(keepPlan, edit);
    QCOMPARE(diff.dataChanged, other ? 1 : 0);
    QCOMPARE(diff.both, 2);
    QVERIFY(diff.changes.empty() && diff.options.empty() && !diff.rulesChanged);
    // Undefined on both sides is the same.
    std::vector<ResultRecord> undefined = {result("A", Verdict::NoVerdict)};
    undefined[0].analysis.close = kUndefined;
    QCOMPARE(diffResults(jobOf(plan()), undefined, jobOf(plan()), undefined).dataChanged, 0);
}

/// Other options or rules give another RSI of the same bars, never another mean of fifty closes.
void TestResultsDiff::theIndicatorsTellOnlyTheSameCalculation()
{
    const auto otherRsi = [](ResultRecord& r) { r.analysis.values.rsi = 60; };
    const PlanEdit otherPlan = [](JobPlan& p) { p.config.capital = 2'000; };
    QCOMPARE(diffAfter(otherPlan, otherRsi).dataChanged, 0);
    QCOMPARE(diffAfter(keepPlan,
                       [&](ResultRecord& r) {
                           otherRsi(r);
                           r.engineVersion = "2";
                       })
                 .dataChanged,
             0);
    QCOMPARE(diffAfter(otherPlan, [](ResultRecord& r) { r.analysis.values.sma50 = 11; }).dataChanged, 1);
}

void TestResultsDiff::otherOptions_data()
{
    QTest::addColumn<PlanEdit>("edit");
    QTest::addColumn<QString>("told");
    const auto row = [](const char* told, const PlanEdit& edit) {
        QTest::newRow(*told ? told : "nothing") << edit << QString::fromLatin1(told);
    };
    row("capital 1000 2000", [](JobPlan& p) { p.config.capital = 2'000; });
    row("risk 2 0.5", [](JobPlan& p) { p.config.riskPct = 0.5; });
    row("position_limit 20 10", [](JobPlan& p) { p.config.positionLimitPct = 10; });
    row("min_rr 1.5 2", [](JobPlan& p) { p.config.minRewardRisk = 2; });
    row("allow_short false true", [](JobPlan& p) { p.config.allowShort = true; });
    row("rsi_period 14 15", [](JobPlan& p) { p.config.strategy.params.rsi = 15; });
    row("position_limit 20 10, min_rr 1.5 2", [](JobPlan& p) {
        p.config.minRewardRisk = 2;
        p.config.positionLimitPct = 10;
    });
    row("filter1_1 close_above_sma50 close_above_sma20", [](JobPlan& p) {
        p.config.strategy.entryFilters[0].conditions[0].rule = FilterRule::CloseAboveSma20;
    });
    // Of another strategy its numbers are no news; the run's own are.
    row("strategy Balanced Aggressive, risk 2 3", [](JobPlan& p) {
        p.config.strategy = builtInStrategies()[1];
        p.config.strategy.name = "Aggressive";
        p.config.riskPct = 3;
    });
    for (const PlanEdit& same : {PlanEdit([](JobPlan& p) { p.config.strategy.name = "Renamed"; }),
                                 PlanEdit([](JobPlan& p) { p.request.tickers = {"A"}; }),
                                 PlanEdit([](JobPlan& p) { p.request.source = RequestSource::Demo; }),
                                 PlanEdit([](JobPlan& p) { p.asOf = 19'000; })})
        row("", same);
}

void TestResultsDiff::otherOptions()
{
    QFETCH(const PlanEdit, edit);
    QFETCH(const QString, told);
    const ResultsDiff diff = diffAfter(edit, keepResult);
    QCOMPARE(toldOptions(diff), told);
    QVERIFY(diff.changes.empty() && !diff.rulesChanged);
    QCOMPARE(diff.dataChanged, 0);
}

/// Every number of a strategy, its weights and its filters' among them, is one that can differ.
void TestResultsDiff::everyFieldOfAStrategyIsCompared()
{
    JobPlan other = plan();
    const std::vector<StrategyField> fields = strategyFields(other.config.strategy);
    QVERIFY(fields.size() > 30);
    for (const StrategyField& field : fields) {
        if (field.least >= field.most)
            continue;
        // A little way, so that what must be larger than another number stays so.
        const double before = field.value();
        const double changed = before + ((before > field.least ? field.least : field.most) - before) / 4;
        field.set(field.whole ? std::floor(changed) : changed);
        const ResultsDiff diff = diffResults(jobOf(plan()), {}, jobOf(other), {});
        QVERIFY2(diff.options.size() == 1, field.key.c_str());
        QCOMPARE(diff.options[0].option, field.key);
        QCOMPARE(diff.options[0].before, numberText(before));
        QCOMPARE(diff.options[0].after, numberText(field.value()));
        field.set(before);
    }
}

void TestResultsDiff::otherRules_data()
{
    QTest::addColumn<ResultEdit>("edit");
    QTest::newRow("engine") << ResultEdit([](ResultRecord& r) { r.engineVersion = "2"; });
    QTest::newRow("rules") << ResultEdit([](ResultRecord& r) { r.rulesVersion = 4; });
}

void TestResultsDiff::otherRules()
{
    QFETCH(const ResultEdit, edit);
    const ResultsDiff diff = diffAfter(keepPlan, edit);
    QVERIFY(diff.rulesChanged);
    QVERIFY(diff.changes.empty() && diff.options.empty());
    QCOMPARE(diff.dataChanged, 0);
}

/// Each is said beside the others; none hides another.
void TestResultsDiff::allAtOnce()
{
    const PlanEdit plans[] = {keepPlan, [](JobPlan& p) { p.config.capital = 2'000; }};
    for (int which = 0; which < 16; ++which) {
        const bool data = which & 1, rules = which & 2, strategy = which & 4, flip = which & 8;
        const ResultsDiff diff = diffAfter(plans[strategy ? 1 : 0], [&](ResultRecord& r) {
            r.analysis.bars += data ? 1 : 0;
            r.rulesVersion += rules ? 1 : 0;
            r.analysis.verdict = flip ? Verdict::Sell : r.analysis.verdict;
        });
        QCOMPARE(diff.dataChanged, data ? 1 : 0);
        QCOMPARE(diff.rulesChanged, rules);
        QCOMPARE(toldOptions(diff), strategy ? u"capital 1000 2000"_s : QString());
        QCOMPARE(diff.changes.size(), flip ? 1u : 0u);
        QVERIFY(!flip || diff.changes[0].dataChanged == data);
    }
}

/// The rules are asked for the tickers of both runs: one that came or went was judged by one set alone.
void TestResultsDiff::oneTickerInRulesIsEnough()
{
    std::vector<ResultRecord> before = {result("A", Verdict::Buy), result("G", Verdict::Buy),
                                        result("Z", Verdict::Buy)};
    std::vector<ResultRecord> after = {result("A", Verdict::Buy), result("N", Verdict::Buy),
                                       result("Z", Verdict::Buy)};
    before[1].rulesVersion = 2;
    after[1].rulesVersion = 9;
    QVERIFY(!diffResults(jobOf(plan()), before, jobOf(plan()), after).rulesChanged);
    after[0].rulesVersion = 9;
    QVERIFY(diffResults(jobOf(plan()), before, jobOf(plan()), after).rulesChanged);
}

void TestResultsDiff::plansThatCannotBeRead()
{
    Job one, other;
    one.strategyId = "1";
    other.strategyId = "2";
    one.strategyName = "One";
    other.strategyName = "Two";
    QCOMPARE(toldOptions(diffResults(one, {}, one, {})), QString());
    QCOMPARE(toldOptions(diffResults(one, {}, other, {})), u"strategy One Two"_s);
}

QTEST_APPLESS_MAIN(TestResultsDiff)
#include "tst_resultsdiff.moc"
