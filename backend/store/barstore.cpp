// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/barstore.h"

#include "base/numbertext.h"
#include "store/actionstore.h"
#include "store/barcodec.h"
#include "store/database.h"
#include "store/folded.h"
#include "store/statement.h"

#include <QLoggingCategory>

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <utility>

namespace tt {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lcBars, "tt.store.bars")

bool isSame(double a, double b)
{
    return a == b || (std::isnan(a) && std::isnan(b));
}

bool hasSameValues(const Bars& a, std::size_t i, const Bars& b, std::size_t j)
{
    return isSame(a.open[i], b.open[j]) && isSame(a.high[i], b.high[j]) && isSame(a.low[i], b.low[j]) &&
           isSame(a.close[i], b.close[j]) && isSame(a.volume[i], b.volume[j]);
}

/// "100.5 101 99.8 100.2 12000"
std::string valuesText(const Bars& bars, std::size_t i)
{
    std::string text;
    for (const std::vector<double>* column : {&bars.open, &bars.high, &bars.low, &bars.close, &bars.volume}) {
        if (!text.empty())
            text += ' ';
        appendNumber(text, (*column)[i]);
    }
    return text;
}

void appendBar(BarChunk& to, const BarChunk& from, std::size_t i)
{
    const Bars& b = from.bars;
    to.bars.append(b.date[i], b.open[i], b.high[i], b.low[i], b.close[i], b.volume[i]);
    to.adjustedClose.push_back(from.adjustedClose[i]);
    to.source.push_back(from.source[i]);
}

/// Both by date; where both have a date, the new bar wins. What is all newer is put at the end, as day files
/// are.
void merge(BarChunk& into, const BarChunk& fresh, StoredCount& count)
{
    if (into.size() == 0 || into.bars.date.back() < fresh.bars.date.front()) {
        for (std::size_t j = 0; j < fresh.size(); ++j)
            appendBar(into, fresh, j);
        count.added += static_cast<int>(fresh.size());
        return;
    }
    const BarChunk old = std::move(into);
    BarChunk merged;
    std::size_t i = 0, j = 0;
    while (i < old.size() || j < fresh.size()) {
        const bool takeOld = j == fresh.size() || (i < old.size() && old.bars.date[i] < fresh.bars.date[j]);
        if (takeOld) {
            appendBar(merged, old, i++);
            continue;
        }
        if (i == old.size() || old.bars.date[i] != fresh.bars.date[j]) {
            ++count.added;
        } else if (hasSameValues(old.bars, i, fresh.bars, j)) {
            ++count.unchanged;
            ++i;
        } else {
            ++count.replaced;
            count.replacedBars.push_back(
                {old.bars.date[i], 0, FindingRule::Replaced, valuesText(old.bars, i)});
            ++i;
        }
        appendBar(merged, fresh, j++);
    }
    into = std::move(merged);
}

/// The bars from `begin` on that lie in the same year; their end.
std::size_t endOfYear(const std::vector<Day>& dates, std::size_t begin, int year)
{
    const Day next = dayFromCivil({year, 12, 31}).value_or(dates[begin]);
    return static_cast<std::size_t>(
        std::upper_bound(dates.begin() + static_cast<std::ptrdiff_t>(begin), dates.end(), next) -
        dates.begin());
}

BarChunk slice(const CheckedBars& checked, std::size_t begin, std::size_t end, DataSource source)
{
    BarChunk chunk;
    const Bars& b = checked.bars;
    chunk.bars.reserve(end - begin);
    for (std::size_t i = begin; i < end; ++i) {
        chunk.bars.append(b.date[i], b.open[i], b.high[i], b.low[i], b.close[i], b.volume[i]);
        const bool given = i < checked.adjustedClose.size();
        chunk.adjustedClose.push_back(given ? checked.adjustedClose[i]
                                            : std::numeric_limits<double>::quiet_NaN());
    }
    chunk.source.assign(end - begin, source);
    return chunk;
}

struct StoredFinding
{
    Finding finding;
    std::string file;
};

