// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/watchliststore.h"

#include "base/id.h"
#include "store/database.h"
#include "store/folded.h"
#include "store/processlock.h"
#include "store/statement.h"

#include <algorithm>
#include <functional>

namespace tt {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kSelect = "SELECT w.id, w.name, w.description, (SELECT COUNT(*) FROM watchlist_items i "
                         "WHERE i.watchlist_id = w.id AND i.deleted_at IS NULL) FROM watchlists w "
                         "WHERE w.deleted_at IS NULL "_L1;

WatchlistRow readList(Statement& r)
{
    return {r.text(0), r.text(1), r.text(2), r.number(3)};
}

Error noSuchList(const std::string& name)
{
    return makeError(ErrorCode::NotFound, "There is no watchlist named " + name + ": see the list of them");
}

/// Runs one prepared statement for each ticker and adds up the changed rows.
template<class F>
Result<int> changeEach(Statement& statement, std::span<const std::string> tickers, F&& bind)
{
    int changed = 0;
    for (const std::string& ticker : tickers) {
        bind(statement, ticker);
        const Result<int> rows = statement.change();
        if (!rows)
            return rows.error();
        changed += *rows;
    }
    return changed;
}

} // namespace

WatchlistStore::WatchlistStore(Database& database, const Clock& clock)
    : m_database(database)
    , m_clock(clock)
{
}

Result<std::vector<WatchlistRow>> WatchlistStore::list()
{
    Statement query(m_database, kSelect + u"ORDER BY w.id <> ?, w.name_folded"_s);
    return query.bind(kDefaultWatchlistId).rows(readList);
}

Result<WatchlistRow> WatchlistStore::find(const std::string& name)
{
    Statement query(m_database, kSelect + u"AND w.name_folded = ?"_s);
    const auto found = query.bind(folded(name)).row(readList);
    if (!found)
        return found.error();
    if (!*found)
        return noSuchList(name);
    return **found;
}

Result<WatchlistRow> WatchlistStore::create(const std::string& name, const std::string& description)
{
    Statement insert(m_database,
                     u"INSERT INTO watchlists (id, name, name_folded, description, clock, author) "
                     u"VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"_s);
    insert.bind(newId()).bind(name).bind(folded(name)).bind(description);
    const auto write = [&] { return insert.bind(m_clock.nowMs()).bind(machineId()).change(); };
    const Result<int> made = inTransaction(m_database, write, Durability::Full);
    if (!made)
        return made.error();
    if (*made == 0)
        return makeError(ErrorCode::Conflict, "There is a watchlist named " + name + ": choose another name");
    return find(name);
}

Result<std::vector<WatchlistEntry>> WatchlistStore::items(const std::string& name)
{
    const Result<WatchlistRow> list = find(name);
    if (!list)
        return list.error();
    Statement query(m_database, u"SELECT ticker, note FROM watchlist_items WHERE watchlist_id = ? "
                                u"AND deleted_at IS NULL ORDER BY position"_s);
    return query.bind(list->id).rows([](Statement& r) { return WatchlistEntry{r.text(0), r.text(1)}; });
}

Result<int> WatchlistStore::add(const std::string& name, std::span<const std::string> tickers)
{
    const auto work = [&]() -> Result<int> {
        const Result<WatchlistRow> list = find(name);
        if (!list)
            return list.error();
        Statement insert(
            m_database, u"INSERT INTO watchlist_items (watchlist_id, ticker, position, clock, author) VALUES "
                        u"(?, ?, (SELECT COALESCE(MAX(position), -1) + 1 FROM watchlist_items "
                        u"WHERE watchlist_id = ? AND deleted_at IS NULL), ?, ?) "
                        u"ON CONFLICT (watchlist_id, ticker) DO UPDATE SET deleted_at = NULL, "
                        u"position = excluded.position, clock = excluded.clock, author = excluded.author "
                        u"WHERE deleted_at IS NOT NULL"_s);
        return changeEach(insert, tickers, [&](Statement& s, const std::string& ticker) {
            s.bind(list->id).bind(ticker).bind(list->id).bind(m_clock.nowMs()).bind(machineId());
        });
    };
    return inTransaction(m_database, work, Durability::Full);
}

Result<int> WatchlistStore::remove(const std::string& name, std::span<const std::string> tickers)
{
    const auto work = [&]() -> Result<int> {
        const Result<WatchlistRow> list = find(name);
        if (!list)
            return list.error();
        // A tombstone stays, so that another machine's copy does not bring the item back.
        Statement bury(m_database, u"UPDATE watchlist_items SET deleted_at = ?, clock = ?, author = ? "
                                   u"WHERE watchlist_id = ? AND ticker = ? AND deleted_at IS NULL"_s);
        return changeEach(bury, tickers, [&](Statement& s, const std::string& ticker) {
            const std::int64_t now = m_clock.nowMs();
            s.bind(now).bind(now).bind(machineId()).bind(list->id).bind(ticker);
        });
    };
    return inTransaction(m_database, work, Durability::Full);
}

Result<void> WatchlistStore::reorder(const std::string& name, std::span<const std::string> tickers)
{
    const auto work = [&]() -> Result<void> {
        const Result<WatchlistRow> list = find(name);
        if (!list)
            return list.error();
        const Result<std::vector<WatchlistEntry>> present = items(name);
        if (!present)
            return present.error();
        std::vector<std::string> order(tickers.begin(), tickers.end());
        for (const WatchlistEntry& entry : *present) {
            if (std::ranges::find(tickers, entry.ticker) == tickers.end())
                order.push_back(entry.ticker);
        }
        Statement place(m_database, u"UPDATE watchlist_items SET position = ?, clock = ?, author = ? "
                                    u"WHERE watchlist_id = ? AND ticker = ? AND deleted_at IS NULL"_s);
        int position = 0;
        const Result<int> placed = changeEach(place, order, [&](Statement& s, const std::string& ticker) {
            s.bind(position++).bind(m_clock.nowMs()).bind(machineId()).bind(list->id).bind(ticker);
        });
        return placed ? Result<void>() : Result<void>(placed.error());
    };
    return inTransaction(m_database, work, Durability::Full);
}

} // namespace tt
