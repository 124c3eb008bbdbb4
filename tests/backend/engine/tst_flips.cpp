// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/flips.h"

#include "engine/demo.h"
#include "engine/indicators/allindicators.h"
#include "engine/series.h"
#include "engine/verdict.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>

namespace tt {
namespace {

/// The plain way: a whole run over one more bar.
Verdict verdictAfter(Bars bars, double close, double volume, const Strategy& strategy)
{
    const double open = bars.close.back();
    bars.append(bars.date.back() + 1, open, std::max(open, close), std::min(open, close), close, volume);
    return judge(newestValues(bars, strategy.params), strategy).verdict;
}

TEST(Flips, AreWhereAPlainSearchFindsThem)
{
    constexpr double kTick = 0.05;
    int found = 0;
    for (int ticker = 0; ticker < 25; ++ticker) {
        const Strategy& strategy = builtInStrategies()[static_cast<std::size_t>(ticker % 5)];
        const Bars bars = demoBars(demoTicker(ticker), 9, 260);
        AllIndicators<double> state(strategy.params);
        const IndicatorValues<double> newest = newestValues(bars, strategy.params, state);
        const Verdict verdict = judge(newest, strategy).verdict;
        const Flips flips = findFlips(state, newest, 1, kTick, verdict, Grade::A, strategy);
        const double entry = bars.close.back();
        for (const auto& [flip, direction] : {std::pair(flips.up, 1), std::pair(flips.down, -1)}) {
            const auto at = [&](double close) {
                return verdictAfter(bars, close, newest.volumeSma20, strategy);
            };
            if (!flip) {
                for (int step = 1; step <= 150; step += 10)
                    ASSERT_EQ(at(std::round(entry * (1 + direction * 0.001 * step) * 20) / 20), verdict);
                continue;
            }
            ++found;
            ASSERT_NE(flip->verdict, verdict);
            ASSERT_EQ(at(flip->close), flip->verdict) << demoTicker(ticker);
            ASSERT_LE(std::fabs(flip->close / entry - 1), 0.15 + kTick / entry);
            ASSERT_GE((flip->close - entry) * direction, 0);
            const double nearer = flip->close - direction * kTick;
            if ((nearer - entry) * direction >= 0) {
                ASSERT_EQ(at(std::round(nearer * 20) / 20), verdict) << demoTicker(ticker);
            }
        }
    }
    EXPECT_GT(found, 10);
}

/// Closes that go up and down by `swing` of 100: an RSI of about 50, which a fall of some 17 mean changes
/// brings below 30.
Bars swinging(double swing)
{
    Bars bars;
    for (int i = 0; i < 300; ++i) {
        const double close = 100 + (i % 2 == 0 ? 0 : 100 * swing);
        bars.append(19'000 + i, close, close, close, close, 1'000);
    }
    return bars;
}

TEST(Flips, ReachFifteenPercentAndNoFurther)
{
    constexpr double kTick = 0.05;
    Strategy strategy = builtInStrategies()[0];
    strategy.indicatorWeight = {};
    strategy.indicatorWeight[indexOf(IndicatorId::Rsi)] = 1;
    strategy.entryFilters.clear();
    double farthest = 0;
    int beyond = 0;
    for (int i = 0; i < 100; ++i) {
        const Bars bars = swinging(0.01 + 0.0001 * i);
        AllIndicators<double> state(strategy.params);
        const IndicatorValues<double> newest = newestValues(bars, strategy.params, state);
        const Verdict verdict = judge(newest, strategy).verdict;
        const Flips flips = findFlips(state, newest, 1, kTick, verdict, Grade::A, strategy);
        const double entry = bars.close.back();
        const auto at = [&](double fall) {
            return verdictAfter(bars, std::ceil(entry * (1 - fall) * 20) / 20, newest.volumeSma20, strategy);
        };
        if (!flips.down) {
            ASSERT_EQ(at(0.15), verdict) << i;
            ++beyond;
            continue;
        }
        farthest = std::max(farthest, 1 - flips.down->close / entry);
        ASSERT_NE(at(0.15), verdict) << i;
    }
    EXPECT_GT(beyond, 0);
    EXPECT_GT(farthest, 0.148);
    EXPECT_LE(farthest, 0.15);
}

TEST(Flips, PeekingLeavesTheStateAsItWas)
{
    const Bars bars = demoBars("DEMO0003.NS", 1, 300);
    const IndicatorParams params;
    AllIndicators<double> peeked(params), plain(params);
    newestValues(bars, params, peeked);
    newestValues(bars, params, plain);
    const double close = bars.close.back();
    for (int i = 0; i < 50; ++i)
        peeked.peek(close * (1 + 0.01 * i), close * 0.9, close, 1'000.0 * i);
    for (int i = 0; i < 80; ++i) {
        const double next = close * (1 + 0.002 * i);
        const auto a = peeked.update(next * 1.01, next * 0.99, next, 5'000),
                   b = plain.update(next * 1.01, next * 0.99, next, 5'000);
        for (auto member : {&IndicatorValues<double>::rsi, &IndicatorValues<double>::cci,
                            &IndicatorValues<double>::stochasticD, &IndicatorValues<double>::bollingerUpper,
                            &IndicatorValues<double>::cmf, &IndicatorValues<double>::obvSma20,
                            &IndicatorValues<double>::volumeSma20Before, &IndicatorValues<double>::psar,
                            &IndicatorValues<double>::supertrend, &IndicatorValues<double>::adx,
                            &IndicatorValues<double>::macdSignal, &IndicatorValues<double>::williams})
            ASSERT_EQ(std::bit_cast<std::uint64_t>(a.*member), std::bit_cast<std::uint64_t>(b.*member)) << i;
    }
}

TEST(Flips, PricesAreRaw)
{
    const Strategy& strategy = builtInStrategies()[0];
    for (int ticker = 0; ticker < 10; ++ticker) {
        const Bars bars = demoBars(demoTicker(ticker), 9, 260);
        AllIndicators<double> state(strategy.params);
        const IndicatorValues<double> newest = newestValues(bars, strategy.params, state);
        const Verdict verdict = judge(newest, strategy).verdict;
        const Flips plain = findFlips(state, newest, 1, 0.05, verdict, Grade::A, strategy);
        const Flips raw = findFlips(state, newest, 4, 0.2, verdict, Grade::A, strategy);
        ASSERT_EQ(plain.up.has_value(), raw.up.has_value());
        if (plain.up) {
            EXPECT_NEAR(raw.up->close, 4 * plain.up->close, 1e-9 * raw.up->close);
        }
    }
}

} // namespace
} // namespace tt
