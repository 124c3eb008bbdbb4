// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QString>

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace tt {

enum class LogLevel : std::uint8_t { Error, Warning, Info, Debug };
std::optional<LogLevel> logLevelFromName(std::string_view name); ///< "warning"

struct LogOptions
{
    QString dataDir; ///< lines go to <dataDir>/logs/thetool.log; empty: to the terminal alone
    LogLevel fileLevel = LogLevel::Info;
    LogLevel terminalLevel = LogLevel::Warning;
    std::int64_t maxBytes = 5'000'000; ///< a file that would grow beyond is renamed to thetool.log.1
    int kept = 5;                      ///< renamed files
};

/// The program's one log: JSON lines in the file (time, level, module, message and, from the thread's
/// LogContext, job_id, ticker, request_id), human text on standard error. Takes Qt's messages while it lives;
/// one at a time. Several processes may write to one file. Thread-safe. A log that cannot be written never
/// stops the program: standard error says so once.
class LogSetup
{
public:
    explicit LogSetup(const LogOptions& options);
    ~LogSetup();
    LogSetup(const LogSetup&) = delete;
    LogSetup& operator=(const LogSetup&) = delete;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace tt
