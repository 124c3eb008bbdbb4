// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/job.h"
#include "base/logcontext.h"
#include "engine/resultrecord.h"
#include "jobs/barssource.h"

#include <QPromise>

#include <memory>
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

/// A chunk of a job. `items` is shared with the service, which gives what was not reached to another chunk.
struct AnalysisTask
{
    std::string jobId;
    std::shared_ptr<const JobPlan> plan;
    std::shared_ptr<const FileBars> files; ///< for files alone
    std::vector<AnalysisItem> items;
    int budgetMs = 200; ///< no further ticker is begun after it
    const Clock* clock = nullptr;
    LogContext context;
};

/// What became of one ticker.
struct TickerOutcome
{
    std::variant<ResultRecord, ItemFailure> what;
    double loadSeconds = 0, computeSeconds = 0;
};

/// Analyses the items in their order, one promised result each, and polls for cancel between them: results
/// are always those of the first items. No exception leaves it: one ticker's becomes its failure, INTERNAL.
void runAnalysis(QPromise<TickerOutcome>& promise, const AnalysisTask& task);

/// One item, as runAnalysis does it.
TickerOutcome analyzeItem(const AnalysisTask& task, const AnalysisItem& item);

} // namespace tt
