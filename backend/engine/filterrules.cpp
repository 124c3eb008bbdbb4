// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/filterrules.h"

#include "base/numbertext.h"

#include <iterator>

namespace tt {

namespace {

/// In the order of FilterRule.
constexpr FilterRuleInfo kRules[] = {
    {"close_above_sma50", "the close at or above its 50-day mean"},
    {"sma20_above_sma50", "the 20-day mean at or above the 50-day mean"},
    {"close_above_sma20", "the close at or above its 20-day mean"},
    {"rsi_between", "RSI from %1 to %2", true, true, 0, 100},
    {"adx_at_least", "ADX at least %1", true, false, 0, 100},
    {"adx_at_most", "ADX at most %2", false, true, 0, 100},
    {"macd_above_signal", "MACD above its signal line"},
    {"stochastic_between", "%K from %1 to %2", true, true, 0, 100},
    {"cci_above", "CCI above %1", true, false, -1000, 1000},
    {"williams_above", "Williams %R above %1", true, false, -100, 0},
    {"rsi_below", "RSI below %2", false, true, 0, 100},
    {"rsi_at_most", "RSI at most %2", false, true, 0, 100},
    {"stochastic_below", "%K below %2", false, true, 0, 100},
    {"stochastic_above", "%K above %1", true, false, 0, 100},
    {"williams_below", "Williams %R below %2", false, true, -100, 0},
    {"volume_at_least", "volume at least %1 times the mean of the 20 days before", true, false, 0, 100},
    {"cmf_above", "money flow above %1", true, false, -1, 1},
    {"obv_above_sma20", "on-balance volume above its 20-day mean"},
};
static_assert(std::size(kRules) == static_cast<std::size_t>(FilterRule::ObvAboveSma20) + 1);

void fill(std::string& text, std::string_view place, double value)
{
    const std::size_t at = text.find(place);
    if (at != std::string::npos)
        text.replace(at, place.size(), numberText(value));
}

} // namespace

const FilterRuleInfo& filterRuleInfo(FilterRule rule)
{
    return kRules[static_cast<std::size_t>(rule)];
}

std::optional<FilterRule> filterRuleFromName(std::string_view name)
{
    for (std::size_t i = 0; i < std::size(kRules); ++i) {
        if (kRules[i].name == name)
            return static_cast<FilterRule>(i);
    }
    return std::nullopt;
}

std::string filterText(const FilterCondition& condition)
{
    std::string text(filterRuleInfo(condition.rule).text);
    fill(text, "%1", condition.low);
    fill(text, "%2", condition.high);
    return text;
}

} // namespace tt
