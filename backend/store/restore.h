// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QString>

#include <algorithm>
#include <cstdint>
#include <string>

namespace tt {

/// What a database holds, to say what a restore loses. -1: it cannot be read.
struct StoreContents
{
    int version = 0;
    int instruments = -1, watchlists = -1, jobs = -1, results = -1;

    bool isWhole() const { return std::min({instruments, watchlists, jobs, results}) >= 0; }
    bool hasAny() const { return std::max({instruments, watchlists, jobs, results}) > 0; }
    bool isUnreadable() const { return std::max({instruments, watchlists, jobs, results}) < 0; }
};

struct RestoreReport
{
    StoreContents before, after;
    StoreContents lost; ///< what only the database of before has; its version says nothing
    QString keptAside;  ///< the database of before, whole or damaged; empty when there was none
};

/// The newest copy in the folder's backups, empty without any.
QString lastBackup(const QString& dataDir);

/// A damaged file stays as it is; the sentence names the newest backup, where there is one.
Error offerBackup(Error error, const QString& dataDir);

/// Puts a backup in the place of the data folder's database, after checking and, where it is older, migrating
/// a copy of it; nothing is touched before that has worked. The database of before is kept aside in the
/// backups, with its journal. Errors: FILE_UNREADABLE, STORAGE_CORRUPT, STORAGE_NEWER (the backup),
/// STORAGE_BUSY (a program is using the data folder), FILE_NOT_WRITABLE, STORAGE_FULL.
Result<RestoreReport> restoreDatabase(const QString& dataDir, const QString& backup);

} // namespace tt
