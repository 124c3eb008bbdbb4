// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <QByteArray>
#include <QString>

#include <string>
#include <vector>

namespace tt {

class Database;

/// One numbered step of the schema. `text` is the file as it is: its first line `-- min_compatible: N` names
/// the oldest schema version whose programs could still work with the result; a statement ends with `;` at
/// the end of a line that an empty line or the file's end follows.
struct MigrationStep
{
    int version = 0;
    std::string name; ///< "initial"
    QByteArray text;
};

/// The steps that are built into the program, by version, 1, 2, 3 ...
std::vector<MigrationStep> builtInMigrations();

struct MigrationReport
{
    int from = 0, to = 0;
    QString backup; ///< path of the copy made before the first step, empty when none was needed
    /// The file has steps that the program does not know, and they say that it can work with them.
    bool isNewer = false;
};

/// Brings the schema up to the newest step, each step in one transaction with its db_version row. An existing
/// file is first copied into `backupDir`. Running again changes nothing. A file of a newer program is left as
/// it is: ok when each step beyond the program's own names a least compatible version that the program has.
/// Errors: STORAGE_NEWER (it does not), STORAGE_CORRUPT (not this program's file, or a shipped step was
/// changed), those of the step that failed; the file is then as it was before that step.
Result<MigrationReport> migrate(Database& database, const std::vector<MigrationStep>& steps,
                                const QString& backupDir, const Clock& clock = systemClock());

/// Says in the log what was done; for the time when there is one.
void logMigration(const MigrationReport& report);

/// The version of the database, 0 for a new file.
Result<int> schemaVersion(Database& database);

} // namespace tt