class BarWriter
{
public:
    BarWriter(Database& database, const Clock& clock)
        : m_nowMs(clock.nowMs())
        , m_instruments(database, clock)
        , m_read(database, u"SELECT data, checksum FROM bar_chunks WHERE instrument_id = ? AND year = ?"_s)
        , m_write(database, u"INSERT INTO bar_chunks (instrument_id, year, bars, first_day, last_day, "
                            u"newest_source, checksum, fetched_at, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
                            u"ON CONFLICT (instrument_id, year) DO UPDATE SET bars = excluded.bars, "
                            u"first_day = excluded.first_day, last_day = excluded.last_day, "
                            u"newest_source = excluded.newest_source, checksum = excluded.checksum, "
                            u"fetched_at = excluded.fetched_at, data = excluded.data"_s)
        , m_readFindings(database, u"SELECT day, line, rule, found, file FROM bar_findings "
                                   u"WHERE instrument_id = ? ORDER BY sequence"_s)
        , m_dropFindings(database, u"DELETE FROM bar_findings WHERE instrument_id = ?"_s)
        , m_writeFinding(database, u"INSERT INTO bar_findings (instrument_id, sequence, day, line, rule, "
                                   u"found, file) VALUES (?, ?, ?, ?, ?, ?, ?)"_s)
    {
    }

    /// All parts of one ticker, each over the ones before: every year is read and written once. Gives the
    /// count of each part in its place of `counts`.
    Result<void> put(const std::vector<std::size_t>& parts, std::span<const BarsToStore> all,
                     std::vector<StoredCount>& counts)
    {
        const Result<std::string> id = putInstrument(parts, all);
        if (!id)
            return id.error();
        m_years.clear();
        for (const std::size_t part : parts) {
            counts[part].ticker = all[part].ticker;
            if (Result<void> done = addPart(*id, all[part], counts[part]); !done)
                return done;
        }
        for (const auto& [year, chunk] : m_years) {
            if (Result<void> done = writeIfChanged(*id, year, chunk); !done)
                return done;
        }
        return putFindings(*id, parts, all);
    }

private:
    /// What a later part says goes over the ones before.
    Result<std::string> putInstrument(const std::vector<std::size_t>& parts, std::span<const BarsToStore> all)
    {
        std::string name;
        Listing listing;
        for (const std::size_t part : parts) {
            const BarsToStore& in = all[part];
            name = in.name.empty() ? name : in.name;
            for (const auto fact : {&Listing::isin, &Listing::series, &Listing::exchange, &Listing::currency})
                listing.*fact = (in.listing.*fact).empty() ? listing.*fact : in.listing.*fact;
        }
        Result<std::string> id = m_instruments.put(all[parts.front()].ticker, name, listing);
        if (!id)
            return id;
        for (const std::size_t part : parts) {
            for (const FormerTicker& former : all[part].former) {
                if (Result<void> done = m_instruments.putAlias(*id, former.ticker, former.until); !done)
                    return done.error();
            }
        }
        return id;
    }

    struct Year
    {
        QByteArray stored; ///< the blob as it was; empty: none
        BarChunk chunk;
    };

    Result<void> addPart(const std::string& id, const BarsToStore& in, StoredCount& count)
    {
        const std::vector<Day>& dates = in.bars->bars.date;
        for (std::size_t begin = 0; begin < dates.size();) {
            const int year = civilFromDay(dates[begin]).year;
            const std::size_t end = endOfYear(dates, begin, year);
            const auto [at, isNew] = m_years.try_emplace(year);
            if (isNew) {
                if (Result<void> done = readYear(id, year, at->second); !done)
                    return done;
            }
            merge(at->second.chunk, slice(*in.bars, begin, end, in.source), count);
            begin = end;
        }
        return {};
    }

    Result<void> readYear(const std::string& id, int year, Year& into)
    {
        const auto stored =
            m_read.bind(id).bind(year).row([](Statement& r) { return std::pair(r.blob(0), r.integer(1)); });
        if (!stored)
            return stored.error();
        if (!*stored)
            return {};
        into.stored = (*stored)->first;
        if (barChecksum(into.stored) != (*stored)->second || !decodeBars(into.stored, into.chunk)) {
            qCWarning(lcBars) << "damaged bars are replaced: instrument" << id.c_str() << "year" << year;
            into.chunk = {};
        }
        return {};
    }

