// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/downloadtickers.h"

#include "feed/chartclient.h"
#include "jobs/barssource.h"
#include "jobs/downloadservice.h"
#include "jobs/validaterequest.h"
#include "store/downloadstore.h"
#include "store/instrumentstore.h"
#include "store/watchliststore.h"

#include <algorithm>
#include <functional>
#include <set>
#include <utility>

namespace tt {

Result<std::vector<std::string>> listDownloads(Database& database, const Clock& clock,
                                               const DownloadRequest& request)
{
    DownloadStore downloads(database, clock);
    if (request.resume)
        return downloads.pending();
    const Result<std::vector<InstrumentRow>> rows = InstrumentStore(database, clock).known();
    if (!rows)
        return rows.error();
    std::set<std::string, std::less<>> known;
    for (const InstrumentRow& row : *rows)
        known.insert(row.ticker);
    std::vector<std::string> names = request.tickers;
    if (request.selection == Selection::All)
        names.assign(known.begin(), known.end());
    if (request.selection == Selection::Watchlist) {
        const auto entries = WatchlistStore(database, clock).items(request.watchlist);
        if (!entries)
            return entries.error();
        for (const WatchlistEntry& entry : *entries)
            names.push_back(entry.ticker);
    }
    std::vector<std::string> tickers;
    for (const std::string& name : names) {
        std::string ticker = resolveTyped(name, [&](const std::string& one) { return known.contains(one); });
        if (std::ranges::find(tickers, ticker) == tickers.end() || request.selection == Selection::All)
            tickers.push_back(std::move(ticker));
    }
    if (Result<void> added = downloads.add(tickers); !added)
        return added.error();
    return tickers;
}

std::optional<Error> downloadFault(const DownloadRequest& request, const std::string& address)
{
    std::vector<Violation> violations;
    if (!request.resume) {
        AnalysisRequest tickers;
        tickers.selection = request.selection;
        tickers.tickers = request.tickers;
        tickers.watchlist = request.watchlist;
        if (const auto checked = validateRequest(std::move(tickers)); !checked)
            violations = checked.error().violations;
    }
    if (const char* fault = addressFault(QUrl(QString::fromStdString(address))))
        violations.push_back({"download.address", fault, ViolationType::Pattern});
    return violations.empty() ? std::nullopt : std::optional(validationError(std::move(violations)));
}

} // namespace tt
