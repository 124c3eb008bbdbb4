// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "engine/strategy.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tt {

enum class FieldGroup : std::uint8_t { CategoryWeight, IndicatorWeight, Parameter, Risk, Filter };
std::string_view fieldGroupName(FieldGroup group); ///< its key in the JSON form: "category_weights"

/// One number of a strategy: its key on the command line and in the JSON form, its limits (both inside), and
/// where it is. Exactly one of the two pointers is set; they live as long as the strategy stays as it is.
struct StrategyField
{
    std::string key; ///< "macd", "trend", "stop_pct", "rsi_period", "filter2_1_low"
    FieldGroup group;
    double least = 0, most = 0;
    double* real = nullptr;
    int* whole = nullptr;

    double value() const { return real ? *real : *whole; }
    void set(double value) const;
};

/// Every number of the strategy, in the order of the JSON form. A filter's numbers are named by group and
/// condition, both counted from 1: filter2_needed, filter2_1_low.
std::vector<StrategyField> strategyFields(Strategy& strategy);

/// Whether any indicator has a weight in the verdict.
bool anyVotes(const Strategy& strategy);

/// Every number that is outside its limits or fits no other one, each fault under its field's key.
std::vector<Violation> numberFaults(const Strategy& strategy);
/// Everything that is wrong with a user's strategy: its name too.
std::vector<Violation> strategyFaults(const Strategy& strategy);

/// Sets "key" to "value" for each pair ("name" is a key too) and adds what cannot be set and what is wrong
/// then to the answer.
std::vector<Violation> changeStrategy(Strategy& strategy,
                                      const std::vector<std::pair<std::string, std::string>>& changes);

} // namespace tt
