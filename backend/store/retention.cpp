// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/retention.h"

#include "store/database.h"
#include "store/statement.h"

namespace tt {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t kDayMs = 86'400'000;

constexpr auto kRetireResults =
    "DELETE FROM analysis_results WHERE id IN (SELECT id FROM (SELECT id, ROW_NUMBER() OVER (PARTITION BY "
    "ticker, strategy_id, is_demo ORDER BY analyzed_at DESC, id DESC) AS place FROM analysis_results) "
    "WHERE place > ?) AND id NOT IN (SELECT result_id FROM latest_results) AND job_id IN (SELECT id FROM "
    "analysis_jobs WHERE status IN ('completed', 'cancelled', 'failed'))"_L1;

constexpr auto kRetireJobs =
    "DELETE FROM analysis_jobs WHERE status IN ('completed', 'cancelled', 'failed') AND finished_at < ? "
    "AND NOT EXISTS (SELECT 1 FROM analysis_results r WHERE r.job_id = analysis_jobs.id) "
    "AND id <> (SELECT id FROM analysis_jobs ORDER BY created_at DESC, id DESC LIMIT 1)"_L1;

} // namespace

Result<Retired> retire(Database& database, const RetentionRules& rules, const Clock& clock)
{
    return inTransaction(database, [&]() -> Result<Retired> {
        Statement results(database, kRetireResults);
        const Result<int> oldResults = results.bind(rules.resultsEach).change();
        if (!oldResults)
            return oldResults.error();
        Statement jobs(database, kRetireJobs);
        const Result<int> oldJobs = jobs.bind(clock.nowMs() - rules.jobDays * kDayMs).change();
        if (!oldJobs)
            return oldJobs.error();
        return Retired{*oldResults, *oldJobs};
    });
}

Result<void> compact(Database& database)
{
    if (Result<void> done = database.exec(u"VACUUM"_s); !done)
        return done;
    const Result<QString> moved = database.scalar(u"PRAGMA wal_checkpoint(TRUNCATE)"_s);
    return moved ? Result<void>() : Result<void>(moved.error());
}

} // namespace tt
