// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/analysis.h"

namespace tt {

struct PlannedTrade
{
    PlanStatus status = PlanStatus::None;
    std::optional<TradePlan> plan; ///< engaged for every status but None
};

/// Entry, stop, target and size for a BUY, and for a SELL where short selling is allowed (analysis.md section
/// 5). `values` are those of the last bar, prices in the adjusted view; `factor` makes raw prices of them.
/// The status says why a plan is none to act on; no number is moved to make one pass.
PlannedTrade planTrade(Signal signal, const IndicatorValues<double>& values, double factor, Day lastBar,
                       const InstrumentFacts& facts, const AnalysisConfig& config);

} // namespace tt
