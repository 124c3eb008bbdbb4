// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/job.h"
#include "base/result.h"
#include "engine/resultrecord.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tt {

class Database;

struct InsertedJob
{
    Job job;
    bool attached = false; ///< the same request was active already; `job` is that one
    /// Of a new job: the newest interrupted one of the same request, which is left as it is.
    std::optional<Job> interrupted;
};

/// What a transition carries beside its target.
struct JobMove
{
    std::string owner;          ///< set when not empty
    std::optional<Error> error; ///< why a job failed
    bool ownerDied = false;     ///< since its last chunk nobody has worked
};

/// One item of a job. Times are UTC milliseconds, 0: not yet.
struct JobItem
{
    int sequence = 0;
    std::string ticker;
    ItemStatus status = ItemStatus::Pending;
    int attempts = 0;
};

/// What became of one chunk of finished items.
struct FinishedItems
{
    Job job;                           ///< after the chunk
    std::vector<std::string> rejected; ///< tickers whose item was final already (cancelled): nothing stored
};

/// Jobs and their items. Every transition is one guarded UPDATE whose row count decides; at any moment
/// succeeded + failed + cancelled + pending + running = total. Errors of all: STORAGE_*.
class JobStore
{
public:
    explicit JobStore(Database& database, const Clock& clock = systemClock());

    /// Job and items in one transaction. `job` gives id (made when empty), kind, description, strategy, as-of
    /// day, configuration, request hash, owner and parent; status, counts and times are set here. A job with
    /// the hash of an active one (queued, running, paused) is not stored: that one is returned, attached.
    /// Items are numbered in the order given; a ticker given twice is one item.
    Result<InsertedJob> insertJob(Job job, std::span<const std::string> tickers);

    /// One step of the state table. To `cancelled` and `failed` the open items become cancelled; to
    /// `interrupted` and `queued` the running ones go back to pending; `completed` needs every item to be
    /// final. Errors: NOT_FOUND, CONFLICT (the job is in another state, or, queued again, its request is
    /// active as another job).
    Result<Job> moveJob(const std::string& id, JobStatus to, const JobMove& facts = {});
    Result<Job> cancelJob(const std::string& id) { return moveJob(id, JobStatus::Cancelled); }
    Result<Job> interruptJob(const std::string& id) { return moveJob(id, JobStatus::Interrupted); }
    Result<Job> pauseJob(const std::string& id) { return moveJob(id, JobStatus::Paused); }
    Result<Job> resumeJob(const std::string& id, const std::string& owner)
    {
        return moveJob(id, JobStatus::Queued, {owner, std::nullopt});
    }

    /// The next `limit` pending items of a running job become running, each counted as an attempt. Empty when
    /// none is pending or the job does not run.
    Result<std::vector<JobItem>> claimItems(const std::string& jobId, int limit);
    /// In one transaction: results, latest_results, their items and the job's counters. Items may be pending
    /// or running; a final one is left as it is, its result is not stored and its ticker is reported. Errors:
    /// NOT_FOUND.
    Result<FinishedItems> finishItems(const std::string& jobId, std::span<const ResultRecord> results,
                                      std::span<const ItemFailure> failures);

    Result<Job> job(const std::string& id);
    /// By id or by the beginning of exactly one. Errors: NOT_FOUND, VALIDATION_ERROR (fits several).
    Result<Job> findJob(const std::string& idOrPrefix);
    Result<std::vector<Job>> jobs(int limit); ///< newest first
    /// Queued, running, paused.
    Result<std::vector<Job>> activeJobs();
    /// Queued, running and paused jobs whose owner is dead become interrupted; returned oldest first.
    Result<std::vector<Job>> interruptOrphans(const std::function<bool(const std::string& owner)>& isAlive);

    Result<std::vector<JobItem>> items(const std::string& jobId);              ///< in their order
    Result<std::vector<std::string>> pendingTickers(const std::string& jobId); ///< in their order
    /// Failed and cancelled ones in their order, what a retry takes; `transientOnly`: the failures that may
    /// succeed when they are tried again.
    Result<std::vector<std::string>> unsuccessfulTickers(const std::string& jobId, bool transientOnly);
    Result<std::vector<ItemFailure>> failures(const std::string& jobId); ///< in their order

private:
    Result<InsertedJob> attach(const Job& wanted);
    Result<std::optional<Job>> interruptedTwin(const Job& job);
    Result<Job> move(const std::string& id, JobStatus to, const JobMove& facts);
    Result<void> moveItems(const std::string& id, JobStatus to);
    Error sameIsActive(const std::string& id);
    Error refused(const std::string& id, JobStatus to);

    Database& m_database;
    const Clock& m_clock;
};

} // namespace tt
