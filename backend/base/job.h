// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/day.h"
#include "base/error.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tt {

enum class JobKind : std::uint8_t { Single, Watchlist, Bulk };
/// The life of a job (storage.md): completed, cancelled and failed are final.
enum class JobStatus : std::uint8_t { Queued, Running, Paused, Interrupted, Completed, Cancelled, Failed };
enum class ItemStatus : std::uint8_t { Pending, Running, Succeeded, Failed, Cancelled };

std::string_view jobKindName(JobKind kind);         ///< "bulk"
std::string_view jobStatusName(JobStatus status);   ///< "running"
std::string_view itemStatusName(ItemStatus status); ///< "pending"
std::optional<JobKind> jobKindFromName(std::string_view name);
std::optional<JobStatus> jobStatusFromName(std::string_view name);
std::optional<ItemStatus> itemStatusFromName(std::string_view name);
/// The one table of allowed transitions.
bool canMove(JobStatus from, JobStatus to);
bool isFinal(JobStatus status);

/// succeeded + failed + cancelled + (pending and running ones) == total, at any moment.
struct JobCounts
{
    int total = 0, succeeded = 0, failed = 0, cancelled = 0;
    int done() const { return succeeded + failed + cancelled; }
    int remaining() const { return total - done(); }
    bool operator==(const JobCounts&) const = default;
};

/// A job as it is stored, without its items. Times are UTC milliseconds, 0: not yet.
struct Job
{
    std::string id;       ///< UUID
    std::string parentId; ///< a retry's parent, else empty
    JobKind kind = JobKind::Bulk;
    std::string description;
    JobStatus status = JobStatus::Queued;
    std::string strategyId, strategyName;
    Day asOf = kNoDay;
    std::string configJson;  ///< the whole request and configuration, enough to resume
    std::string requestHash; ///< empty for forced jobs
    JobCounts counts;
    std::string owner; ///< machine and process
    std::int64_t createdAtMs = 0, startedAtMs = 0, finishedAtMs = 0;
    /// While it ran, up to the last chunk or stop; none: a program that did not measure it ran it.
    std::optional<std::int64_t> workedMs;
    std::optional<Error> error; ///< why the job itself failed
};

/// A failed item; the job's other items go on.
struct ItemFailure
{
    std::string ticker;
    ErrorCode code = ErrorCode::Internal;
    std::string message;
    int attempts = 1;
    std::int64_t failedAtMs = 0;
};

/// Where the bars of a request come from.
/// Online: bars are downloaded into the store first, then read from there; a ticker whose download failed
/// fails with that error.
enum class RequestSource : std::uint8_t { Stored, Demo, Csv, Online };
constexpr bool readsStore(RequestSource source)
{
    return source == RequestSource::Stored || source == RequestSource::Online;
}
std::string_view requestSourceName(RequestSource source); ///< "stored"
enum class Selection : std::uint8_t { Typed, All, Watchlist };

/// How the user corrects the reading of price files, as typed: empty is recognised by content.
struct ReadCorrections
{
    std::string dateFormat;           ///< "DMY", "MDY", "YMD"
    std::string delimiter;            ///< one character, or its name ("semicolon")
    std::vector<std::string> columns; ///< "close=Adj Close"
    std::string symbol;               ///< for a file of one instrument

    bool operator==(const ReadCorrections&) const = default;
};

/// What a user asks for, as typed: nothing checked yet, everything that was not given is not engaged.
struct AnalysisRequest
{
    RequestSource source = RequestSource::Stored;
    int demoCount = 2'200;
    int demoBars = 500;
    std::int64_t demoSeed = 1;
    std::string csvPath; ///< file or folder
    ReadCorrections csvReading;

    Selection selection = Selection::Typed;
    std::vector<std::string> tickers; ///< Typed
    std::string watchlist;            ///< Watchlist: its name

    std::string strategy = "1"; ///< number, name or id
    std::optional<double> capital, riskPct, positionLimitPct, minRewardRisk;
    bool allowShort = false;
    std::optional<std::vector<std::string>> indicators;          ///< only these vote
    std::vector<std::pair<std::string, double>> weights;         ///< indicator id, weight
    std::vector<std::pair<std::string, double>> categoryWeights; ///< category name, weight
    std::optional<Day> asOf;
    bool includePartialBar = false;
    std::optional<int> workers;
    bool force = false;
};

} // namespace tt
