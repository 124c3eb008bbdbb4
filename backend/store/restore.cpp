// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/restore.h"

#include "base/clock.h"
#include "base/disk.h"
#include "store/database.h"
#include "store/migrator.h"
#include "store/processlock.h"
#include "store/statement.h"
#include "store/store.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <filesystem>
#include <system_error>

namespace tt {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLockTimeoutMs = 5'000;

constexpr auto kJournal = "-wal"_L1, kShared = "-shm"_L1;

/// What a symbolic link names, so that the link stays.
QString databaseFile(const QString& dataDir)
{
    const QString path = dataDir + u'/' + QString::fromUtf16(kDatabaseFile);
    const QString target = QFileInfo(path).canonicalFilePath();
    return target.isEmpty() ? path : target;
}

void removeWithJournal(const QString& path)
{
    for (const QLatin1StringView ending : {""_L1, kJournal, kShared})
        QFile::remove(path + ending);
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

/// Counts alone would hide that a backup has as many rows, but others.
StoreContents onlyIn(Database& present, const QString& backup)
{
    StoreContents lost;
    Statement attach(present, u"ATTACH DATABASE ? AS backup"_s);
    if (!attach.bind(backup.toStdString()).exec())
        return lost;
    const auto count = [&](const QString& table, const QString& condition = u"TRUE"_s) {
        return countOf(present, u"%1 WHERE %2 AND id NOT IN (SELECT id FROM backup.%1 WHERE %2)"_s.arg(
                                    table, condition));
    };
    lost.instruments = count(u"instruments"_s);
    lost.watchlists = count(u"watchlists"_s, u"deleted_at IS NULL"_s);
    lost.jobs = count(u"analysis_jobs"_s);
    lost.results = count(u"analysis_results"_s);
    return lost;
}

/// A copy on the disk, so that a power cut leaves no half database behind.
Result<void> copyFile(const QString& from, const QString& to)
{
    const std::filesystem::path source = QFile::encodeName(from).toStdString();
    const std::filesystem::path target = QFile::encodeName(to).toStdString();
    std::error_code failed;
    if (std::filesystem::copy_file(source, target, failed) && syncToDisk(target))
        return {};
    if (failed == std::errc::no_space_on_device) {
        return makeError(
                   ErrorCode::StorageFull,
                   "The disk of the data folder has no room for a copy of the database: make room and try "
                   "again")
            .with("file", from.toStdString());
    }
    return makeError(
               ErrorCode::FileUnreadable,
               u"%1 cannot be read: check its name and whether you may read it"_s.arg(from).toStdString())
        .with("system", failed.message());
}

Result<void> checkBackup(Database& copy)
{
    const Result<QString> whole = copy.quickCheck();
    if (!whole)
        return whole.error();
    if (*whole != "ok"_L1) {
        return makeError(ErrorCode::StorageCorrupt, "The backup is damaged: choose another one")
            .with("check", whole->toStdString());
    }
    const Result<int> version = schemaVersion(copy);
    if (!version)
        return version.error();
    if (*version == 0)
        return makeError(ErrorCode::StorageCorrupt, "The file is no backup of this program: choose another");
    return {};
}

/// The sentences are of the database in its place; whoever restores must not take that one for the faulty
/// one.
Error ofBackup(Error error, const QString& backup)
{
    if (error.code == ErrorCode::StorageCorrupt)
        error.message =
            u"%1 is damaged or no backup of this program: choose another one"_s.arg(backup).toStdString();
    if (error.code == ErrorCode::StorageNewer)
        error.message = u"%1 was made by a newer version of this program: update the program, or choose an "
                        u"older backup"_s.arg(backup)
                            .toStdString();
    return error;
}

/// A whole, checked and migrated copy of the backup at `part`, in one file.
Result<StoreContents> prepare(const QString& backup, const QString& part, const QString& backupDir)
{
    removeWithJournal(part);
    if (Result<void> copied = copyFile(backup, part); !copied)
        return copied.error();
    // A file that was no longer in use has none; the one of a crash has its newest part there.
    if (QFileInfo::exists(backup + kJournal)) {
        if (Result<void> copied = copyFile(backup + kJournal, part + kJournal); !copied)
            return copied.error();
    }
    for (const QString& file : {part, part + kJournal})
        QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner);
    const Result<std::unique_ptr<Database>> copy = Database::open(part);
    if (!copy)
        return copy.error();
    if (Result<void> usable = checkBackup(**copy); !usable)
        return usable.error();
    if (const Result<MigrationReport> migrated = migrate(**copy, builtInMigrations(), backupDir); !migrated)
        return migrated.error();
    const StoreContents contents = contentsOf(**copy);
    // What is still in the journal would stay behind when the file alone takes its place.
    if (const Result<QString> whole = (*copy)->scalar(u"PRAGMA wal_checkpoint(TRUNCATE)"_s); !whole)
        return whole.error();
    return contents;
}

/// The present database gets a second name in the backups, and its journal goes there: it is never without a
/// file in its place.
Result<QString> keepAside(const QString& file, const QString& part, const QString& backupDir,
                          RestoreReport& report)
{
    const bool isThere = QFileInfo::exists(file);
    if (!isThere && !QFileInfo::exists(file + kJournal))
        return QString();
    if (isThere) {
        if (const Result<std::unique_ptr<Database>> present = Database::open(file); present) {
            report.before = contentsOf(**present);
            report.lost = onlyIn(**present, part);
        } // closing it brings a sound one into one file
    }
    const QString stamp = QString::fromStdString(utcText(systemClock().nowMs())).remove(u'-').remove(u':');
    const QString aside = backupDir + u"/before-restore-%1.db"_s.arg(stamp);
    std::error_code failed;
    std::filesystem::create_hard_link(QFile::encodeName(file).toStdString(),
                                      QFile::encodeName(aside).toStdString(), failed);
    if (failed && isThere) { // another disk, or one without links
        if (Result<void> copied = copyFile(file, aside); !copied)
            return copied.error();
    }
    QFile::remove(file + kShared);
    if (QFileInfo::exists(file + kJournal) && !QFile::rename(file + kJournal, aside + kJournal)) {
        return makeError(ErrorCode::FileNotWritable,
                         "The present database cannot be moved aside: allow writing to the data folder")
            .with("file", (file + kJournal).toStdString());
    }
    return QFileInfo::exists(aside) ? aside : QString();
}

/// One step: whoever looks finds the old file or the new one.
Result<void> replace(const QString& part, const QString& file, const QString& aside)
{
    std::error_code failed;
    std::filesystem::rename(QFile::encodeName(part).toStdString(), QFile::encodeName(file).toStdString(),
                            failed);
    if (!failed) {
        syncToDisk(QFile::encodeName(QFileInfo(file).absolutePath()).toStdString());
        return {};
    }
    if (!aside.isEmpty())
        QFile::rename(aside + kJournal, file + kJournal);
    return makeError(ErrorCode::FileNotWritable,
                     "The backup cannot take the database's place: allow writing to the data folder")
        .with("system", failed.message());
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

Error offerBackup(Error error, const QString& dataDir)
{
    const QString backup = lastBackup(dataDir);
    if (error.code == ErrorCode::StorageCorrupt && !backup.isEmpty()) {
        error.message += u" (the last backup: %1)"_s.arg(backup).toStdString();
        error.with("last_backup", backup.toStdString());
    }
    return error;
}

Result<RestoreReport> restoreDatabase(const QString& dataDir, const QString& backup)
{
    const QString backupDir = dataDir + u'/' + QString::fromUtf16(kBackupFolder);
    for (const QString& folder : {dataDir, backupDir, dataDir + u"/locks"_s}) {
        if (Result<void> made = makeFolder(folder); !made)
            return made.error();
    }
    const Result<FolderLock> lock = FolderLock::take(dataDir + u"/locks/open"_s, kLockTimeoutMs);
    if (!lock)
        return lock.error();
    if (ProcessLock::isAnyAlive(dataDir)) {
        return makeError(ErrorCode::StorageBusy,
                         "A program is using the data folder: close it before restoring a backup");
    }
    RestoreReport report;
    const QString file = databaseFile(dataDir), part = file + u".restore"_s;
    const Result<StoreContents> prepared = prepare(backup, part, backupDir);
    Result<QString> aside =
        prepared ? keepAside(file, part, backupDir, report) : ofBackup(prepared.error(), backup);
    Result<void> replaced = aside ? replace(part, file, *aside) : Result<void>(aside.error());
    if (!replaced) {
        removeWithJournal(part);
        return replaced.error();
    }
    report.after = *prepared;
    report.keptAside = *aside;
    return report;
}

} // namespace tt
