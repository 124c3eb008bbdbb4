// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/resultstore.h"

#include "store/resultwriter.h"
#include "store/statement.h"

#include <algorithm>
#include <deque>
#include <iterator>

namespace tt {

using namespace Qt::StringLiterals;

namespace {

/// "SELECT r.id, ... FROM analysis_results r "; `details`, the long column, only where it is wanted.
QString selectResults(ResultDetail detail)
{
    QString columns = resultColumnList(u"r."_s);
    if (detail == ResultDetail::Whole)
        columns += u"r.details"_s;
    else
        columns.chop(2);
    return u"SELECT "_s + columns + u" FROM analysis_results r "_s;
}

/// In a deque: a vector that grows would move every record into new memory again and again.
Result<std::deque<ResultRecord>> readEach(Statement& query, ResultDetail detail)
{
    std::deque<ResultRecord> all;
    if (Result<void> done = query.exec(); !done)
        return done.error();
    while (query.next()) {
        Result<ResultRecord> record = readResult(query, detail == ResultDetail::Whole);
        if (!record)
            return record.error();
        all.push_back(std::move(*record));
    }
    if (Result<void> done = query.status(); !done)
        return done.error();
    return all;
}

Result<std::vector<ResultRecord>> readAll(Statement& query, ResultDetail detail)
{
    Result<std::deque<ResultRecord>> all = readEach(query, detail);
    if (!all)
        return all.error();
    return std::vector<ResultRecord>(std::make_move_iterator(all->begin()),
                                     std::make_move_iterator(all->end()));
}

/// The newest first, then by ticker. SQLite would carry the whole rows through its sorter.
Result<std::vector<ResultRecord>> readNewestFirst(Statement& query, ResultDetail detail)
{
    Result<std::deque<ResultRecord>> all = readEach(query, detail);
    if (!all)
        return all.error();
    std::vector<ResultRecord*> order;
    for (ResultRecord& record : *all)
        order.push_back(&record);
    std::ranges::sort(order, [](const ResultRecord* a, const ResultRecord* b) {
        return a->analyzedAtMs != b->analyzedAtMs ? a->analyzedAtMs > b->analyzedAtMs : a->ticker < b->ticker;
    });
    std::vector<ResultRecord> sorted;
    sorted.reserve(order.size());
    for (ResultRecord* record : order)
        sorted.push_back(std::move(*record));
    return sorted;
}

// A real result goes before a demo one, then the newest; the id decides between equal times.
constexpr auto kLatestOfTicker =
    "JOIN latest_results l ON l.result_id = r.id WHERE NOT EXISTS (SELECT 1 FROM latest_results o "
    "WHERE o.ticker = l.ticker AND (o.is_demo, -o.analyzed_at, o.result_id) < "
    "(l.is_demo, -l.analyzed_at, l.result_id))"_L1;

constexpr auto kLatestOfStrategy =
    "JOIN latest_results l ON l.result_id = r.id WHERE l.strategy_id = ? AND (l.is_demo = 0 OR NOT EXISTS "
    "(SELECT 1 FROM latest_results o WHERE o.ticker = l.ticker AND o.strategy_id = l.strategy_id "
    "AND o.is_demo = 0))"_L1;

} // namespace

ResultStore::ResultStore(Database& database)
    : m_database(database)
{
}

Result<std::vector<ResultRecord>> ResultStore::latest(const std::string& strategyId, ResultDetail detail)
{
    Statement query(m_database,
                    selectResults(detail) + (strategyId.empty() ? kLatestOfTicker : kLatestOfStrategy));
    if (!strategyId.empty())
        query.bind(strategyId);
    return readNewestFirst(query, detail);
}

Result<std::vector<ResultRecord>> ResultStore::newest(const std::string& strategyId, int limit,
                                                      ResultDetail detail)
{
    Statement query(m_database, selectResults(detail) +
                                    (strategyId.empty() ? u""_s : u"WHERE r.strategy_id = ? "_s) +
                                    u"ORDER BY r.analyzed_at DESC, r.ticker DESC LIMIT ?"_s);
    if (!strategyId.empty())
        query.bind(strategyId);
    query.bind(limit);
    return readAll(query, detail);
}

Result<std::vector<ResultRecord>> ResultStore::ofTicker(const std::string& ticker, int limit,
                                                        ResultDetail detail)
{
    Statement query(m_database,
                    selectResults(detail) + u"WHERE r.ticker = ? ORDER BY r.analyzed_at DESC LIMIT ?"_s);
    query.bind(ticker).bind(limit);
    return readAll(query, detail);
}

Result<std::vector<ResultRecord>> ResultStore::ofJob(const std::string& jobId, ResultDetail detail)
{
    Statement query(m_database, selectResults(detail) + u"JOIN analysis_job_items i ON i.result_id = r.id "
                                                        u"WHERE i.job_id = ? ORDER BY i.sequence"_s);
    query.bind(jobId);
    return readAll(query, detail);
}

Result<ResultRecord> ResultStore::result(const std::string& id)
{
    Statement query(m_database, selectResults(ResultDetail::Whole) + u"WHERE r.id = ?"_s);
    query.bind(id);
    Result<std::vector<ResultRecord>> found = readAll(query, ResultDetail::Whole);
    if (!found)
        return found.error();
    if (found->empty())
        return makeError(ErrorCode::NotFound, "There is no result " + id + ": see the list of results");
    return std::move(found->front());
}

} // namespace tt
