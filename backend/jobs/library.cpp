// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/library.h"

#include "base/clock.h"
#include "base/logcontext.h"
#include "engine/demo.h"
#include "jobs/barssource.h"
#include "jobs/planjob.h"
#include "store/barstore.h"
#include "store/jobstore.h"
#include "store/resultstore.h"
#include "store/store.h"
#include "store/watchliststore.h"

#include <QThreadPool>
#include <QtConcurrentRun>

#include <limits>

namespace tt {

namespace {

constexpr std::size_t kLoadedTogether = 100;

/// The last 500 bars decide, but reading a chunk gives all of them.
Result<void> gradeSome(Database& database, std::span<const InstrumentRow> rows, Day today,
                       std::vector<InstrumentSummary>& all)
{
    std::vector<std::string> tickers;
    for (const InstrumentRow& row : rows)
        tickers.push_back(row.ticker);
    Result<std::vector<Result<StoredBars>>> loaded = BarStore(database).loadMany(tickers);
    if (!loaded)
        return loaded.error();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const InstrumentRow& row = rows[i];
        Result<StoredBars>& bars = (*loaded)[i];
        const Grade grade =
            bars ? gradeBars(adjustedView(std::move(bars->bars), bars->actions, today), bars->findings, today)
                 : Grade::F;
        all.push_back(
            {row.ticker, row.symbol, row.name, row.source, row.firstBar, row.lastBar, row.bars, grade});
    }
    return {};
}

Result<std::vector<InstrumentSummary>> readInstruments(Database& database)
{
    const Result<std::vector<InstrumentRow>> rows = InstrumentStore(database).list();
    if (!rows)
        return rows.error();
    const Day today = localDay(systemClock().nowMs());
    std::vector<InstrumentSummary> all;
    for (std::size_t from = 0; from < rows->size(); from += kLoadedTogether) {
        const std::size_t count = std::min(kLoadedTogether, rows->size() - from);
        if (Result<void> done = gradeSome(database, std::span(*rows).subspan(from, count), today, all); !done)
            return done.error();
    }
    return all;
}

Result<WatchlistSummary> summary(const Result<WatchlistRow>& row)
{
    if (!row)
        return row.error();
    return WatchlistSummary{row->id, row->name, row->description, row->items};
}

ChartBars chartBars(SourceBars source, const IndicatorParams& params)
{
    return {std::move(source.ticker), std::move(source.name),     source.source, source.isDemo,
            std::move(source.bars),   std::move(source.findings), params};
}

/// The bars of a result as its job saw them, with the job's plan.
struct LoadedBars
{
    SourceBars source;
    JobPlan plan;
};

Result<SourceBars> fileBarsOf(const std::string& ticker, const JobPlan& plan)
{
    const auto files =
        readFileBars(plan.request.csvPath, fileReading(plan.request), workersOf(plan.request), {});
    if (!files)
        return files.error();
    const SourceBars* found = (*files)->find(ticker);
    return found ? Result<SourceBars>(*found) : unknownTicker(ticker);
}

/// Blocking, for a worker: demo and file bars are made or read there, stored ones by the store's thread.
Result<LoadedBars> loadBarsOf(Store& store, const std::string& jobId, const std::string& ticker)
{
    const auto ask = [&store](auto f) {
        auto future = store.run(std::move(f));
        future.waitForFinished();
        return future.takeResult();
    };
    const Result<Job> job = ask([jobId](Database& database) { return JobStore(database).job(jobId); });
    if (!job)
        return job.error();
    const Result<JobPlan> plan = planFromJson(job->configJson);
    if (!plan)
        return plan.error();
    Result<SourceBars> source = unknownTicker(ticker);
    switch (plan->request.source) {
    case RequestSource::Demo:
        source = demoSourceBars(ticker, plan->request);
        break;
    case RequestSource::Csv:
        source = fileBarsOf(ticker, *plan);
        break;
    case RequestSource::Stored:
    case RequestSource::Online: {
        Result<StoredBars> stored =
            ask([ticker](Database& database) { return BarStore(database).load(ticker); });
        source = stored ? Result<SourceBars>(storedSourceBars(std::move(*stored))) : stored.error();
        break;
    }
    }
    if (!source)
        return source.error();
    cutBars(*source, *plan);
    return LoadedBars{std::move(*source), *plan};
}

Result<ExplainedResult> explainLoaded(const LoadedBars& loaded, const ResultRecord& result)
{
    const SourceBars& source = loaded.source;
    const InstrumentFacts facts{source.ticker, source.userTick, loaded.plan.asOf};
    Result<Explanation> explained = explain(source.bars, source.findings, facts, loaded.plan.config);
    if (!explained)
        return explained.error();
    const Analysis& anew = explained->analysis;
    const Analysis& stored = result.analysis;
    // A stored value may be undefined (NaN): what is compared is always there.
    const bool isSame = anew.bars == stored.bars && anew.lastBar == stored.lastBar &&
                        anew.close == stored.close && anew.verdict == stored.verdict;
    return ExplainedResult{source.ticker,    source.source,         loaded.plan.config,
                           loaded.plan.asOf, std::move(*explained), isSame};
}

} // namespace

