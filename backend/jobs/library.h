// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/job.h"
#include "base/result.h"
#include "engine/bars.h"
#include "engine/explanation.h"
#include "engine/resultrecord.h"
#include "jobs/datareport.h"
#include "store/screenstore.h"
#include "store/watchliststore.h"

#include <QFuture>
#include <QString>

#include <memory>
#include <string>
#include <vector>

namespace tt {

class Store;

/// One known instrument with bars.
struct InstrumentSummary
{
    std::string ticker, symbol, name;
    DataSource source = DataSource::Csv;
    Day firstBar = kNoDay, lastBar = kNoDay;
    int bars = 0;
    Grade grade = Grade::A; ///< as of today
};

/// Bars as the chart and a report need them.
struct ChartBars
{
    std::string ticker, name;
    DataSource source = DataSource::Csv;
    bool isDemo = false;
    Bars bars;
    std::vector<Finding> findings;
    IndicatorParams params; ///< of the strategy that made the result; the usual ones without a result
};

/// Where the numbers of a result come from, computed anew from the bars as they are now.
struct ExplainedResult
{
    std::string ticker;
    DataSource source = DataSource::Csv;
    AnalysisConfig config;
    Day asOf = kNoDay;
    Explanation explanation;
    bool isSame = true; ///< false: the bars have changed since, the stored result has other numbers
};

struct WatchlistSummary
{
    std::string id, name, description;
    int items = 0;
};

struct WatchlistItem
{
    std::string ticker, note;
};

/// The reading side of the program, for the window and the command line alike. Every call runs on the store's
/// thread (or a worker's, for files and demo data) and returns at once. Errors: NOT_FOUND, STORAGE_*, FILE_*.
class Library
{
public:
    explicit Library(Store& store);
    ~Library();

    QFuture<Result<std::vector<InstrumentSummary>>> instruments();
    /// Newest result of every ticker (and of `strategyId` alone when not empty), newest first.
    QFuture<Result<std::vector<ResultRecord>>> latestResults(const QString& strategyId = {});
    /// All stored results, newest first, at most `limit`.
    QFuture<Result<std::vector<ResultRecord>>> results(const QString& strategyId, int limit);
    QFuture<Result<std::vector<ResultRecord>>> resultsOfJob(const QString& jobId);
    QFuture<Result<std::vector<ItemFailure>>> failuresOfJob(const QString& jobId);
    QFuture<Result<std::vector<Job>>> jobs(int limit);
    /// By id or by an unambiguous beginning of one.
    QFuture<Result<Job>> job(const QString& idOrPrefix);

    /// The bars that a result was made from: stored, made anew (demo), or read again from its file.
    QFuture<Result<ChartBars>> barsOf(const ResultRecord& result);
    QFuture<Result<ChartBars>> storedBars(const QString& ticker);
    /// Errors: those of barsOf(), DATA_INSUFFICIENT.
    QFuture<Result<ExplainedResult>> explain(const ResultRecord& result);

    /// What is stored of a ticker's prices; a bare name finds its .NS or .BO.
    QFuture<Result<DataReport>> dataReport(const QString& ticker);
    /// Backs the database up first; restoring that backup undoes it.
    QFuture<Result<DeletedData>> deleteData(const QString& ticker);

    QFuture<Result<std::vector<WatchlistSummary>>> watchlists();
    QFuture<Result<std::vector<WatchlistItem>>> watchlistItems(const QString& name);
    /// Every stored result of a ticker, newest first; a bare name finds its .NS or .BO. Errors: NOT_FOUND.
    QFuture<Result<std::vector<ResultRecord>>> history(const QString& ticker);
    QFuture<Result<WatchlistSummary>> createWatchlist(const QString& name, const QString& description);
    QFuture<Result<WatchlistSummary>> renameWatchlist(const QString& name, const QString& newName);
    /// Returns what was in it; bringBackWatchlist() with its id undoes it.
    QFuture<Result<DeletedWatchlist>> deleteWatchlist(const QString& name);
    QFuture<Result<WatchlistSummary>> bringBackWatchlist(const QString& id);
    /// The given tickers come first, in this order.
    QFuture<Result<void>> reorderWatchlist(const QString& name, std::vector<std::string> tickers);
    /// Behind Default the lists with these ids come first, in this order.
    QFuture<Result<void>> reorderWatchlists(std::vector<std::string> ids);
    /// Adds what is not in the list yet; returns how many were added.
    QFuture<Result<int>> addToWatchlist(const QString& name, std::vector<std::string> tickers);
    QFuture<Result<int>> removeFromWatchlist(const QString& name, std::vector<std::string> tickers);

    QFuture<Result<std::vector<SavedScreen>>> screens(); ///< by name
    /// Under its name; one of the same name is replaced.
    QFuture<Result<SavedScreen>> saveScreen(SavedScreen screen);
    QFuture<Result<SavedScreen>> renameScreen(const QString& id, const QString& newName);
    /// bringBackScreen() undoes it.
    QFuture<Result<SavedScreen>> deleteScreen(const QString& id);
    QFuture<Result<SavedScreen>> bringBackScreen(const QString& id);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace tt
