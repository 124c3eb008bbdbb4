// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/job.h"
#include "base/result.h"
#include "feed/chartclient.h"
#include "jobs/importservice.h"
#include "jobs/requestpacer.h"

#include <QFuture>
#include <QObject>
#include <QString>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace tt {

class Store;

/// Whose bars to download: typed tickers, all known ones, a watchlist's, or what is left of earlier
/// downloads.
struct DownloadRequest
{
    Selection selection = Selection::Typed;
    std::vector<std::string> tickers;
    std::string watchlist;
    bool resume = false; ///< the rest is then empty
};

/// What became of one ticker's bars. rows == accepted + quarantined + duplicates, without the partial bar.
struct DownloadedTicker
{
    std::string ticker, symbol, currency;
    int rows = 0, accepted = 0, repaired = 0, quarantined = 0, duplicates = 0;
    int added = 0, replaced = 0, unchanged = 0; ///< stored bars
    int actions = 0, badEvents = 0;
    Day first = kNoDay, last = kNoDay;
    Day partial = kNoDay; ///< the day whose session is not over, left out
    bool whole = false;   ///< the whole history was asked for
};

struct DownloadFailure
{
    std::string ticker, reason; ///< "not found", "throttled", "refused", "bad data", "timeout", "network"
    Error error;
    int attempts = 1;
    bool pending = false; ///< may pass by itself: DownloadRequest::resume tries it again
};

struct DownloadReport
{
    std::vector<DownloadedTicker> done;
    std::vector<DownloadFailure> failed;
    std::vector<ImportFinding> findings; ///< quarantined, repaired and replaced bars
    double seconds = 0;
    bool cancelled = false;
    int left = 0; ///< never asked for, or cancelled: resume goes on with them
};

/// "AAPL: not found" and so on, by reason, most frequent first.
std::vector<std::pair<std::string, std::vector<std::string>>>
downloadReasons(const std::vector<DownloadFailure>& failed);

struct DownloadOptions
{
    std::string address; ///< the setting download.address
    PacingRules pacing;
    ClientLimits limits;
    /// Calls `wake` after the time; tests replace it.
    std::function<void(std::chrono::milliseconds, QObject* context, std::function<void()> wake)> delay;
};

/// Downloads daily bars into the store, source `yahoo`. Sends nothing before start(). What is asked for is
/// kept in the database until it is stored: after a crash or a cancel `resume` goes on. A ticker that has
/// online bars is asked for from the fifth newest of them on; a split that was not known, or that the user
/// removed since, asks for everything again. One at a time; lives in the thread that made it, the destructor
/// cancels; what is being stored then is stored whole.
class DownloadService : public QObject
{
    Q_OBJECT

public:
    DownloadService(Store& store, const Clock& clock, DownloadOptions options, QObject* parent = nullptr);
    ~DownloadService() override;

    /// One ticker's failure is in the report; where nothing is left to resume it is empty. Errors (of the
    /// whole): VALIDATION_ERROR (tickers, address), NOT_FOUND (nothing to download, no such watchlist),
    /// CONFLICT (one is under way), STORAGE_*.
    QFuture<Result<DownloadReport>> start(DownloadRequest request);
    void cancel();
    bool isActive() const;
    /// What resume would go on with.
    QFuture<Result<std::vector<std::string>>> pending();

Q_SIGNALS:
    void progress(int done, int total, const QString& ticker);
    /// The server is in trouble or asks for fewer requests; it goes on by itself at that time (UTC ms). Of
    /// every wait of more than five seconds, and again when it becomes longer.
    void paused(const QString& reason, qint64 untilMs);
    void continued();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace tt
