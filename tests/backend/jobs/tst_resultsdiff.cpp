// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/resultsdiff.h"

#include "jobs/jobjson.h"

#include <QTest>

using namespace tt;

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

Job jobWith(double capital)
{
    JobPlan plan;
    plan.config.strategy = builtInStrategies().front();
    plan.config.capital = capital;
    Job job;
    job.configJson = planToJson(plan);
    return job;
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
        QVERIFY(!diff.strategyChanged && !diff.rulesChanged);
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
        QVERIFY(diffResults(jobWith(1'000), one, jobWith(2'000), one).strategyChanged);
        other[0].engineVersion = "2";
        QVERIFY(diffResults(jobWith(1'000), one, jobWith(1'000), other).rulesChanged);
        QVERIFY(diffResults(jobWith(1'000), one, jobWith(1'000), one).changes.empty());
    }
};

QTEST_APPLESS_MAIN(TestResultsDiff)
#include "tst_resultsdiff.moc"
