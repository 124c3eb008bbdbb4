// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/chartdata.h"

#include "chartfixture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

using namespace tt;

namespace {

TEST(MergeBars, WideBarsStayAsTheyAre)
{
    const Bars bars = test::walk(50, 1);
    const auto merged = mergeBars(bars, 10, 40, 10, 8);
    ASSERT_EQ(merged.size(), 30u);
    for (std::size_t i = 0; i < merged.size(); ++i) {
        EXPECT_EQ(merged[i].column, static_cast<int>(8 * i + 4));
        EXPECT_EQ(merged[i].high, bars.high[10 + i]);
        EXPECT_EQ(merged[i].open, bars.open[10 + i]);
    }
}

TEST(MergeBars, NarrowBarsKeepExactHighAndLow)
{
    const Bars bars = test::walk(10'000, 2);
    const double pixelsPerBar = 0.1;
    const auto merged = mergeBars(bars, 0, bars.size(), 0, pixelsPerBar);
    EXPECT_LE(merged.size(), 1001u);
    std::size_t bar = 0;
    for (const MergedBar& column : merged) {
        const std::size_t first = bar;
        double high = 0, low = 1e300, volume = 0;
        while (bar < bars.size() &&
               std::floor((static_cast<double>(bar) + 0.5) * pixelsPerBar) == column.column) {
            high = std::max(high, bars.high[bar]);
            low = std::min(low, bars.low[bar]);
            volume += bars.volume[bar];
            ++bar;
        }
        ASSERT_GT(bar, first);
        EXPECT_EQ(column.high, high);
        EXPECT_EQ(column.low, low);
        EXPECT_EQ(column.open, bars.open[first]);
        EXPECT_EQ(column.close, bars.close[bar - 1]);
        EXPECT_DOUBLE_EQ(column.volume, volume);
    }
    EXPECT_EQ(bar, bars.size());
}

TEST(MergeBars, MissingVolumeIsNotZero)
{
    Bars bars = test::walk(4, 3);
    bars.volume = {kUndefined, kUndefined, 5, kUndefined};
    const auto merged = mergeBars(bars, 0, 4, 0, 0.5);
    ASSERT_EQ(merged.size(), 2u);
    EXPECT_TRUE(std::isnan(merged[0].volume));
    EXPECT_EQ(merged[1].volume, 5);
}

TEST(ReduceLine, KeepsPeaksAndBreaksAtUndefined)
{
    std::vector<double> values(5000, 1.0);
    values[1234] = 99;
    values[4321] = -7;
    std::fill(values.begin() + 2000, values.begin() + 2500, kUndefined);
    const auto line = reduceLine([&](std::size_t i) { return values[i]; }, 0, values.size(), 0, 0.1);
    EXPECT_LE(line.size(), 2000u);
    ValueRange range;
    int breaks = 0;
    for (const LinePoint& point : line) {
        range.include(point.value);
        breaks += std::isnan(point.value) ? 1 : 0;
    }
    EXPECT_EQ(range.high, 99);
    EXPECT_EQ(range.low, -7);
    EXPECT_EQ(breaks, 1);
    EXPECT_TRUE(std::is_sorted(line.begin(), line.end(),
                               [](const LinePoint& a, const LinePoint& b) { return a.x < b.x; }));
}

TEST(ReduceLine, EveryPointWhileThereIsRoom)
{
    const auto line = reduceLine([](std::size_t i) { return static_cast<double>(i); }, 3, 8, 3, 10);
    ASSERT_EQ(line.size(), 5u);
    EXPECT_EQ(line[0].x, 5);
    EXPECT_EQ(line[4].value, 7);
}

TEST(Ticks, AreOneTwoFiveApartAndInside)
{
    for (const auto& [low, high] :
         {std::pair{0.0, 1.0}, {98.2, 103.7}, {-3.0, 12.0}, {0.0123, 0.0187}, {1.0, 85'000.0}}) {
        const auto ticks = linearTicks(low, high, 6);
        ASSERT_GE(ticks.size(), 3u) << low;
        ASSERT_LE(ticks.size(), 8u) << low;
        EXPECT_GE(ticks.front(), low - 1e-9);
        EXPECT_LE(ticks.back(), high * (1 + 1e-9));
        const double step = ticks[1] - ticks[0];
        const double lead = step / std::pow(10, std::floor(std::log10(step) + 1e-9));
        EXPECT_TRUE(std::abs(lead - 1) < 1e-6 || std::abs(lead - 2) < 1e-6 || std::abs(lead - 5) < 1e-6)
            << lead;
    }
    EXPECT_TRUE(linearTicks(5, 5, 4).empty());
    EXPECT_TRUE(linearTicks(kUndefined, 5, 4).empty());
}

TEST(Ticks, LogarithmicOnesSpanDecades)
{
    EXPECT_EQ(logTicks(8, 2100, 10), (std::vector<double>{10, 20, 50, 100, 200, 500, 1000, 2000}));
    EXPECT_EQ(logTicks(100, 110, 5), linearTicks(100, 110, 5));
    EXPECT_TRUE(logTicks(0, 10, 5).empty());
}

TEST(Ticks, DecimalsTellThemApart)
{
    EXPECT_EQ(tickDecimals({100, 200}), 0);
    EXPECT_EQ(tickDecimals({1.5, 2}), 1);
    EXPECT_EQ(tickDecimals({0.05, 0.1}), 2);
}

TEST(DateTicks, KeepTheirDistanceAndPreferYears)
{
    const Bars bars = test::walk(2500, 4);
    for (const double gap : {1.0, 4.0, 18.0, 40.0, 100.0, 200.0, 400.0}) {
        const auto ticks = dateTicks(bars.date, 0, bars.size(), gap);
        ASSERT_GT(ticks.size(), 2u) << gap;
        for (std::size_t i = 1; i < ticks.size(); ++i)
            EXPECT_GE(static_cast<double>(ticks[i].bar - ticks[i - 1].bar), 0.6 * gap) << gap;
        const auto years = std::count_if(ticks.begin(), ticks.end(), [](const DateTick& tick) {
            return tick.kind == DateTick::Kind::OfYear;
        });
        EXPECT_TRUE(gap >= 200 || years >= 8) << gap;
    }
}

TEST(BarsOfMonths, CountsFromTheNewestBar)
{
    std::vector<Day> dates;
    for (Day day = *dayFromCivil({2024, 1, 1}); day <= *dayFromCivil({2024, 3, 31}); ++day)
        dates.push_back(day);
    EXPECT_EQ(barsOfMonths(dates, 1), 31u); // after 29 February
    EXPECT_EQ(barsOfMonths(dates, 120), dates.size());
    EXPECT_EQ(barsOfMonths({}, 3), 0u);
}

TEST(ValueRange, PassesOverUndefined)
{
    const std::vector<double> values = {kUndefined, 3, -1, kUndefined};
    EXPECT_EQ(valueRange(values).low, -1);
    EXPECT_EQ(valueRange(values).high, 3);
    EXPECT_TRUE(valueRange({}).empty());
}

} // namespace
