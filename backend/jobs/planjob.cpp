// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/planjob.h"

#include "engine/demo.h"
#include "store/instrumentstore.h"
#include "store/store.h"
#include "store/watchliststore.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <set>
#include <thread>

namespace tt {

namespace {

constexpr std::size_t kMostTickers = 100'000;

template<class F>
auto ask(Store& store, F f)
{
    auto future = store.run(std::move(f));
    future.waitForFinished();
    return future.takeResult();
}

/// The tickers that the source has, in their order.
using Known = std::vector<std::string>;

Result<Known> knownTickers(Store& store, const PlannedJob& job)
{
    const AnalysisRequest& request = job.plan.request;
    Known known;
    if (request.source == RequestSource::Demo) {
        for (int i = 0; i < request.demoCount; ++i)
            known.push_back(demoTicker(i));
        return known;
    }
    if (request.source == RequestSource::Csv)
        return job.files->tickers();
    const auto rows = ask(store, [online = request.source == RequestSource::Online](Database& database) {
        InstrumentStore instruments(database);
        return online ? instruments.known() : instruments.list();
    });
    if (!rows)
        return rows.error();
    for (const InstrumentRow& row : *rows)
        known.push_back(row.ticker);
    return known;
}

Result<std::vector<std::string>> watchlistTickers(Store& store, const std::string& name)
{
    const auto entries =
        ask(store, [name](Database& database) { return WatchlistStore(database).items(name); });
    if (!entries)
        return entries.error();
    if (entries->empty())
        return makeError(ErrorCode::NotFound, "The watchlist " + name + " is empty: add tickers to it first");
    std::vector<std::string> tickers;
    for (const WatchlistEntry& entry : *entries)
        tickers.push_back(entry.ticker);
    return tickers;
}

Error nothingKnown(const AnalysisRequest& request)
{
    if (request.selection == Selection::All)
        return makeError(ErrorCode::NotFound, "No bars are stored: import price files first");
    if (request.tickers.size() == 1)
        return unknownTicker(request.tickers.front());
    return makeError(ErrorCode::NotFound, "No bars of any of these tickers are known: check their spelling");
}

using IsKnown = std::function<bool(const std::string&)>;

/// Names that are no ticker of today: of the stock that had one as an earlier symbol, if there is one.
Result<void> followRenames(Store& store, const IsKnown& isKnown, std::vector<std::string>& names)
{
    return ask(store, [&](Database& database) -> Result<void> {
        InstrumentStore instruments(database);
        for (std::string& name : names) {
            if (isKnown(resolveTyped(name, isKnown)))
                continue;
            Result<std::string> meant = instruments.meant(name);
            if (!meant)
                return meant.error();
            name = std::move(*meant);
        }
        return {};
    });
}

/// Replaces each name by the ticker that it means; unknown ones stay and fail as items.
Result<std::vector<std::string>> chooseTickers(Store& store, const PlannedJob& job)
{
    const AnalysisRequest& request = job.plan.request;
    Result<Known> known = knownTickers(store, job);
    if (!known)
        return known;
    if (request.selection == Selection::All)
        return known->empty() ? Result<Known>(nothingKnown(request)) : known;
    std::vector<std::string> names = request.tickers;
    if (request.selection == Selection::Watchlist) {
        Result<std::vector<std::string>> listed = watchlistTickers(store, request.watchlist);
        if (!listed)
            return listed;
        names = std::move(*listed);
    }
    const std::set<std::string, std::less<>> all(known->begin(), known->end());
    const IsKnown isKnown = [&](const std::string& ticker) { return all.contains(ticker); };
    if (readsStore(request.source)) {
        if (Result<void> done = followRenames(store, isKnown, names); !done)
            return done.error();
    }
    std::vector<std::string> chosen;
    std::set<std::string> seen;
    // Online: each ticker has its download's error, if nothing is known of it.
    bool any = request.source == RequestSource::Online;
    for (const std::string& name : names) {
        std::string ticker = resolveTyped(name, isKnown);
        any = any || isKnown(ticker);
        if (seen.insert(ticker).second)
            chosen.push_back(std::move(ticker));
    }
    return any ? Result<std::vector<std::string>>(std::move(chosen)) : nothingKnown(request);
}

Day asOfDay(const PlannedJob& job)
{
    const AnalysisRequest& request = job.plan.request;
    if (request.asOf)
        return *request.asOf;
    switch (request.source) {
    case RequestSource::Demo:
        return demoBars(demoTicker(0), static_cast<std::uint32_t>(request.demoSeed), request.demoBars)
            .date.back();
    case RequestSource::Csv:
        return job.files->newestDay();
    case RequestSource::Stored:
    case RequestSource::Online:
        break;
    }
    return localDay(job.plan.plannedAtMs);
}

std::string countText(std::size_t tickers)
{
    return tickers == 1 ? "1 ticker" : std::to_string(tickers) + " tickers";
}

std::string description(const PlannedJob& job)
{
    const AnalysisRequest& request = job.plan.request;
    std::string text;
    if (request.selection == Selection::Watchlist)
        text = "Watchlist " + request.watchlist + ", ";
    if (request.source == RequestSource::Demo)
        text += "demo data";
    else if (request.source == RequestSource::Csv)
        text += std::filesystem::path(request.csvPath).filename().string();
    else
        text += request.source == RequestSource::Online ? "online bars" : "stored bars";
    return text + ", " + (job.tickers.size() == 1 ? job.tickers.front() : countText(job.tickers.size()));
}

void makeDraft(PlannedJob& job)
{
    const AnalysisRequest& request = job.plan.request;
    Job& draft = job.draft;
    if (job.tickers.size() == 1)
        draft.kind = JobKind::Single;
    else
        draft.kind = request.selection == Selection::Watchlist ? JobKind::Watchlist : JobKind::Bulk;
    draft.description = description(job);
    draft.strategyId = job.plan.config.strategy.id;
    draft.strategyName = job.plan.config.strategy.name;
    draft.asOf = job.plan.asOf;
    draft.configJson = planToJson(job.plan);
    if (!request.force)
        draft.requestHash = requestHash(job.plan, job.tickers);
}

/// The path must mean the same when the job is resumed from another folder.
std::string absolutePath(const std::string& path)
{
    std::error_code failed;
    const std::filesystem::path absolute = std::filesystem::absolute(path, failed);
    return failed ? path : absolute.lexically_normal().string();
}

} // namespace

int workersOf(const AnalysisRequest& request)
{
    const int cores = std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, 64);
    return request.workers.value_or(cores);
}

