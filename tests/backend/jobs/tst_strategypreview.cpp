// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/strategypreview.h"

#include "engine/analysis.h"
#include "engine/checks.h"
#include "jobs/barssource.h"
#include "jobstest.h"

#include <numeric>

using namespace tt;
using namespace Qt::StringLiterals;

class TestStrategyPreview : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Store> m_store;
    std::vector<Bars> m_bars; ///< as stored

    void keep(int from, int count)
    {
        std::vector<CheckedBars> checked(static_cast<std::size_t>(count));
        std::vector<BarsToStore> all;
        for (int i = 0; i < count; ++i) {
            CheckedBars& one = checked[static_cast<std::size_t>(i)];
            one.bars = demoBars(demoTicker(from + i), 3, 60 + 7 * i);
            m_bars.push_back(one.bars);
            all.push_back({demoTicker(from + i), "", &one, DataSource::Csv, "a.csv"});
        }
        QVERIFY_RESULT(
            await(m_store->run([&](Database& database) { return BarStore(database).putBars(all); })));
    }
    /// One stock after another, as an analysis of today judges them.
    std::array<int, kVerdictCount> expected(const Strategy& strategy) const
    {
        AnalysisConfig config;
        config.strategy = strategy;
        std::array<int, kVerdictCount> counts{};
        for (const Bars& bars : m_bars) {
            const auto alone = analyze(bars, {}, {"X", kUndefined, localDay(systemClock().nowMs())}, config);
            if (alone)
                ++counts[static_cast<std::size_t>(alone->verdict)];
        }
        return counts;
    }
    static Strategy edited()
    {
        Strategy strategy = builtInStrategies()[0];
        strategy.categoryWeight = {0, 3, 1, 0};
        strategy.params.rsi = 5;
        return strategy;
    }
    static StrategyPreview last(const QSignalSpy& spy) { return spy.last()[0].value<StrategyPreview>(); }

private Q_SLOTS:
    void init()
    {
        m_store.reset();
        m_bars.clear();
        m_dir = std::make_unique<QTemporaryDir>();
        m_store = Store::open(m_dir->path()).value();
    }

    void countsWhatAnalysesSay()
    {
        keep(0, 230); // more than are loaded together
        StrategyPreviewer previewer(*m_store);
        QSignalSpy ready(&previewer, &StrategyPreviewer::ready);
        const Strategy saved = builtInStrategies()[0];
        previewer.ask(edited(), saved);
        QVERIFY(ready.wait(kPatience));
        const StrategyPreview preview = last(ready);
        QCOMPARE(preview.counts, expected(edited()));
        QCOMPARE(preview.before, expected(saved));
        QCOMPARE(preview.stocks, 230);
        QVERIFY(preview.changed > 0 && !preview.isDemo);

        previewer.ask(saved, saved); // from memory
        QVERIFY(ready.wait(kPatience));
        QCOMPARE(last(ready).counts, expected(saved));
        QCOMPARE(last(ready).changed, 0);
    }

    void theNewestQuestionIsTheLastAnswered()
    {
        keep(0, 20);
        StrategyPreviewer previewer(*m_store);
        QSignalSpy ready(&previewer, &StrategyPreviewer::ready);
        Strategy strategy = builtInStrategies()[0];
        const Strategy saved = strategy;
        for (int i = 0; i < 50; ++i) {
            strategy.params.rsi = 2 + i;
            previewer.ask(strategy, saved);
        }
        previewer.ask(edited(), saved);
        QTRY_VERIFY_WITH_TIMEOUT(!ready.isEmpty() && last(ready).counts == expected(edited()), kPatience);
        QVERIFY2(ready.size() <= 2, "what nobody asks any more is not answered");
    }

    void afterAReleaseTheBarsAreReadAgain()
    {
        keep(0, 10);
        StrategyPreviewer previewer(*m_store);
        QSignalSpy ready(&previewer, &StrategyPreviewer::ready);
        previewer.ask(edited(), edited());
        QVERIFY(ready.wait(kPatience));
        keep(10, 5);
        previewer.ask(edited(), edited());
        QVERIFY(ready.wait(kPatience));
        QCOMPARE(last(ready).stocks, 10); // the market in memory
        previewer.release();
        previewer.ask(edited(), edited());
        QVERIFY(ready.wait(kPatience));
        QCOMPARE(last(ready).stocks, 15);
    }

    void aReleasedQuestionIsNotAnswered()
    {
        keep(0, 10);
        StrategyPreviewer previewer(*m_store);
        QSignalSpy ready(&previewer, &StrategyPreviewer::ready);
        previewer.ask(edited(), edited());
        previewer.release();
        previewer.ask(builtInStrategies()[1], builtInStrategies()[2]);
        QVERIFY(ready.wait(kPatience));
        QCOMPARE(ready.size(), 1);
        QCOMPARE(last(ready).before, expected(builtInStrategies()[2]));
    }

    void anEmptyStoreIsJudgedByTheDemoUniverse()
    {
        StrategyPreviewer previewer(*m_store);
        QSignalSpy ready(&previewer, &StrategyPreviewer::ready);
        previewer.ask(edited(), builtInStrategies()[0]);
        QVERIFY(ready.wait(kPatience));
        QVERIFY(last(ready).isDemo);
        QCOMPARE(last(ready).stocks, kDemoUniverse);
        const auto& counts = last(ready).counts;
        QCOMPARE(std::accumulate(counts.begin(), counts.end(), 0), kDemoUniverse);
    }

    void goingAwayWhileItWorksIsHarmless()
    {
        keep(0, 50);
        auto previewer = std::make_unique<StrategyPreviewer>(*m_store);
        previewer->ask(edited(), edited());
        previewer.reset();
        QCoreApplication::processEvents();
    }
};

QTEST_GUILESS_MAIN(TestStrategyPreview)
#include "tst_strategypreview.moc"
