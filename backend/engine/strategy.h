// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/indicatorid.h"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tt {

/// A condition on the newest values; closed set, each a row in filters.cpp with its code and its parameters'
/// meaning.
enum class FilterRule : std::uint8_t {
    CloseAboveSma50,
    Sma20AboveSma50,
    CloseAboveSma20,
    RsiBetween, ///< low <= RSI <= high
    AdxAtLeast, ///< ADX >= low
    AdxAtMost,  ///< ADX <= high
    MacdAboveSignal,
    StochasticBetween, ///< low <= %K <= high
    CciAbove,          ///< CCI > low
    WilliamsAbove,     ///< W%R > low
    RsiBelow,          ///< RSI < high
    RsiAtMost,         ///< RSI <= high
    StochasticBelow,   ///< %K < high
    StochasticAbove,   ///< %K > low
    WilliamsBelow,     ///< W%R < high
    VolumeAtLeast,     ///< volume >= low * mean of the 20 volumes before
    CmfAbove,          ///< CMF > low
    ObvAboveSma20,
};

struct FilterCondition
{
    FilterRule rule;
    double low = 0, high = 0;
};

/// At least `needed` of `conditions` must hold; all of them when needed == conditions.size().
struct FilterGroup
{
    int needed = 1;
    std::vector<FilterCondition> conditions;
};

/// Percent values are percent: 2.0 means 2 %.
struct RiskProfile
{
    double stopPct = 2.0;
    double widestStopPct = 3.0;
    double atrMultiple = 1.5;
    double targetPct = 4.0;
    double minRewardRisk = 1.5;
    double positionLimitPct = 20;
};

/// One strategy: weights, parameters, entry filters, risk profile. The five built-in ones are rows of a
/// table.
struct Strategy
{
    std::string id;   ///< "1".."5" built-in; a UUID for the user's own
    std::string name; ///< "Balanced"
    std::array<double, kCategoryCount> categoryWeight{1, 1, 1, 1}; ///< 0..10
    PerIndicator<double> indicatorWeight{};                        ///< 0..10; ATR's is always 0
    IndicatorParams params;
    std::vector<FilterGroup> entryFilters;
    RiskProfile risk;
    int revision = 1;

    double weight(IndicatorId id_) const; ///< category weight * indicator weight
};

/// The five of analysis.md section 4, in their order.
std::span<const Strategy> builtInStrategies();
/// By number ("3") or by name without regard to case; nullptr when unknown.
const Strategy* findBuiltInStrategy(std::string_view idOrName);

} // namespace tt
