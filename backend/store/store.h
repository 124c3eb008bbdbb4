// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/day.h"
#include "store/migrator.h"
#include "store/processlock.h"
#include "store/retention.h"
#include "store/storethread.h"

#include <QString>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace tt {

/// What `health` reports of the database. Times are UTC milliseconds, 0: none.
struct StoreHealth
{
    std::string check; ///< "ok", or the first fault that SQLite's quick check found
    int schemaVersion = 0, programVersion = 0;
    std::int64_t sizeBytes = 0;
    std::optional<std::int64_t> freeDiskBytes; ///< none: the system does not say
    std::int64_t lastBackupAtMs = 0;
    std::int64_t clockBehindMs = 0; ///< how far the machine's clock was behind what was stored
    int instruments = 0;
    Day firstBar = kNoDay, lastBar = kNoDay;
    int results = 0;
    std::int64_t oldestResultAtMs = 0, newestResultAtMs = 0;
    Retired beyond; ///< what a cleanup would delete
    int activeJobs = 0, interruptedJobs = 0;
    int staleJobs = 0; ///< active ones whose process is gone
};

/// The data folder, open: database migrated, this process's lock held, the store's thread running. Made once
/// by main, destroyed after everything that uses it.
class Store
{
public:
    /// Blocks until the database is ready. Errors: FILE_NOT_WRITABLE, STORAGE_CORRUPT, STORAGE_NEWER,
    /// STORAGE_BUSY, STORAGE_FULL.
    static Result<std::unique_ptr<Store>> open(const QString& dataDir, const Clock& system = systemClock(),
                                               std::vector<MigrationStep> steps = builtInMigrations());
    ~Store();

    /// `f(Database&) -> Result<T>` on the store's thread; see StoreThread::run.
    template<class F>
    auto run(F f)
    {
        return m_thread->run(std::move(f));
    }

    /// Another program has held the database for more than 2 s, and work waits for it.
    bool isWaiting() const { return m_wait->isLong(); }

    const QString& dataDir() const { return m_dataDir; }
    QString databasePath() const;
    /// Stored as the owner of this process's jobs.
    const std::string& owner() const { return m_lock->owner(); }
    bool isAlive(const std::string& owner) const { return m_lock->isAlive(owner); }
    /// The system's, but never behind what is stored: a clock that was set back makes no new result an old
    /// one.
    const Clock& clock() const { return *m_clock; }
    /// What opening did to the schema.
    const MigrationReport& migration() const { return m_migration; }

    /// By these rules it says what a cleanup would delete.
    QFuture<Result<StoreHealth>> health(const RetentionRules& rules = {});
    /// Another number once another program has written to the database.
    QFuture<Result<QString>> othersVersion();

private:
    explicit Store(QString dataDir);

    QString m_dataDir;
    std::unique_ptr<ProcessLock> m_lock;
    std::shared_ptr<const BusyWait> m_wait;
    std::unique_ptr<StoreThread> m_thread;
    MigrationReport m_migration;
    std::unique_ptr<const Clock> m_clock;
    std::int64_t m_behindMs = 0; ///< how far the system's clock was behind at opening
};

inline constexpr char16_t kDatabaseFile[] = u"thetool.db";
inline constexpr char16_t kBackupFolder[] = u"backups";

} // namespace tt
