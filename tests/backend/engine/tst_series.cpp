// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/series.h"

#include "engine/indicators/allindicators.h"
#include "indicators/members.h"
#include "indicators/plain.h"
#include "indicators/randombars.h"
#include "indicators/seriesfile.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

namespace tt::test {
namespace {

using Values = IndicatorValues<double>;

/// Within 1e-9 relative, 1e-9 absolute near zero, and `lost`; undefined only where undefined is expected.
bool agrees(double expected, double actual, double lost = 0)
{
    if (std::isnan(expected) || std::isnan(actual))
        return std::isnan(expected) && std::isnan(actual);
    return std::abs(expected - actual) <= 1e-9 * std::max(1.0, std::abs(expected)) + lost;
}

::testing::AssertionResult sameValues(const Values& a, const Values& b)
{
    for (const auto& member : allMembers<double>()) {
        const double left = a.*member.pointer, right = b.*member.pointer;
        if (!sameBits(left, right))
            return ::testing::AssertionFailure() << member.name << ": " << left << " and " << right;
    }
    return ::testing::AssertionSuccess();
}

Bars firstBars(const Bars& bars, std::size_t count)
{
    Bars cut;
    for (std::size_t i = 0; i < count; ++i)
        cut.append(bars.date[i], bars.open[i], bars.high[i], bars.low[i], bars.close[i], bars.volume[i]);
    return cut;
}

void compareWithFile(const std::string& stem)
{
    const Bars bars = readBars(stem + ".bars.csv");
    const ExpectedSeries expected = readExpected(stem + ".indicators.csv");
    ASSERT_GT(bars.size(), 0U) << stem;
    ASSERT_EQ(bars.size(), expected.rows.size()) << stem;

    const auto outputs = allOutputs();
    ASSERT_EQ(outputs.size(), expected.columns.size());
    const auto series = indicatorSeries(bars, IndicatorParams{});
    ASSERT_EQ(series.size(), bars.size());
    for (std::size_t column = 0; column < outputs.size(); ++column) {
        ASSERT_EQ(outputs[column].column, expected.columns[column]);
        for (std::size_t bar = 0; bar < bars.size(); ++bar) {
            const double wanted = expected.rows[bar].at(column);
            const double actual = series[bar].*outputs[column].member;
            ASSERT_TRUE(agrees(wanted, actual)) << stem << " " << outputs[column].column << " at bar " << bar
                                                << ": expected " << wanted << ", is " << actual;
        }
    }
}

/// The series of every prefix, and its newest values alone, are the whole series' rows.
void compareWithPrefixes(const Bars& bars, const IndicatorParams& params, std::size_t stride)
{
    const auto whole = indicatorSeries(bars, params);
    for (std::size_t count = 1; count <= bars.size(); count += stride) {
        const Bars cut = firstBars(bars, count);
        const auto series = indicatorSeries(cut, params);
        ASSERT_EQ(series.size(), count);
        ASSERT_TRUE(sameValues(whole[count - 1], series.back())) << "cut after " << count << " bars";
        ASSERT_TRUE(sameValues(whole[count - 1], newestValues(cut, params))) << "newest of " << count;
    }
}

class Golden : public ::testing::TestWithParam<const char*>
{
protected:
    std::string stem() const { return std::string(TT_SHARED_DATA) + "/reference/" + GetParam(); }
    bool missing() const { return !std::filesystem::exists(stem() + ".bars.csv"); }
};

TEST_P(Golden, EveryValueOnEveryBarIsTheReference)
{
    if (missing())
        GTEST_SKIP() << "TT_SHARED_DATA is missing";
    compareWithFile(stem());
}

TEST_P(Golden, NoValueKnowsTheFuture)
{
    if (missing())
        GTEST_SKIP() << "TT_SHARED_DATA is missing";
    compareWithPrefixes(readBars(stem() + ".bars.csv"), IndicatorParams{}, 97);
}
INSTANTIATE_TEST_SUITE_P(Stocks, Golden, ::testing::Values("INFY", "SBIN", "M&M", "RELIANCE"));

class Fixture : public ::testing::TestWithParam<const char*>
{
};

TEST_P(Fixture, EveryValueOnEveryBarIsTheReference)
{
    compareWithFile(std::string(TT_FIXTURES) + "/engine/" + GetParam());
}
INSTANTIATE_TEST_SUITE_P(Own, Fixture, ::testing::Values("walk", "nasty"));

class RandomSeries : public ::testing::TestWithParam<int>
{
protected:
    void SetUp() override
    {
        Dice dice(static_cast<std::uint64_t>(seed()));
        m_params = isAwkward() ? awkwardParams(dice) : randomParams(dice);
        m_bars = isAwkward() ? awkwardBars(dice) : randomBars(dice, dice.between(1, 400), dice.one(3));
    }
    static bool isAwkward() { return seed() % 2 == 0; }
    static int seed() { return 160 * ::testing::UnitTest::GetInstance()->random_seed() + GetParam(); }

