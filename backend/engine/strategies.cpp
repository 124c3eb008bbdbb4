// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/strategy.h"

#include "engine/registry.h"

#include <algorithm>
#include <cctype>

namespace tt {

namespace {

using enum FilterRule;

/// The groups that need all of their conditions first, then the "k of n".
const FilterGroup kTrend = {2, {{CloseAboveSma50}, {Sma20AboveSma50}}};

/// Order of the weights: rsi macd adx psar ema supertrend stochastic cci williams atr bollinger obv cmf.
std::vector<Strategy> makeStrategies()
{
    Strategy balanced{
        .id = "1",
        .name = "Balanced",
        .categoryWeight = {1, 1, 1, 1},
        .indicatorWeight = {1, 1, 1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1},
        .params = {},
        .entryFilters = {kTrend,
                         {1, {{RsiBetween, 30, 70}}},
                         {2, {{RsiBetween, 40, 70}, {MacdAboveSignal}, {StochasticBetween, 30, 70}}}},
        .risk = {2.0, 3.0, 1.5, 4.0, 1.5, 20}};

    Strategy trend{.id = "2",
                   .name = "Trend Following",
                   .categoryWeight = {1.5, 0.7, 0.8, 1.0},
                   .indicatorWeight = {0.5, 2.5, 2.5, 1.5, 2.0, 0, 0.5, 0.5, 0.5, 0, 0.5, 1.0, 1.0},
                   .params = {.emaFast = 9, .emaSlow = 21},
                   .entryFilters = {kTrend, {3, {{AdxAtLeast, 25}, {MacdAboveSignal}, {RsiBetween, 40, 80}}}},
                   .risk = {2.5, 4.0, 2.0, 6.0, 1.8, 25}};

    Strategy reversion{
        .id = "3",
        .name = "Mean Reversion",
        .categoryWeight = {0.6, 1.5, 1.3, 1.0},
        .indicatorWeight = {2.5, 0.5, 0.5, 0.5, 0.5, 0, 2.0, 1.5, 1.5, 0, 2.5, 1.0, 1.0},
        .params = {},
        .entryFilters = {{2, {{AdxAtMost, 0, 25}, {RsiAtMost, 0, 50}}},
                         {1, {{RsiBelow, 0, 40}, {StochasticBelow, 0, 30}, {WilliamsBelow, 0, -80}}}},
        .risk = {1.5, 2.5, 1.0, 2.5, 1.2, 15}};

    Strategy breakout{.id = "4",
                      .name = "Momentum Breakout",
                      .categoryWeight = {1.0, 1.3, 1.2, 1.5},
                      .indicatorWeight = {2.0, 1.5, 1.5, 1.0, 1.0, 0, 1.5, 1.5, 1.0, 0, 1.5, 2.5, 2.5},
                      .params = {},
                      .entryFilters = {{3, {{CloseAboveSma20}, {VolumeAtLeast, 1.3}, {RsiBetween, 50, 85}}},
                                       {1, {{MacdAboveSignal}, {CmfAbove, 0}, {ObvAboveSma20}}}},
                      .risk = {3.0, 4.0, 1.8, 5.0, 1.4, 20}};

    Strategy weekly{.id = "5",
                    .name = "Weekly Target",
                    .categoryWeight = {0.5, 2.0, 1.0, 0.9},
                    .indicatorWeight = {2.0, 1.5, 0.5, 1.2, 0.6, 0, 2.0, 1.8, 1.6, 0, 1.3, 1.2, 1.2},
                    .params = {.rsi = 10,
                               .macdFast = 8,
                               .macdSlow = 17,
                               .macdSignal = 9,
                               .emaFast = 8,
                               .emaSlow = 17,
                               .stochastic = 10,
                               .bollinger = 15},
                    .entryFilters = {kTrend,
                                     {2, {{RsiBetween, 50, 75}, {MacdAboveSignal}}},
                                     {1, {{StochasticAbove, 50}, {CciAbove, 0}, {WilliamsAbove, -50}}}},
                    .risk = {3.0, 4.0, 1.5, 4.0, 1.1, 35}};

    return {std::move(balanced), std::move(trend), std::move(reversion), std::move(breakout),
            std::move(weekly)};
}

bool sameName(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

} // namespace

double Strategy::weight(IndicatorId id_) const
{
    return categoryWeight[indexOf(indicatorInfo(id_).category)] * indicatorWeight[indexOf(id_)];
}

std::span<const Strategy> builtInStrategies()
{
    static const std::vector<Strategy> strategies = makeStrategies();
    return strategies;
}

const Strategy* findBuiltInStrategy(std::string_view idOrName)
{
    for (const Strategy& strategy : builtInStrategies()) {
        if (strategy.id == idOrName || sameName(strategy.name, idOrName))
            return &strategy;
    }
    return nullptr;
}

} // namespace tt
