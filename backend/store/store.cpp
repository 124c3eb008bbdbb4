// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/store.h"

#include "base/disk.h"
#include "store/restore.h"
#include "store/statement.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace tt {

using namespace Qt::StringLiterals;

namespace {

constexpr int kOpenTimeoutMs = 30'000;

/// A database that has gone while its backups are there is no first start: an empty one in its place would
/// hide the loss.
Result<void> checkPresent(const QString& dataDir)
{
    const QString file = dataDir + u'/' + QString::fromUtf16(kDatabaseFile);
    if (QFileInfo(file).size() > 0 || QFileInfo(file + u"-wal"_s).size() > 0 || lastBackup(dataDir).isEmpty())
        return {};
    return makeError(
               ErrorCode::StorageCorrupt,
               "The database is missing or empty, but the data folder has backups: restore one, or move the "
               "folder backups away to begin anew")
        .with("file", file.toStdString());
}

/// Opens and migrates, one process at a time: two that create the same file at once must not meet half-way.
Result<std::unique_ptr<Database>>
openMigrated(const QString& dataDir, const std::vector<MigrationStep>& steps, MigrationReport& report)
{
    const Result<FolderLock> lock = FolderLock::take(dataDir + u"/locks/open"_s, kOpenTimeoutMs);
    if (!lock)
        return lock.error();
    if (Result<void> present = checkPresent(dataDir); !present)
        return present.error();
    Result<std::unique_ptr<Database>> database =
        Database::open(dataDir + u'/' + QString::fromUtf16(kDatabaseFile));
    if (!database)
        return database;
    Result<MigrationReport> migrated =
        migrate(**database, steps, dataDir + u'/' + QString::fromUtf16(kBackupFolder));
    if (!migrated)
        return migrated.error();
    report = *migrated;
    return database;
}

/// Of a database that a restore kept aside nobody would call it a backup.
std::int64_t lastBackupMs(const QString& dataDir)
{
    const QString backup = lastBackup(dataDir);
    return backup.isEmpty() ? 0 : QFileInfo(backup).lastModified().toMSecsSinceEpoch();
}

Result<void> readData(Database& database, StoreHealth& health)
{
    Statement bars(database, u"SELECT COUNT(DISTINCT instrument_id), MIN(first_day), MAX(last_day) "
                             u"FROM bar_chunks"_s);
    const auto extent = bars.row([&](Statement& r) {
        health.instruments = r.number(0);
        health.firstBar = r.day(1);
        health.lastBar = r.day(2);
        return true;
    });
    if (!extent)
        return extent.error();
    Statement results(database,
                      u"SELECT COUNT(*), MIN(analyzed_at), MAX(analyzed_at) FROM analysis_results"_s);
    const auto span = results.row([&](Statement& r) {
        health.results = r.number(0);
        health.oldestResultAtMs = r.integer(1);
        health.newestResultAtMs = r.integer(2);
        return true;
    });
    if (!span)
        return span.error();
    return {};
}

Result<void> readJobs(Database& database, const ProcessLock& lock, StoreHealth& health)
{
    Statement jobs(database, u"SELECT status, owner FROM analysis_jobs WHERE status IN ('queued', 'running', "
                             u"'paused', 'interrupted')"_s);
    const auto rows = jobs.rows([](Statement& r) { return std::pair(r.text(0), r.text(1)); });
    if (!rows)
        return rows.error();
    for (const auto& [status, owner] : *rows) {
        if (status == "interrupted") {
            ++health.interruptedJobs;
            continue;
        }
        ++health.activeJobs;
        if (!lock.isAlive(owner))
            ++health.staleJobs;
    }
    return {};
}

Result<StoreHealth> readHealth(Database& database, const QString& dataDir, const ProcessLock& lock)
{
    StoreHealth health;
    const Result<QString> check = database.quickCheck();
    if (!check)
        return check.error();
    health.check = check->toStdString();
    const Result<int> version = schemaVersion(database);
    if (!version)
        return version.error();
    health.schemaVersion = *version;
    health.programVersion = static_cast<int>(builtInMigrations().size());
    health.sizeBytes = QFileInfo(database.path()).size();
    health.freeDiskBytes = freeDiskBytes(QFile::encodeName(dataDir).toStdString());
    health.lastBackupAtMs = lastBackupMs(dataDir);
    if (Result<void> read = readData(database, health); !read)
        return read.error();
    if (Result<void> read = readJobs(database, lock, health); !read)
        return read.error();
    return health;
}

/// Of jobs and results; 0: there are none.
Result<std::int64_t> newestTime(Database& database)
{
    Statement query(database, u"SELECT MAX((SELECT COALESCE(MAX(analyzed_at), 0) FROM analysis_results), "
                              u"(SELECT COALESCE(MAX(created_at), 0) FROM analysis_jobs))"_s);
    const auto found = query.row([](Statement& r) { return r.integer(0); });
    return found ? Result<std::int64_t>(found->value_or(0)) : Result<std::int64_t>(found.error());
}

} // namespace

Result<std::unique_ptr<Store>> Store::open(const QString& dataDir, const Clock& system,
                                           std::vector<MigrationStep> steps)
{
    std::unique_ptr<Store> store(new Store(QDir::cleanPath(QFileInfo(dataDir).absoluteFilePath())));
    if (Result<void> made = makeFolder(store->m_dataDir); !made)
        return made.error();
    Result<std::unique_ptr<ProcessLock>> lock = ProcessLock::take(store->m_dataDir);
    if (!lock)
        return lock.error();
    store->m_lock = std::move(*lock);
    Result<std::unique_ptr<StoreThread>> thread = StoreThread::start([&] {
        Result<std::unique_ptr<Database>> opened = openMigrated(store->m_dataDir, steps, store->m_migration);
        if (opened)
            store->m_wait = (*opened)->busyWait();
        return opened;
    });
    if (!thread)
        return offerBackup(thread.error(), store->m_dataDir);
    store->m_thread = std::move(*thread);
    const Result<std::int64_t> newest = store->run(newestTime).result();
    if (!newest)
        return offerBackup(newest.error(), store->m_dataDir);
    store->m_clock = std::make_unique<ForwardClock>(system, *newest);
    store->m_behindMs = std::max<std::int64_t>(0, *newest - system.nowMs());
    return store;
}

Store::Store(QString dataDir)
    : m_dataDir(std::move(dataDir))
{
}

Store::~Store() = default;

QString Store::databasePath() const
{
    return m_dataDir + u'/' + QString::fromUtf16(kDatabaseFile);
}

QFuture<Result<StoreHealth>> Store::health(const RetentionRules& rules)
{
    return run([this, rules](Database& database) -> Result<StoreHealth> {
        Result<StoreHealth> health = readHealth(database, m_dataDir, *m_lock);
        if (!health)
            return offerBackup(health.error(), m_dataDir);
        const Result<Retired> beyond = countRetired(database, rules, clock());
        if (!beyond)
            return offerBackup(beyond.error(), m_dataDir);
        health->beyond = *beyond;
        health->clockBehindMs = m_behindMs;
        return health;
    });
}

QFuture<Result<QString>> Store::othersVersion()
{
    return run([](Database& database) { return database.scalar(u"PRAGMA data_version"_s); });
}

} // namespace tt
