// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/strategystore.h"

#include "base/id.h"
#include "store/database.h"
#include "store/folded.h"
#include "store/processlock.h"
#include "store/statement.h"

namespace tt {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kSelect = "SELECT id, name, revision, definition FROM strategies WHERE deleted_at IS NULL "_L1;

StrategyRow readStrategy(Statement& r)
{
    return {r.text(0), r.text(1), r.number(2), r.text(3)};
}

Error noSuchStrategy(const std::string& name)
{
    return makeError(ErrorCode::NotFound, "There is no strategy " + name + ": see the list of them");
}

Error nameTaken(const std::string& name)
{
    return makeError(ErrorCode::Conflict, "There is a strategy named " + name + ": choose another name");
}

} // namespace

StrategyStore::StrategyStore(Database& database, const Clock& clock)
    : m_database(database)
    , m_clock(clock)
{
}

Result<std::vector<StrategyRow>> StrategyStore::list()
{
    Statement query(m_database, kSelect + u"ORDER BY name_folded"_s);
    return query.rows(readStrategy);
}

Result<StrategyRow> StrategyStore::find(const std::string& idOrName)
{
    Statement byId(m_database, kSelect + u"AND id = ?"_s);
    auto found = byId.bind(idOrName).row(readStrategy);
    if (found && !*found) {
        Statement byName(m_database, kSelect + u"AND name_folded = ?"_s);
        found = byName.bind(folded(idOrName)).row(readStrategy);
    }
    if (!found)
        return found.error();
    return *found ? Result<StrategyRow>(**found) : noSuchStrategy(idOrName);
}

Result<std::optional<std::string>> StrategyStore::idEver(const std::string& idOrName)
{
    Statement query(m_database, u"SELECT id FROM strategies WHERE id = ? OR name_folded = ? "
                                u"ORDER BY deleted_at IS NOT NULL, deleted_at DESC LIMIT 1"_s);
    return query.bind(idOrName).bind(folded(idOrName)).row([](Statement& r) { return r.text(0); });
}

Result<bool> StrategyStore::isTaken(const std::string& name, const std::string& butId)
{
    Statement query(m_database, kSelect + u"AND name_folded = ? AND id <> ?"_s);
    const auto other = query.bind(folded(name)).bind(butId).row(readStrategy);
    return other ? Result<bool>(other->has_value()) : Result<bool>(other.error());
}

Result<StrategyRow> StrategyStore::create(const std::string& name, const std::string& definition)
{
    const StrategyRow made{newId(), name, 1, definition};
    Statement insert(m_database,
                     u"INSERT INTO strategies (id, name, name_folded, revision, definition, clock, author) "
                     u"VALUES (?, ?, ?, 1, ?, ?, ?) ON CONFLICT DO NOTHING"_s);
    insert.bind(made.id).bind(name).bind(folded(name)).bind(definition);
    const auto write = [&] { return insert.bind(m_clock.nowMs()).bind(machineId()).change(); };
    const Result<int> rows = inTransaction(m_database, write, Durability::Full);
    if (!rows)
        return rows.error();
    return *rows == 1 ? Result<StrategyRow>(made) : nameTaken(name);
}

Result<StrategyRow> StrategyStore::update(const StrategyRow& row)
{
    const auto work = [&]() -> Result<StrategyRow> {
        const Result<bool> taken = isTaken(row.name, row.id);
        if (!taken)
            return taken.error();
        if (*taken)
            return nameTaken(row.name);
        Statement change(m_database, u"UPDATE strategies SET name = ?, name_folded = ?, definition = ?, "
                                     u"revision = revision + 1, clock = ?, author = ? "
                                     u"WHERE id = ? AND revision = ? AND deleted_at IS NULL"_s);
        change.bind(row.name).bind(folded(row.name)).bind(row.definition).bind(m_clock.nowMs());
        const Result<int> rows = change.bind(machineId()).bind(row.id).bind(row.revision).change();
        if (!rows)
            return rows.error();
        if (*rows == 0)
            return refused(row.id, row.revision).error();
        StrategyRow changed = row;
        ++changed.revision;
        return changed;
    };
    return inTransaction(m_database, work, Durability::Full);
}

Result<void> StrategyStore::remove(const std::string& id, std::optional<int> revision)
{
    const auto work = [&]() -> Result<void> {
        Statement bury(m_database, u"UPDATE strategies SET deleted_at = ?, clock = ?, author = ? "
                                   u"WHERE id = ? AND revision = COALESCE(?, revision) "
                                   u"AND deleted_at IS NULL"_s);
        const std::int64_t now = m_clock.nowMs();
        bury.bind(now).bind(now).bind(machineId()).bind(id);
        revision ? bury.bind(*revision) : bury.bindNull();
        const Result<int> rows = bury.change();
        if (!rows)
            return rows.error();
        return *rows == 1 ? Result<void>() : refused(id, revision.value_or(0));
    };
    return inTransaction(m_database, work, Durability::Full);
}

/// Why a guarded change met no row.
Result<void> StrategyStore::refused(const std::string& id, int revision)
{
    const Result<StrategyRow> stored = find(id);
    if (!stored)
        return stored.error();
    return makeError(ErrorCode::Conflict, "The strategy " + stored->name + " has revision " +
                                              std::to_string(stored->revision) + ", not " +
                                              std::to_string(revision) +
                                              ": look at it again and repeat the change with that revision");
}

} // namespace tt
