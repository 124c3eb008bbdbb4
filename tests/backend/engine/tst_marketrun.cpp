// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/marketrun.h"

#include "engine/demo.h"
#include "engine/indicators/allindicators.h"
#include "indicators/members.h"
#include "indicators/randombars.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tt::test {
namespace {

using Values = IndicatorValues<double>;

struct Lanes
{
    LaneSet set;
    const char* name;
};

class EveryLaneSet : public ::testing::TestWithParam<Lanes>
{
protected:
    MarketOptions options(int threads = 1) const { return {threads, GetParam().set}; }
};
INSTANTIATE_TEST_SUITE_P(Sets, EveryLaneSet,
                         ::testing::Values(Lanes{LaneSet::Scalar, "Scalar"},
                                           Lanes{LaneSet::Portable, "Portable"}, Lanes{LaneSet::Avx2, "Avx2"},
                                           Lanes{LaneSet::Automatic, "Automatic"}),
                         [](const auto& row) { return row.param.name; });

/// Of every length, some without volume or with holes in it, some flat.
std::vector<Bars> nastyMarket(std::uint64_t seed, int symbols)
{
    Dice dice(seed);
    std::vector<Bars> market;
    for (int i = 0; i < symbols; ++i) {
        Bars bars = randomBars(dice, dice.one(4) ? dice.between(1, 60) : dice.between(1, 700), dice.one(3));
        if (dice.one(6))
            std::fill(bars.volume.begin(), bars.volume.end(), std::nan(""));
        if (dice.one(6)) {
            for (auto* column : {&bars.high, &bars.low, &bars.close})
                std::fill(column->begin(), column->end(), 85'000.05);
        }
        market.push_back(std::move(bars));
    }
    return market;
}

std::vector<const Bars*> pointersTo(const std::vector<Bars>& market)
{
    std::vector<const Bars*> symbols;
    for (const Bars& bars : market)
        symbols.push_back(&bars);
    return symbols;
}

::testing::AssertionResult same(const Values& alone, const Values& lane)
{
    for (const auto& member : allMembers<double>()) {
        if (!sameBits(alone.*member.pointer, lane.*member.pointer))
            return ::testing::AssertionFailure() << member.name << ": alone " << alone.*member.pointer
                                                 << ", in a lane " << lane.*member.pointer;
    }
    return ::testing::AssertionSuccess();
}

TEST_P(EveryLaneSet, GivesEachSymbolTheBitsOfTheSymbolAlone)
{
    for (std::uint64_t seed = 1; seed <= 25; ++seed) {
        Dice dice(seed * 77);
        const std::vector<Bars> market = nastyMarket(seed, dice.between(1, 17));
        const IndicatorParams params = randomParams(dice);
        const Market loaded(pointersTo(market), options());
        ASSERT_EQ(loaded.size(), market.size());
        const auto all = loaded.newestValues(params);
        for (std::size_t i = 0; i < market.size(); ++i)
            ASSERT_TRUE(same(newestValues(market[i], params), all[i])) << "seed " << seed << " symbol " << i;
    }
}

TEST_P(EveryLaneSet, GivesTheSameWithoutKeepingTheMarket)
{
    const std::vector<Bars> market = nastyMarket(99, 30);
    std::vector<int> visits(market.size());
    evaluateOnce(
        pointersTo(market), IndicatorParams{}, options(), [&](std::size_t symbol, const NewestState& state) {
            ++visits[symbol];
            EXPECT_TRUE(same(newestValues(market[symbol], IndicatorParams{}), state.values)) << symbol;
        });
    EXPECT_EQ(visits, std::vector<int>(market.size(), 1));
}

TEST_P(EveryLaneSet, GivesEveryBarOfEverySymbol)
{
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
        Dice dice(seed * 31);
        const std::vector<Bars> market = nastyMarket(seed + 500, 9);
        const IndicatorParams params = randomParams(dice);
        std::vector<std::vector<Values>> found(market.size());
        evaluateSeries(pointersTo(market), params, options(),
                       [&](std::size_t symbol, const SeriesBlock& block) {
                           ASSERT_EQ(block.from, found[symbol].size());
                           for (std::size_t i = 0; i < block.bars; ++i)
                               found[symbol].push_back(block.at(block.from + i));
                       });
        for (std::size_t i = 0; i < market.size(); ++i) {
            const auto alone = indicatorSeries(market[i], params);
            ASSERT_EQ(alone.size(), found[i].size());
            for (std::size_t bar = 0; bar < alone.size(); ++bar)
                ASSERT_TRUE(same(alone[bar], found[i][bar]))
                    << "seed " << seed << " symbol " << i << " bar " << bar;
        }
    }
}

/// The values at every bar where each is fed alone.
std::vector<Values> oneByOne(const Bars& bars, const IndicatorParams& params)
{
    AllIndicators<double> all(params);
    std::vector<Values> rows;
    for (std::size_t i = 0; i < bars.size(); ++i)
        rows.push_back(all.update(bars.high[i], bars.low[i], bars.close[i], bars.volume[i]));
    return rows;
}

/// Of awkward lengths; nearly flat, at the lowest and highest prices, or as the dice made them.
std::vector<Bars> awkwardMarket(Dice& dice)
{
    std::vector<Bars> market(static_cast<std::size_t>(dice.between(1, 9)));
    for (Bars& bars : market) {
        bars = awkwardBars(dice);
        if (dice.one(2))
            squeeze(bars, dice.one(2) ? 0.0001 : 1e7, std::pow(10, dice.between(0, 13)));
    }
    return market;
}

class AwkwardMarket : public EveryLaneSet
{
protected:
    /// Each seed anew in the same memory of this thread.
    void onEachSeed(const std::function<void()>& compare)
    {
        const auto first = static_cast<std::uint64_t>(::testing::UnitTest::GetInstance()->random_seed());
        for (std::uint64_t seed = 40 * first; seed < 40 * first + 40; ++seed) {
            SCOPED_TRACE("seed " + std::to_string(seed));
            Dice dice(seed);
            m_market = awkwardMarket(dice);
            m_params = awkwardParams(dice);
            m_rows.clear();
            for (const Bars& bars : m_market)
                m_rows.push_back(oneByOne(bars, m_params));
            ASSERT_NO_FATAL_FAILURE(compare());
        }
    }

