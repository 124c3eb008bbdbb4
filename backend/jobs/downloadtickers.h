// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <optional>
#include <string>
#include <vector>

namespace tt {

class Database;
struct DownloadRequest;

/// All that is wrong with the request and the address it would be sent to; nullopt: nothing.
std::optional<Error> downloadFault(const DownloadRequest& request, const std::string& address);

/// The tickers that the request means, put on the list of downloads. Errors: NOT_FOUND (no such watchlist),
/// STORAGE_*.
Result<std::vector<std::string>> listDownloads(Database& database, const Clock& clock,
                                               const DownloadRequest& request);

} // namespace tt
