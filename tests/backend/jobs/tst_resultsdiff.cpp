// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/resultsdiff.h"

#include "jobs/jobjson.h"

#include <QTest>

using namespace tt;
using namespace Qt::StringLiterals;

namespace {

ResultRecord result(const std::string& ticker, Verdict verdict, int bars = 100)
{
    ResultRecord record;
    record.ticker = ticker;
    record.engineVersion = "1";
    record.analysis.verdict = verdict;
    record.analysis.bars = bars;
    record.analysis.close = 10;
    return record;
}

Job jobOf(const JobPlan& plan)
{
    Job job;
    job.strategyId = "1";
    job.strategyName = "Balanced";
    job.configJson = planToJson(plan);
    return job;
}

Job jobWith(double capital)
{
    JobPlan plan;
    plan.config.strategy = builtInStrategies().front();
    plan.config.capital = capital;
    return jobOf(plan);
}

QStringList optionsOf(const Job& before, const Job& after)
{
    QStringList texts;
    for (const OptionChange& change : diffResults(before, {}, after, {}).options)
        texts += QString::fromStdString(change.option + ' ' + change.before + ' ' + change.after);
    return texts;
}

} // namespace

class TestResultsDiff : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void newGoneAndFlipped()
    {
        const std::vector<ResultRecord> before = {result("A", Verdict::Buy), result("B", Verdict::Hold),
                                                  result("C", Verdict::Sell)};
        const std::vector<ResultRecord> after = {result("D", Verdict::Buy), result("C", Verdict::Buy, 101),
                                                 result("A", Verdict::Buy)};
        const ResultsDiff diff = diffResults(jobWith(1'000), before, jobWith(1'000), after);
        QCOMPARE(diff.both, 2);
        QCOMPARE(diff.dataChanged, 1);
        QVERIFY(diff.options.empty() && !diff.rulesChanged);
        QCOMPARE(diff.changes.size(), 3u);
        QCOMPARE(diff.changes[0].ticker, std::string("B"));
        QVERIFY(diff.changes[0].move == ResultMove::Gone);
        QVERIFY(diff.changes[1].move == ResultMove::Flipped && diff.changes[1].dataChanged);
        QVERIFY(diff.changes[1].before == Verdict::Sell && diff.changes[1].after == Verdict::Buy);
        QVERIFY(diff.changes[2].move == ResultMove::New);
    }

    void whatChangedIsNamed()
    {
        const std::vector<ResultRecord> one = {result("A", Verdict::Buy)};
        std::vector<ResultRecord> other = one;
        QCOMPARE(optionsOf(jobWith(1'000), jobWith(2'000)), QStringList{u"capital 1000 2000"_s});
        other[0].engineVersion = "2";
        QVERIFY(diffResults(jobWith(1'000), one, jobWith(1'000), other).rulesChanged);
        QVERIFY(diffResults(jobWith(1'000), one, jobWith(1'000), one).changes.empty());
    }

    void whichOptionChangedIsNamed()
    {
        JobPlan plan;
        plan.config.strategy = builtInStrategies().front();
        const Job before = jobOf(plan);
        const auto changed = [&](auto change) {
            JobPlan other = plan;
            change(other.config);
            return optionsOf(before, jobOf(other));
        };
        QCOMPARE(changed([](AnalysisConfig& c) { c.riskPct = 0.5; }), QStringList{u"risk 2 0.5"_s});
        QCOMPARE(changed([](AnalysisConfig& c) { c.allowShort = true; }),
                 QStringList{u"allow_short false true"_s});
        QCOMPARE(changed([](AnalysisConfig& c) {
                     c.minRewardRisk = 2;
                     c.positionLimitPct = 10;
                 }),
                 QStringList({u"position_limit 20 10"_s, u"min_rr 1.5 2"_s}));
        QCOMPARE(changed([](AnalysisConfig& c) { c.strategy.categoryWeight[0] = 3; }).size(), 1);
        QCOMPARE(changed([](AnalysisConfig& c) { c.strategy.name = "Renamed"; }), QStringList());
        // Of another strategy its numbers are no news.
        Job after = jobOf(plan);
        after.strategyId = "2";
        after.strategyName = "Other";
        QCOMPARE(optionsOf(before, after), QStringList{u"strategy Balanced Other"_s});
        after.configJson = "{}"; // of a program that nobody remembers
        QCOMPARE(optionsOf(before, after), QStringList{u"strategy Balanced Other"_s});
    }
};

QTEST_APPLESS_MAIN(TestResultsDiff)
#include "tst_resultsdiff.moc"
