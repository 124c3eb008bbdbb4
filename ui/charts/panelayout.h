// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/chartdata.h"

#include <vector>

namespace tt {

/// In their order from the top.
enum class ChartPane { Price, Volume, Rsi, Macd, Stochastic, Adx, Cci, Williams, Atr, Obv, Cmf };
inline constexpr int kChartPanes = 11;

/// A strip of the plot area with a value scale of its own. `top` and `bottom` are parts of the plot's height,
/// 0 at the top.
struct PaneBox
{
    ChartPane pane = ChartPane::Price;
    double top = 0, bottom = 1;
    ValueRange range;
    bool isLog = false;

    double yOf(double value) const; ///< part of the plot's height, outside top..bottom beyond the range
    double valueAt(double y) const; ///< the other way round
    bool contains(double y) const { return y >= top && y <= bottom; }
};

/// The strips from the top: price above, then `below` in the order of the enumeration, with a little room
/// between them. The price keeps at least a third of the height.
std::vector<PaneBox> layoutPanes(std::vector<ChartPane> below);

/// The range with room above and below; never of height 0.
ValueRange padded(ValueRange range, double part, bool isLog);

} // namespace tt
