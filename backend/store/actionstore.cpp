// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/actionstore.h"

#include "store/database.h"
#include "store/folded.h"
#include "store/instrumentstore.h"
#include "store/processlock.h"

#include <map>

namespace tt {

using namespace Qt::StringLiterals;

namespace {

/// From the columns day, kind, origin, value; the table's rules keep other names out.
CorporateAction readAction(Statement& r, int from)
{
    CorporateAction action;
    action.day = r.day(from);
    action.kind = actionKindFromName(r.text(from + 1)).value_or(ActionKind::Dividend);
    action.origin = actionOriginFromName(r.text(from + 2)).value_or(ActionOrigin::User);
    action.value = r.real(from + 3);
    return action;
}

std::string described(const ActionRow& row)
{
    return std::string(actionKindName(row.action.kind)) + " of " + row.ticker + " on " +
           dayText(row.action.day);
}

/// Writes rows one by one and says what became of each.
class ActionWriter
{
public:
    ActionWriter(Database& database, std::int64_t nowMs)
        : m_nowMs(nowMs)
        , m_read(database, u"SELECT value, deleted_at IS NOT NULL FROM corporate_actions "
                           u"WHERE instrument_id = ? AND day = ? AND kind = ? AND origin = ?"_s)
        , m_write(database, u"INSERT INTO corporate_actions (instrument_id, day, kind, origin, value, "
                            u"clock, author) VALUES (?, ?, ?, ?, ?, ?, ?) "
                            u"ON CONFLICT (instrument_id, day, kind, origin) DO UPDATE SET "
                            u"value = excluded.value, clock = excluded.clock, author = excluded.author, "
                            u"deleted_at = NULL"_s)
    {
    }

    Result<void> put(const std::string& instrumentId, const CorporateAction& action, ActionCount& count)
    {
        bindKey(m_read, instrumentId, action);
        const auto stored = m_read.row([](Statement& r) { return std::pair(r.real(0), r.flag(1)); });
        if (!stored)
            return stored.error();
        const bool isRemoved = *stored && (*stored)->second;
        if (isRemoved && action.origin == ActionOrigin::Online) {
            ++count.removedBefore;
            return {};
        }
        if (*stored && !isRemoved && (*stored)->first == action.value) {
            ++count.unchanged;
            return {};
        }
        ++(*stored && !isRemoved ? count.changed : count.added);
        bindKey(m_write, instrumentId, action);
        return m_write.bind(action.value).bind(m_nowMs).bind(machineId()).exec();
    }

private:
    static void bindKey(Statement& to, const std::string& instrumentId, const CorporateAction& action)
    {
        to.bind(instrumentId).bindDay(action.day).bind(actionKindName(action.kind));
        to.bind(actionOriginName(action.origin));
    }

    std::int64_t m_nowMs;
    Statement m_read, m_write;
};

} // namespace

ActionReader::ActionReader(Database& database)
    : m_query(database, u"SELECT day, kind, origin, value FROM corporate_actions WHERE instrument_id = ? "
                        u"AND deleted_at IS NULL ORDER BY day, kind, origin"_s)
{
}

Result<std::vector<CorporateAction>> ActionReader::of(const std::string& instrumentId)
{
    return m_query.bind(instrumentId).rows([](Statement& r) { return readAction(r, 0); });
}

ActionStore::ActionStore(Database& database, const Clock& clock)
    : m_database(database)
    , m_clock(clock)
{
}

Result<ActionCount> ActionStore::put(std::span<const ActionRow> rows)
{
    const auto work = [&]() -> Result<ActionCount> {
        InstrumentStore instruments(m_database, m_clock);
        ActionWriter writer(m_database, m_clock.nowMs());
        std::map<std::string, std::string> touched; // ticker -> id
        ActionCount count;
        for (const ActionRow& row : rows) {
            if (const char* fault = actionFault(row.action))
                return makeError(ErrorCode::DataInvalid,
                                 "The value of the " + described(row) + ' ' + std::string(fault));
            const Result<std::string> id = instruments.put(row.ticker, {});
            if (!id)
                return id.error();
            if (Result<void> done = writer.put(*id, row.action, count); !done)
                return done.error();
            touched.emplace(row.ticker, *id);
        }
        for (const auto& [ticker, id] : touched) {
            if (Result<void> done = checkFactors(ticker, id); !done)
                return done.error();
        }
        return count;
    };
    return inTransaction(m_database, work, Durability::Full);
}

Result<void> ActionStore::checkFactors(const std::string& ticker, const std::string& instrumentId)
{
    const Result<std::vector<CorporateAction>> all = ActionReader(m_database).of(instrumentId);
    if (!all)
        return all.error();
    const double factor = totalFactor(*all);
    if (factor <= kMostTotalFactor && factor >= 1 / kMostTotalFactor)
        return {};
    return makeError(ErrorCode::DataInvalid, "The splits of " + ticker +
                                                 " together change the number of shares more than a "
                                                 "billionfold: check them");
}

Result<std::vector<ActionRow>> ActionStore::list(const std::string& ticker)
{
    QString sql = u"SELECT i.ticker, a.day, a.kind, a.origin, a.value FROM corporate_actions a "
                  u"JOIN instruments i ON i.id = a.instrument_id WHERE a.deleted_at IS NULL "
                  u"AND i.deleted_at IS NULL "_s;
    if (!ticker.empty())
        sql += u"AND i.ticker_folded = ? "_s;
    Statement query(m_database, sql + u"ORDER BY i.ticker, a.day, a.kind, a.origin"_s);
    if (!ticker.empty())
        query.bind(folded(ticker));
    return query.rows([](Statement& r) { return ActionRow{r.text(0), readAction(r, 1)}; });
}

Result<std::vector<ActionRow>> ActionStore::remove(const std::string& ticker, Day day, ActionKind kind)
{
    const auto work = [&]() -> Result<std::vector<ActionRow>> {
        Result<std::vector<ActionRow>> found = list(ticker);
        if (!found)
            return found.error();
        std::erase_if(*found,
                      [&](const ActionRow& row) { return row.action.day != day || row.action.kind != kind; });
        if (found->empty())
            return makeError(ErrorCode::NotFound, "There is no " + std::string(actionKindName(kind)) +
                                                      " of " + ticker + " on " + dayText(day) +
                                                      ": see the list of them");
        Statement bury(m_database, u"UPDATE corporate_actions SET deleted_at = ?, clock = ?, author = ? "
                                   u"WHERE instrument_id = ? AND day = ? AND kind = ?"_s);
        const std::int64_t now = m_clock.nowMs();
        bury.bind(now).bind(now).bind(machineId()).bind(instrumentId(found->front().ticker));
        if (Result<void> done = bury.bindDay(day).bind(actionKindName(kind)).exec(); !done)
            return done.error();
        return std::move(*found);
    };
    return inTransaction(m_database, work, Durability::Full);
}

} // namespace tt