    Result<void> writeIfChanged(const std::string& id, int year, const Year& now)
    {
        const QByteArray data = encodeBars(now.chunk);
        return data == now.stored ? Result<void>() : write(id, year, now.chunk, data);
    }

    Result<void> write(const std::string& id, int year, const BarChunk& chunk, const QByteArray& data)
    {
        m_write.bind(id).bind(year).bind(static_cast<std::int64_t>(chunk.size()));
        m_write.bindDay(chunk.bars.date.front()).bindDay(chunk.bars.date.back());
        m_write.bind(dataSourceName(chunk.source.back()));
        return m_write.bind(barChecksum(data)).bind(m_nowMs).bind(data).exec();
    }

    Result<void> putFindings(const std::string& id, const std::vector<std::size_t>& parts,
                             std::span<const BarsToStore> all)
    {
        auto old = m_readFindings.bind(id).rows([](Statement& r) {
            const FindingRule rule = findingRuleFromName(r.text(2)).value_or(FindingRule::MissingPrice);
            return StoredFinding{{r.day(0), r.number(1), rule, r.text(3)}, r.text(4)};
        });
        if (!old)
            return old.error();
        const bool hadSome = !old->empty();
        bool changed = false;
        std::vector<StoredFinding> found = std::move(old).value();
        for (const std::size_t part : parts)
            changed = replaceFindings(found, all[part]) || changed;
        return changed ? writeFindings(id, found, hadSome) : Result<void>();
    }

    /// Findings of the same file, and those on dates that now have a good bar, give way to the new ones.
    static bool replaceFindings(std::vector<StoredFinding>& found, const BarsToStore& in)
    {
        const std::vector<Day>& dates = in.bars->bars.date;
        const auto dropped = std::erase_if(found, [&](const StoredFinding& one) {
            return one.file == in.file || std::ranges::binary_search(dates, one.finding.date);
        });
        for (const Finding& finding : in.bars->findings)
            found.push_back({finding, in.file});
        return dropped > 0 || !in.bars->findings.empty();
    }

    Result<void> writeFindings(const std::string& id, const std::vector<StoredFinding>& all, bool hadSome)
    {
        if (hadSome) {
            if (Result<void> done = m_dropFindings.bind(id).exec(); !done)
                return done;
        }
        int sequence = 0;
        for (const auto& [finding, file] : all) {
            m_writeFinding.bind(id).bind(sequence++).bindDay(finding.date).bind(finding.line);
            m_writeFinding.bind(findingRuleName(finding.rule)).bind(finding.values).bind(file);
            if (Result<void> done = m_writeFinding.exec(); !done)
                return done;
        }
        return {};
    }

    std::int64_t m_nowMs;
    InstrumentStore m_instruments;
    std::map<int, Year> m_years; ///< of the ticker at work
    Statement m_read, m_write, m_readFindings, m_dropFindings, m_writeFinding;
};

Error noBars(const std::string& ticker)
{
    return makeError(ErrorCode::NotFound, "There are no stored bars of " + ticker + ": import a file first");
}

Error damagedBars(const std::string& ticker)
{
    return makeError(ErrorCode::StorageCorrupt,
                     "The stored bars of " + ticker + " are damaged: import its files again");
}

class BarLoader
{
public:
    explicit BarLoader(Database& database)
        : m_instrument(database, u"SELECT id, ticker, symbol, name, tick_size FROM instruments "
                                 u"WHERE ticker_folded = ? AND deleted_at IS NULL"_s)
        , m_chunks(database, u"SELECT data, checksum, newest_source FROM bar_chunks WHERE instrument_id = ? "
                             u"ORDER BY year"_s)
        , m_count(database, u"SELECT SUM(bars) FROM bar_chunks WHERE instrument_id = ?"_s)
        , m_findings(database, u"SELECT day, line, rule, found FROM bar_findings WHERE instrument_id = ? "
                               u"ORDER BY sequence"_s)
        , m_actions(database)
    {
    }

