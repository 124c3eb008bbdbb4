// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/instrumentstore.h"

#include "store/database.h"
#include "store/folded.h"
#include "store/processlock.h"
#include "store/statement.h"

#include <QUuid>

namespace tt {

using namespace Qt::StringLiterals;

namespace {

constexpr QUuid kNamespace{0x6f1c2b7e, 0x5a0d, 0x4c3e, 0x9b, 0x41, 0x2d, 0x7a, 0x90, 0x1e, 0x5c, 0x38};

// The extent comes from the index bar_chunks_extent alone: no blob is touched.
constexpr auto kSelect =
    "SELECT i.id, i.ticker, i.symbol, i.name, i.tick_size, "
    "(SELECT c.newest_source FROM bar_chunks c WHERE c.instrument_id = i.id ORDER BY c.year DESC LIMIT 1), "
    "MIN(c.first_day), MAX(c.last_day), SUM(c.bars) FROM instruments i "_L1;

InstrumentRow readInstrument(Statement& r)
{
    InstrumentRow row;
    row.id = r.text(0);
    row.ticker = r.text(1);
    row.symbol = r.text(2);
    row.name = r.text(3);
    row.userTick = r.real(4);
    row.source = dataSourceFromName(r.text(5)).value_or(DataSource::Csv);
    row.firstBar = r.day(6);
    row.lastBar = r.day(7);
    row.bars = r.number(8);
    return row;
}

} // namespace

std::string instrumentId(const std::string& ticker)
{
    const QString name = QString::fromStdString(folded(ticker));
    return QUuid::createUuidV5(kNamespace, name).toString(QUuid::WithoutBraces).toStdString();
}

InstrumentStore::InstrumentStore(Database& database, const Clock& clock)
    : m_database(database)
    , m_clock(clock)
{
}

Result<std::vector<InstrumentRow>> InstrumentStore::list()
{
    Statement query(m_database, kSelect + u"JOIN bar_chunks c ON c.instrument_id = i.id "
                                          u"WHERE i.deleted_at IS NULL GROUP BY i.id ORDER BY i.ticker"_s);
    return query.rows(readInstrument);
}

Result<std::vector<InstrumentRow>> InstrumentStore::known()
{
    Statement query(m_database, kSelect + u"LEFT JOIN bar_chunks c ON c.instrument_id = i.id "
                                          u"WHERE i.deleted_at IS NULL GROUP BY i.id ORDER BY i.ticker"_s);
    return query.rows(readInstrument);
}

Result<std::optional<InstrumentRow>> InstrumentStore::find(const std::string& ticker)
{
    Statement query(m_database, kSelect + u"LEFT JOIN bar_chunks c ON c.instrument_id = i.id "
                                          u"WHERE i.ticker_folded = ? AND i.deleted_at IS NULL "
                                          u"GROUP BY i.id"_s);
    return query.bind(folded(ticker)).row(readInstrument);
}

Result<std::vector<std::string>> InstrumentStore::resolve(const std::string& typed)
{
    const std::string name = folded(typed);
    Statement query(m_database, u"SELECT ticker, ticker_folded = ? FROM instruments WHERE ticker_folded IN "
                                u"(?, ?, ?) AND deleted_at IS NULL ORDER BY ticker"_s);
    query.bind(name).bind(name).bind(name + ".ns").bind(name + ".bo");
    const auto rows = query.rows([](Statement& r) { return std::pair(r.text(0), r.flag(1)); });
    if (!rows)
        return rows.error();
    std::vector<std::string> meant;
    for (const auto& [ticker, exact] : *rows) {
        if (exact)
            return std::vector{ticker};
        meant.push_back(ticker);
    }
    return meant;
}

Result<std::string> InstrumentStore::put(const std::string& ticker, const std::string& name)
{
    const std::string id = instrumentId(ticker);
    Statement insert(m_database,
                     u"INSERT INTO instruments (id, ticker, ticker_folded, symbol, name, clock, author) "
                     u"VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (ticker_folded) DO UPDATE SET "
                     u"name = CASE excluded.name WHEN '' THEN name ELSE excluded.name END, "
                     u"clock = excluded.clock, author = excluded.author, deleted_at = NULL "
                     u"WHERE deleted_at IS NOT NULL OR excluded.name NOT IN ('', name)"_s);
    insert.bind(id).bind(ticker).bind(folded(ticker)).bind(symbolOfTicker(ticker)).bind(name);
    if (Result<void> done = insert.bind(m_clock.nowMs()).bind(machineId()).exec(); !done)
        return done.error();
    return id;
}

} // namespace tt