    std::vector<Bars> m_market;
    IndicatorParams m_params;
    std::vector<std::vector<Values>> m_rows; ///< of each symbol
};
INSTANTIATE_TEST_SUITE_P(Sets, AwkwardMarket,
                         ::testing::Values(Lanes{LaneSet::Scalar, "Scalar"},
                                           Lanes{LaneSet::Portable, "Portable"},
                                           Lanes{LaneSet::Avx2, "Avx2"}),
                         [](const auto& row) { return row.param.name; });

TEST_P(AwkwardMarket, HasTheBitsOfItsBarsOneByOne)
{
    onEachSeed([this] {
        evaluateSeries(pointersTo(m_market), m_params, options(),
                       [&](std::size_t symbol, const SeriesBlock& block) {
                           for (std::size_t bar = block.from; bar < block.from + block.bars; ++bar)
                               ASSERT_TRUE(same(m_rows[symbol][bar], block.at(bar)))
                                   << "symbol " << symbol << " bar " << bar;
                       });
    });
}

TEST_P(AwkwardMarket, GoesOnFromItsNewestBars)
{
    onEachSeed([this] {
        std::vector<Bars> before = m_market;
        for (Bars& bars : before) {
            for (auto* column : {&bars.open, &bars.high, &bars.low, &bars.close, &bars.volume})
                column->pop_back();
            bars.date.pop_back();
        }
        evaluateOnce(pointersTo(before), m_params, options(), [&](std::size_t i, const NewestState& state) {
            const Bars& bars = m_market[i];
            const std::size_t last = bars.size() - 1;
            ASSERT_TRUE(same(m_rows[i][last - 1], state.values)) << "symbol " << i;
            AllIndicators<double> all = resumedFrom(state, before[i], m_params);
            ASSERT_TRUE(same(m_rows[i][last], all.update(bars.high[last], bars.low[last], bars.close[last],
                                                         bars.volume[last])))
                << "symbol " << i;
        });
    });
}

TEST_P(EveryLaneSet, SharesTheWorkBetweenThreads)
{
    const std::vector<Bars> market = nastyMarket(3, 60);
    const Market one(pointersTo(market), options(1)), three(pointersTo(market), options(3));
    const auto a = one.newestValues(IndicatorParams{}), b = three.newestValues(IndicatorParams{});
    for (std::size_t i = 0; i < a.size(); ++i)
        ASSERT_TRUE(same(a[i], b[i])) << i;
}

TEST_P(EveryLaneSet, EvaluatesTheLoadedBarsForOtherParameters)
{
    const std::vector<Bars> market = nastyMarket(4, 12);
    std::vector<Bars> gone = market;
    const Market loaded(pointersTo(gone), options());
    gone.clear(); // nothing can be loaded again
    Dice dice(4);
    for (int round = 0; round < 12; ++round) {
        const IndicatorParams params = randomParams(dice);
        const auto again = loaded.newestValues(params);
        const auto fresh = Market(pointersTo(market), options()).newestValues(params);
        for (std::size_t i = 0; i < market.size(); ++i) {
            ASSERT_TRUE(same(fresh[i], again[i])) << "round " << round << " symbol " << i;
            ASSERT_TRUE(same(newestValues(market[i], params), again[i])) << "round " << round;
        }
    }
}

TEST_P(EveryLaneSet, KeepsMissingVolumesInTheirLane)
{
    std::vector<Bars> market;
    for (int i = 0; i < 4; ++i)
        market.push_back(demoBars(demoTicker(i), 1, 300));
    std::fill(market[1].volume.begin(), market[1].volume.end(), std::nan(""));
    const auto all = Market(pointersTo(market), options()).newestValues(IndicatorParams{});
    for (std::size_t i = 0; i < market.size(); ++i) {
        EXPECT_EQ(std::isnan(all[i].cmf), i == 1) << i;
        EXPECT_EQ(std::isnan(all[i].obv), i == 1) << i;
        EXPECT_TRUE(std::isfinite(all[i].rsi)) << i;
    }
}

TEST(Market, MayBeEmpty)
{
    EXPECT_TRUE(Market({}).newestValues(IndicatorParams{}).empty());
}

} // namespace
} // namespace tt::test
