// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "engine/checks.h"
#include "engine/corporateaction.h"
#include "store/barcodec.h"
#include "store/instrumentstore.h"

#include <span>
#include <string>
#include <vector>

namespace tt {

class Database;

/// Bars of one instrument on their way in.
struct BarsToStore
{
    std::string ticker, name; ///< name may be empty
    const CheckedBars* bars = nullptr;
    DataSource source = DataSource::Csv;
    std::string file; ///< where the findings came from
    Listing listing = {};
    std::vector<FormerTicker> former = {};
};

struct StoredCount
{
    std::string ticker;
    int added = 0, replaced = 0, unchanged = 0; ///< dates
    std::vector<Finding> replacedBars;          ///< one note of rule `replaced` for each, with the old values
};

/// Raw bars as they were stored, oldest first.
struct StoredBars
{
    InstrumentRow instrument;
    Bars bars;
    std::vector<Finding> findings; ///< quarantined and repaired ones
    std::vector<CorporateAction> actions;
};

/// Bars in yearly chunks. The newest import of a date wins; each bar knows its source.
class BarStore
{
public:
    explicit BarStore(Database& database, const Clock& clock = systemClock());

    /// All instruments of one file or several in one transaction. Of a ticker that comes several times each
    /// part goes over the ones before, as if they were stored one by one; gives the count of each, in their
    /// order. Findings of the same file, and those on dates that now have a good bar, are replaced.
    Result<std::vector<StoredCount>> putBars(std::span<const BarsToStore> all);
    /// Errors: NOT_FOUND, STORAGE_CORRUPT (a chunk's checksum).
    Result<StoredBars> load(const std::string& ticker);
    /// All that is stored of each bar, its adjusted close and source too. Errors as load().
    Result<BarChunk> loadWhole(const std::string& ticker);
    /// One answer a ticker, in their order.
    Result<std::vector<Result<StoredBars>>> loadMany(std::span<const std::string> tickers);

private:
    Database& m_database;
    const Clock& m_clock;
};

} // namespace tt
