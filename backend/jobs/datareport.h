// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/checks.h"
#include "store/storeddata.h"

#include <QString>

#include <string>
#include <vector>

namespace tt {

class Clock;

/// What there is to say of one instrument's stored prices, for the command line and the window alike.
struct DataReport
{
    StoredData stored;
    Grade grade = Grade::A;      ///< of the adjusted view, as of today
    std::vector<Reason> reasons; ///< of the grade
    std::vector<Jump> jumps;     ///< that no event explains
    std::vector<Day> explained;  ///< jumps that a dividend explains
    int splits = 0;              ///< splits and bonuses that change earlier prices
};

/// A bare name finds its .NS or .BO. Errors: those of readStoredData().
Result<DataReport> reportData(Database& database, const std::string& ticker, Day today);

struct DeletedData
{
    RemovedData removed;
    QString backup; ///< of the database as it was before; restoring it undoes the deletion
};

/// Backs the database up, then removes the bars of an instrument. Without a backup nothing is removed.
/// Errors: those of removeStoredData() and of a backup.
Result<DeletedData> deleteData(Database& database, const QString& backupDir, const std::string& ticker,
                               const Clock& clock);

} // namespace tt
