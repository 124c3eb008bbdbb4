// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/jobstore.h"

#include "base/id.h"
#include "base/transient.h"
#include "store/database.h"
#include "store/resultwriter.h"
#include "store/statement.h"

#include <QLoggingCategory>

#include <algorithm>
#include <unordered_set>

namespace tt {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lcJobStore, "tt.store", QtInfoMsg)

constexpr JobStatus kStatuses[] = {JobStatus::Queued,      JobStatus::Running,   JobStatus::Paused,
                                   JobStatus::Interrupted, JobStatus::Completed, JobStatus::Cancelled,
                                   JobStatus::Failed};

constexpr auto kSelectJob = "SELECT id, parent_id, kind, description, status, strategy_id, strategy_name, "
                            "as_of, config, request_hash, "
                            "total, succeeded, failed, cancelled, owner, created_at, started_at, "
                            "finished_at, error_code, error_message, worked_ms "
                            "FROM analysis_jobs "_L1;

constexpr auto kInsertJob =
    "INSERT INTO analysis_jobs (id, parent_id, kind, description, status, strategy_id, strategy_name, as_of, "
    "config, request_hash, total, owner, created_at, worked_ms) "
    "VALUES (?, ?, ?, ?, 'queued', ?, ?, ?, ?, ?, ?, ?, ?, 0) "
    "ON CONFLICT DO NOTHING"_L1;

/// Adds the time since the job last counted; nothing while it does not run. One value: now.
constexpr auto kCountWork = "worked_ms = worked_ms + COALESCE(MAX(0, ? - running_since), 0)"_L1;

constexpr auto kActive = "status IN ('queued', 'running', 'paused')"_L1;

template<class T>
QString inQuotes(T name)
{
    return u'\'' + QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())) + u'\'';
}

/// "'queued', 'running'": the states from which `to` may be reached.
QString sourcesOf(JobStatus to)
{
    QStringList names;
    for (const JobStatus from : kStatuses) {
        if (canMove(from, to))
            names += inQuotes(jobStatusName(from));
    }
    return names.join(u", "_s);
}

Job readJob(Statement& r)
{
    Job job;
    job.id = r.text(0);
    job.parentId = r.text(1);
    job.kind = jobKindFromName(r.text(2)).value_or(JobKind::Bulk);
    job.description = r.text(3);
    job.status = jobStatusFromName(r.text(4)).value_or(JobStatus::Failed);
    job.strategyId = r.text(5);
    job.strategyName = r.text(6);
    job.asOf = r.day(7);
    job.configJson = r.text(8);
    job.requestHash = r.text(9);
    job.counts = {r.number(10), r.number(11), r.number(12), r.number(13)};
    job.owner = r.text(14);
    job.createdAtMs = r.integer(15);
    job.startedAtMs = r.integer(16);
    job.finishedAtMs = r.integer(17);
    if (!r.isNull(18)) {
        job.error.emplace();
        job.error->code = errorCodeFromName(r.text(18)).value_or(ErrorCode::Internal);
        job.error->message = r.text(19);
        job.error->timestampMs = job.finishedAtMs;
    }
    if (!r.isNull(20))
        job.workedMs = r.integer(20);
    return job;
}

JobItem readItem(Statement& r)
{
    return {r.number(0), r.text(1), itemStatusFromName(r.text(2)).value_or(ItemStatus::Failed), r.number(3)};
}

/// What a job that went to this state has been.
std::string_view movedName(JobStatus to)
{
    return to == JobStatus::Running ? "set going" : to == JobStatus::Queued ? "resumed" : jobStatusName(to);
}

Error noSuchJob(const std::string& id)
{
    return makeError(ErrorCode::NotFound, "There is no job " + id + ": see the list of jobs");
}

std::vector<std::string> unique(std::span<const std::string> tickers)
{
    std::vector<std::string> kept;
    std::unordered_set<std::string_view> seen;
    kept.reserve(tickers.size());
    for (const std::string& ticker : tickers) {
        if (seen.insert(ticker).second)
            kept.push_back(ticker);
    }
    return kept;
}

