// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "jobs/downloadservice.h"

namespace tt::cli {

/// Downloads in the program's event loop, with progress and pauses on standard error; Ctrl-C stops it and
/// keeps what is stored. Errors as DownloadService::start().
Result<DownloadReport> downloadBars(Context& context, const DownloadRequest& request);

/// What was typed: tickers, --all, --watchlist, --resume.
DownloadRequest downloadRequestOf(const Context& context);

/// One line a reason: "not found: A, B".
QString downloadFailures(const DownloadReport& report);

} // namespace tt::cli
