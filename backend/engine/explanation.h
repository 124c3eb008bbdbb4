// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/analysis.h"

#include <utility>
#include <vector>

namespace tt {

/// How one group of the entry filter fares at the last bar.
struct ExplainedGroup
{
    int needed = 1, holding = 0;
    std::vector<std::pair<FilterCondition, bool>> conditions; ///< and whether each holds
};

/// Where a plan's numbers come from. Percent of the entry.
struct ExplainedPlan
{
    double atrStopPct = kUndefined; ///< what the ATR alone asks for; undefined without an ATR
    double stopPct = 0;             ///< the one taken, before the stop is moved to a tick
    double sharesByRisk = 0, sharesByPosition = 0;
    bool userTick = false; ///< the tick is the user's own, not the market's
};

/// One analysis with where each of its numbers comes from.
struct Explanation
{
    Analysis analysis;
    int splits = 0;                                           ///< that the bars are adjusted for
    PerIndicator<int> barsUsed{};                             ///< of each indicator's value at the last bar
    Verdict byScore = Verdict::NoVerdict;                     ///< score and evidence alone
    Verdict afterFilter = Verdict::NoVerdict;                 ///< before the cap by the grade
    int voters = 0, categories = 0, enabled = 0, defined = 0; ///< see Score
    std::vector<ExplainedGroup> filters;
    std::optional<ExplainedPlan> plan; ///< engaged where the analysis has one
    std::vector<Reason> gradeReasons;  ///< see gradeReasons()
    std::vector<Finding> findings;     ///< those that the grade looks at
};

/// analyze() and its explanation; the same errors.
Result<Explanation> explain(const Bars& bars, std::span<const Finding> findings, const InstrumentFacts& facts,
                            const AnalysisConfig& config);

} // namespace tt
