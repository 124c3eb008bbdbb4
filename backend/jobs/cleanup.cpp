// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/cleanup.h"

#include "base/logcontext.h"
#include "jobs/jobslog.h"
#include "store/store.h"

namespace tt {

namespace {

/// The rows are gone for good, whatever became of the file.
Error notCompacted(Error error, const Retired& retired)
{
    if (retired.results == 0 && retired.jobs == 0)
        return error;
    const std::string results = std::to_string(retired.results), jobs = std::to_string(retired.jobs);
    error.message = "The deletion stands (results: " + results + ", jobs: " + jobs +
                    "), but the file keeps its size. " + error.message;
    return std::move(error).with("results_deleted", results).with("jobs_deleted", jobs);
}

Result<CleanupReport> retireAndCompact(Database& database, const RetentionRules& rules, const Clock& clock)
{
    CleanupReport report;
    const Result<std::int64_t> before = databaseBytes(database);
    if (!before)
        return before.error();
    const Result<Retired> retired = retire(database, rules, clock);
    if (!retired)
        return retired.error();
    report.retired = *retired;
    qCInfo(lcJobs, "Cleanup: %d results and %d jobs deleted, %d old jobs kept for their results",
           retired->results, retired->jobs, retired->jobsKept);
    const Result<bool> compacted = compact(database);
    if (!compacted)
        return notCompacted(compacted.error(), *retired);
    const Result<std::int64_t> after = databaseBytes(database);
    if (!after)
        return after.error();
    report.bytesBefore = *before;
    report.bytesAfter = *after;
    report.isShrunk = *compacted;
    return report;
}

} // namespace

QFuture<Result<CleanupReport>> cleanUp(Store& store, const RetentionRules& rules)
{
    const LogScope scope(actionContext());
    return store.run([rules, clock = &store.clock()](Database& database) {
        return retireAndCompact(database, rules, *clock);
    });
}

} // namespace tt
