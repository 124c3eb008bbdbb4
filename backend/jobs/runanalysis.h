// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/job.h"
#include "base/logcontext.h"
#include "engine/analyzemany.h"
#include "engine/resultrecord.h"
#include "jobs/barssource.h"

#include <QPromise>

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace tt {

/// One ticker to analyse: its bars, or the error that kept them from being loaded; neither: they are made
/// (demo) or looked up (file) by the worker.
struct AnalysisItem
{
    std::string ticker;
    int attempts = 1;
    std::shared_ptr<SourceBars> bars;
    std::optional<Error> error;
};

/// analyzeMany(), or what a test puts in its place.
using AnalyzeItems =
    std::function<std::vector<Result<Analysis>>(std::span<const AnalysisInput>, const AnalysisConfig&)>;

/// A chunk of a job. `items` is shared with the service, which gives what was not reached to another chunk.
struct AnalysisTask
{
    std::string jobId;
    std::shared_ptr<const JobPlan> plan;
    std::shared_ptr<const FileBars> files; ///< for files alone
    std::vector<AnalysisItem> items;
    int budgetMs = 200; ///< no further strip is begun after it
    const Clock* clock = nullptr;
    LogContext context;
    AnalyzeItems analyze = [](auto inputs, const AnalysisConfig& config) {
        return analyzeMany(inputs, config);
    };
};

/// What became of one ticker.
struct TickerOutcome
{
    std::variant<ResultRecord, ItemFailure> what;
    double loadSeconds = 0, computeSeconds = 0;
};

/// Analyses the items in their order, in strips as wide as the engine's lanes, one promised result each, and
/// polls for cancel between the tickers of a strip: results are always those of the first items. No exception
/// leaves it: one ticker's becomes its failure, INTERNAL. The bars of an item without a result stay usable.
void runAnalysis(QPromise<TickerOutcome>& promise, const AnalysisTask& task);

} // namespace tt
