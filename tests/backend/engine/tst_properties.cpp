// SPDX-License-Identifier: GPL-3.0-or-later
// What holds for every series: thousands of random ones, the seed in each failure.
#include "engine/analysis.h"
#include "engine/registry.h"
#include "engine/series.h"
#include "engine/verdict.h"
#include "engine/votes.h"
#include "indicators/randombars.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>

namespace tt {
namespace {

using V = IndicatorValues<double>;
constexpr int kRounds = 2'000;

bool sameBits(double a, double b)
{
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b) ||
           (std::isnan(a) && std::isnan(b));
}

std::uint64_t testSeed(std::uint64_t own)
{
    return static_cast<std::uint64_t>(testing::UnitTest::GetInstance()->random_seed()) + own;
}

const Strategy& strategyOf(int round)
{
    return builtInStrategies()[static_cast<std::size_t>(round % 5)];
}

void scale(Bars& bars, double prices, double volumes)
{
    for (std::vector<double>* column : {&bars.open, &bars.high, &bars.low, &bars.close}) {
        for (double& price : *column)
            price *= prices;
    }
    for (double& volume : bars.volume)
        volume *= volumes;
}

void expectSameVotes(const Judgement& a, const Judgement& b)
{
    for (std::size_t i = 0; i < kIndicatorCount; ++i) {
        ASSERT_EQ(a.votes[i].vote, b.votes[i].vote) << indicatorInfo(static_cast<IndicatorId>(i)).key;
        ASSERT_EQ(a.votes[i].defined, b.votes[i].defined) << indicatorInfo(static_cast<IndicatorId>(i)).key;
        ASSERT_TRUE(sameBits(a.votes[i].confidence, b.votes[i].confidence))
            << indicatorInfo(static_cast<IndicatorId>(i)).key;
        ASSERT_TRUE(sameBits(a.votes[i].share, b.votes[i].share));
    }
    ASSERT_EQ(a.verdict, b.verdict);
    ASSERT_EQ(a.byTable, b.byTable);
    ASSERT_TRUE(sameBits(a.score.score, b.score.score));
    ASSERT_TRUE(sameBits(a.score.evidence, b.score.evidence));
}

TEST(Properties, PricesAndVolumesTimesAPowerOfTwoChangeNoBit)
{
    constexpr double V::*unitless[] = {&V::rsi,      &V::adx,         &V::plusDi,
                                       &V::minusDi,  &V::stochasticK, &V::stochasticD,
                                       &V::williams, &V::cci,         &V::cmf};
    constexpr double V::*prices[] = {&V::macd,       &V::psar, &V::emaFast,
                                     &V::supertrend, &V::atr,  &V::bollingerUpper};
    test::Dice dice(testSeed(1));
    for (int round = 0; round < kRounds; ++round) {
        SCOPED_TRACE(testing::Message() << "seed " << testSeed(1) << " round " << round);
        const Strategy& strategy = strategyOf(round);
        const Bars bars = test::randomBars(dice, dice.between(2, 260), dice.one(4));
        const double byPrice = std::ldexp(1, dice.between(-12, 12)),
                     byVolume = std::ldexp(1, dice.between(-8, 8));
        Bars scaled = bars;
        scale(scaled, byPrice, byVolume);
        const V a = newestValues(bars, strategy.params), b = newestValues(scaled, strategy.params);
        for (auto member : unitless)
            ASSERT_TRUE(sameBits(a.*member, b.*member));
        for (auto member : prices)
            ASSERT_TRUE(sameBits(a.*member * byPrice, b.*member));
        ASSERT_TRUE(sameBits(a.obv * byVolume, b.obv));
        ASSERT_NO_FATAL_FAILURE(expectSameVotes(judge(a, strategy), judge(b, strategy)));
    }
}

/// A walk on a grid of 1/8 between 128 and 896, so that 1024 - price is exact and on the grid too.
Bars gridWalk(test::Dice& dice, int count)
{
    Bars bars;
    double close = 512;
    for (Day day = 0; day < count; ++day) {
        const auto step = [&] { return dice.between(1, 60) / 8.0; };
        const double open = close;
        close = std::clamp(close + (dice.one(2) ? step() : -step()), 256.0, 768.0);
        const double high = std::max(open, close) + step(), low = std::min(open, close) - step();
        bars.append(day, open, high, low, close, dice.one(10) ? 0 : dice.between(1, 100'000));
    }
    return bars;
}

constexpr double kMirror = 1024;

Bars mirrored(const Bars& bars)
{
    Bars other;
    for (std::size_t i = 0; i < bars.size(); ++i)
        other.append(bars.date[i], kMirror - bars.open[i], kMirror - bars.low[i], kMirror - bars.high[i],
                     kMirror - bars.close[i], bars.volume[i]);
    return other;
}

/// Differences of prices are exact here, so what is made of them alone mirrors bit for bit: the directional
/// movement (the lines change places), ATR, OBV and CMF (their signs change), with votes and confidences.
void expectExactMirror(const V& a, const V& b, const Judgement& x, const Judgement& y)
{
    ASSERT_TRUE(sameBits(a.plusDi, b.minusDi) && sameBits(a.minusDi, b.plusDi) && sameBits(a.adx, b.adx));
    ASSERT_TRUE(sameBits(a.atr, b.atr));
    ASSERT_EQ(std::isnan(a.cmf), std::isnan(b.cmf));
    ASSERT_TRUE(std::isnan(a.cmf) || a.cmf == -b.cmf);
    ASSERT_EQ(a.obv, -b.obv);
    for (const IndicatorId id : {IndicatorId::Adx, IndicatorId::Obv, IndicatorId::Cmf}) {
        const Vote &up = x.votes[indexOf(id)], &down = y.votes[indexOf(id)];
        ASSERT_EQ(up.vote, -down.vote) << indicatorInfo(id).key;
        ASSERT_TRUE(sameBits(up.confidence, down.confidence)) << indicatorInfo(id).key;
    }
}

struct Reflection
{
    double V::*from;
    double V::*to;
    double constant; ///< to = constant - from
};

/// Rounding of means differs around another level: within 1e-9 of the scale of the numbers.
void expectNearMirror(const V& a, const V& b)
{
    constexpr Reflection rows[] = {{&V::rsi, &V::rsi, 100},
                                   {&V::stochasticK, &V::stochasticK, 100},
                                   {&V::stochasticD, &V::stochasticD, 100},
                                   {&V::williams, &V::williams, -100},
                                   {&V::cci, &V::cci, 0},
                                   {&V::macd, &V::macd, 0},
                                   {&V::macdHistogram, &V::macdHistogram, 0},
                                   {&V::emaFast, &V::emaFast, kMirror},
                                   {&V::emaSlow, &V::emaSlow, kMirror},
                                   {&V::bollingerUpper, &V::bollingerLower, kMirror},
                                   {&V::bollingerMiddle, &V::bollingerMiddle, kMirror},
                                   {&V::psar, &V::psar, kMirror},
                                   {&V::supertrend, &V::supertrend, kMirror}};
    for (const Reflection& row : rows) {
        const double from = a.*row.from, to = b.*row.to;
        ASSERT_EQ(std::isnan(from), std::isnan(to));
        if (!std::isnan(from)) {
            ASSERT_NEAR(to, row.constant - from, 1e-9 * 1000) << &row - rows;
        }
    }
}

/// Where a value is within rounding of its threshold, either vote is right.
bool nearThreshold(IndicatorId id, const V& v)
{
    const auto near = [](double value, std::initializer_list<double> thresholds) {
        return std::any_of(thresholds.begin(), thresholds.end(),
                           [&](double t) { return std::fabs(value - t) < 1e-6; });
    };
    switch (id) {
    case IndicatorId::Rsi:
        return near(v.rsi, {30, 70});
    case IndicatorId::Stochastic:
        return near(v.stochasticK, {20, 80});
    case IndicatorId::Williams:
        return near(v.williams, {-20, -80});
    case IndicatorId::Cci:
        return near(v.cci, {-100, 100});
    case IndicatorId::Macd:
        return near(v.macdHistogram, {0});
    case IndicatorId::Ema:
        return near(v.emaFast - v.emaSlow, {0});
    case IndicatorId::Bollinger:
        return near(v.close - v.bollingerLower, {0}) || near(v.close - v.bollingerUpper, {0});
    default:
        return false;
    }
}

/// The SAR's first trend and the Supertrend's are up where nothing decides: such starts have no mirror.
bool startIsDecided(const Bars& bars, const std::vector<V>& series, int supertrendFirst)
{
    const double up = bars.high[1] - bars.high[0], down = bars.low[0] - bars.low[1];
    const std::size_t first = static_cast<std::size_t>(supertrendFirst);
    const bool sarDecided = up != down && std::max(up, down) > 0;
    return sarDecided &&
           (first >= series.size() || bars.close[first] != (bars.high[first] + bars.low[first]) / 2);
}

TEST(Properties, AMirroredSeriesMirrorsEveryVote)
{
    test::Dice dice(testSeed(2));
    int compared = 0, left = 0;
    PerIndicator<int> buys{};
    for (int round = 0; round < kRounds; ++round) {
        SCOPED_TRACE(testing::Message() << "seed " << testSeed(2) << " round " << round);
        const Strategy& strategy = strategyOf(round);
        const Bars bars = gridWalk(dice, dice.between(20, 260));
        const Bars other = mirrored(bars);
        const auto as = indicatorSeries(bars, strategy.params), bs = indicatorSeries(other, strategy.params);
        if (!startIsDecided(bars, as, strategy.params.supertrend)) {
            ++left;
            continue;
        }
        const V &a = as.back(), &b = bs.back();
        const Judgement x = judge(a, strategy), y = judge(b, strategy);
        ASSERT_NO_FATAL_FAILURE(expectExactMirror(a, b, x, y));
        ASSERT_NO_FATAL_FAILURE(expectNearMirror(a, b));
        for (std::size_t i = 0; i < kIndicatorCount; ++i) {
            const IndicatorId id = static_cast<IndicatorId>(i);
            if (nearThreshold(id, a))
                continue;
            ASSERT_EQ(x.votes[i].vote, -y.votes[i].vote) << indicatorInfo(id).key;
            buys[i] += x.votes[i].vote != 0 ? 1 : 0;
        }
        ++compared;
    }
    EXPECT_GT(compared, kRounds * 7 / 10) << left;
    for (const IndicatorInfo& info : indicatorRegistry()) {
        if (info.votes) {
            EXPECT_GT(buys[indexOf(info.id)], 20) << info.key; // otherwise nothing was shown
        }
    }
}

/// Another parameter for one indicator.
void changeParams(IndicatorParams& params, const IndicatorInfo& info)
{
    for (const ParamInfo& param : info.params) {
        if (param.period)
            params.*param.period += 3;
        else
            params.*param.factor *= 1.5;
    }
}

TEST(Properties, AnIndicatorWithWeightZeroChangesNothing)
{
    test::Dice dice(testSeed(3));
    for (int round = 0; round < kRounds; ++round) {
        SCOPED_TRACE(testing::Message() << "seed " << testSeed(3) << " round " << round);
        Strategy plain = strategyOf(round);
        plain.entryFilters.clear(); // they read values whatever the weights
        const IndicatorInfo& info = indicatorRegistry()[static_cast<std::size_t>(dice.between(0, 12))];
        plain.indicatorWeight[indexOf(info.id)] = 0;
        Strategy changed = plain;
        if (info.votes) // the ATR measures the MACD's confidence
            changeParams(changed.params, info);
        const Bars bars = test::randomBars(dice, dice.between(30, 260), dice.one(4));
        const Judgement a = judge(newestValues(bars, plain.params), plain);
        const Judgement b = judge(newestValues(bars, changed.params), changed);
        ASSERT_EQ(a.verdict, b.verdict) << info.key;
        ASSERT_TRUE(sameBits(a.score.score, b.score.score)) << info.key;
        ASSERT_TRUE(sameBits(a.score.evidence, b.score.evidence)) << info.key;
        ASSERT_EQ(a.votes[indexOf(info.id)].share, 0) << info.key;
    }
}

struct Limits
{
    double V::*member;
    double least, most;
};

void expectWithinLimits(const V& values, const Judgement& judgement)
{
    constexpr double slack = 1e-9;
    constexpr Limits rows[] = {{&V::rsi, 0, 100},
                               {&V::adx, 0, 100},
                               {&V::plusDi, 0, 100 + slack},
                               {&V::minusDi, 0, 100 + slack},
                               {&V::stochasticK, -slack, 100 + slack},
                               {&V::stochasticD, -slack, 100 + slack},
                               {&V::williams, -100, 0},
                               {&V::cmf, -1 - slack, 1 + slack},
                               {&V::atr, 0, 1e300}};
    for (const Limits& row : rows) {
        const double value = values.*row.member;
        ASSERT_TRUE(std::isnan(value) || (value >= row.least && value <= row.most))
            << &row - rows << ' ' << value;
    }
    double sum = 0;
    for (const Vote& vote : judgement.votes) {
        ASSERT_TRUE(vote.confidence >= 0 && vote.confidence <= 1);
        ASSERT_TRUE(vote.vote >= -1 && vote.vote <= 1);
        ASSERT_TRUE(vote.share >= -1 && vote.share <= 1);
        sum += vote.share;
    }
    // No slack: every partial sum of the votes is within that of the confidences.
    ASSERT_TRUE(judgement.score.score >= -1 && judgement.score.score <= 1);
    ASSERT_TRUE(judgement.score.evidence >= 0 && judgement.score.evidence <= 1);
    ASSERT_NEAR(sum, judgement.score.score, 1e-12);
}

TEST(Properties, EveryNumberIsWithinItsLimits)
{
    test::Dice dice(testSeed(4));
    for (int round = 0; round < kRounds; ++round) {
        SCOPED_TRACE(testing::Message() << "seed " << testSeed(4) << " round " << round);
        Strategy strategy = strategyOf(round);
        strategy.params = test::randomParams(dice);
        for (double& weight : strategy.indicatorWeight)
            weight = dice.one(4) ? 0 : 10 * dice.unit();
        const Bars bars = test::randomBars(dice, dice.between(1, 200), dice.one(4));
        const V values = newestValues(bars, strategy.params);
        ASSERT_NO_FATAL_FAILURE(expectWithinLimits(values, judge(values, strategy)));
    }
}

TEST(Properties, LaterBarsChangeNoEarlierVote)
{
    test::Dice dice(testSeed(5));
    for (int round = 0; round < kRounds; ++round) {
        SCOPED_TRACE(testing::Message() << "seed " << testSeed(5) << " round " << round);
        const Strategy& strategy = strategyOf(round);
        const int count = dice.between(3, 240), kept = dice.between(1, count - 1);
        const Bars bars = test::randomBars(dice, count, dice.one(4));
        Bars other; // the same past, another future
        const Bars future = test::randomBars(dice, count, dice.one(4));
        for (int i = 0; i < count; ++i) {
            const std::size_t at = static_cast<std::size_t>(i);
            const Bars& from = i < kept ? bars : future;
            other.append(from.date[at], from.open[at], from.high[at], from.low[at], from.close[at],
                         from.volume[at]);
        }
        const auto a = indicatorSeries(bars, strategy.params), b = indicatorSeries(other, strategy.params);
        for (int i = std::max(0, kept - 3); i < kept; ++i) {
            const std::size_t at = static_cast<std::size_t>(i);
            ASSERT_NO_FATAL_FAILURE(expectSameVotes(judge(a[at], strategy), judge(b[at], strategy)));
        }
    }
}

} // namespace
} // namespace tt
