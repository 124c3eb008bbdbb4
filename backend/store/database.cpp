// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/database.h"

#include "base/disk.h"
#include "base/id.h"
#include "store/statement.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <sqlite3.h>

#include <cerrno>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace tt {

using namespace Qt::StringLiterals;

namespace {

struct CodeRow
{
    int sqlite;
    ErrorCode code;
    const char* message;
};

// Extended codes stand before the primary code that they refine.
constexpr CodeRow kCodes[] = {
    {SQLITE_BUSY, ErrorCode::StorageBusy, "The database is in use by another program: close it or try again"},
    {SQLITE_LOCKED, ErrorCode::StorageBusy,
     "The database is in use by another program: close it or try again"},
    {SQLITE_CORRUPT, ErrorCode::StorageCorrupt,
     "The database is damaged: restore a backup, or choose another data folder"},
    {SQLITE_NOTADB, ErrorCode::StorageCorrupt,
     "The file is not a database of this program: restore a backup, or choose another data folder"},
    {SQLITE_IOERR_READ, ErrorCode::StorageCorrupt,
     "The database cannot be read: check the disk, or restore a backup"},
    {SQLITE_IOERR_SHORT_READ, ErrorCode::StorageCorrupt,
     "The database cannot be read: check the disk, or restore a backup"},
    {SQLITE_FULL, ErrorCode::StorageFull, "The disk of the data folder is full: make room and try again"},
    {SQLITE_IOERR, ErrorCode::StorageFull,
     "The disk of the data folder does not take what is written: make room on it or check it"},
    {SQLITE_READONLY, ErrorCode::FileNotWritable,
     "The database is read-only: allow writing to its file and folder, or choose another data folder"},
    {SQLITE_PERM, ErrorCode::FileNotWritable,
     "The database may not be opened: allow access to its file, or choose another data folder"},
    {SQLITE_CANTOPEN, ErrorCode::FileNotWritable,
     "The database cannot be opened: check the data folder, or choose another one"},
    {SQLITE_CONSTRAINT_UNIQUE, ErrorCode::Conflict, "A row with the same key exists already"},
    {SQLITE_CONSTRAINT_PRIMARYKEY, ErrorCode::Conflict, "A row with the same key exists already"},
};

const CodeRow* findCode(int sqliteCode)
{
    for (int code : {sqliteCode, sqliteCode & 0xff}) {
        for (const CodeRow& row : kCodes) {
            if (row.sqlite == code)
                return &row;
        }
    }
    return nullptr;
}

/// The file that stands where a folder should be; empty without one.
QString fileInTheWay(const QString& folder)
{
    // Nothing lies above the folder without a name.
    for (QFileInfo part(folder); !part.filePath().isEmpty() && !part.isRoot();
         part = QFileInfo(part.absolutePath())) {
        if (part.exists())
            return part.isDir() ? QString() : part.absoluteFilePath();
    }
    return {};
}

/// WAL needs memory that all its users share: on a disk of another machine two machines would damage the
/// file.
Result<void> checkLocal(const QString& folder)
{
    const std::string_view kind = networkDiskOf(QFile::encodeName(folder).toStdString());
    if (kind.empty())
        return {};
    return makeError(
        ErrorCode::FileNotWritable,
        u"The data folder %1 is on another machine's disk (%2): choose a folder on a local disk"_s
            .arg(folder, QString::fromUtf8(kind.data(), static_cast<qsizetype>(kind.size())))
            .toStdString());
}

/// 0: there is none.
std::uint64_t inodeOf(const QString& path)
{
    struct stat found = {};
    return ::stat(QFile::encodeName(path).constData(), &found) == 0 ? found.st_ino : 0;
}

/// The sentences of storageError() are of the data folder, which the backup need not lie in.
Error backupError(int code, const QString& path, sqlite3* target)
{
    Error error =
        storageError(code, u"copying the database to "_s + path, QString::fromUtf8(sqlite3_errmsg(target)));
    if (error.code == ErrorCode::StorageFull)
        error.message =
            u"The disk has no room for the backup %1: make room on it, or choose another place"_s.arg(path)
                .toStdString();
    if (error.code == ErrorCode::FileNotWritable)
        error.message =
            u"The backup %1 cannot be written: choose another name or place"_s.arg(path).toStdString();
    return error;
}

/// Pages are copied as they are, damaged ones too.
Result<void> checkCopy(sqlite3* copy)
{
    QString found;
    const auto keep = [](void* text, int, char** values, char**) {
        *static_cast<QString*>(text) = QString::fromUtf8(values[0]);
        return 0;
    };
    sqlite3_exec(copy, "PRAGMA quick_check(1)", keep, &found, nullptr);
    if (found == "ok"_L1)
        return {};
    return makeError(ErrorCode::StorageCorrupt,
                     "The database is damaged, a copy of it would be no backup: restore an earlier one")
        .with("check", found.toStdString());
}

/// Copies all pages into the new file `part`, which becomes `path`.
Result<void> copyPages(sqlite3* source, const QString& part, const QString& path)
{
    sqlite3* target = nullptr;
    int code = sqlite3_open(QFile::encodeName(part).constData(), &target);
    if (code == SQLITE_OK) {
        if (sqlite3_backup* backup = sqlite3_backup_init(target, "main", source, "main")) {
            sqlite3_backup_step(backup, -1);
            sqlite3_backup_finish(backup);
        }
        code = sqlite3_errcode(target);
    }
    Result<void> result = code == SQLITE_OK ? checkCopy(target) : backupError(code, path, target);
    sqlite3_close(target);
    return result;
}

/// SQLite opens a file that cannot be written all the same, and leaves helpers beside it that nobody can
/// write afterwards.
Result<void> checkWritable(const QString& path)
{
    for (const QString& file : {path, path + u"-wal"_s, path + u"-shm"_s}) {
        if (QFileInfo(file).isDir())
            return makeError(ErrorCode::FileNotWritable,
                             u"%1 is a folder in the place of a file: move it away"_s.arg(file).toStdString())
                .with("file", file.toStdString());
        // One question: another program that ends may take its journal away between two.
        if (::access(QFile::encodeName(file).constData(), W_OK) != 0 && errno != ENOENT)
            return makeError(ErrorCode::FileNotWritable,
                             u"%1 is read-only: allow writing to it"_s.arg(file).toStdString())
                .with("file", file.toStdString());
    }
    return {};
}

} // namespace