Result<void> insertItems(Database& database, const std::string& jobId, std::span<const std::string> tickers)
{
    Statement insert(database, u"INSERT INTO analysis_job_items (job_id, sequence, ticker, status) "
                               u"VALUES (?, ?, ?, 'pending')"_s);
    int sequence = 0;
    for (const std::string& ticker : tickers) {
        if (Result<void> done = insert.bind(jobId).bind(sequence++).bind(ticker).exec(); !done)
            return done;
    }
    return {};
}

/// The two ways in which an item ends, as statements that leave a final item alone.
class ItemEnds
{
public:
    explicit ItemEnds(Database& database)
        : m_results(database)
        , m_succeed(database, u"UPDATE analysis_job_items SET status = 'succeeded', result_id = ?, "
                              u"finished_at = ?, attempts = MAX(attempts, 1) WHERE job_id = ? AND ticker = ? "
                              u"AND status IN ('pending', 'running')"_s)
        , m_fail(database, u"UPDATE analysis_job_items SET status = 'failed', error_code = ?, "
                           u"error_message = ?, finished_at = ?, attempts = MAX(attempts, ?) "
                           u"WHERE job_id = ? AND ticker = ? AND status IN ('pending', 'running')"_s)
    {
    }

    Result<bool> succeed(const std::string& jobId, const ResultRecord& result, std::int64_t nowMs)
    {
        m_succeed.bind(result.id).bind(nowMs).bind(jobId).bind(result.ticker);
        const Result<int> changed = m_succeed.change();
        if (!changed)
            return changed.error();
        if (*changed == 0)
            return false;
        if (Result<void> stored = m_results.insert(jobId, result); !stored)
            return stored.error();
        return true;
    }

    Result<bool> fail(const std::string& jobId, const ItemFailure& failure, std::int64_t nowMs)
    {
        m_fail.bind(errorCodeName(failure.code)).bind(failure.message);
        m_fail.bind(failure.failedAtMs ? failure.failedAtMs : nowMs).bind(failure.attempts);
        const Result<int> changed = m_fail.bind(jobId).bind(failure.ticker).change();
        if (!changed)
            return changed.error();
        return *changed > 0;
    }

private:
    ResultWriter m_results;
    Statement m_succeed, m_fail;
};

} // namespace

JobStore::JobStore(Database& database, const Clock& clock)
    : m_database(database)
    , m_clock(clock)
{
}

Result<InsertedJob> JobStore::insertJob(Job job, std::span<const std::string> tickers)
{
    const std::vector<std::string> items = unique(tickers);
    if (job.id.empty())
        job.id = newId();
    return inTransaction(m_database, [&]() -> Result<InsertedJob> {
        Statement insert(m_database, kInsertJob);
        insert.bind(job.id).bindTextOrNull(job.parentId).bind(jobKindName(job.kind)).bind(job.description);
        insert.bind(job.strategyId).bind(job.strategyName).bindDay(job.asOf).bind(job.configJson);
        insert.bindTextOrNull(job.requestHash).bind(static_cast<std::int64_t>(items.size()));
        const Result<int> inserted = insert.bind(job.owner).bind(m_clock.nowMs()).change();
        if (!inserted)
            return inserted.error();
        if (*inserted == 0)
            return attach(job);
        if (Result<void> stored = insertItems(m_database, job.id, items); !stored)
            return stored.error();
        const Result<Job> stored = this->job(job.id);
        if (!stored)
            return stored.error();
        Result<std::optional<Job>> interrupted = interruptedTwin(*stored);
        if (!interrupted)
            return interrupted.error();
        return InsertedJob{*stored, false, std::move(*interrupted)};
    });
}

