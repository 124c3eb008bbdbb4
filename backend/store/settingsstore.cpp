// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/settingsstore.h"

#include "store/database.h"
#include "store/statement.h"

namespace tt {

using namespace Qt::StringLiterals;

SettingsStore::SettingsStore(Database& database)
    : m_database(database)
{
}

Result<SettingsStore::Rows> SettingsStore::all()
{
    Statement query(m_database, u"SELECT key, value FROM settings ORDER BY key"_s);
    const auto read = query.rows([](Statement& r) { return std::pair(r.text(0), r.text(1)); });
    if (!read)
        return read.error();
    return Rows(read->begin(), read->end());
}

Result<void> SettingsStore::set(const std::string& key, const std::string& value)
{
    Statement write(m_database, u"INSERT INTO settings (key, value) VALUES (?, ?) "
                                u"ON CONFLICT (key) DO UPDATE SET value = excluded.value"_s);
    write.bind(key).bind(value);
    return inTransaction(
        m_database, [&] { return write.exec(); }, Durability::Full);
}

Result<void> SettingsStore::remove(const std::string& key)
{
    Statement remove(m_database, u"DELETE FROM settings WHERE key = ?"_s);
    remove.bind(key);
    return inTransaction(
        m_database, [&] { return remove.exec(); }, Durability::Full);
}

} // namespace tt
