// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/job.h"
#include "base/result.h"
#include "engine/resultrecord.h"
#include "jobs/library.h"

#include <string>
#include <vector>

namespace tt {

struct ExportedFile
{
    std::string path;
    int rows = 0, columns = 0;
};

/// CSV files as cli.md describes them. Each is written to a temporary file beside the target and renamed: a
/// reader never sees half a file and a failed export leaves the old one in place. Blocking; call from a
/// worker. Errors: FILE_NOT_WRITABLE.
Result<ExportedFile> exportResults(const std::vector<ResultRecord>& results, const std::string& path);
Result<ExportedFile> exportWatchlistItems(const std::vector<WatchlistItem>& items, const std::string& path);
Result<ExportedFile> exportFailures(const std::vector<ItemFailure>& failures, const std::string& path);

} // namespace tt
