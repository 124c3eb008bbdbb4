// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/runanalysis.h"

#include "base/id.h"
#include "engine/demo.h"
#include "jobs/jobslog.h"

#include <chrono>

namespace tt {

namespace {

using Steady = std::chrono::steady_clock;

double secondsSince(Steady::time_point start)
{
    return std::chrono::duration<double>(Steady::now() - start).count();
}

Result<SourceBars> loadBars(const AnalysisTask& task, const AnalysisItem& item)
{
    if (item.error)
        return *item.error;
    if (item.bars)
        return std::move(*item.bars);
    const AnalysisRequest& request = task.plan->request;
    if (request.source == RequestSource::Demo) {
        const int index = demoIndex(item.ticker);
        if (index < 0 || index >= request.demoCount)
            return unknownTicker(item.ticker);
        return demoSourceBars(item.ticker, request);
    }
    const SourceBars* found = task.files ? task.files->find(item.ticker) : nullptr;
    if (!found)
        return unknownTicker(item.ticker);
    return *found;
}

ResultRecord makeRecord(const AnalysisTask& task, SourceBars&& source, Analysis&& analysis)
{
    ResultRecord record;
    record.id = newId();
    record.jobId = task.jobId;
    record.ticker = std::move(source.ticker);
    record.symbol = std::move(source.symbol);
    record.name = std::move(source.name);
    record.strategyId = task.plan->config.strategy.id;
    record.strategyName = task.plan->config.strategy.name;
    record.source = source.source;
    record.isDemo = source.isDemo;
    record.analyzedAtMs = task.clock->nowMs();
    record.engineVersion = kEngineVersion;
    record.analysis = std::move(analysis);
    return record;
}

ItemFailure makeFailure(const AnalysisTask& task, const AnalysisItem& item, const Error& error)
{
    return {item.ticker, error.code, error.message, item.attempts, task.clock->nowMs()};
}

TickerOutcome analyzeUnguarded(const AnalysisTask& task, const AnalysisItem& item)
{
    TickerOutcome outcome;
    const auto loadStart = Steady::now();
    Result<SourceBars> source = loadBars(task, item);
    if (!source) {
        outcome.what = makeFailure(task, item, source.error());
        return outcome;
    }
    cutBars(*source, *task.plan);
    outcome.loadSeconds = secondsSince(loadStart);
    const auto computeStart = Steady::now();
    const InstrumentFacts facts{source->ticker, source->userTick, task.plan->asOf};
    Result<Analysis> analysis = analyze(source->bars, source->findings, facts, task.plan->config);
    if (analysis)
        outcome.what = makeRecord(task, std::move(*source), std::move(*analysis));
    else
        outcome.what = makeFailure(task, item, analysis.error());
    outcome.computeSeconds = secondsSince(computeStart);
    return outcome;
}

} // namespace

TickerOutcome analyzeItem(const AnalysisTask& task, const AnalysisItem& item)
{
    std::string what = "unknown exception";
    try {
        return analyzeUnguarded(task, item);
    } catch (const std::exception& fault) {
        what = fault.what();
    } catch (...) {
        // Not one of the standard's: `what` says so.
    }
    qCCritical(lcJobs, "Analysis ended by an exception: %s", what.c_str());
    const Error error = makeError(ErrorCode::Internal, "The analysis of " + item.ticker +
                                                           " failed inside the program: please report it");
    return {makeFailure(task, item, error), 0, 0};
}

void runAnalysis(QPromise<TickerOutcome>& promise, const AnalysisTask& task)
{
    LogScope scope(task.context);
    const auto start = Steady::now();
    for (const AnalysisItem& item : task.items) {
        if (promise.isCanceled() || secondsSince(start) * 1000 > task.budgetMs)
            return;
        currentLogContext().ticker = item.ticker;
        promise.addResult(analyzeItem(task, item));
    }
}

} // namespace tt
