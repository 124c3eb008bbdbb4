// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <cstdint>

namespace tt {

class Database;

struct RetentionRules
{
    int resultsEach = 10; ///< kept of a ticker and strategy, demo and real apart; the newest always
    int jobDays = 90;     ///< finished jobs without results are kept so long; the newest job always
};

/// What was deleted; never without saying how many.
struct Retired
{
    int results = 0, jobs = 0;
};

/// Deletes what the rules do not keep, in one transaction. Jobs that are not finished keep all they have.
/// Errors: STORAGE_*.
Result<Retired> retire(Database& database, const RetentionRules& rules, const Clock& clock = systemClock());

/// Gives the room of deleted rows back to the disk; needs as much free disk as the database takes. Errors:
/// STORAGE_BUSY (others are using it), STORAGE_FULL.
Result<void> compact(Database& database);

} // namespace tt
