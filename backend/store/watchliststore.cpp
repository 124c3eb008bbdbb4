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

Error nameTaken(const std::string& name)
{
    return makeError(ErrorCode::Conflict, "There is a watchlist named " + name + ": choose another name");
}

Error isDefault()
{
    return makeError(ErrorCode::Conflict,
                     "The watchlist Default always exists under this name: make another one");
}

} // namespace

WatchlistStore::WatchlistStore(Database& database, const Clock& clock)
    : m_database(database)
    , m_clock(clock)
{
}

Result<std::vector<WatchlistRow>> WatchlistStore::list()
{
    Statement query(m_database, kSelect + u"ORDER BY w.id <> ?, w.position, w.name_folded"_s);
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

Result<WatchlistRow> WatchlistStore::create(const std::string& typed, const std::string& description)
{
    const Result<std::string> checked = checkedName(typed);
    if (!checked)
        return checked.error();
    const std::string& name = *checked;
    Statement insert(m_database,
                     u"INSERT INTO watchlists (id, name, name_folded, description, clock, author, position) "
                     u"VALUES (?, ?, ?, ?, ?, ?, (SELECT MAX(position) + CASE WHEN MAX(position) > 0 "
                     u"THEN 1 ELSE 0 END FROM watchlists)) "
                     u"ON CONFLICT DO NOTHING"_s);
    insert.bind(newId()).bind(name).bind(folded(name)).bind(description);
    const auto write = [&] { return insert.bind(m_clock.nowMs()).bind(machineId()).change(); };
    const Result<int> made = inTransaction(m_database, write, Durability::Full);
    if (!made)
        return made.error();
    if (*made == 0)
        return nameTaken(name);
    return find(name);
}

Result<WatchlistRow> WatchlistStore::rename(const std::string& name, const std::string& newName)
{
    const Result<std::string> checked = checkedName(newName);
    if (!checked)
        return checked.error();
    const auto work = [&]() -> Result<WatchlistRow> {
        const Result<WatchlistRow> list = find(name);
        if (!list)
            return list.error();
        if (list->id == kDefaultWatchlistId)
            return isDefault();
        Statement update(m_database, u"UPDATE OR IGNORE watchlists SET name = ?, name_folded = ?, clock = ?, "
                                     u"author = ? WHERE id = ?"_s);
        update.bind(*checked).bind(folded(*checked)).bind(m_clock.nowMs()).bind(machineId());
        const Result<int> changed = update.bind(list->id).change();
        if (!changed)
            return changed.error();
        return *changed == 0 ? Result<WatchlistRow>(nameTaken(*checked)) : find(*checked);
    };
    return inTransaction(m_database, work, Durability::Full);
}

Result<DeletedWatchlist> WatchlistStore::removeList(const std::string& name)
{
    const auto work = [&]() -> Result<DeletedWatchlist> {
        const Result<WatchlistRow> list = find(name);
        if (!list)
            return list.error();
        if (list->id == kDefaultWatchlistId)
            return isDefault();
        Result<std::vector<WatchlistEntry>> entries = items(name);
        if (!entries)
            return entries.error();
        // The items carry the list's moment, so that bringing it back finds those that went with it.
        const std::int64_t now = m_clock.nowMs();
        Statement bury(m_database,
                       u"UPDATE watchlists SET deleted_at = ?, clock = ?, author = ? WHERE id = ?"_s);
        bury.bind(now).bind(now).bind(machineId()).bind(list->id);
        if (Result<void> done = bury.exec(); !done)
            return done.error();
        Statement buryItems(m_database, u"UPDATE watchlist_items SET deleted_at = ?, clock = ?, author = ? "
                                        u"WHERE watchlist_id = ? AND deleted_at IS NULL"_s);
        buryItems.bind(now).bind(now).bind(machineId()).bind(list->id);
        if (Result<void> done = buryItems.exec(); !done)
            return done.error();
        return DeletedWatchlist{*list, std::move(*entries)};
    };
    return inTransaction(m_database, work, Durability::Full);
}

Result<WatchlistRow> WatchlistStore::bringBack(const std::string& id)
{
    const auto work = [&]() -> Result<WatchlistRow> {
        Statement query(m_database, u"SELECT name FROM watchlists WHERE id = ? AND deleted_at IS NOT NULL"_s);
        const auto name = query.bind(id).row([](Statement& r) { return r.text(0); });
        if (!name)
            return name.error();
        if (!*name)
            return noSuchList(id);
        Statement raiseItems(m_database,
                             u"UPDATE watchlist_items SET deleted_at = NULL, clock = ?, author = ? "
                             u"WHERE watchlist_id = ? AND deleted_at = "
                             u"(SELECT deleted_at FROM watchlists WHERE id = ?)"_s);
        raiseItems.bind(m_clock.nowMs()).bind(machineId()).bind(id).bind(id);
        if (Result<void> done = raiseItems.exec(); !done)
            return done.error();
        Statement raise(m_database,
                        u"UPDATE OR IGNORE watchlists SET deleted_at = NULL, clock = ?, author = ? "
                        u"WHERE id = ?"_s);
        const Result<int> changed = raise.bind(m_clock.nowMs()).bind(machineId()).bind(id).change();
        if (!changed)
            return changed.error();
        return *changed == 0 ? Result<WatchlistRow>(nameTaken(**name)) : find(**name);
    };
    return inTransaction(m_database, work, Durability::Full);
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

Result<void> WatchlistStore::reorderLists(std::span<const std::string> ids)
{
    const auto work = [&]() -> Result<void> {
        const Result<std::vector<WatchlistRow>> present = list();
        if (!present)
            return present.error();
        std::vector<std::string> order(ids.begin(), ids.end());
        for (const WatchlistRow& row : *present) {
            if (std::ranges::find(ids, row.id) == ids.end())
                order.push_back(row.id);
        }
        Statement place(m_database, u"UPDATE watchlists SET position = ?, clock = ?, author = ? "
                                    u"WHERE id = ? AND deleted_at IS NULL"_s);
        int position = 0;
        const Result<int> placed = changeEach(place, order, [&](Statement& s, const std::string& id) {
            s.bind(position++).bind(m_clock.nowMs()).bind(machineId()).bind(id);
        });
        return placed ? Result<void>() : Result<void>(placed.error());
    };
    return inTransaction(m_database, work, Durability::Full);
}

} // namespace tt