Result<std::optional<Job>> JobStore::interruptedTwin(const Job& job)
{
    Statement query(m_database, kSelectJob + u"WHERE request_hash = ? AND status = 'interrupted' "
                                             u"ORDER BY created_at DESC, id DESC LIMIT 1"_s);
    return query.bindTextOrNull(job.requestHash).row(readJob);
}

Result<InsertedJob> JobStore::attach(const Job& wanted)
{
    Statement query(m_database, kSelectJob + u"WHERE request_hash = ? AND "_s + kActive);
    const auto active = query.bindTextOrNull(wanted.requestHash).row(readJob);
    if (!active)
        return active.error();
    if (!*active)
        return makeError(ErrorCode::Conflict, "There is a job " + wanted.id + " already: start it again");
    return InsertedJob{**active, true, std::nullopt};
}

Result<Job> JobStore::moveJob(const std::string& id, JobStatus to, const JobMove& facts)
{
    return inTransaction(m_database, [&] { return move(id, to, facts); });
}

Result<Job> JobStore::move(const std::string& id, JobStatus to, const JobMove& facts)
{
    // Nothing is read first: the states from which the move is allowed stand in the statement itself.
    QString sql = u"UPDATE analysis_jobs SET status = ?, owner = COALESCE(?, owner), "
                  u"started_at = CASE WHEN ? THEN COALESCE(started_at, ?) ELSE started_at END, "
                  u"%1, running_since = ?, finished_at = ?, error_code = ?, error_message = ? "
                  u"WHERE id = ? AND status IN (%2)"_s.arg(kCountWork, sourcesOf(to));
    if (to == JobStatus::Completed)
        sql += u" AND succeeded + failed + cancelled = total"_s;
    Statement update(m_database, sql);
    const std::int64_t now = m_clock.nowMs();
    update.bind(jobStatusName(to)).bindTextOrNull(facts.owner);
    update.bind(to == JobStatus::Running).bind(now).bindTime(facts.ownerDied ? 0 : now);
    update.bindTime(to == JobStatus::Running ? now : 0).bindTime(isFinal(to) ? now : 0);
    update.bindTextOrNull(facts.error ? errorCodeName(facts.error->code) : std::string_view());
    update.bindTextOrNull(facts.error ? facts.error->message : std::string_view()).bind(id);
    const Result<int> changed = update.change();
    if (!changed && changed.error().code == ErrorCode::Conflict)
        return sameIsActive(id);
    if (!changed)
        return changed.error();
    if (*changed == 0)
        return refused(id, to);
    if (Result<void> moved = moveItems(id, to); !moved)
        return moved.error();
    return job(id);
}

Result<void> JobStore::moveItems(const std::string& id, JobStatus to)
{
    if (to == JobStatus::Interrupted || to == JobStatus::Queued) {
        Statement back(m_database, u"UPDATE analysis_job_items SET status = 'pending', started_at = NULL "
                                   u"WHERE job_id = ? AND status = 'running'"_s);
        return back.bind(id).exec();
    }
    if (to != JobStatus::Cancelled && to != JobStatus::Failed)
        return {};
    Statement cancel(m_database, u"UPDATE analysis_job_items SET status = 'cancelled', finished_at = ? "
                                 u"WHERE job_id = ? AND status IN ('pending', 'running')"_s);
    const Result<int> open = cancel.bind(m_clock.nowMs()).bind(id).change();
    if (!open)
        return open.error();
    Statement count(m_database, u"UPDATE analysis_jobs SET cancelled = cancelled + ? WHERE id = ?"_s);
    return count.bind(*open).bind(id).exec();
}

Error JobStore::sameIsActive(const std::string& id)
{
    Statement query(m_database, u"SELECT id FROM analysis_jobs WHERE request_hash = (SELECT request_hash "
                                u"FROM analysis_jobs WHERE id = ?) AND "_s +
                                    kActive);
    const auto active = query.bind(id).row([](Statement& r) { return r.text(0); });
    const std::string which = active && *active ? "job " + **active : "another job";
    return makeError(ErrorCode::Conflict,
                     "The same analysis is active as " + which + ": wait for that one or cancel it");
}