class Library::Private
{
public:
    explicit Private(Store& store_)
        : store(store_)
    {
    }

    template<class F>
    auto run(F f)
    {
        const LogScope scope(actionContext());
        return store.run(std::move(f));
    }

    /// `f(LoadedBars) -> Result<T>` in a worker, once the bars of the result are there.
    template<class T, class F>
    QFuture<Result<T>> withBarsOf(const ResultRecord& result, F f)
    {
        return QtConcurrent::run(&workers, [this, f = std::move(f), jobId = result.jobId,
                                            ticker = result.ticker,
                                            context = actionContext()](QPromise<Result<T>>& promise) {
            const LogScope scope(context);
            try {
                Result<LoadedBars> loaded = loadBarsOf(store, jobId, ticker);
                promise.addResult(loaded ? f(std::move(*loaded)) : Result<T>(loaded.error()));
            } catch (const std::exception& fault) {
                const std::string message =
                    "The bars of " + ticker + " could not be loaded: please report it";
                promise.addResult(makeError(ErrorCode::Internal, message).with("exception", fault.what()));
            }
        });
    }

    Store& store;
    QThreadPool workers; ///< waits for its threads when the library goes
};

Library::Library(Store& store)
    : d(std::make_unique<Private>(store))
{
}

Library::~Library() = default;

QFuture<Result<std::vector<InstrumentSummary>>> Library::instruments()
{
    return d->run(readInstruments);
}

QFuture<Result<std::vector<ResultRecord>>> Library::latestResults(const QString& strategyId)
{
    return d->run(
        [id = strategyId.toStdString()](Database& database) { return ResultStore(database).latest(id); });
}

QFuture<Result<std::vector<ResultRecord>>> Library::results(const QString& strategyId, int limit)
{
    return d->run([id = strategyId.toStdString(), limit](Database& database) {
        return ResultStore(database).newest(id, limit);
    });
}

QFuture<Result<std::vector<ResultRecord>>> Library::resultsOfJob(const QString& jobId)
{
    return d->run([id = jobId.toStdString()](Database& database) { return ResultStore(database).ofJob(id); });
}

QFuture<Result<std::vector<ItemFailure>>> Library::failuresOfJob(const QString& jobId)
{
    return d->run([id = jobId.toStdString()](Database& database) { return JobStore(database).failures(id); });
}

QFuture<Result<std::vector<Job>>> Library::jobs(int limit)
{
    return d->run([limit](Database& database) { return JobStore(database).jobs(limit); });
}

QFuture<Result<Job>> Library::job(const QString& idOrPrefix)
{
    return d->run(
        [id = idOrPrefix.toStdString()](Database& database) { return JobStore(database).findJob(id); });
}

QFuture<Result<ChartBars>> Library::barsOf(const ResultRecord& result)
{
    return d->withBarsOf<ChartBars>(result, [](LoadedBars loaded) -> Result<ChartBars> {
        return chartBars(std::move(loaded.source), loaded.plan.config.strategy.params);
    });
}

QFuture<Result<ExplainedResult>> Library::explain(const ResultRecord& result)
{
    return d->withBarsOf<ExplainedResult>(
        result, [result](const LoadedBars& loaded) { return explainLoaded(loaded, result); });
}

QFuture<Result<ChartBars>> Library::storedBars(const QString& ticker)
{
    return d->run([name = ticker.toStdString()](Database& database) -> Result<ChartBars> {
        Result<StoredBars> stored = BarStore(database).load(name);
        if (!stored)
            return stored.error();
        SourceBars source = storedSourceBars(std::move(*stored));
        adjustBars(source, localDay(systemClock().nowMs()));
        return chartBars(std::move(source), {});
    });
}

QFuture<Result<DataReport>> Library::dataReport(const QString& ticker)
{
    return d->run([name = ticker.toUpper().toStdString()](Database& database) {
        return reportData(database, name, localDay(systemClock().nowMs()));
    });
}

QFuture<Result<DeletedData>> Library::deleteData(const QString& ticker)
{
    return d->run([name = ticker.toUpper().toStdString(), &store = d->store](Database& database) {
        return tt::deleteData(database, store.dataDir() + u'/' + QString::fromUtf16(kBackupFolder), name,
                              store.clock());
    });
}

