// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/retention.h"

#include "store/database.h"
#include "store/statement.h"

namespace tt {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t kDayMs = 86'400'000;

constexpr auto kFinal = "('completed', 'cancelled', 'failed')"_L1;

/// Results that the rules do not keep; one value: how many are kept each.
QString resultsBeyond()
{
    return u"SELECT id FROM (SELECT id, job_id, ROW_NUMBER() OVER (PARTITION BY ticker, strategy_id, is_demo "
           u"ORDER BY analyzed_at DESC, id DESC) AS place FROM analysis_results) WHERE place > ? "
           u"AND id NOT IN (SELECT result_id FROM latest_results) "
           u"AND job_id IN (SELECT id FROM analysis_jobs WHERE status IN %1)"_s.arg(kFinal);
}

/// Jobs that ended before a time, the one value, and have (no) results of which `condition` holds.
QString jobsBefore(bool withResults, const QString& condition)
{
    return u"FROM analysis_jobs WHERE status IN %1 AND finished_at < ? AND %2 EXISTS (SELECT 1 "
           u"FROM analysis_results r WHERE r.job_id = analysis_jobs.id%3)"_s.arg(
               kFinal, withResults ? QString() : u"NOT"_s, condition);
}

constexpr auto kNotTheNewest =
    " AND id <> (SELECT id FROM analysis_jobs ORDER BY created_at DESC, id DESC LIMIT 1)"_L1;

std::int64_t oldestKept(const RetentionRules& rules, const Clock& clock)
{
    return clock.nowMs() - rules.jobDays * kDayMs;
}

} // namespace

Result<Retired> retire(Database& database, const RetentionRules& rules, const Clock& clock)
{
    return inTransaction(database, [&]() -> Result<Retired> {
        Statement results(database, u"DELETE FROM analysis_results WHERE id IN (%1)"_s.arg(resultsBeyond()));
        const Result<int> oldResults = results.bind(rules.resultsEach).change();
        if (!oldResults)
            return oldResults.error();
        const std::int64_t before = oldestKept(rules, clock);
        Statement jobs(database, u"DELETE "_s + jobsBefore(false, {}) + kNotTheNewest);
        const Result<int> oldJobs = jobs.bind(before).change();
        if (!oldJobs)
            return oldJobs.error();
        Statement kept(database, u"SELECT COUNT(*) "_s + jobsBefore(true, {}));
        const auto jobsKept = kept.bind(before).row([](Statement& r) { return r.number(0); });
        if (!jobsKept)
            return jobsKept.error();
        return Retired{*oldResults, *oldJobs, jobsKept->value_or(0)};
    });
}

Result<Retired> countRetired(Database& database, const RetentionRules& rules, const Clock& clock)
{
    const QString stays = u" AND r.id NOT IN (SELECT id FROM beyond)"_s;
    Statement query(
        database,
        u"WITH beyond AS MATERIALIZED (%1) SELECT (SELECT COUNT(*) FROM beyond), (SELECT COUNT(*) %2), "
        u"(SELECT COUNT(*) %3)"_s.arg(resultsBeyond(), jobsBefore(false, stays) + kNotTheNewest,
                                      jobsBefore(true, stays)));
    const std::int64_t before = oldestKept(rules, clock);
    const auto found = query.bind(rules.resultsEach).bind(before).bind(before).row([](Statement& r) {
        return Retired{r.number(0), r.number(1), r.number(2)};
    });
    if (!found)
        return found.error();
    return found->value_or(Retired());
}

Result<bool> compact(Database& database)
{
    if (Result<void> done = database.exec(u"VACUUM"_s); !done)
        return done.error();
    // Its first column: others were in the way.
    const Result<QString> blocked = database.scalar(u"PRAGMA wal_checkpoint(TRUNCATE)"_s);
    if (!blocked)
        return blocked.error();
    return *blocked == u"0"_s;
}

Result<std::int64_t> databaseBytes(Database& database)
{
    const Result<QString> pages = database.scalar(u"PRAGMA page_count"_s);
    if (!pages)
        return pages.error();
    const Result<QString> size = database.scalar(u"PRAGMA page_size"_s);
    if (!size)
        return size.error();
    return pages->toLongLong() * size->toLongLong();
}

} // namespace tt
