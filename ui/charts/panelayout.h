// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/chartdata.h"

#include <vector>

namespace tt {

enum class ChartPane { Price, Volume, Rsi, Macd };

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

/// The strips from the top: price above, then the chosen ones, with a little room between them.
std::vector<PaneBox> layoutPanes(bool volume, bool rsi, bool macd);

/// The range with room above and below; never of height 0.
ValueRange padded(ValueRange range, double part, bool isLog);

} // namespace tt
