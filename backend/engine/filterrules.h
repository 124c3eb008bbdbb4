// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/strategy.h"

#include <optional>
#include <string>
#include <string_view>

namespace tt {

/// One row a filter rule: how it is called, which of its two numbers it reads and within which limits.
struct FilterRuleInfo
{
    std::string_view name; ///< "rsi_between": stored and printed
    std::string_view text; ///< "RSI from %1 to %2", %1 is `low`, %2 `high`
    bool low = false, high = false;
    double least = 0, most = 0;
};

const FilterRuleInfo& filterRuleInfo(FilterRule rule);
std::optional<FilterRule> filterRuleFromName(std::string_view name);
/// The condition in words, its numbers filled in.
std::string filterText(const FilterCondition& condition);

} // namespace tt
