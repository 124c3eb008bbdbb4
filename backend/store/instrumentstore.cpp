// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/instrumentstore.h"

#include "store/database.h"
#include "store/folded.h"
#include "store/processlock.h"
#include "store/statement.h"

#include <QUuid>

#include <cmath>

namespace tt {

using namespace Qt::StringLiterals;

namespace {

constexpr QUuid kNamespace{0x6f1c2b7e, 0x5a0d, 0x4c3e, 0x9b, 0x41, 0x2d, 0x7a, 0x90, 0x1e, 0x5c, 0x38};

// The extent comes from the index bar_chunks_extent alone: no blob is touched.
constexpr auto kSelect =
    "SELECT i.id, i.ticker, i.symbol, i.name, i.tick_size, i.isin, i.series, i.exchange, i.currency, "
    "(SELECT c.newest_source FROM bar_chunks c WHERE c.instrument_id = i.id ORDER BY c.year DESC LIMIT 1), "
    "MIN(c.first_day), MAX(c.last_day), SUM(c.bars) FROM instruments i "_L1;

constexpr double kLargestTick = 1'000;

// What is empty leaves what is stored; nothing new: the row stays as it is.
const QString kPut =
    u"INSERT INTO instruments (id, ticker, ticker_folded, symbol, name, isin, series, exchange, "
    u"currency, clock, author) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
    u"ON CONFLICT (ticker_folded) DO UPDATE SET "
    u"name = COALESCE(NULLIF(excluded.name, ''), name), "
    u"isin = COALESCE(NULLIF(excluded.isin, ''), isin), "
    u"series = COALESCE(NULLIF(excluded.series, ''), series), "
    u"exchange = COALESCE(NULLIF(excluded.exchange, ''), exchange), "
    u"currency = COALESCE(NULLIF(excluded.currency, ''), currency), "
    u"clock = excluded.clock, author = excluded.author, deleted_at = NULL "
    u"WHERE deleted_at IS NOT NULL OR excluded.name NOT IN ('', name) "
    u"OR excluded.isin NOT IN ('', isin) OR excluded.series NOT IN ('', series) "
    u"OR excluded.exchange NOT IN ('', exchange) OR excluded.currency NOT IN ('', currency)"_s;

InstrumentRow readInstrument(Statement& r)
{
    InstrumentRow row;
    row.id = r.text(0);
    row.ticker = r.text(1);
    row.symbol = r.text(2);
    row.name = r.text(3);
    row.userTick = r.real(4);
    row.listing = {r.text(5), r.text(6), r.text(7), r.text(8)};
    row.source = dataSourceFromName(r.text(9)).value_or(DataSource::Csv);
    row.firstBar = r.day(10);
    row.lastBar = r.day(11);
    row.bars = r.number(12);
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
    if (!meant.empty())
        return meant;
    Statement earlier(m_database, u"SELECT DISTINCT i.ticker FROM instrument_aliases a "
                                  u"JOIN instruments i ON i.id = a.instrument_id "
                                  u"WHERE a.alias_folded IN (?, ?, ?) AND i.deleted_at IS NULL "
                                  u"ORDER BY i.ticker"_s);
    earlier.bind(name).bind(name + ".ns").bind(name + ".bo");
    return earlier.rows([](Statement& r) { return r.text(0); });
}

Result<std::string> InstrumentStore::meant(const std::string& typed)
{
    const Result<std::vector<std::string>> tickers = resolve(typed);
    if (!tickers)
        return tickers.error();
    return tickers->size() == 1 ? tickers->front() : typed;
}

Result<std::string> InstrumentStore::put(const std::string& ticker, const std::string& name,
                                         const Listing& listing)
{
    const std::string id = instrumentId(ticker);
    if (!m_put) // kept: an import puts thousands
        m_put.emplace(m_database, kPut);
    Statement& insert = *m_put;
    insert.bind(id).bind(ticker).bind(folded(ticker)).bind(symbolOfTicker(ticker)).bind(name);
    insert.bind(listing.isin).bind(listing.series).bind(listing.exchange).bind(listing.currency);
    if (Result<void> done = insert.bind(m_clock.nowMs()).bind(machineId()).exec(); !done)
        return done.error();
    return id;
}

Result<void> InstrumentStore::putAlias(const std::string& id, const std::string& alias, Day until)
{
    Statement insert(m_database, u"INSERT INTO instrument_aliases (alias_folded, instrument_id, until_day) "
                                 u"VALUES (?, ?, ?) ON CONFLICT (alias_folded, instrument_id) "
                                 u"DO UPDATE SET until_day = excluded.until_day"_s);
    return insert.bind(folded(alias)).bind(id).bindDay(until).exec();
}

Result<void> InstrumentStore::setTick(const std::string& ticker, double tick)
{
    if (!std::isnan(tick) && !(tick > 0 && tick <= kLargestTick))
        return validationError({{"tick", "must be above 0 and at most 1000", ViolationType::Range}});
    Statement update(m_database, u"UPDATE instruments SET tick_size = ?, clock = ?, author = ? "
                                 u"WHERE ticker_folded = ? AND deleted_at IS NULL"_s);
    update.bind(tick).bind(m_clock.nowMs()).bind(machineId()).bind(folded(ticker));
    const auto write = [&] { return update.change(); };
    const Result<int> changed = inTransaction(m_database, write, Durability::Full);
    if (!changed)
        return changed.error();
    if (*changed == 0)
        return makeError(ErrorCode::NotFound, "No instrument is called " + ticker +
                                                  ": 'universe list' names those that are known");
    return {};
}

} // namespace tt
