// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/profilestore.h"

#include "store/database.h"
#include "store/statement.h"

#include <QUuid>

#include <algorithm>

namespace tt {

using namespace Qt::StringLiterals;

namespace {

const QUuid kNamespace(u"6a1f3c52-8a53-4f0c-9d0e-5f6f0a7b8c21"_s);

} // namespace

ProfileStore::ProfileStore(Database& database, const Clock& clock)
    : m_database(database)
    , m_clock(clock)
{
}

Result<std::vector<ImportProfile>> ProfileStore::list()
{
    Statement query(m_database, u"SELECT id, header, correction, changed_at FROM import_profiles"_s);
    auto all = query.rows([](Statement& r) {
        return ImportProfile{r.text(0), r.text(1), r.text(2), r.integer(3)};
    });
    if (all)
        std::sort(all->begin(), all->end(), [](const ImportProfile& a, const ImportProfile& b) {
            return std::pair(-a.changedAtMs, a.id) < std::pair(-b.changedAtMs, b.id);
        });
    return all;
}

Result<void> ProfileStore::put(const std::string& header, const std::string& correction)
{
    const QUuid id = QUuid::createUuidV5(kNamespace, QByteArray::fromStdString(header));
    Statement write(m_database, u"INSERT INTO import_profiles (id, header, correction, changed_at) "
                                u"VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
                                u"correction = excluded.correction, changed_at = excluded.changed_at"_s);
    write.bind(id.toString(QUuid::WithoutBraces).toStdString()).bind(header).bind(correction);
    write.bind(m_clock.nowMs());
    return inTransaction(
        m_database, [&] { return write.exec(); }, Durability::Full);
}

Result<ImportProfile> ProfileStore::remove(const std::string& idOrPrefix)
{
    return inTransaction(
        m_database,
        [&]() -> Result<ImportProfile> {
            Result<std::vector<ImportProfile>> found = list();
            if (!found)
                return found.error();
            std::erase_if(*found, [&](const ImportProfile& one) { return !one.id.starts_with(idOrPrefix); });
            if (found->empty() || idOrPrefix.empty())
                return makeError(ErrorCode::NotFound, "No remembered correction has the id " + idOrPrefix +
                                                          ": see the list of them");
            if (found->size() > 1)
                return validationError(
                    {{"profile", idOrPrefix + " begins the ids of several: give more of it",
                      ViolationType::Unknown}});
            Statement drop(m_database, u"DELETE FROM import_profiles WHERE id = ?"_s);
            if (Result<void> done = drop.bind(found->front().id).exec(); !done)
                return done.error();
            return std::move(found->front());
        },
        Durability::Full);
}

} // namespace tt
