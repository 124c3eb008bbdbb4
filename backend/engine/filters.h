// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/analysis.h"

namespace tt {

/// The entry filter of a strategy at one bar: one reason for each group that fails, none when all hold. An
/// undefined value fails its condition. A group that needs all of its conditions names each one that fails;
/// another names how many hold.
std::vector<Reason> failedFilters(const std::vector<FilterGroup>& filters,
                                  const IndicatorValues<double>& values);

/// Whether all groups hold; the same rule without the reasons.
bool passesFilters(const std::vector<FilterGroup>& filters, const IndicatorValues<double>& values);

} // namespace tt