Result<void> makeFolder(const QString& folder)
{
    if (QDir().mkpath(folder) && QFileInfo(folder).isDir() && QFileInfo(folder).isWritable())
        return {};
    const QString file = fileInTheWay(folder);
    const QString text =
        file.isEmpty()
            ? u"The folder %1 cannot be written: allow writing to it, or choose another one"_s.arg(folder)
            : u"%1 is a file, not a folder: choose a folder"_s.arg(file);
    return makeError(ErrorCode::FileNotWritable, text.toStdString());
}

Error storageError(int sqliteCode, const QString& what, const QString& sqliteText)
{
    const CodeRow* row = findCode(sqliteCode);
    Error error = row ? makeError(row->code, row->message)
                      : makeError(ErrorCode::Internal, "The database refused a statement of the program: "
                                                       "please report this with the program's log");
    return std::move(error)
        .with("operation", what.toStdString())
        .with("sqlite_code", std::to_string(sqliteCode))
        .with("sqlite", sqliteText.toStdString());
}

void Database::Close::operator()(sqlite3* connection) const
{
    sqlite3_close_v2(connection);
}

Database::Database(QString path)
    : m_path(std::move(path))
    , m_thread(std::this_thread::get_id())
{
}

Result<std::unique_ptr<Database>> Database::open(const QString& path)
{
    if (Result<void> made = makeFolder(QFileInfo(path).absolutePath()); !made)
        return made.error();
    if (Result<void> local = checkLocal(QFileInfo(path).absolutePath()); !local)
        return local.error();
    if (Result<void> possible = checkWritable(path); !possible)
        return possible.error();
    std::unique_ptr<Database> database(new Database(path));
    if (Result<void> connected = database->connect(); !connected)
        return Error(connected.error()).with("file", path.toStdString());
    if (Result<void> set = database->setPragmas(); !set)
        return Error(set.error()).with("file", path.toStdString());
    return database;
}

