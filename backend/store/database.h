// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "base/result.h"
#include "store/busywait.h"

#include <QString>

#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <type_traits>

struct sqlite3;

namespace tt {

/// The program's error for one of SQLite's: STORAGE_BUSY, STORAGE_CORRUPT, STORAGE_FULL, FILE_NOT_WRITABLE
/// (read-only file or folder), CONFLICT (a unique rule), else INTERNAL. `what` says what was being done.
Error storageError(int sqliteCode, const QString& what, const QString& sqliteText);

/// Makes a folder of this program's, with those above it. Errors: FILE_NOT_WRITABLE (also a file in its
/// place).
Result<void> makeFolder(const QString& folder);

/// One connection to the SQLite file, bound to the thread that opened it (asserted at each use) and closed
/// with this object. WAL, foreign keys on, synchronous NORMAL.
class Database
{
public:
    /// Opens or creates the file; a missing folder is made. Errors: STORAGE_CORRUPT (not a database),
    /// FILE_NOT_WRITABLE (folder or file, a disk of another machine or without WAL), STORAGE_BUSY,
    /// STORAGE_FULL.
    static Result<std::unique_ptr<Database>> open(const QString& path);
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    const QString& path() const { return m_path; }
    /// One statement without values and rows (pragmas, DDL).
    Result<void> exec(const QString& sql);
    /// The first column of the first row, empty when there is none.
    Result<QString> scalar(const QString& sql);
    /// A consistent copy of the whole database while others go on using it; never half a file, never over
    /// another one. Errors: FILE_NOT_WRITABLE, STORAGE_*.
    Result<void> backupTo(const QString& path);
    /// "ok", or the first fault that SQLite's quick check finds.
    Result<QString> quickCheck();
    /// The same of indexes against their tables and of rows whose parent is gone; takes longer.
    Result<QString> fullCheck();

    bool inTransaction() const { return m_inTransaction; }
    /// Ok while the files that were opened have their names. What is written to a file without a name is lost
    /// with the program. Errors: FILE_NOT_WRITABLE.
    Result<void> checkInPlace();
    /// For other threads, which may ask it after this object has gone.
    std::shared_ptr<const BusyWait> busyWait() const { return m_wait; }
    sqlite3* native() const;

private:
    friend class Transaction;
    struct Close
    {
        void operator()(sqlite3* connection) const;
    };
    explicit Database(QString path);
    Result<void> connect();
    Result<void> setPragmas();

    QString m_path;
    std::thread::id m_thread;
    bool m_inTransaction = false;
    std::uint64_t m_journal = 0; ///< inode of the -wal file, 0 before the first transaction
    std::shared_ptr<BusyWait> m_wait = std::make_shared<BusyWait>(); ///< outlives the connection
    std::unique_ptr<sqlite3, Close> m_connection;
};

/// Normal: a power cut may undo the newest commits. Full: for the user's own edits, on disk before commit
/// returns.
enum class Durability : std::uint8_t { Normal, Full };

/// BEGIN IMMEDIATE (a deferred one that reads and then writes fails at once with "busy"); rolled back unless
/// committed.
class Transaction
{
public:
    static Result<Transaction> begin(Database& database, Durability durability = Durability::Normal);
    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();
    Result<void> commit();

private:
    Transaction(Database& database, Durability durability);
    void finish();

    Database* m_database;
    Durability m_durability;
};

/// While it lives all reads see one state of the database, and need its lock but once. Inside a transaction
/// it does nothing.
class Snapshot
{
public:
    static Result<Snapshot> begin(Database& database);
    Snapshot(Snapshot&& other) noexcept;
    Snapshot& operator=(Snapshot&&) = delete;
    ~Snapshot();

private:
    explicit Snapshot(Database* database);

    Database* m_database; ///< nullptr: nothing to end
};

/// Runs `f() -> Result<T>` in one transaction: committed when it is ok, rolled back otherwise.
template<class F>
auto inTransaction(Database& database, F&& f, Durability durability = Durability::Normal)
    -> std::invoke_result_t<F>
{
    Result<Transaction> transaction = Transaction::begin(database, durability);
    if (!transaction)
        return transaction.error();
    std::invoke_result_t<F> result = f();
    if (!result)
        return result;
    if (Result<void> committed = transaction.value().commit(); !committed)
        return committed.error();
    return result;
}

} // namespace tt
