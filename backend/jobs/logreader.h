// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "jobs/logsetup.h"

#include <QString>

#include <string>
#include <vector>

namespace tt {

/// One line of the log as it was written; empty where the line has no such fact.
struct LogLine
{
    std::string time; ///< UTC, "2026-11-26T11:32:04.125Z"
    LogLevel level = LogLevel::Info;
    std::string module, message, jobId, ticker;
};

/// The newest lines of the data folder's log, newest first, at most `most`; the files renamed by the rotation
/// are read as far as needed. What is no line of the log is left out; no log gives no lines. Blocking, for a
/// worker. Errors: FILE_UNREADABLE.
Result<std::vector<LogLine>> readLog(const QString& dataDir, std::size_t most);

} // namespace tt