QFuture<Result<std::vector<WatchlistSummary>>> Library::watchlists()
{
    return d->run([](Database& database) -> Result<std::vector<WatchlistSummary>> {
        Result<std::vector<WatchlistRow>> rows = WatchlistStore(database).list();
        if (!rows)
            return rows.error();
        std::vector<WatchlistSummary> all;
        for (WatchlistRow& row : *rows)
            all.push_back({std::move(row.id), std::move(row.name), std::move(row.description), row.items});
        return all;
    });
}

QFuture<Result<std::vector<WatchlistItem>>> Library::watchlistItems(const QString& name)
{
    return d->run([list = name.toStdString()](Database& database) -> Result<std::vector<WatchlistItem>> {
        Result<std::vector<WatchlistEntry>> entries = WatchlistStore(database).items(list);
        if (!entries)
            return entries.error();
        std::vector<WatchlistItem> all;
        for (WatchlistEntry& entry : *entries)
            all.push_back({std::move(entry.ticker), std::move(entry.note)});
        return all;
    });
}

QFuture<Result<std::vector<ResultRecord>>> Library::history(const QString& ticker)
{
    return d->run([name = ticker.toUpper().toStdString()](
                      Database& database) -> Result<std::vector<ResultRecord>> {
        ResultStore results(database);
        const auto isKnown = [&](const std::string& one) {
            const auto found = results.ofTicker(one, 1, ResultDetail::Headline);
            return found && !found->empty();
        };
        auto all = results.ofTicker(resolveTyped(name, isKnown), std::numeric_limits<int>::max());
        if (all && all->empty())
            return makeError(ErrorCode::NotFound, "No results of " + name + " are stored: analyse it first");
        return all;
    });
}

QFuture<Result<WatchlistSummary>> Library::createWatchlist(const QString& name, const QString& description)
{
    return d->run([list = name.toStdString(), text = description.toStdString()](Database& database) {
        return summary(WatchlistStore(database).create(list, text));
    });
}

QFuture<Result<WatchlistSummary>> Library::renameWatchlist(const QString& name, const QString& newName)
{
    return d->run([list = name.toStdString(), to = newName.toStdString()](Database& database) {
        return summary(WatchlistStore(database).rename(list, to));
    });
}

QFuture<Result<DeletedWatchlist>> Library::deleteWatchlist(const QString& name)
{
    return d->run([list = name.toStdString()](Database& database) {
        return WatchlistStore(database).removeList(list);
    });
}

QFuture<Result<WatchlistSummary>> Library::bringBackWatchlist(const QString& id)
{
    return d->run([list = id.toStdString()](Database& database) {
        return summary(WatchlistStore(database).bringBack(list));
    });
}

QFuture<Result<void>> Library::reorderWatchlist(const QString& name, std::vector<std::string> tickers)
{
    return d->run([list = name.toStdString(), tickers = std::move(tickers)](Database& database) {
        return WatchlistStore(database).reorder(list, tickers);
    });
}

QFuture<Result<int>> Library::addToWatchlist(const QString& name, std::vector<std::string> tickers)
{
    return d->run([list = name.toStdString(), tickers = std::move(tickers)](Database& database) {
        return WatchlistStore(database).add(list, tickers);
    });
}

QFuture<Result<int>> Library::removeFromWatchlist(const QString& name, std::vector<std::string> tickers)
{
    return d->run([list = name.toStdString(), tickers = std::move(tickers)](Database& database) {
        return WatchlistStore(database).remove(list, tickers);
    });
}

QFuture<Result<void>> Library::reorderWatchlists(std::vector<std::string> ids)
{
    return d->run(
        [ids = std::move(ids)](Database& database) { return WatchlistStore(database).reorderLists(ids); });
}

QFuture<Result<std::vector<SavedScreen>>> Library::screens()
{
    return d->run([](Database& database) { return ScreenStore(database).list(); });
}

QFuture<Result<SavedScreen>> Library::saveScreen(SavedScreen screen)
{
    return d->run(
        [screen = std::move(screen)](Database& database) { return ScreenStore(database).save(screen); });
}

QFuture<Result<SavedScreen>> Library::renameScreen(const QString& id, const QString& newName)
{
    return d->run([screen = id.toStdString(), to = newName.toStdString()](Database& database) {
        return ScreenStore(database).rename(screen, to);
    });
}

QFuture<Result<SavedScreen>> Library::deleteScreen(const QString& id)
{
    return d->run(
        [screen = id.toStdString()](Database& database) { return ScreenStore(database).remove(screen); });
}

QFuture<Result<SavedScreen>> Library::bringBackScreen(const QString& id)
{
    return d->run(
        [screen = id.toStdString()](Database& database) { return ScreenStore(database).bringBack(screen); });
}

} // namespace tt