    Result<StoredBars> load(const std::string& ticker)
    {
        const auto found = m_instrument.bind(folded(ticker)).row([](Statement& r) {
            InstrumentRow row;
            row.id = r.text(0);
            row.ticker = r.text(1);
            row.symbol = r.text(2);
            row.name = r.text(3);
            row.userTick = r.real(4);
            return row;
        });
        if (!found)
            return found.error();
        if (!*found)
            return noBars(ticker);
        StoredBars stored;
        stored.instrument = **found;
        if (Result<void> read = readChunks(stored); !read)
            return read.error();
        if (stored.bars.empty())
            return noBars(ticker);
        if (Result<void> read = readFindings(stored); !read)
            return read.error();
        Result<std::vector<CorporateAction>> actions = m_actions.of(stored.instrument.id);
        if (!actions)
            return actions.error();
        stored.actions = std::move(actions).value();
        return stored;
    }

private:
    Result<void> readChunks(StoredBars& into)
    {
        InstrumentRow& row = into.instrument;
        const auto count = m_count.bind(row.id).row([](Statement& r) { return r.integer(0); });
        if (!count)
            return count.error();
        into.bars.reserve(static_cast<std::size_t>(count->value_or(0)));
        if (Result<void> done = m_chunks.bind(row.id).exec(); !done)
            return done;
        while (m_chunks.next()) {
            const QByteArrayView blob = m_chunks.bytes(0);
            if (barChecksum(blob) != m_chunks.integer(1) || !decodeBars(blob, into.bars))
                return damagedBars(row.ticker);
            row.source = dataSourceFromName(m_chunks.text(2)).value_or(row.source);
        }
        if (!into.bars.empty()) {
            row.firstBar = into.bars.date.front();
            row.lastBar = into.bars.date.back();
            row.bars = static_cast<int>(into.bars.size());
        }
        return m_chunks.status();
    }

    Result<void> readFindings(StoredBars& into)
    {
        auto findings = m_findings.bind(into.instrument.id).rows([](Statement& r) {
            const FindingRule rule = findingRuleFromName(r.text(2)).value_or(FindingRule::MissingPrice);
            return Finding{r.day(0), r.number(1), rule, r.text(3)};
        });
        if (!findings)
            return findings.error();
        into.findings = std::move(findings).value();
        return {};
    }

    Statement m_instrument, m_chunks, m_count, m_findings;
    ActionReader m_actions;
};

} // namespace

BarStore::BarStore(Database& database, const Clock& clock)
    : m_database(database)
    , m_clock(clock)
{
}

Result<std::vector<StoredCount>> BarStore::putBars(std::span<const BarsToStore> all)
{
    return inTransaction(m_database, [&]() -> Result<std::vector<StoredCount>> {
        std::map<std::string_view, std::vector<std::size_t>> byTicker;
        for (std::size_t i = 0; i < all.size(); ++i)
            byTicker[all[i].ticker].push_back(i);
        BarWriter writer(m_database, m_clock);
        std::vector<StoredCount> counts(all.size());
        for (const auto& [ticker, parts] : byTicker) {
            if (Result<void> done = writer.put(parts, all, counts); !done)
                return done.error();
        }
        return counts;
    });
}

Result<StoredBars> BarStore::load(const std::string& ticker)
{
    return BarLoader(m_database).load(ticker);
}

Result<BarChunk> BarStore::loadWhole(const std::string& ticker)
{
    Statement read(m_database, u"SELECT c.data, c.checksum FROM bar_chunks c JOIN instruments i ON "
                               u"i.id = c.instrument_id WHERE i.ticker_folded = ? AND i.deleted_at IS NULL "
                               u"ORDER BY c.year"_s);
    const auto blobs =
        read.bind(folded(ticker)).rows([](Statement& r) { return std::pair(r.blob(0), r.integer(1)); });
    if (!blobs)
        return blobs.error();
    if (blobs->empty())
        return noBars(ticker);
    BarChunk whole;
    for (const auto& [blob, checksum] : *blobs) {
        if (barChecksum(blob) != checksum || !decodeBars(blob, whole))
            return damagedBars(ticker);
    }
    return whole;
}

Result<std::vector<Result<StoredBars>>> BarStore::loadMany(std::span<const std::string> tickers)
{
    const Result<Snapshot> snapshot = Snapshot::begin(m_database);
    if (!snapshot)
        return snapshot.error();
    BarLoader loader(m_database);
    std::vector<Result<StoredBars>> all;
    all.reserve(tickers.size());
    for (const std::string& ticker : tickers)
        all.push_back(loader.load(ticker));
    return all;
}

} // namespace tt