Result<PlannedJob> planJob(Store& store, const Clock& clock, CheckedRequest checked, const StopCheck& stopped)
{
    PlannedJob job;
    job.plan.request = std::move(checked.request);
    job.plan.config = std::move(checked.config);
    job.plan.plannedAtMs = clock.nowMs();
    AnalysisRequest& request = job.plan.request;
    if (request.source == RequestSource::Csv) {
        request.csvPath = absolutePath(request.csvPath);
        auto files = readFileBars(request.csvPath, fileReading(request), workersOf(request), stopped);
        if (!files)
            return files.error();
        job.files = std::move(*files);
        job.plan.files = job.files->files();
    }
    Result<std::vector<std::string>> tickers = chooseTickers(store, job);
    if (!tickers)
        return tickers.error();
    job.tickers = std::move(*tickers);
    if (job.tickers.size() > kMostTickers)
        return validationError(
            {{"tickers", "at most 100,000 can be analysed at once", ViolationType::Length}});
    job.plan.asOf = asOfDay(job);
    makeDraft(job);
    return job;
}

Result<std::shared_ptr<const FileBars>> reopenFiles(const JobPlan& plan, const StopCheck& stopped)
{
    if (plan.request.source != RequestSource::Csv)
        return std::shared_ptr<const FileBars>();
    auto files =
        readFileBars(plan.request.csvPath, fileReading(plan.request), workersOf(plan.request), stopped);
    if (!files && files.error().code == ErrorCode::Cancelled)
        return files;
    if (files && (*files)->files() == plan.files)
        return files;
    Error changed = makeError(ErrorCode::DataChanged,
                              "The price files of this job have changed since it was started: start a new "
                              "analysis");
    changed.with("path", plan.request.csvPath);
    if (!files)
        changed.with("cause", files.error().message);
    return changed;
}

} // namespace tt
