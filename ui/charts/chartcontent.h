// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/analysis.h"
#include "engine/bars.h"
#include "engine/indicatorid.h"

#include <optional>
#include <string>
#include <vector>

namespace tt {

/// A verdict that was given when `day` was the last bar.
struct ChartMark
{
    Day day = kNoDay;
    Verdict verdict = Verdict::NoVerdict;
};

/// All that a price chart shows of one ticker. Prices are those of `bars` (split-adjusted); the plan's are
/// raw and are divided by bars.lastFactor when drawn.
struct ChartContent
{
    std::string ticker, name;
    Bars bars;
    std::vector<IndicatorValues<double>> studies; ///< indicatorSeries(bars, params); empty: no studies
    IndicatorParams params;                       ///< for the names of the studies
    std::optional<TradePlan> plan;
    bool isDemo = false;
};

} // namespace tt