Result<void> Database::connect()
{
    sqlite3* connection = nullptr;
    const int code =
        sqlite3_open_v2(QFile::encodeName(m_path).constData(), &connection,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    m_connection.reset(connection);
    if (code != SQLITE_OK) {
        return storageError(
            code, u"opening "_s + m_path,
            QString::fromUtf8(connection ? sqlite3_errmsg(connection) : sqlite3_errstr(code)));
    }
    sqlite3_extended_result_codes(connection, 1);
    m_wait->installIn(connection);
    return {};
}

Result<void> Database::setPragmas()
{
    const Result<QString> mode = scalar(u"PRAGMA journal_mode = WAL"_s);
    if (!mode)
        return mode.error();
    if (mode->compare("wal"_L1, Qt::CaseInsensitive) != 0) {
        return makeError(ErrorCode::FileNotWritable,
                         "The data folder must be on a local disk that can be written: choose another one")
            .with("journal_mode", mode->toStdString());
    }
    for (const char16_t* pragma : {u"PRAGMA synchronous = NORMAL", u"PRAGMA foreign_keys = ON",
                                   u"PRAGMA cache_size = -16000", u"PRAGMA temp_store = MEMORY"}) {
        if (Result<void> done = exec(QString::fromUtf16(pragma)); !done)
            return done;
    }
    return {};
}

Result<void> Database::exec(const QString& sql)
{
    return Statement(*this, sql).exec();
}

Result<QString> Database::scalar(const QString& sql)
{
    Statement statement(*this, sql);
    const auto row = statement.row([](Statement& r) { return QString::fromStdString(r.text(0)); });
    if (!row)
        return row.error();
    return row->value_or(QString());
}

Result<void> Database::backupTo(const QString& path)
{
    if (Result<void> made = makeFolder(QFileInfo(path).absolutePath()); !made)
        return made;
    if (QFileInfo::exists(path)) {
        return makeError(
            ErrorCode::FileNotWritable,
            u"%1 exists already and stays as it is: choose another name for the backup"_s.arg(path)
                .toStdString());
    }
    const QString part = path + u'.' + QString::fromStdString(newId()) + u".part"_s;
    Result<void> copied = copyPages(native(), part, path);
    if (copied && !QFile::rename(part, path))
        copied = makeError(ErrorCode::FileNotWritable,
                           u"The backup %1 cannot be written: choose another name"_s.arg(path).toStdString());
    if (!copied)
        QFile::remove(part);
    return copied;
}

Result<QString> Database::quickCheck()
{
    return scalar(u"PRAGMA quick_check(1)"_s);
}

Result<QString> Database::fullCheck()
{
    Result<QString> found = scalar(u"PRAGMA integrity_check(1)"_s);
    if (!found || *found != u"ok"_s)
        return found;
    const Result<QString> orphans = scalar(u"PRAGMA foreign_key_check"_s);
    if (!orphans)
        return orphans.error();
    return orphans->isEmpty() ? *found : u"rows of %1 belong to nothing"_s.arg(*orphans);
}

Result<void> Database::checkInPlace()
{
    int moved = 0;
    sqlite3_file_control(native(), "main", SQLITE_FCNTL_HAS_MOVED, &moved);
    const QString journal = QString::fromUtf8(sqlite3_filename_wal(sqlite3_db_filename(native(), "main")));
    const std::uint64_t inode = inodeOf(journal);
    if (m_journal == 0)
        m_journal = inode;
    if (moved == 0 && inode == m_journal)
        return {};
    return makeError(
               ErrorCode::FileNotWritable,
               u"%1 was moved or deleted while the program was using it: nothing more is written. Put it "
               u"back, then start the program again"_s.arg(moved ? m_path : journal)
                   .toStdString())
        .with("file", m_path.toStdString());
}

sqlite3* Database::native() const
{
    Q_ASSERT_X(m_thread == std::this_thread::get_id(), "Database", "used outside the thread that opened it");
    return m_connection.get();
}

Result<Transaction> Transaction::begin(Database& database, Durability durability)
{
    if (database.m_inTransaction)
        return makeError(ErrorCode::Internal, "A transaction was begun inside another one");
    // `synchronous` cannot change inside a transaction.
    if (durability == Durability::Full) {
        if (Result<void> set = database.exec(u"PRAGMA synchronous = FULL"_s); !set)
            return set.error();
    }
    Transaction transaction(database, durability);
    if (Result<void> begun = database.exec(u"BEGIN IMMEDIATE"_s); !begun)
        return begun.error();
    database.m_inTransaction = true;
    if (Result<void> inPlace = database.checkInPlace(); !inPlace)
        return inPlace.error(); // `transaction` rolls back
    return transaction;
}

Transaction::Transaction(Database& database, Durability durability)
    : m_database(&database)
    , m_durability(durability)
{
}

Transaction::Transaction(Transaction&& other) noexcept
    : m_database(std::exchange(other.m_database, nullptr))
    , m_durability(other.m_durability)
{
}

Transaction::~Transaction()
{
    if (!m_database)
        return;
    // SQLite may have rolled back by itself (disk full): then there is nothing left to undo.
    if (m_database->m_inTransaction && sqlite3_get_autocommit(m_database->native()) == 0)
        (void)m_database->exec(u"ROLLBACK"_s);
    finish();
}

Result<void> Transaction::commit()
{
    if (Result<void> done = m_database->exec(u"COMMIT"_s); !done)
        return done;
    finish();
    return {};
}

void Transaction::finish()
{
    m_database->m_inTransaction = false;
    if (m_durability == Durability::Full)
        (void)m_database->exec(u"PRAGMA synchronous = NORMAL"_s);
    m_database = nullptr;
}

Result<Snapshot> Snapshot::begin(Database& database)
{
    if (database.inTransaction())
        return Snapshot(nullptr);
    if (Result<void> begun = database.exec(u"BEGIN"_s); !begun)
        return begun.error();
    return Snapshot(&database);
}

Snapshot::Snapshot(Database* database)
    : m_database(database)
{
}

Snapshot::Snapshot(Snapshot&& other) noexcept
    : m_database(std::exchange(other.m_database, nullptr))
{
}

Snapshot::~Snapshot()
{
    if (m_database)
        (void)m_database->exec(u"ROLLBACK"_s); // nothing was written
}

} // namespace tt