Error JobStore::refused(const std::string& id, JobStatus to)
{
    const Result<Job> found = job(id);
    if (!found)
        return found.error();
    const std::string status(jobStatusName(found->status));
    if (found->status == to)
        return makeError(ErrorCode::Conflict, "Job " + id + " is already " + status);
    std::string message = "Job " + id + (isFinal(found->status) ? " is already " : " is ") + status;
    if (canMove(found->status, to))
        message += " and has " + std::to_string(found->counts.remaining()) + " unfinished items";
    return makeError(ErrorCode::Conflict, message + ": it cannot be " + std::string(movedName(to)));
}

Result<std::vector<JobItem>> JobStore::claimItems(const std::string& jobId, int limit)
{
    return inTransaction(m_database, [&]() -> Result<std::vector<JobItem>> {
        Statement claim(
            m_database,
            u"UPDATE analysis_job_items SET status = 'running', started_at = ?, attempts = attempts + 1 "
            u"WHERE job_id = ? AND sequence IN (SELECT sequence FROM analysis_job_items WHERE job_id = ? "
            u"AND status = 'pending' ORDER BY sequence LIMIT ?) "
            u"AND EXISTS (SELECT 1 FROM analysis_jobs WHERE id = ? AND status = 'running') "
            u"RETURNING sequence, ticker, status, attempts"_s);
        claim.bind(m_clock.nowMs()).bind(jobId).bind(jobId).bind(limit).bind(jobId);
        Result<std::vector<JobItem>> claimed = claim.rows(readItem);
        // RETURNING promises no order.
        if (claimed)
            std::ranges::sort(claimed.value(), {}, &JobItem::sequence);
        return claimed;
    });
}

Result<FinishedItems> JobStore::finishItems(const std::string& jobId, std::span<const ResultRecord> results,
                                            std::span<const ItemFailure> failures)
{
    return inTransaction(m_database, [&]() -> Result<FinishedItems> {
        FinishedItems finished;
        ItemEnds ends(m_database);
        int succeeded = 0, failed = 0;
        const std::int64_t now = m_clock.nowMs();
        for (const ResultRecord& result : results) {
            const Result<bool> stored = ends.succeed(jobId, result, now);
            if (!stored)
                return stored.error();
            *stored ? void(++succeeded) : finished.rejected.push_back(result.ticker);
        }
        for (const ItemFailure& failure : failures) {
            const Result<bool> stored = ends.fail(jobId, failure, now);
            if (!stored)
                return stored.error();
            *stored ? void(++failed) : finished.rejected.push_back(failure.ticker);
        }
        Statement count(
            m_database,
            u"UPDATE analysis_jobs SET succeeded = succeeded + ?, failed = failed + ?, %1, "
            u"running_since = CASE WHEN running_since IS NOT NULL THEN ? END WHERE id = ?"_s.arg(kCountWork));
        count.bind(succeeded).bind(failed).bind(now).bind(now);
        if (Result<void> counted = count.bind(jobId).exec(); !counted)
            return counted.error();
        Result<Job> after = job(jobId);
        if (!after)
            return after.error();
        finished.job = std::move(*after);
        qCDebug(lcJobStore, "%d results and %d failures stored, %zu came too late", succeeded, failed,
                finished.rejected.size());
        return finished;
    });
}

Result<Job> JobStore::job(const std::string& id)
{
    Statement query(m_database, kSelectJob + u"WHERE id = ?"_s);
    const auto found = query.bind(id).row(readJob);
    if (!found)
        return found.error();
    if (!*found)
        return noSuchJob(id);
    return **found;
}

