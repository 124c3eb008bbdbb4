// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/health.h"

#include "base/clock.h"
#include "base/day.h"

#include <algorithm>

namespace tt {

namespace {

constexpr std::int64_t kMegabyte = 1'000'000;
constexpr std::int64_t kLittleDisk = 500 * kMegabyte;
constexpr std::int64_t kNoDisk = 20 * kMegabyte;

std::string megabytes(std::int64_t bytes)
{
    return std::to_string((bytes + kMegabyte - 1) / kMegabyte) + " MB";
}

/// "1 result", "12 results"
std::string counted(std::int64_t count, const char* noun)
{
    return std::to_string(count) + ' ' + noun + (count == 1 ? "" : "s");
}

/// In the largest unit of which there are two.
std::string spanText(std::int64_t ms)
{
    constexpr std::int64_t kMinute = 60'000, kHour = 60 * kMinute, kDay = 24 * kHour;
    return ms >= 2 * kDay    ? counted(ms / kDay, "day")
           : ms >= 2 * kHour ? counted(ms / kHour, "hour")
                             : counted(ms / kMinute, "minute");
}

HealthCheck databaseCheck(const StoreHealth& found)
{
    if (found.check == "ok")
        return {"database", HealthStatus::Ok, "No damage found in " + megabytes(found.sizeBytes) + "."};
    return {"database", HealthStatus::Failed, "The database is damaged, restore a backup: " + found.check};
}

HealthCheck schemaCheck(const StoreHealth& found)
{
    const std::string version = std::to_string(found.schemaVersion);
    if (found.schemaVersion == found.programVersion)
        return {"schema", HealthStatus::Ok, "Version " + version + ", as this program has it."};
    if (found.schemaVersion > found.programVersion) // it would not have opened otherwise
        return {"schema", HealthStatus::Ok,
                "Version " + version + ": newer, compatible (this program has " +
                    std::to_string(found.programVersion) + ")."};
    return {"schema", HealthStatus::Failed,
            "Version " + version + ", this program has " + std::to_string(found.programVersion) + "."};
}

HealthCheck diskCheck(const StoreHealth& found)
{
    if (!found.freeDiskBytes)
        return {"disk", HealthStatus::Degraded,
                "The system does not say how much is free: see to it that there is room."};
    const std::int64_t free = *found.freeDiskBytes;
    const HealthStatus status = free < kNoDisk       ? HealthStatus::Failed
                                : free < kLittleDisk ? HealthStatus::Degraded
                                                     : HealthStatus::Ok;
    const std::string advice = status == HealthStatus::Ok ? "." : ": make room before the next run.";
    return {"disk", status, megabytes(free) + " free" + advice};
}

HealthCheck clockCheck(const StoreHealth& found)
{
    constexpr std::int64_t kMinute = 60'000;
    if (found.clockBehindMs < kMinute)
        return {"clock", HealthStatus::Ok, "Not behind what is stored."};
    return {"clock", HealthStatus::Degraded,
            "This machine's clock is " + spanText(found.clockBehindMs) +
                " behind what is stored: set it right. New results keep their order."};
}

HealthCheck backupCheck(const StoreHealth& found)
{
    return {"backup", HealthStatus::Ok,
            found.lastBackupAtMs ? "The last one is of " + utcText(found.lastBackupAtMs) + "."
                                 : std::string("None was needed yet.")};
}

HealthCheck dataCheck(const StoreHealth& found)
{
    if (found.instruments == 0)
        return {"data", HealthStatus::Ok, "No bars are stored yet."};
    return {"data", HealthStatus::Ok,
            std::to_string(found.instruments) + " instruments with bars from " + dayText(found.firstBar) +
                " to " + dayText(found.lastBar) + "."};
}

HealthCheck resultsCheck(const StoreHealth& found)
{
    if (found.results == 0)
        return {"results", HealthStatus::Ok, "None are stored yet."};
    return {"results", HealthStatus::Ok,
            std::to_string(found.results) + " from " + utcText(found.oldestResultAtMs) + " to " +
                utcText(found.newestResultAtMs) + "."};
}

HealthCheck cleanupCheck(const StoreHealth& found)
{
    const Retired& beyond = found.beyond;
    if (beyond.results == 0 && beyond.jobs == 0)
        return {"cleanup", HealthStatus::Ok, "Nothing lies beyond the retention settings."};
    const bool isMost = 2LL * beyond.results > found.results;
    return {"cleanup", isMost ? HealthStatus::Degraded : HealthStatus::Ok,
            std::to_string(beyond.results) + " of " + counted(found.results, "result") + " and " +
                counted(beyond.jobs, "job") +
                " lie beyond the retention settings: a cleanup (db cleanup) removes them."};
}

HealthCheck jobsCheck(const StoreHealth& found)
{
    const std::string counts = std::to_string(found.activeJobs) + " active, " +
                               std::to_string(found.interruptedJobs) + " interrupted";
    if (found.staleJobs == 0 && found.interruptedJobs == 0)
        return {"jobs", HealthStatus::Ok, counts + "."};
    if (found.staleJobs == 0)
        return {"jobs", HealthStatus::Degraded, counts + ": resume what was interrupted, or cancel it."};
    return {"jobs", HealthStatus::Degraded,
            counts + "; " + std::to_string(found.staleJobs) +
                (found.staleJobs == 1 ? " belongs" : " belong") +
                " to a process that is gone: list the jobs, then resume or cancel them."};
}

} // namespace

std::string_view healthStatusName(HealthStatus status)
{
    constexpr std::string_view names[] = {"ok", "degraded", "failed"};
    return names[static_cast<std::size_t>(status)];
}

HealthReport judgeHealth(const StoreHealth& found)
{
    HealthReport report;
    report.checks = {databaseCheck(found), schemaCheck(found),  diskCheck(found),
                     clockCheck(found),    backupCheck(found),  dataCheck(found),
                     resultsCheck(found),  cleanupCheck(found), jobsCheck(found)};
    for (const HealthCheck& check : report.checks)
        report.status = std::max(report.status, check.status);
    return report;
}

HealthReport failedHealth(const Error& error)
{
    return {HealthStatus::Failed,
            {{"database", HealthStatus::Failed,
              error.message + " (" + std::string(errorCodeName(error.code)) + ")"}}};
}

} // namespace tt
