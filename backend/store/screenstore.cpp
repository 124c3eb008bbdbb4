// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/screenstore.h"

#include "base/id.h"
#include "store/database.h"
#include "store/folded.h"
#include "store/processlock.h"
#include "store/statement.h"

#include <QStringList>

namespace tt {

using namespace Qt::StringLiterals;

namespace {

const QString kSelect = u"SELECT id, name, filter, columns, sort_column, descending FROM saved_screens "_s;

/// Column keys are identifiers, so a blank parts them.
std::string joined(const std::vector<std::string>& columns)
{
    std::string all;
    for (const std::string& column : columns)
        all += (all.empty() ? "" : " ") + column;
    return all;
}

SavedScreen readScreen(Statement& r)
{
    SavedScreen screen{r.text(0), r.text(1), r.text(2), {}, r.text(4), r.flag(5)};
    for (const QString& column : QString::fromStdString(r.text(3)).split(u' ', Qt::SkipEmptyParts))
        screen.columns.push_back(column.toStdString());
    return screen;
}

Error nameTaken(const std::string& name)
{
    return makeError(ErrorCode::Conflict, "There is a screen named " + name + ": choose another name");
}

} // namespace

ScreenStore::ScreenStore(Database& database, const Clock& clock)
    : m_database(database)
    , m_clock(clock)
{
}

Result<SavedScreen> ScreenStore::find(const char16_t* where, const std::string& key)
{
    Statement query(m_database, kSelect + QString::fromUtf16(where));
    const auto found = query.bind(key).row(readScreen);
    if (!found)
        return found.error();
    if (!*found)
        return makeError(ErrorCode::NotFound, "This screen is gone: save it again");
    return **found;
}

Result<std::vector<SavedScreen>> ScreenStore::list()
{
    Statement query(m_database, kSelect + u"WHERE deleted_at IS NULL ORDER BY name_folded"_s);
    return query.rows(readScreen);
}

Result<SavedScreen> ScreenStore::save(const SavedScreen& screen)
{
    const Result<std::string> name = checkedName(screen.name);
    if (!name)
        return name.error();
    const auto work = [&]() -> Result<SavedScreen> {
        Statement put(
            m_database,
            u"INSERT INTO saved_screens (id, name, name_folded, filter, columns, sort_column, "
            u"descending, clock, author) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
            u"ON CONFLICT (name_folded) WHERE deleted_at IS NULL DO UPDATE SET name = excluded.name, "
            u"filter = excluded.filter, columns = excluded.columns, "
            u"sort_column = excluded.sort_column, descending = excluded.descending, "
            u"clock = excluded.clock, author = excluded.author"_s);
        put.bind(newId()).bind(*name).bind(folded(*name)).bind(screen.filter).bind(joined(screen.columns));
        put.bind(screen.sortColumn).bind(screen.descending ? 1 : 0).bind(m_clock.nowMs()).bind(machineId());
        if (Result<void> done = put.exec(); !done)
            return done.error();
        return find(u"WHERE name_folded = ? AND deleted_at IS NULL", folded(*name));
    };
    return inTransaction(m_database, work, Durability::Full);
}

Result<SavedScreen> ScreenStore::rename(const std::string& id, const std::string& newName)
{
    const Result<std::string> name = checkedName(newName);
    if (!name)
        return name.error();
    const auto work = [&]() -> Result<SavedScreen> {
        const Result<SavedScreen> screen = find(u"WHERE id = ? AND deleted_at IS NULL", id);
        if (!screen)
            return screen;
        Statement update(m_database,
                         u"UPDATE OR IGNORE saved_screens SET name = ?, name_folded = ?, clock = ?, "
                         u"author = ? WHERE id = ?"_s);
        update.bind(*name).bind(folded(*name)).bind(m_clock.nowMs()).bind(machineId()).bind(id);
        const Result<int> changed = update.change();
        if (!changed)
            return changed.error();
        return *changed == 0 ? Result<SavedScreen>(nameTaken(*name)) : find(u"WHERE id = ?", id);
    };
    return inTransaction(m_database, work, Durability::Full);
}

Result<SavedScreen> ScreenStore::remove(const std::string& id)
{
    const auto work = [&]() -> Result<SavedScreen> {
        Result<SavedScreen> screen = find(u"WHERE id = ? AND deleted_at IS NULL", id);
        if (!screen)
            return screen;
        const std::int64_t now = m_clock.nowMs();
        Statement bury(m_database,
                       u"UPDATE saved_screens SET deleted_at = ?, clock = ?, author = ? WHERE id = ?"_s);
        if (Result<void> done = bury.bind(now).bind(now).bind(machineId()).bind(id).exec(); !done)
            return done.error();
        return screen;
    };
    return inTransaction(m_database, work, Durability::Full);
}

Result<SavedScreen> ScreenStore::bringBack(const std::string& id)
{
    const auto work = [&]() -> Result<SavedScreen> {
        const Result<SavedScreen> screen = find(u"WHERE id = ? AND deleted_at IS NOT NULL", id);
        if (!screen)
            return screen;
        Statement raise(m_database,
                        u"UPDATE OR IGNORE saved_screens SET deleted_at = NULL, clock = ?, author = ? "
                        u"WHERE id = ?"_s);
        const Result<int> changed = raise.bind(m_clock.nowMs()).bind(machineId()).bind(id).change();
        if (!changed)
            return changed.error();
        return *changed == 0 ? Result<SavedScreen>(nameTaken(screen->name)) : screen;
    };
    return inTransaction(m_database, work, Durability::Full);
}

} // namespace tt
