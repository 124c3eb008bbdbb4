// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "engine/corporateaction.h"
#include "store/statement.h"

#include <span>
#include <string>
#include <vector>

namespace tt {

class Database;

struct ActionRow
{
    std::string ticker;
    CorporateAction action;
};

struct ActionCount
{
    int added = 0, changed = 0, unchanged = 0;
    int removedBefore = 0; ///< of the online source, and once removed by the user: they stay away
};

/// Reads the events of many instruments with one prepared statement.
class ActionReader
{
public:
    explicit ActionReader(Database& database);
    Result<std::vector<CorporateAction>> of(const std::string& instrumentId); ///< by day

private:
    Statement m_query;
};

/// Splits, bonuses and dividends: one of each kind, day and origin an instrument. Edits are on disk when they
/// return. Errors beside STORAGE_*: NOT_FOUND.
class ActionStore
{
public:
    explicit ActionStore(Database& database, const Clock& clock = systemClock());

    /// All or nothing; an unknown ticker becomes known. An event of the same kind, day and origin is
    /// replaced. Errors: DATA_INVALID (actionFault(), or factors whose product is beyond kMostTotalFactor).
    Result<ActionCount> put(std::span<const ActionRow> rows);
    /// By ticker, day, kind and origin; of one instrument where a ticker is given.
    Result<std::vector<ActionRow>> list(const std::string& ticker = {});
    /// Those of a day, of all origins; returns what was removed. Errors: NOT_FOUND.
    Result<std::vector<ActionRow>> remove(const std::string& ticker, Day day, ActionKind kind);

private:
    Result<void> checkFactors(const std::string& ticker, const std::string& instrumentId);

    Database& m_database;
    const Clock& m_clock;
};

} // namespace tt
