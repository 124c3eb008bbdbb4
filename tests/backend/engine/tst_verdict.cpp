// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/verdict.h"

#include "engine/demo.h"
#include "engine/reasons.h"
#include "engine/series.h"
#include "indicators/randombars.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>

namespace tt {
namespace {

using Values = IndicatorValues<double>;

bool sameBits(double a, double b)
{
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b) ||
           (std::isnan(a) && std::isnan(b));
}

Bars prefix(const Bars& bars, std::size_t count)
{
    Bars cut;
    for (std::size_t i = 0; i < count; ++i)
        cut.append(bars.date[i], bars.open[i], bars.high[i], bars.low[i], bars.close[i], bars.volume[i]);
    return cut;
}

TEST(Verdict, AtABarDependsOnTheBarsUpToItAlone)
{
    const std::uint64_t seed = testing::UnitTest::GetInstance()->random_seed() + 77;
    SCOPED_TRACE(seed);
    test::Dice dice(seed);
    for (int round = 0; round < 40; ++round) {
        const Strategy& strategy = builtInStrategies()[static_cast<std::size_t>(round % 5)];
        const Bars bars = round % 2 == 0 ? test::randomBars(dice, dice.between(30, 400), round % 4 == 0)
                                         : demoBars(demoTicker(round), 3, 300);
        const auto whole = verdictSeries(indicatorSeries(bars, strategy.params), strategy);
        for (int cut = 0; cut < 12; ++cut) {
            const std::size_t count =
                static_cast<std::size_t>(dice.between(1, static_cast<int>(bars.size())));
            const Judgement newest = judge(newestValues(prefix(bars, count), strategy.params), strategy);
            const BarVerdict& at = whole[count - 1];
            ASSERT_EQ(at.verdict, newest.verdict);
            if (at.verdict != Verdict::NoVerdict) {
                ASSERT_TRUE(sameBits(at.score, newest.score.score));
                ASSERT_TRUE(sameBits(at.evidence, newest.score.evidence));
            }
        }
    }
}

TEST(Verdict, AnIndicatorWithWeightZeroChangesNothing)
{
    Strategy without = builtInStrategies()[0];
    without.indicatorWeight[indexOf(IndicatorId::Rsi)] = 0;
    for (int ticker = 0; ticker < 30; ++ticker) {
        const auto series = indicatorSeries(demoBars(demoTicker(ticker), 1, 200), without.params);
        Strategy other = without;
        other.params.rsi = 5; // its values differ, its weight is 0; the filter must not read it either
        other.entryFilters.clear();
        Strategy plain = without;
        plain.entryFilters.clear();
        const auto changed = indicatorSeries(demoBars(demoTicker(ticker), 1, 200), other.params);
        for (std::size_t i = 0; i < series.size(); ++i) {
            const Judgement a = judge(series[i], plain), b = judge(changed[i], other);
            ASSERT_EQ(a.verdict, b.verdict);
            ASSERT_EQ(a.score.score, b.score.score);
        }
    }
}

TEST(Verdict, AFailedFilterTurnsABuyIntoAHoldAndLeavesSells)
{
    int turned = 0, sells = 0;
    const Strategy& strategy = builtInStrategies()[0];
    for (int ticker = 0; ticker < 60; ++ticker) {
        for (const Values& values : indicatorSeries(demoBars(demoTicker(ticker), 1, 400), strategy.params)) {
            const Judgement result = judge(values, strategy);
            const bool buys = result.byTable == Verdict::Buy || result.byTable == Verdict::StrongBuy;
            if (result.verdict != result.byTable) {
                ++turned;
                ASSERT_TRUE(buys);
                ASSERT_EQ(result.verdict, Verdict::Hold);
                const auto reasons = reasonsOf(result, values, strategy, Grade::A, 400);
                ASSERT_TRUE(reasons.front().code.starts_with("filter:")) << reasons.front().code;
            }
            sells += result.verdict == Verdict::Sell || result.verdict == Verdict::StrongSell ? 1 : 0;
        }
    }
    EXPECT_GT(turned, 100);
    EXPECT_GT(sells, 100);
}

TEST(Verdict, GradeDCapsStrongVerdictsAndSaysSo)
{
    using enum Verdict;
    EXPECT_EQ(capByGrade(StrongBuy, Grade::D), Buy);
    EXPECT_EQ(capByGrade(StrongSell, Grade::D), Sell);
    EXPECT_EQ(capByGrade(Buy, Grade::D), Buy);
    EXPECT_EQ(capByGrade(Hold, Grade::D), Hold);
    EXPECT_EQ(capByGrade(NoVerdict, Grade::D), NoVerdict);
    EXPECT_EQ(capByGrade(StrongBuy, Grade::C), StrongBuy);

    Judgement judgement;
    judgement.byTable = judgement.verdict = StrongBuy;
    const auto reasons = reasonsOf(judgement, {}, builtInStrategies()[0], Grade::D, 300);
    EXPECT_TRUE(
        std::any_of(reasons.begin(), reasons.end(), [](const Reason& r) { return r.code == "grade_d"; }));
}

TEST(Verdict, SaysHowManyBarsItNeeds)
{
    Strategy strategy = builtInStrategies()[0];
    EXPECT_EQ(neededBars(strategy),
              20); // the sixth of psar 1, williams 13, rsi 14, stochastic 15, cci 19, bollinger 19
    strategy.indicatorWeight.fill(0);
    strategy.indicatorWeight[indexOf(IndicatorId::Ema)] = 1;
    EXPECT_EQ(neededBars(strategy), 200);
    const auto series = indicatorSeries(demoBars("DEMO0001.NS", 1, 220), strategy.params);
    EXPECT_EQ(judge(series[198], strategy).verdict, Verdict::NoVerdict);
    EXPECT_NE(judge(series[199], strategy).verdict, Verdict::NoVerdict);
    const auto reasons = reasonsOf(judge(series[198], strategy), series[198], strategy, Grade::A, 199);
    ASSERT_EQ(reasons.at(0).code, "needs_bars");
    EXPECT_EQ(reasons[0].value, 200);
    ASSERT_EQ(reasons.at(1).code, "has_bars");
    EXPECT_EQ(reasons[1].value, 199);
}

TEST(Verdict, ReasonsAreOfTheClosedSet)
{
    for (const Strategy& strategy : builtInStrategies()) {
        for (int ticker = 0; ticker < 20; ++ticker) {
            for (const Values& values :
                 indicatorSeries(demoBars(demoTicker(ticker), 1, 260), strategy.params)) {
                for (Grade grade : {Grade::A, Grade::D}) {
                    for (const Reason& reason :
                         reasonsOf(judge(values, strategy), values, strategy, grade, 260))
                        ASSERT_NE(findReason(reason.code), nullptr) << reason.code;
                }
            }
        }
    }
}

TEST(Verdict, PowersOfTwoScalePricesWithoutChangingIt)
{
    for (int ticker = 0; ticker < 40; ++ticker) {
        const Bars bars = demoBars(demoTicker(ticker), 5, 300);
        Bars scaled = bars;
        for (std::vector<double>* column : {&scaled.open, &scaled.high, &scaled.low, &scaled.close}) {
            for (double& price : *column)
                price *= 8;
        }
        for (const Strategy& strategy : builtInStrategies()) {
            const Judgement a = judge(newestValues(bars, strategy.params), strategy);
            const Judgement b = judge(newestValues(scaled, strategy.params), strategy);
            ASSERT_EQ(a.verdict, b.verdict);
            ASSERT_TRUE(sameBits(a.score.score, b.score.score));
        }
    }
}

} // namespace
} // namespace tt
