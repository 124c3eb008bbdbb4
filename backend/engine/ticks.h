// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/day.h"

#include <string_view>

namespace tt {

/// The price step of a ticker's market on a day (analysis.md section 5): NSE and BSE 0.05 up to 2025-04-14,
/// since then by the price; 0.01 elsewhere. Source: the exchanges' circulars on tick sizes of April 2025.
double marketTick(std::string_view ticker, double price, Day day);

/// The largest multiple of `tick` at or below `price`, the smallest at or above it; within 1e-9 of a tick
/// counts as on it. Computed in integers, so the result prints short (105.35, never 105.35000000000001). tick
/// > 0.
double tickBelow(double price, double tick);
double tickAbove(double price, double tick);

} // namespace tt