    IndicatorParams m_params;
    Bars m_bars;
};

/// What rounding may cost beyond 1e-9: differences of averages of high prices, and the CCI of a window that
/// is flat but for a tick (CciIsAsExactAsItsPricesInNearlyFlatWindows).
double lostDigits(std::string_view member, const Values& plain)
{
    return member.starts_with("macd") ? 1e-14 * plain.close
           : member == "cci"          ? 1e-6 * std::abs(plain.cci)
                                      : 0;
}

TEST_P(RandomSeries, AgreesWithThePlainFormulas)
{
    const auto series = indicatorSeries(m_bars, m_params);
    const auto plain = plainSeries(m_bars, m_params);
    for (const auto& member : allMembers<double>()) {
        for (std::size_t bar = 0; bar < series.size(); ++bar) {
            const double expected = plain[bar].*member.pointer, actual = series[bar].*member.pointer;
            const double lost = isAwkward() ? lostDigits(member.name, plain[bar]) : 0;
            ASSERT_TRUE(agrees(expected, actual, lost))
                << "seed " << seed() << ", " << member.name << " at bar " << bar << ": expected " << expected
                << ", is " << actual;
        }
    }
}

TEST_P(RandomSeries, NoValueKnowsTheFuture)
{
    SCOPED_TRACE("seed " + std::to_string(seed()));
    compareWithPrefixes(m_bars, m_params, seed() % 16 == 0 ? 1 : 23);
}

TEST_P(RandomSeries, HasTheBitsOfTheSameBarsOneByOne)
{
    const auto series = indicatorSeries(m_bars, m_params);
    AllIndicators<double> all(m_params);
    for (std::size_t i = 0; i < m_bars.size(); ++i)
        ASSERT_TRUE(sameValues(series[i],
                               all.update(m_bars.high[i], m_bars.low[i], m_bars.close[i], m_bars.volume[i])))
            << "seed " << seed() << ", bar " << i;
}

TEST_P(RandomSeries, IsFiniteAndWithinItsRangeAfterTheWarmUp)
{
    std::replace_if(
        m_bars.volume.begin(), m_bars.volume.end(), [](double v) { return std::isnan(v); }, 0.0);
    const auto series = indicatorSeries(m_bars, m_params);
    for (const auto& member : allMembers<double>()) {
        bool defined = false;
        for (std::size_t bar = 0; bar < series.size(); ++bar) {
            const double value = series[bar].*member.pointer;
            ASSERT_FALSE(std::isinf(value) || (defined && std::isnan(value)))
                << member.name << " at bar " << bar << " seed " << seed();
            defined = !std::isnan(value);
        }
    }
    for (const Values& v : series) {
        for (const double percent : {v.rsi, v.adx, v.plusDi, v.minusDi, v.stochasticK, v.stochasticD})
            ASSERT_FALSE(percent < 0 || percent > 100 + 1e-12) << percent << " seed " << seed();
        ASSERT_FALSE(v.williams < -100 || v.williams > 0 || v.cmf < -1 - 1e-12 || v.cmf > 1 + 1e-12);
        ASSERT_FALSE(v.bollingerUpper < v.bollingerLower || v.atr < 0 || v.supertrendAtr < 0);
    }
}
INSTANTIATE_TEST_SUITE_P(Seeds, RandomSeries, ::testing::Range(1, 161));

TEST(Series, StreamingWithCopiesAndPeeksIsTheBatch)
{
    Dice dice(7);
    const Bars bars = randomBars(dice, 300, true);
    const auto series = indicatorSeries(bars, IndicatorParams{});
    AllIndicators<double> all{IndicatorParams{}};
    for (std::size_t i = 0; i < bars.size(); ++i) {
        AllIndicators<double> copy = all;
        const double high = bars.high[i] * 2, close = bars.close[i] * 1.5; // another future
        const Values other = copy.update(high, bars.low[i], close, 5);
        if (i > 0) {
            ASSERT_TRUE(sameValues(other, all.peek(high, bars.low[i], close, 5))) << "peek at " << i;
        }
        ASSERT_TRUE(
            sameValues(series[i], all.update(bars.high[i], bars.low[i], bars.close[i], bars.volume[i])));
    }
}

TEST(Series, ShortSeriesAreUndefinedNotWrong)
{
    EXPECT_TRUE(indicatorSeries(Bars{}, IndicatorParams{}).empty());
    Bars bars;
    bars.append(0, 10, 11, 9, 10, 100);
    const Values only = newestValues(bars, IndicatorParams{});
    for (const IndicatorInfo& row : indicatorRegistry()) {
        EXPECT_EQ(std::isnan(only.*row.outputs[0].member), row.id != IndicatorId::Obv) << row.key;
    }
    EXPECT_EQ(only.obv, 0);
}

/// Prices around 85,000.05, where squares lose every digit that matters, for a million bars.
Values endOfLongSeries(std::size_t from, std::size_t count)
{
    AllIndicators<double> all{IndicatorParams{}};
    Values values{};
    for (std::size_t i = from; i < count; ++i) {
        Dice dice(i);
        const double c = 85'000.05 + 0.05 * dice.between(-40, 40);
        values = all.update(c + 0.05 * dice.between(0, 9), c - 0.05 * dice.between(0, 9), c,
                            dice.between(0, 9'000'000));
    }
    return values;
}

TEST(Series, NothingDriftsOverAMillionBars)
{
    const std::size_t count = 1'000'000;
    Values longRun = endOfLongSeries(0, count), fresh = endOfLongSeries(count - 6'000, count);
    EXPECT_NE(longRun.obv, fresh.obv); // counts from its first bar, as its mean does
    EXPECT_NEAR(longRun.obv - longRun.obvSma20, fresh.obv - fresh.obvSma20, 1e-3);
    fresh.obv = longRun.obv;
    fresh.obvSma20 = longRun.obvSma20;
    for (const auto& member : allMembers<double>()) {
        EXPECT_TRUE(agrees(fresh.*member.pointer, longRun.*member.pointer))
            << member.name << ": " << fresh.*member.pointer << " and " << longRun.*member.pointer;
    }
    // The windows have the very same bits.
    for (const auto member : {&Values::cci, &Values::williams, &Values::stochasticD, &Values::bollingerUpper,
                              &Values::cmf, &Values::sma50, &Values::tradedValueSma20})
        EXPECT_TRUE(sameBits(fresh.*member, longRun.*member));
}

TEST(Series, VarianceDoesNotCancelAtHighPrices)
{
    Bars bars;
    for (Day day = 0; day < 40; ++day) {
        const double c = day % 2 == 0 ? 85'000.05 : 85'000.10;
        bars.append(day, c, c, c, c, 1);
    }
    const Values values = newestValues(bars, IndicatorParams{});
    // Half of the closes 0.025 above the mean, half below: the deviation is 0.025, the width 4 of it.
    EXPECT_NEAR(values.bollingerUpper - values.bollingerLower, 0.1, 1e-9);
}

class FlatSeries : public ::testing::TestWithParam<double>
{
};

TEST_P(FlatSeries, IsNeutralInDoublesToo)
{
    // As an adjustment leaves it: equal prices whose last bits differ.
    for (const double noise : {0.0, 1e-15, 1e-13}) {
        Dice dice(3);
        Bars bars;
        for (Day day = 0; day < 260; ++day) {
            const double c = GetParam() * (1 + noise * (dice.unit() - 0.5));
            bars.append(day, c, c, c, c, 1000);
        }
        const Values v = newestValues(bars, IndicatorParams{});
        EXPECT_EQ(v.rsi, 50);
        EXPECT_EQ(v.stochasticK, 50);
        EXPECT_EQ(v.stochasticD, 50);
        EXPECT_EQ(v.williams, -50);
        EXPECT_EQ(v.cci, 0);
        EXPECT_EQ(v.cmf, 0);
        EXPECT_EQ(v.obv, 0);
        EXPECT_EQ(v.adx, 0);
        EXPECT_EQ(v.plusDi, 0);
        EXPECT_EQ(v.minusDi, 0);
        EXPECT_EQ(v.atr, 0);
        EXPECT_EQ(v.bollingerUpper, v.bollingerLower);
        EXPECT_EQ(significant(v.macdHistogram, v.close), 0);
        EXPECT_EQ(significant(v.emaFast - v.emaSlow, v.close), 0);
        EXPECT_EQ(significant(v.close - v.psar, v.close), 0);
        EXPECT_EQ(significant(v.close - v.supertrend, v.close), 0);
    }
}
INSTANTIATE_TEST_SUITE_P(Prices, FlatSeries, ::testing::Values(0.1, 1.0 / 3, 123.45, 85'000.05, 7e-5));

/// Of the typical prices `x` with long double sums; `deviation` is their mean one, as a part of the price.
long double plainCci(const std::vector<double>& x, long double& deviation)
{
    const auto count = static_cast<long double>(x.size());
    long double mean = 0, sum = 0;
    for (const double price : x)
        mean += price / count;
    for (const double price : x)
        sum += std::abs(price - mean);
    deviation = sum / count / x.back();
    return (x.back() - mean) / (0.015L * sum / count);
}

TEST(Series, CciIsAsExactAsItsPricesInNearlyFlatWindows)
{
    const int start = 1'000 * ::testing::UnitTest::GetInstance()->random_seed();
    for (int seed = start; seed < start + 1'000; ++seed) {
        Dice dice(static_cast<std::uint64_t>(seed));
        IndicatorParams params;
        params.cci = dice.one(2) ? 20 : dice.between(2, 500);
        const double price = std::pow(10, dice.between(-4, 7)), part = std::pow(10, -11 + 8 * dice.unit());
        const bool oneSided = dice.one(3);
        Bars bars;
        for (Day day = 0; day < params.cci; ++day) {
            const double c = price * (1 + part * (oneSided && day > 0 ? 0 : dice.unit() - 0.5));
            bars.append(day, c, c, c, c, 1);
        }
        long double deviation = 0;
        const long double expected = plainCci(bars.close, deviation);
        if (deviation < 2e-12L)
            continue; // flat
        // What the last bits of the mean and of the deviation do to the result.
        const long double bit = 0x1p-52L / deviation;
        const long double most = 4 * bit * (1 / 0.015L + std::abs(expected));
        ASSERT_LE(std::abs(expected - newestValues(bars, params).cci), most) << "seed " << seed;
    }
}

TEST(Series, MissingVolumeMakesVolumeIndicatorsAbstain)
{
    Dice dice(11);
    Bars bars = randomBars(dice, 120, false);
    std::fill(bars.volume.begin(), bars.volume.end(), std::nan(""));
    for (const Values& v : indicatorSeries(bars, IndicatorParams{}))
        EXPECT_TRUE(std::isnan(v.obv) && std::isnan(v.cmf) && std::isnan(v.obvSma20));
}

TEST(Series, OneMissingVolumeLeavesWithItsBar)
{
    Dice dice(12);
    Bars bars = randomBars(dice, 120, false);
    const auto whole = indicatorSeries(bars, IndicatorParams{});
    bars.volume[60] = 0;
    const auto zero = indicatorSeries(bars, IndicatorParams{});
    bars.volume[60] = std::nan("");
    const auto holed = indicatorSeries(bars, IndicatorParams{});
    for (std::size_t i = 0; i < bars.size(); ++i) {
        const bool inWindow = i >= 60 && i < 80;
        EXPECT_EQ(std::isnan(holed[i].obv), i == 60) << i;
        EXPECT_EQ(std::isnan(holed[i].cmf), inWindow || i < 19) << i;
        EXPECT_EQ(std::isnan(holed[i].obvSma20), inWindow || i < 19) << i;
        EXPECT_EQ(std::isnan(holed[i].volumeSma20Before), (i > 60 && i <= 80) || i < 20) << i;
        EXPECT_TRUE(sameBits(holed[i].rsi, whole[i].rsi));
        if (i >= 80) {
            EXPECT_TRUE(sameBits(holed[i].cmf, whole[i].cmf));
            EXPECT_TRUE(sameBits(holed[i].obv, zero[i].obv));
        }
    }
}

} // namespace
} // namespace tt::test
