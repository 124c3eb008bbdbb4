// SPDX-License-Identifier: GPL-3.0-or-later
// A million bars: at every 10,000th the windows are compared with the plain formulas over a few bars alone,
// the recursive indicators with the same recursion in extended precision.
#include "engine/indicators/chains.h"
#include "engine/marketrun.h"

#include "indicators/plain.h"
#include "indicators/randombars.h"

#include <gtest/gtest.h>

namespace tt::test {
namespace {

using Values = IndicatorValues<double>;
using Wide = long double;

constexpr std::size_t kBars = 1'000'000, kStride = 10'000, kReach = 60;

struct Level
{
    double price, most; ///< most: the largest volume
};

/// Prices that wander around `level`, volumes from 0 to `most`.
Bars longWalk(const Level& level)
{
    Dice dice(42);
    Bars bars;
    bars.reserve(kBars);
    double x = 0, close = level.price;
    for (std::size_t i = 0; i < kBars; ++i) {
        const double open = close;
        x = 0.99 * x + 0.06 * (dice.unit() - 0.5);
        close = level.price * (1 + x);
        const double high = std::max(open, close) * (1 + 0.01 * dice.unit());
        const double low = std::min(open, close) * (1 - 0.01 * dice.unit());
        const double volume = dice.one(10)   ? 0
                              : dice.one(10) ? level.most
                                             : std::floor(level.most * dice.unit());
        bars.append(static_cast<Day>(i), open, high, low, close, volume);
    }
    return bars;
}

class LongSeries : public ::testing::TestWithParam<Level>
{
protected:
    void SetUp() override
    {
        m_bars = longWalk(GetParam());
        const Bars* const symbol = &m_bars;
        evaluateSeries({&symbol, 1}, m_params, {}, [&](std::size_t, const SeriesBlock& block) {
            for (std::size_t bar = block.from; bar < block.from + block.bars; ++bar) {
                if ((bar + 1) % kStride == 0)
                    m_rows.push_back(block.at(bar));
            }
        });
        ASSERT_EQ(m_rows.size(), kBars / kStride);
    }
    /// The bar of row `row`.
    static std::size_t barOf(std::size_t row) { return (row + 1) * kStride - 1; }

    IndicatorParams m_params;
    Bars m_bars;
    std::vector<Values> m_rows;
};
INSTANTIATE_TEST_SUITE_P(Levels, LongSeries,
                         ::testing::Values(Level{0.0001, 1e13}, Level{1e7, 1e13}, Level{250, 0}));

struct Member
{
    const char* name;
    double Values::*value;
    bool isPrice;
};

/// Within 1e-9 of the value or, for those without a unit, of 1.
void expectNear(Wide expected, double actual, const Member& member, std::size_t bar)
{
    const Wide scale = member.isPrice ? std::abs(expected) : std::max<Wide>(1, std::abs(expected));
    EXPECT_LE(std::abs(expected - actual), 1e-9L * scale)
        << member.name << " at bar " << bar << ": " << static_cast<double>(expected) << " and " << actual;
}

TEST_P(LongSeries, WindowsAreThoseOfTheirBarsAlone)
{
    const Member members[] = {{"stochasticK", &Values::stochasticK, false},
                              {"stochasticD", &Values::stochasticD, false},
                              {"cci", &Values::cci, false},
                              {"williams", &Values::williams, false},
                              {"bollingerUpper", &Values::bollingerUpper, true},
                              {"bollingerMiddle", &Values::bollingerMiddle, true},
                              {"bollingerLower", &Values::bollingerLower, true},
                              {"cmf", &Values::cmf, false},
                              {"sma20", &Values::sma20, true},
                              {"sma50", &Values::sma50, true},
                              {"volumeSma20", &Values::volumeSma20, true},
                              {"tradedValueSma20", &Values::tradedValueSma20, true}};
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        Bars few;
        for (std::size_t i = barOf(row) + 1 - kReach; i <= barOf(row); ++i)
            few.append(m_bars.date[i], m_bars.open[i], m_bars.high[i], m_bars.low[i], m_bars.close[i],
                       m_bars.volume[i]);
        const Values alone = plainSeries(few, m_params).back();
        for (const Member& member : members)
            expectNear(alone.*member.value, m_rows[row].*member.value, member, barOf(row));
    }
}

TEST_P(LongSeries, RecursionsStayWithTheExtendedPrecision)
{
    using Extended = IndicatorValues<Wide>;
    struct Pair
    {
        Member member;
        Wide Extended::*extended;
    };
    const Pair pairs[] = {
        {{"rsi", &Values::rsi, false}, &Extended::rsi},
        {{"adx", &Values::adx, false}, &Extended::adx},
        {{"plusDi", &Values::plusDi, false}, &Extended::plusDi},
        {{"minusDi", &Values::minusDi, false}, &Extended::minusDi},
        {{"psar", &Values::psar, true}, &Extended::psar},
        {{"emaFast", &Values::emaFast, true}, &Extended::emaFast},
        {{"emaSlow", &Values::emaSlow, true}, &Extended::emaSlow},
        {{"supertrend", &Values::supertrend, true}, &Extended::supertrend},
        {{"direction", &Values::supertrendDirection, false}, &Extended::supertrendDirection},
        {{"supertrendAtr", &Values::supertrendAtr, true}, &Extended::supertrendAtr},
        {{"atr", &Values::atr, true}, &Extended::atr},
        {{"obv", &Values::obv, true}, &Extended::obv}};
    Chains<Wide> chains(m_params);
    for (std::size_t bar = 0; bar < kBars; ++bar) {
        const Wide now = static_cast<Wide>(bar);
        chains.advance(m_bars.high[bar], m_bars.low[bar], m_bars.close[bar], m_bars.volume[bar], now, now);
        if ((bar + 1) % kStride != 0)
            continue;
        Extended extended;
        chains.read(extended);
        const Values& row = m_rows[bar / kStride];
        for (const Pair& pair : pairs)
            expectNear(extended.*pair.extended, row.*pair.member.value, pair.member, bar);
        // Differences of averages: measured in prices.
        EXPECT_LE(std::abs(extended.macd - row.macd), 1e-9L * row.close) << bar;
        EXPECT_LE(std::abs(extended.macdSignal - row.macdSignal), 1e-9L * row.close) << bar;
        EXPECT_LE(std::abs(extended.macdHistogram - row.macdHistogram), 1e-9L * row.close) << bar;
    }
}

} // namespace
} // namespace tt::test
