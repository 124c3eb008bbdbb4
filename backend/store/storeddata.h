// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "engine/analysis.h"
#include "engine/bars.h"
#include "engine/corporateaction.h"
#include "store/instrumentstore.h"

#include <string>
#include <vector>

namespace tt {

class Database;

/// A finding with the file that it came from; a download names its address.
struct FiledFinding
{
    Finding finding;
    std::string file;
};

/// What one source gave of an instrument's bars.
struct SourceExtent
{
    DataSource source = DataSource::Csv;
    int bars = 0;
    Day first = kNoDay, last = kNoDay;
};

/// All that is stored of one instrument's prices, raw.
struct StoredData
{
    InstrumentRow instrument;
    Bars bars;
    std::vector<SourceExtent> sources; ///< by first day
    std::vector<FiledFinding> findings;
    std::vector<CorporateAction> actions;
};

struct RemovedData
{
    std::string ticker;
    int bars = 0, findings = 0;
    Day first = kNoDay, last = kNoDay;
};

/// Without bars where every row was set aside. Errors: NOT_FOUND (unknown, or nothing was read of it),
/// STORAGE_CORRUPT.
Result<StoredData> readStoredData(Database& database, const std::string& ticker);

/// Removes the bars and their findings, damaged ones too; the instrument stays known, with its events, lists
/// and results. Errors: NOT_FOUND.
Result<RemovedData> removeStoredData(Database& database, const std::string& ticker);

} // namespace tt
