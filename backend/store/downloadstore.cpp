// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/downloadstore.h"

#include "store/actionstore.h"
#include "store/database.h"
#include "store/statement.h"

#include <algorithm>

namespace tt {

using namespace Qt::StringLiterals;

namespace {

constexpr char kOnlineFile[] = "yahoo"; ///< where findings of downloads come from

/// The day of the fifth newest bar that came online, of the oldest where they are fewer; kNoDay: none did.
Day fifthNewestOnline(const BarChunk& bars)
{
    Day day = kNoDay;
    std::size_t count = 0;
    for (std::size_t i = bars.size(); i > 0 && count < kSessionsAgain; --i) {
        if (bars.source[i - 1] != DataSource::Yahoo)
            continue;
        day = bars.bars.date[i - 1];
        ++count;
    }
    return day;
}

struct RemovedAction
{
    ActionKey key;
    bool isApplied = false; ///< the whole history was read without it
};

/// A tombstone is applied once its clock has moved past the removal: see markApplied().
Result<std::vector<RemovedAction>> removedActions(Database& database, const std::string& ticker)
{
    Statement query(database, u"SELECT day, kind, clock > deleted_at FROM corporate_actions "
                              u"WHERE instrument_id = ? AND origin = 'online' AND deleted_at IS NOT NULL"_s);
    return query.bind(instrumentId(ticker)).rows([](Statement& r) {
        const ActionKind kind = actionKindFromName(r.text(1)).value_or(ActionKind::Dividend);
        return RemovedAction{{r.day(0), kind}, r.flag(2)};
    });
}

Result<void> markApplied(Database& database, const std::string& ticker, std::span<const ActionKey> removed)
{
    Statement change(database, u"UPDATE corporate_actions SET clock = deleted_at + 1 WHERE instrument_id = ? "
                               u"AND day = ? AND kind = ? AND origin = 'online' "
                               u"AND deleted_at IS NOT NULL"_s);
    for (const ActionKey& key : removed) {
        change.bind(instrumentId(ticker)).bindDay(key.day).bind(actionKindName(key.kind));
        if (Result<void> done = change.exec(); !done)
            return done;
    }
    return {};
}

} // namespace

DownloadStore::DownloadStore(Database& database, const Clock& clock)
    : m_database(database)
    , m_clock(clock)
{
}

Result<void> DownloadStore::add(std::span<const std::string> tickers)
{
    return inTransaction(m_database, [&]() -> Result<void> {
        Statement put(m_database,
                      u"INSERT INTO downloads (ticker, sequence, status, changed_at) VALUES (?, "
                      u"(SELECT COALESCE(MAX(sequence), 0) + 1 FROM downloads), 'pending', ?) "
                      u"ON CONFLICT (ticker) DO UPDATE SET status = 'pending', sequence = excluded.sequence, "
                      u"error_code = NULL, error_reason = NULL, error_message = NULL, "
                      u"changed_at = excluded.changed_at"_s);
        for (const std::string& ticker : tickers) {
            if (Result<void> done = put.bind(ticker).bind(m_clock.nowMs()).exec(); !done)
                return done;
        }
        return {};
    });
}

Result<std::vector<std::string>> DownloadStore::pending()
{
    Statement query(m_database, u"SELECT ticker FROM downloads WHERE status = 'pending' ORDER BY sequence"_s);
    return query.rows([](Statement& r) { return r.text(0); });
}

Result<DownloadState> DownloadStore::state(const std::string& ticker)
{
    DownloadState state;
    state.symbol = ticker; // a list of known stocks gives its yahoo_symbol as the ticker
    Result<std::vector<CorporateAction>> actions = ActionReader(m_database).of(instrumentId(ticker));
    if (!actions)
        return actions.error();
    state.actions = std::move(*actions);
    std::erase_if(state.actions, [](const auto& one) { return one.origin != ActionOrigin::Online; });
    const Result<std::vector<RemovedAction>> removed = removedActions(m_database, ticker);
    if (!removed)
        return removed.error();
    bool isAgain = false;
    for (const auto& [key, isApplied] : *removed) {
        state.removed.push_back(key);
        isAgain = isAgain || (!isApplied && key.kind != ActionKind::Dividend);
    }
    if (isAgain)
        return state;
    const Result<BarChunk> bars = BarStore(m_database, m_clock).loadWhole(ticker);
    // Without bars, or with damaged ones, everything is asked for.
    if (!bars)
        return bars.error().code == ErrorCode::NotFound || bars.error().code == ErrorCode::StorageCorrupt
                   ? Result<DownloadState>(std::move(state))
                   : bars.error();
    state.lastFew = fifthNewestOnline(*bars);
    return state;
}

Result<StoredCount> DownloadStore::finish(const std::string& ticker, const std::string& name,
                                          const std::string& currency, CheckedBars bars,
                                          std::span<const CorporateAction> actions, Day from,
                                          std::span<const ActionKey> removed)
{
    std::vector<ActionRow> rows;
    for (const CorporateAction& action : actions)
        rows.push_back({ticker, action});
    const Result<ActionCount> kept = ActionStore(m_database, m_clock).put(rows);
    if (!kept)
        return kept.error();
    // The writer replaces all findings of a file by the new ones.
    Statement query(m_database, u"SELECT day, line, rule, found FROM bar_findings WHERE instrument_id = ? "
                                u"AND file = ? AND day < ? ORDER BY sequence"_s);
    auto older = query.bind(instrumentId(ticker)).bind(kOnlineFile).bindDay(from).rows([](Statement& r) {
        return Finding{r.day(0), r.number(1),
                       findingRuleFromName(r.text(2)).value_or(FindingRule::MissingPrice), r.text(3)};
    });
    if (!older)
        return older.error();
    bars.findings.insert(bars.findings.begin(), older->begin(), older->end());
    BarsToStore stored;
    stored.ticker = ticker;
    stored.name = name;
    stored.bars = &bars;
    stored.source = DataSource::Yahoo;
    stored.file = kOnlineFile;
    stored.listing.currency = currency;
    Result<std::vector<StoredCount>> counts = BarStore(m_database, m_clock).putBars({&stored, 1});
    if (!counts)
        return counts.error();
    if (from == kNoDay) {
        if (Result<void> done = markApplied(m_database, ticker, removed); !done)
            return done.error();
    }
    if (Result<void> done = clear({&ticker, 1}); !done)
        return done.error();
    return std::move(counts->front());
}

Result<void> DownloadStore::fail(const std::string& ticker, const Error& error, const std::string& reason,
                                 bool again)
{
    Statement change(m_database, u"UPDATE downloads SET status = ?, error_code = ?, error_reason = ?, "
                                 u"error_message = ?, changed_at = ? WHERE ticker = ?"_s);
    change.bind(again ? "pending" : "failed").bind(errorCodeName(error.code)).bind(reason);
    return change.bind(error.message).bind(m_clock.nowMs()).bind(ticker).exec();
}

Result<std::optional<Error>> DownloadStore::failure(const std::string& ticker)
{
    Statement query(m_database, u"SELECT error_code, error_message FROM downloads WHERE ticker = ? "
                                u"AND error_code IS NOT NULL"_s);
    return query.bind(ticker).row([](Statement& r) {
        return makeError(errorCodeFromName(r.text(0)).value_or(ErrorCode::Internal), r.text(1));
    });
}

Result<void> DownloadStore::clear(std::span<const std::string> tickers)
{
    Statement drop(m_database, u"DELETE FROM downloads WHERE ticker = ?"_s);
    for (const std::string& ticker : tickers) {
        if (Result<void> done = drop.bind(ticker).exec(); !done)
            return done;
    }
    return {};
}

} // namespace tt
