// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/restore.h"

#include "base/clock.h"
#include "store/database.h"
#include "store/migrator.h"
#include "store/processlock.h"
#include "store/statement.h"
#include "store/store.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace tt {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLockTimeoutMs = 5'000;

QString databaseFile(const QString& dataDir)
{
    return dataDir + u'/' + QString::fromUtf16(kDatabaseFile);
}

int countOf(Database& database, const QString& table)
{
    const Result<QString> count = database.scalar(u"SELECT COUNT(*) FROM "_s + table);
    return count && !count->isEmpty() ? count->toInt() : -1;
}

StoreContents contentsOf(Database& database)
{
    StoreContents contents;
    const Result<int> version = schemaVersion(database);
    contents.version = version ? *version : 0;
    contents.instruments = countOf(database, u"instruments"_s);
    contents.watchlists = countOf(database, u"watchlists WHERE deleted_at IS NULL"_s);
    contents.jobs = countOf(database, u"analysis_jobs"_s);
    contents.results = countOf(database, u"analysis_results"_s);
    return contents;
}

/// A whole, checked and migrated copy of the backup at `part`.
Result<StoreContents> prepare(const QString& backup, const QString& part, const QString& backupDir)
{
    for (const QString& ending : {u""_s, u"-wal"_s, u"-shm"_s})
        QFile::remove(part + ending);
    if (!QFile::copy(backup, part)) {
        return makeError(ErrorCode::FileUnreadable,
                         "The backup cannot be read, or there is no room for it: check its name and the disk")
            .with("file", backup.toStdString());
    }
    QFile::setPermissions(part, QFile::ReadOwner | QFile::WriteOwner);
    const Result<std::unique_ptr<Database>> copy = Database::open(part);
    if (!copy)
        return copy.error();
    const Result<QString> whole = (*copy)->quickCheck();
    if (!whole)
        return whole.error();
    if (*whole != "ok"_L1) {
        return makeError(ErrorCode::StorageCorrupt, "The backup is damaged: choose another one")
            .with("check", whole->toStdString());
    }
    const Result<int> version = schemaVersion(**copy);
    if (!version)
        return version.error();
    if (*version == 0)
        return makeError(ErrorCode::StorageCorrupt, "The file is no backup of this program: choose another");
    if (const Result<MigrationReport> migrated = migrate(**copy, builtInMigrations(), backupDir); !migrated)
        return migrated.error();
    return contentsOf(**copy);
}

/// Moves the present database with its journal; a sound one is first brought into one file.
Result<QString> keepAside(const QString& dataDir, const QString& backupDir, StoreContents& before)
{
    const QString file = databaseFile(dataDir);
    if (!QFileInfo::exists(file))
        return QString();
    if (const Result<std::unique_ptr<Database>> present = Database::open(file); present)
        before = contentsOf(**present);
    const QString stamp = QString::fromStdString(utcText(systemClock().nowMs())).remove(u'-').remove(u':');
    const QString aside = backupDir + u"/before-restore-%1.db"_s.arg(stamp);
    for (const QString& ending : {u"-wal"_s, u"-shm"_s, u""_s}) {
        if (QFileInfo::exists(file + ending) && !QFile::rename(file + ending, aside + ending)) {
            return makeError(ErrorCode::FileNotWritable,
                             "The present database cannot be moved aside: allow writing to the data folder")
                .with("file", (file + ending).toStdString());
        }
    }
    return aside;
}

} // namespace

QString lastBackup(const QString& dataDir)
{
    const QDir folder(dataDir + u'/' + QString::fromUtf16(kBackupFolder));
    for (const QFileInfo& file : folder.entryInfoList({u"*.db"_s}, QDir::Files, QDir::Time)) {
        if (!file.fileName().startsWith("before-restore"_L1))
            return file.absoluteFilePath();
    }
    return {};
}

Result<RestoreReport> restoreDatabase(const QString& dataDir, const QString& backup)
{
    const QString backupDir = dataDir + u'/' + QString::fromUtf16(kBackupFolder);
    if (!QDir().mkpath(backupDir) || !QDir().mkpath(dataDir + u"/locks"_s)) {
        return makeError(ErrorCode::FileNotWritable,
                         "The data folder cannot be written: allow writing to it, or choose another one")
            .with("folder", dataDir.toStdString());
    }
    const Result<FolderLock> lock = FolderLock::take(dataDir + u"/locks/open"_s, kLockTimeoutMs);
    if (!lock)
        return lock.error();
    if (ProcessLock::isAnyAlive(dataDir)) {
        return makeError(ErrorCode::StorageBusy,
                         "A program is using the data folder: close it before restoring a backup");
    }
    RestoreReport report;
    const QString part = dataDir + u"/restore.part"_s;
    const Result<StoreContents> prepared = prepare(backup, part, backupDir);
    if (!prepared) {
        QFile::remove(part);
        return prepared.error();
    }
    report.after = *prepared;
    Result<QString> aside = keepAside(dataDir, backupDir, report.before);
    if (!aside)
        return aside.error();
    report.keptAside = *aside;
    if (QFile::rename(part, databaseFile(dataDir)))
        return report;
    return makeError(ErrorCode::FileNotWritable,
                     "The backup cannot take the database's place: allow writing to the data folder")
        .with("kept_aside", report.keptAside.toStdString());
}

} // namespace tt
