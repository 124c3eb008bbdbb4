// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/analysis.h"
#include "engine/marketrun.h"

#include <span>
#include <vector>

namespace tt {

/// One symbol to analyse. `bars` and what `findings` points at must outlive the call.
struct AnalysisInput
{
    const Bars* bars = nullptr;
    std::span<const Finding> findings;
    InstrumentFacts facts;
};

/// analyze() of each input, side by side in lanes: exactly its results, in the inputs' order.
std::vector<Result<Analysis>> analyzeMany(std::span<const AnalysisInput> inputs, const AnalysisConfig& config,
                                          const MarketOptions& options = {});

/// The verdict of each symbol of a market in memory, whose grades are given (none is F), by each of several
/// strategies: [strategy][symbol], what analyzeMany gives. Symbols are evaluated once for neighbouring
/// strategies of the same parameters.
std::vector<std::vector<Verdict>> judgeMarket(const Market& market, std::span<const Grade> grades,
                                              std::span<const Strategy> strategies);

/// The error of an input of grade F.
Error tooFewBars(const Bars& bars);
/// The analysis of bars of any other grade whose newest values are known.
Analysis analyzeFrom(const NewestState& newest, Grade grade, const Bars& bars, const InstrumentFacts& facts,
                     const AnalysisConfig& config);

} // namespace tt
