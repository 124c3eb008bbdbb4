// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <optional>
#include <string>
#include <vector>

namespace tt {

class Database;

/// One of the user's strategies as it is kept: all of its numbers are in the text `definition`.
struct StrategyRow
{
    std::string id, name;
    int revision = 1;
    std::string definition;
};

/// The user's own strategies; a name is unique without regard to case. Edits are on disk when they return.
/// Errors beside STORAGE_*: NOT_FOUND (no such strategy), CONFLICT (the name is taken, or the strategy has
/// another revision than the one that the caller started from).
class StrategyStore
{
public:
    explicit StrategyStore(Database& database, const Clock& clock = systemClock());

    Result<std::vector<StrategyRow>> list(); ///< by name
    /// By id, or by name without regard to case.
    Result<StrategyRow> find(const std::string& idOrName);
    /// The id of a strategy with this id or name, the newest of the deleted ones when none is left: results
    /// outlive their strategy. nullopt: there never was one.
    Result<std::optional<std::string>> idEver(const std::string& idOrName);
    Result<StrategyRow> create(const std::string& name, const std::string& definition);
    /// Replaces what has `row.revision`; the answer has the next one.
    Result<StrategyRow> update(const StrategyRow& row);
    /// nullopt: whatever its revision.
    Result<void> remove(const std::string& id, std::optional<int> revision);

private:
    Result<void> refused(const std::string& id, int revision);
    Result<bool> isTaken(const std::string& name, const std::string& butId);

    Database& m_database;
    const Clock& m_clock;
};

} // namespace tt
