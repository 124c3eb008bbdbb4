// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis.h"

#include "engine/checks.h"
#include "engine/demo.h"
#include "engine/verdict.h"
#include "indicators/seriesfile.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>

namespace tt {
namespace {

AnalysisConfig configOf(const Strategy& strategy)
{
    AnalysisConfig config;
    config.strategy = strategy;
    config.positionLimitPct = strategy.risk.positionLimitPct;
    config.minRewardRisk = strategy.risk.minRewardRisk;
    return config;
}

void expectSound(const Analysis& analysis, const Bars& bars)
{
    EXPECT_EQ(analysis.bars, static_cast<int>(bars.size()));
    EXPECT_EQ(analysis.close, bars.close.back());
    EXPECT_EQ(analysis.signal, signalOf(analysis.verdict));
    EXPECT_LE(std::fabs(analysis.score), 1);
    EXPECT_GE(analysis.evidence, 0);
    EXPECT_LE(analysis.evidence, 1);
    EXPECT_EQ(analysis.plan.has_value(), analysis.planStatus != PlanStatus::None);
    EXPECT_EQ(analysis.signal == Signal::Buy, analysis.planStatus != PlanStatus::None);
    EXPECT_FALSE(analysis.reasons.empty());
}

TEST(Analyze, DemoUniverseGivesEveryVerdict)
{
    std::array<int, 6> verdicts{};
    for (int i = 0; i < 400; ++i) {
        const Bars bars = demoBars(demoTicker(i), kDemoSeed, kDemoBars);
        const Result<Analysis> analysis = analyze(bars, {}, {demoTicker(i), kUndefined, bars.date.back()},
                                                  configOf(builtInStrategies()[0]));
        ASSERT_TRUE(analysis);
        expectSound(*analysis, bars);
        ++verdicts[static_cast<std::size_t>(analysis->verdict)];
    }
    for (Verdict verdict :
         {Verdict::StrongSell, Verdict::Sell, Verdict::Hold, Verdict::Buy, Verdict::StrongBuy})
        EXPECT_GE(verdicts[static_cast<std::size_t>(verdict)], 5) << verdictName(verdict);
}

TEST(Analyze, TooFewBarsAreAnErrorNeverAResult)
{
    const Bars bars = demoBars("DEMO0001.NS", 1, 49);
    const Result<Analysis> analysis =
        analyze(bars, {}, {"DEMO0001.NS", kUndefined, bars.date.back()}, configOf(builtInStrategies()[0]));
    ASSERT_FALSE(analysis);
    EXPECT_EQ(analysis.error().code, ErrorCode::DataInsufficient);
    EXPECT_NE(analysis.error().message.find("49"), std::string::npos);
    EXPECT_FALSE(analyze({}, {}, {}, configOf(builtInStrategies()[0])));
}

TEST(Analyze, NoVerdictHasNoNumbers)
{
    AnalysisConfig config = configOf(builtInStrategies()[0]);
    config.strategy.indicatorWeight.fill(0);
    config.strategy.indicatorWeight[indexOf(IndicatorId::Ema)] = 1;
    const Bars bars = demoBars("DEMO0001.NS", 1, 120);
    const auto analysis = analyze(bars, {}, {"DEMO0001.NS", kUndefined, bars.date.back()}, config);
    ASSERT_TRUE(analysis);
    EXPECT_EQ(analysis->verdict, Verdict::NoVerdict);
    EXPECT_TRUE(std::isnan(analysis->score));
    EXPECT_TRUE(std::isnan(analysis->evidence));
    EXPECT_EQ(analysis->reasons.at(0).code, "needs_bars");
}

TEST(Analyze, HugePricesGiveNoFlipAndNoOverflow)
{
    Bars bars = demoBars("DEMO0002.NS", 1, 200);
    for (std::vector<double>* column : {&bars.open, &bars.high, &bars.low, &bars.close}) {
        for (double& price : *column)
            price *= 1e140;
    }
    const auto analysis =
        analyze(bars, {}, {"DEMO0002.NS", kUndefined, bars.date.back()}, configOf(builtInStrategies()[0]));
    ASSERT_TRUE(analysis);
    EXPECT_FALSE(analysis->flipUp || analysis->flipDown);
}

TEST(Analyze, GradeDCapsTheVerdict)
{
    int capped = 0;
    for (int i = 0; i < 200; ++i) {
        const Bars bars = demoBars(demoTicker(i), 1, 300);
        const AnalysisConfig config = configOf(builtInStrategies()[0]);
        const auto fresh = analyze(bars, {}, {demoTicker(i), kUndefined, bars.date.back()}, config);
        const auto stale = analyze(bars, {}, {demoTicker(i), kUndefined, bars.date.back() + 30}, config);
        ASSERT_TRUE(fresh && stale);
        EXPECT_EQ(stale->grade, Grade::D);
        EXPECT_EQ(stale->verdict, capByGrade(fresh->verdict, Grade::D));
        EXPECT_EQ(stale->score, fresh->score);
        capped += stale->verdict != fresh->verdict ? 1 : 0;
    }
    EXPECT_GT(capped, 5);
}

TEST(Analyze, WithoutVolumeTwoIndicatorsAbstain)
{
    Bars bars = demoBars("DEMO0010.NS", 1, 300);
    for (double& volume : bars.volume)
        volume = kUndefined;
    const auto analysis =
        analyze(bars, {}, {"DEMO0010.NS", kUndefined, bars.date.back()}, configOf(builtInStrategies()[0]));
    ASSERT_TRUE(analysis);
    EXPECT_FALSE(analysis->votes[indexOf(IndicatorId::Obv)].defined);
    EXPECT_FALSE(analysis->votes[indexOf(IndicatorId::Cmf)].defined);
    EXPECT_NE(analysis->verdict, Verdict::NoVerdict);
}

TEST(Analyze, PlanUsesTheRawPriceOfTheLastBar)
{
    for (int i = 0; i < 300; ++i) {
        Bars bars = demoBars(demoTicker(i), 1, 300);
        const InstrumentFacts facts{demoTicker(i), kUndefined, bars.date.back()};
        const auto plain = analyze(bars, {}, facts, configOf(builtInStrategies()[0]));
        bars.lastFactor = 2;
        const auto raw = analyze(bars, {}, facts, configOf(builtInStrategies()[0]));
        ASSERT_TRUE(plain && raw);
        EXPECT_EQ(raw->close, 2 * plain->close);
        EXPECT_EQ(raw->verdict, plain->verdict);
        if (raw->plan) {
            EXPECT_EQ(raw->plan->entry, 2 * plain->plan->entry);
        }
    }
}

TEST(Analyze, RealStocksGiveSoundResultsUnderEveryStrategy)
{
    const std::filesystem::path folder = std::filesystem::path(TT_SHARED_DATA) / "reference";
    if (!std::filesystem::exists(folder))
        GTEST_SKIP() << "TT_SHARED_DATA is missing";
    for (const char* name : {"INFY", "M&M", "RELIANCE", "SBIN"}) {
        const Bars bars = test::readBars((folder / name).string() + ".bars.csv");
        for (const Strategy& strategy : builtInStrategies()) {
            const auto analysis = analyze(bars, {}, {std::string(name) + ".NS", kUndefined, bars.date.back()},
                                          configOf(strategy));
            ASSERT_TRUE(analysis) << name;
            expectSound(*analysis, bars);
        }
    }
}

} // namespace
} // namespace tt