Result<Job> JobStore::findJob(const std::string& idOrPrefix)
{
    std::string prefix = QString::fromStdString(idOrPrefix).toLower().toStdString();
    if (prefix.empty())
        return noSuchJob(idOrPrefix);
    // '~' sorts behind every character of an id.
    Statement query(m_database, kSelectJob + u"WHERE id >= ? AND id <= ? ORDER BY id LIMIT 2"_s);
    const auto found = query.bind(prefix).bind(prefix + '~').rows(readJob);
    if (!found)
        return found.error();
    if (found->empty())
        return noSuchJob(idOrPrefix);
    if (found->size() > 1) {
        return validationError({{"job", idOrPrefix + " begins the ids of several jobs: give more of it",
                                 ViolationType::Unknown}});
    }
    return found->front();
}

Result<std::vector<Job>> JobStore::jobs(int limit)
{
    Statement query(m_database, kSelectJob + u"ORDER BY created_at DESC, id DESC LIMIT ?"_s);
    return query.bind(limit).rows(readJob);
}

Result<std::vector<Job>> JobStore::activeJobs()
{
    Statement query(m_database, kSelectJob + u"WHERE "_s + kActive + u" ORDER BY created_at, id"_s);
    return query.rows(readJob);
}

Result<std::vector<Job>>
JobStore::interruptOrphans(const std::function<bool(const std::string& owner)>& isAlive)
{
    return inTransaction(m_database, [&]() -> Result<std::vector<Job>> {
        const Result<std::vector<Job>> active = activeJobs();
        if (!active)
            return active.error();
        std::vector<Job> orphans;
        for (const Job& job : *active) {
            if (isAlive(job.owner))
                continue;
            // A job that never began passes through `running`, so that the state table holds.
            if (job.status == JobStatus::Queued) {
                if (Result<Job> begun = move(job.id, JobStatus::Running, {}); !begun)
                    return begun.error();
            }
            Result<Job> interrupted = move(job.id, JobStatus::Interrupted, {{}, {}, true});
            if (!interrupted)
                return interrupted.error();
            orphans.push_back(std::move(*interrupted));
        }
        return orphans;
    });
}

Result<std::vector<JobItem>> JobStore::items(const std::string& jobId)
{
    Statement query(m_database, u"SELECT sequence, ticker, status, attempts FROM analysis_job_items "
                                u"WHERE job_id = ? ORDER BY sequence"_s);
    return query.bind(jobId).rows(readItem);
}

Result<std::vector<std::string>> JobStore::pendingTickers(const std::string& jobId)
{
    Statement query(m_database, u"SELECT ticker FROM analysis_job_items WHERE job_id = ? "
                                u"AND status = 'pending' ORDER BY sequence"_s);
    return query.bind(jobId).rows([](Statement& r) { return r.text(0); });
}

Result<std::vector<std::string>> JobStore::unsuccessfulTickers(const std::string& jobId, bool transientOnly)
{
    Statement query(m_database, u"SELECT ticker, error_code FROM analysis_job_items WHERE job_id = ? "
                                u"AND status IN ('failed', 'cancelled') ORDER BY sequence"_s);
    const auto rows = query.bind(jobId).rows(
        [](Statement& r) { return std::pair(r.text(0), errorCodeFromName(r.text(1))); });
    if (!rows)
        return rows.error();
    std::vector<std::string> tickers;
    for (const auto& [ticker, code] : *rows) {
        if (!transientOnly || (code && isTransient(*code)))
            tickers.push_back(ticker);
    }
    return tickers;
}

Result<std::vector<ItemFailure>> JobStore::failures(const std::string& jobId)
{
    Statement query(m_database, u"SELECT ticker, error_code, error_message, attempts, finished_at "
                                u"FROM analysis_job_items WHERE job_id = ? AND status = 'failed' "
                                u"ORDER BY sequence"_s);
    return query.bind(jobId).rows([](Statement& r) {
        return ItemFailure{r.text(0), errorCodeFromName(r.text(1)).value_or(ErrorCode::Internal), r.text(2),
                           r.number(3), r.integer(4)};
    });
}

} // namespace tt
