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

/// What was deleted, or would be; never without saying how many.
struct Retired
{
    int results = 0, jobs = 0;
    int jobsKept = 0; ///< finished longer ago than the rules keep, but results of theirs are kept
};

/// Deletes what the rules do not keep, in one transaction. Jobs that are not finished keep all they have.
/// Errors: STORAGE_*.
Result<Retired> retire(Database& database, const RetentionRules& rules, const Clock& clock = systemClock());

/// What retire() would delete now; reads only.
Result<Retired> countRetired(Database& database, const RetentionRules& rules,
                             const Clock& clock = systemClock());

/// Gives the room of deleted rows back to the disk; needs as much free disk as the database takes. False: it
/// is done, but the file keeps its size until another program has finished reading. Errors: STORAGE_BUSY
/// (others are using it), STORAGE_FULL.
Result<bool> compact(Database& database);

/// What the database takes with all that is committed, wherever it stands: part may still be in the journal.
Result<std::int64_t> databaseBytes(Database& database);

} // namespace tt
