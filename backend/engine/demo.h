// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/bars.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace tt {

/// Demo data is made, not recorded: for a ticker, a seed and a length the same bars on every machine for
/// ever; bar i is the same whatever the length. First bar Monday 2022-01-03, weekdays only, prices on the
/// tick grid of 0.05.
Bars demoBars(std::string_view ticker, std::uint32_t seed, int count);

/// "DEMO0001.NS" for index 0; five digits and more from index 9999 on.
std::string demoTicker(int index);
/// A made-up company name, the same for ever; empty for a ticker that is not of the demo universe.
std::string demoName(std::string_view ticker);
/// -1 when the ticker is not of the demo universe.
int demoIndex(std::string_view ticker);

inline constexpr int kDemoUniverse = 2'200;
inline constexpr int kDemoBars = 500;
inline constexpr std::uint32_t kDemoSeed = 1;

} // namespace tt
