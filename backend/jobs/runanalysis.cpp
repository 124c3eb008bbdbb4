// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/runanalysis.h"

#include "base/id.h"
#include "engine/demo.h"
#include "engine/lanekernel.h"
#include "jobs/jobslog.h"

#include <algorithm>
#include <chrono>

namespace tt {

namespace {

using Steady = std::chrono::steady_clock;

double secondsSince(Steady::time_point start)
{
    return std::chrono::duration<double>(Steady::now() - start).count();
}

using BarsPointer = std::shared_ptr<SourceBars>;

/// One item of a strip; its bars are shared with the item, which may have to be analysed by another chunk.
struct Loaded
{
    const AnalysisItem* item;
    Result<BarsPointer> source;
    double loadSeconds;
};

/// What `work` gives; instead of an exception, an error that asks for a report.
template<typename Work>
auto guarded(const std::string& tickers, const Work& work) -> decltype(work())
{
    std::string what = "unknown exception";
    try {
        return work();
    } catch (const std::exception& fault) {
        what = fault.what();
    } catch (...) {
        // Not one of the standard's: `what` says so.
    }
    qCCritical(lcJobs, "Analysis ended by an exception: %s", what.c_str());
    return makeError(ErrorCode::Internal,
                     "The analysis of " + tickers + " failed inside the program: please report it");
}

Result<BarsPointer> findBars(const AnalysisTask& task, const AnalysisItem& item)
{
    if (item.error)
        return *item.error;
    if (item.bars)
        return item.bars;
    const AnalysisRequest& request = task.plan->request;
    if (request.source == RequestSource::Demo) {
        const int index = demoIndex(item.ticker);
        if (index < 0 || index >= request.demoCount)
            return unknownTicker(item.ticker);
        return std::make_shared<SourceBars>(demoSourceBars(item.ticker, request));
    }
    const SourceBars* found = task.files ? task.files->find(item.ticker) : nullptr;
    if (!found)
        return unknownTicker(item.ticker);
    return std::make_shared<SourceBars>(*found);
}

Loaded loadItem(const AnalysisTask& task, const AnalysisItem& item)
{
    const auto start = Steady::now();
    Result<BarsPointer> source = guarded(item.ticker, [&] {
        Result<BarsPointer> found = findBars(task, item);
        if (found)
            cutBars(**found, *task.plan);
        return found;
    });
    return {&item, std::move(source), secondsSince(start)};
}

ResultRecord makeRecord(const AnalysisTask& task, const SourceBars& source, Analysis&& analysis)
{
    ResultRecord record;
    record.analyzedAtMs = task.clock->nowMs();
    record.id = newTimedId(record.analyzedAtMs);
    record.jobId = task.jobId;
    record.ticker = source.ticker;
    record.symbol = source.symbol;
    record.name = source.name;
    record.strategyId = task.plan->config.strategy.id;
    record.strategyName = task.plan->config.strategy.name;
    record.source = source.source;
    record.isDemo = source.isDemo;
    record.engineVersion = kEngineVersion;
    record.analysis = std::move(analysis);
    return record;
}

ItemFailure makeFailure(const AnalysisTask& task, const AnalysisItem& item, const Error& error)
{
    return {item.ticker, error.code, error.message, item.attempts, task.clock->nowMs()};
}

using Analyses = std::vector<Result<Analysis>>;

/// In the order of `strip`; the error of what could not be loaded.
Analyses analyzeLoaded(const AnalysisTask& task, std::span<const Loaded> strip)
{
    std::vector<AnalysisInput> inputs;
    for (const Loaded& one : strip) {
        if (!one.source)
            continue;
        const SourceBars& source = **one.source;
        inputs.push_back({&source.bars, source.findings, {source.ticker, source.userTick, task.plan->asOf}});
    }
    Analyses analysed = task.analyze(inputs, task.plan->config);
    Analyses all;
    auto next = analysed.begin();
    for (const Loaded& one : strip)
        all.push_back(one.source ? std::move(*next++) : Result<Analysis>(one.source.error()));
    return all;
}

/// An exception that one of them causes is no other one's failure: then each is analysed alone.
Analyses analyzeGuarded(const AnalysisTask& task, std::span<const Loaded> strip)
{
    std::string tickers;
    for (const Loaded& one : strip)
        tickers += (tickers.empty() ? "" : ", ") + one.item->ticker;
    const Result<Analyses> together =
        guarded(tickers, [&]() -> Result<Analyses> { return analyzeLoaded(task, strip); });
    if (together)
        return *together;
    if (strip.size() == 1)
        return {together.error()};
    Analyses all;
    for (const Loaded& one : strip)
        all.push_back(analyzeGuarded(task, {&one, 1}).front());
    return all;
}

TickerOutcome outcomeOf(const AnalysisTask& task, const Loaded& loaded, Result<Analysis>& analysis)
{
    const AnalysisItem& item = *loaded.item;
    TickerOutcome outcome;
    outcome.loadSeconds = loaded.loadSeconds;
    Result<ResultRecord> record = guarded(item.ticker, [&]() -> Result<ResultRecord> {
        if (!analysis)
            return analysis.error();
        return makeRecord(task, **loaded.source, std::move(*analysis));
    });
    if (record)
        outcome.what = std::move(*record);
    else
        outcome.what = makeFailure(task, item, record.error());
    return outcome;
}

/// The items side by side, one a lane, then their outcomes one by one.
void runStrip(QPromise<TickerOutcome>& promise, const AnalysisTask& task, std::span<const AnalysisItem> items)
{
    std::vector<Loaded> strip;
    for (const AnalysisItem& item : items) {
        if (promise.isCanceled())
            return;
        currentLogContext().ticker = item.ticker;
        strip.push_back(loadItem(task, item));
    }
    const auto start = Steady::now();
    Analyses analyses = analyzeGuarded(task, strip);
    const double each = secondsSince(start) / static_cast<double>(strip.size());
    for (std::size_t i = 0; i < strip.size(); ++i) {
        if (promise.isCanceled())
            return;
        currentLogContext().ticker = items[i].ticker;
        TickerOutcome outcome = outcomeOf(task, strip[i], analyses[i]);
        outcome.computeSeconds = each;
        promise.addResult(std::move(outcome));
    }
}

} // namespace

void runAnalysis(QPromise<TickerOutcome>& promise, const AnalysisTask& task)
{
    LogScope scope(task.context);
    const auto start = Steady::now();
    const std::size_t lanes = laneKernel(LaneSet::Automatic).symbols;
    std::span<const AnalysisItem> left = task.items;
    while (!left.empty() && !promise.isCanceled() && secondsSince(start) * 1000 <= task.budgetMs) {
        const auto strip = left.first(std::min(lanes, left.size()));
        left = left.subspan(strip.size());
        runStrip(promise, task, strip);
    }
    currentLogContext().ticker.clear();
    qCDebug(lcJobs, "%zu of %zu tickers analysed in %.1f ms", task.items.size() - left.size(),
            task.items.size(), secondsSince(start) * 1000);
}

} // namespace tt
