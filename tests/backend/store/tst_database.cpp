// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/database.h"

#include "../../ordinaryuser.h"
#include "storetest.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <future>
#include <sys/stat.h>
#include <thread>

using namespace tt;
using namespace Qt::StringLiterals;

class TestDatabaseClass : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void pragmasAreSet();
    void connectionIsClosed();
    void transactionCommits();
    void transactionRollsBackWhenDropped();
    void failedWorkRollsBack();
    void nestedTransactionIsRefused();
    void aSnapshotSeesOneState();
    void fullDurabilityEndsWithTheTransaction();
    void missingFolderIsMade();
    void folderBelowAFile();
    void readOnlyFolder();
    void readOnlyFile();
    void writableAgain();
    void corruptFile_data();
    void corruptFile();
    void damagedPagesAreFound();
    void rowsThatBelongToNothingAreFound();
    void fullDisk();
    void busyDatabase();
    void aLongWaitIsSaidOnce();
    void aFileThatWasMovedTakesNothing_data();
    void aFileThatWasMovedTakesNothing();
    void backupIsComplete();
    void backupThatCannotBeWritten();
    void aDamagedDatabaseGivesNoBackup();
    void errorCodes_data();
    void errorCodes();

private:
    Result<std::unique_ptr<Database>> open(const QString& name = u"a.db"_s)
    {
        return Database::open(m_folder->filePath(name));
    }
    static int count(Database& database)
    {
        return database.scalar(u"SELECT COUNT(*) FROM t"_s).value().toInt();
    }

    /// The files below the folder that this process has open.
    int openFiles() const
    {
        int open = 0;
        for (const QFileInfo& file : QDir(u"/proc/self/fd"_s).entryInfoList(QDir::Files | QDir::System))
            open += file.symLinkTarget().startsWith(m_folder->path()) ? 1 : 0;
        return open;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

/// Holds a database from another thread until the log has said that somebody waits for it.
class Held
{
public:
    explicit Held(const QString& path)
    {
        std::promise<void> isHeld;
        m_thread = std::thread([path, &isHeld] {
            auto database = Database::open(path);
            auto transaction = Transaction::begin(**database);
            isHeld.set_value();
            s_told.get_future().wait();
            (void)transaction.value().commit();
        });
        isHeld.get_future().wait();
        m_before = qInstallMessageHandler(&Held::note);
    }
    ~Held()
    {
        qInstallMessageHandler(m_before);
        m_thread.join();
        s_told = {};
        s_lines.clear();
    }
    static QStringList said() { return s_lines; }

private:
    static void note(QtMsgType, const QMessageLogContext&, const QString& line)
    {
        if (s_lines.isEmpty())
            s_told.set_value();
        s_lines.append(line);
    }
    static inline std::promise<void> s_told;
    static inline QStringList s_lines;
    std::thread m_thread;
    QtMessageHandler m_before = nullptr;
};

} // namespace

void TestDatabaseClass::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TestDatabaseClass::pragmasAreSet()
{
    auto database = open();
    QVERIFY_RESULT(database);
    QCOMPARE((*database)->scalar(u"PRAGMA journal_mode"_s).value(), u"wal"_s);
    QCOMPARE((*database)->scalar(u"PRAGMA foreign_keys"_s).value(), u"1"_s);
    QCOMPARE((*database)->scalar(u"PRAGMA synchronous"_s).value(), u"1"_s);
}

void TestDatabaseClass::connectionIsClosed()
{
    {
        auto first = open(), second = open();
        QVERIFY_RESULT(first);
        QVERIFY_RESULT(second);
        QVERIFY(openFiles() >= 2);
    }
    QCOMPARE(openFiles(), 0);
    QVERIFY(!open(u"."_s).ok());
    QCOMPARE(openFiles(), 0);
}

void TestDatabaseClass::transactionCommits()
{
    auto opened = open();
    Database& database = **opened;
    QVERIFY_RESULT(database.exec(u"CREATE TABLE t (x)"_s));
    auto transaction = Transaction::begin(database);
    QVERIFY_RESULT(transaction);
    QVERIFY(database.inTransaction());
    QVERIFY_RESULT(database.exec(u"INSERT INTO t VALUES (1)"_s));
    QVERIFY_RESULT(transaction.value().commit());
    QVERIFY(!database.inTransaction());
    QCOMPARE(count(**open()), 1);
}

void TestDatabaseClass::transactionRollsBackWhenDropped()
{
    auto opened = open();
    Database& database = **opened;
    QVERIFY_RESULT(database.exec(u"CREATE TABLE t (x)"_s));
    {
        auto transaction = Transaction::begin(database);
        QVERIFY_RESULT(transaction);
        QVERIFY_RESULT(database.exec(u"INSERT INTO t VALUES (1)"_s));
    }
    QVERIFY(!database.inTransaction());
    QCOMPARE(count(database), 0);
}

void TestDatabaseClass::failedWorkRollsBack()
{
    auto opened = open();
    Database& database = **opened;
    QVERIFY_RESULT(database.exec(u"CREATE TABLE t (x NOT NULL)"_s));
    const Result<void> done = inTransaction(database, [&]() -> Result<void> {
        if (Result<void> first = database.exec(u"INSERT INTO t VALUES (1)"_s); !first)
            return first;
        return database.exec(u"INSERT INTO t VALUES (NULL)"_s);
    });
    QCOMPARE_ERROR(done, ErrorCode::Internal);
    QCOMPARE(count(database), 0);
}

void TestDatabaseClass::nestedTransactionIsRefused()
{
    auto opened = open();
    auto outer = Transaction::begin(**opened);
    QVERIFY_RESULT(outer);
    QCOMPARE_ERROR(Transaction::begin(**opened), ErrorCode::Internal);
    QVERIFY_RESULT(outer.value().commit());
}

void TestDatabaseClass::aSnapshotSeesOneState()
{
    auto reading = open(), writing = open();
    QVERIFY_RESULT((*writing)->exec(u"CREATE TABLE t (x)"_s));
    const auto insert = [&] { return (*writing)->exec(u"INSERT INTO t VALUES (1)"_s); };
    {
        const auto snapshot = Snapshot::begin(**reading);
        QVERIFY_RESULT(snapshot);
        QCOMPARE(count(**reading), 0);
        QVERIFY_RESULT(inTransaction(**writing, insert)); // a reader keeps nobody from writing
        QCOMPARE(count(**reading), 0);
    }
    QCOMPARE(count(**reading), 1);
    QVERIFY_RESULT(inTransaction(**writing, [&]() -> Result<void> {
        const auto within = Snapshot::begin(**writing);
        return within ? insert() : within.error();
    }));
    QCOMPARE(count(**reading), 2);
}

void TestDatabaseClass::fullDurabilityEndsWithTheTransaction()
{
    auto opened = open();
    auto transaction = Transaction::begin(**opened, Durability::Full);
    QVERIFY_RESULT(transaction);
    QCOMPARE((*opened)->scalar(u"PRAGMA synchronous"_s).value(), u"2"_s);
    QVERIFY_RESULT(transaction.value().commit());
    QCOMPARE((*opened)->scalar(u"PRAGMA synchronous"_s).value(), u"1"_s);
}

void TestDatabaseClass::missingFolderIsMade()
{
    QVERIFY_RESULT(open(u"new/deeper/a.db"_s));
    QVERIFY(QFile::exists(m_folder->filePath(u"new/deeper/a.db"_s)));
}

void TestDatabaseClass::folderBelowAFile()
{
    QFile file(m_folder->filePath(u"file"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE_ERROR(open(u"file/a.db"_s), ErrorCode::FileNotWritable);
}

void TestDatabaseClass::readOnlyFolder()
{
    const QString inner = m_folder->filePath(u"inner"_s);
    QVERIFY(QDir().mkdir(inner));
    QVERIFY(::chmod(m_folder->path().toUtf8().constData(), 0755) == 0);
    QVERIFY(::chmod(inner.toUtf8().constData(), 0555) == 0);
    const AsOrdinaryUser user;
    const auto database = open(u"inner/a.db"_s);
    QCOMPARE_ERROR(database, ErrorCode::FileNotWritable);
    QVERIFY(QString::fromStdString(database.error().message).contains(inner));
}

void TestDatabaseClass::readOnlyFile()
{
    const QString path = m_folder->filePath(u"a.db"_s);
    QVERIFY_RESULT((*open())->exec(u"CREATE TABLE t (x)"_s));
    QVERIFY(::chmod(m_folder->path().toUtf8().constData(), 0777) == 0);
    QVERIFY(::chmod(path.toUtf8().constData(), 0444) == 0);
    const AsOrdinaryUser user;
    QCOMPARE_ERROR(open(), ErrorCode::FileNotWritable);
    QVERIFY(!QFile::exists(path + u"-shm"_s) && !QFile::exists(path + u"-wal"_s));
}

void TestDatabaseClass::writableAgain()
{
    const QString path = m_folder->filePath(u"a.db"_s);
    QVERIFY_RESULT((*open())->exec(u"CREATE TABLE t (x)"_s));
    QVERIFY(::chmod(m_folder->path().toUtf8().constData(), 0777) == 0);
    QVERIFY(::chmod(path.toUtf8().constData(), 0444) == 0);
    {
        const AsOrdinaryUser user;
        QCOMPARE_ERROR(open(), ErrorCode::FileNotWritable);
    }
    QVERIFY(::chmod(path.toUtf8().constData(), 0666) == 0);
    const AsOrdinaryUser user;
    const auto database = open();
    QVERIFY_RESULT(database);
    QVERIFY_RESULT((*database)->exec(u"INSERT INTO t VALUES (1)"_s));
}

void TestDatabaseClass::corruptFile_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("text") << QByteArray(5'000, 'x');
    QTest::newRow("binary") << QByteArray(5'000, '\0').replace(0, 4, "\x7f\x45\x4c\x46");
    QTest::newRow("header only") << QByteArray("SQLite format 3\0", 16) + QByteArray(5'000, '\xff');
}

void TestDatabaseClass::corruptFile()
{
    QFETCH(QByteArray, content);
    QFile file(m_folder->filePath(u"a.db"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
    file.close();
    QCOMPARE_ERROR(open(), ErrorCode::StorageCorrupt);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), content);
}

void TestDatabaseClass::damagedPagesAreFound()
{
    const QString path = m_folder->filePath(u"a.db"_s);
    {
        auto database = open();
        QVERIFY_RESULT((*database)->exec(u"CREATE TABLE t (x)"_s));
        QVERIFY_RESULT((*database)->exec(
            u"INSERT INTO t WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) "
            u"SELECT 'some text that fills pages ' || i FROM n"_s));
        QCOMPARE((*database)->quickCheck().value(), u"ok"_s);
    }
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(4096 * 3));
    file.write(QByteArray(4096 * 4, '\x5a'));
    file.close();
    auto database = open();
    QVERIFY_RESULT(database);
    const Result<QString> check = (*database)->quickCheck();
    QVERIFY(!check.ok() || *check != u"ok"_s);
}

void TestDatabaseClass::rowsThatBelongToNothingAreFound()
{
    auto database = open();
    for (const char16_t* sql : {u"CREATE TABLE p (id PRIMARY KEY)", u"CREATE TABLE c (id REFERENCES p(id))",
                                u"INSERT INTO p VALUES (1)", u"INSERT INTO c VALUES (1)"})
        QVERIFY_RESULT((*database)->exec(QString::fromUtf16(sql)));
    QCOMPARE((*database)->fullCheck().value(), u"ok"_s);
    QVERIFY_RESULT((*database)->exec(u"PRAGMA foreign_keys = OFF"_s));
    QVERIFY_RESULT((*database)->exec(u"DELETE FROM p"_s));
    QCOMPARE((*database)->fullCheck().value(), u"rows of c belong to nothing"_s);
}

void TestDatabaseClass::fullDisk()
{
    auto opened = open();
    Database& database = **opened;
    QVERIFY_RESULT(database.exec(u"CREATE TABLE t (x)"_s));
    QVERIFY_RESULT(database.scalar(u"PRAGMA max_page_count = 5"_s));
    const Result<void> done =
        inTransaction(database, [&] { return database.exec(u"INSERT INTO t VALUES (zeroblob(100000))"_s); });
    QCOMPARE_ERROR(done, ErrorCode::StorageFull);
    QVERIFY(!database.inTransaction());
    QCOMPARE(count(database), 0);
    QVERIFY_RESULT(inTransaction(database, [&] { return database.exec(u"INSERT INTO t VALUES (1)"_s); }));
}

void TestDatabaseClass::busyDatabase()
{
    auto first = open(), second = open();
    QVERIFY_RESULT((*second)->scalar(u"PRAGMA busy_timeout = 10"_s));
    auto held = Transaction::begin(**first);
    QVERIFY_RESULT(held);
    QCOMPARE_ERROR(Transaction::begin(**second), ErrorCode::StorageBusy);
    QVERIFY_RESULT(held.value().commit());
    QVERIFY_RESULT(Transaction::begin(**second));
}

/// Another program keeps the database until the user has been told that it is in the way.
void TestDatabaseClass::aLongWaitIsSaidOnce()
{
    auto mine = open();
    QVERIFY_RESULT(mine);
    Held held{m_folder->filePath(u"a.db"_s)};
    QVERIFY(!(*mine)->busyWait()->isLong());
    QVERIFY_RESULT(Transaction::begin(**mine)); // waited, and got it
    QCOMPARE(held.said(), QStringList{u"Another program holds the database: waiting for it"_s});
    QVERIFY((*mine)->busyWait()->isLong());
}

void TestDatabaseClass::aFileThatWasMovedTakesNothing_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("database") << u"a.db"_s;
    QTest::newRow("journal") << u"a.db-wal"_s;
}

void TestDatabaseClass::aFileThatWasMovedTakesNothing()
{
    QFETCH(QString, file);
    auto opened = open();
    Database& database = **opened;
    QVERIFY_RESULT(database.exec(u"CREATE TABLE t (x)"_s));
    const auto insert = [&] { return database.exec(u"INSERT INTO t VALUES (1)"_s); };
    QVERIFY_RESULT(inTransaction(database, insert));
    const QString path = m_folder->filePath(file), moved = path + u".moved"_s;
    QVERIFY(QFile::rename(path, moved));
    const Result<void> lost = inTransaction(database, insert);
    QCOMPARE_ERROR(lost, ErrorCode::FileNotWritable);
    QVERIFY(QString::fromStdString(lost.error().message).startsWith(path + u" was moved"_s));
    QVERIFY(!database.inTransaction());
    QVERIFY(QFile::rename(moved, path));
    QVERIFY_RESULT(inTransaction(database, insert)); // back in its place
    QCOMPARE(count(database), 2);
}

void TestDatabaseClass::backupIsComplete()
{
    auto opened = open();
    QVERIFY_RESULT((*opened)->exec(u"CREATE TABLE t (x)"_s));
    QVERIFY_RESULT((*opened)->exec(u"INSERT INTO t VALUES (1), (2), (3)"_s));
    QVERIFY_RESULT((*opened)->backupTo(m_folder->filePath(u"b/copy.db"_s)));
    QCOMPARE(QDir(m_folder->filePath(u"b"_s)).entryList(QDir::Files), QStringList{u"copy.db"_s});
    auto copy = open(u"b/copy.db"_s);
    QVERIFY_RESULT(copy);
    QCOMPARE(count(**copy), 3);
}

void TestDatabaseClass::backupThatCannotBeWritten()
{
    auto opened = open();
    QVERIFY_RESULT((*opened)->exec(u"CREATE TABLE t (x)"_s));
    QFile file(m_folder->filePath(u"file"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE_ERROR((*opened)->backupTo(m_folder->filePath(u"file/copy.db"_s)), ErrorCode::FileNotWritable);
    // Not the data folder is at fault.
    const QString longName = m_folder->filePath(QString(300, u'a'));
    const Result<void> tooLong = (*opened)->backupTo(longName);
    QCOMPARE_ERROR(tooLong, ErrorCode::FileNotWritable);
    QCOMPARE(QString::fromStdString(tooLong.error().message),
             u"The backup %1 cannot be written: choose another name or place"_s.arg(longName));
    QCOMPARE_ERROR(makeFolder({}), ErrorCode::FileNotWritable);
}

void TestDatabaseClass::aDamagedDatabaseGivesNoBackup()
{
    auto opened = open();
    QVERIFY_RESULT((*opened)->exec(u"CREATE TABLE t (x)"_s));
    QVERIFY_RESULT((*opened)->exec(
        u"INSERT INTO t WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 900) "
        u"SELECT randomblob(100) FROM n"_s));
    QVERIFY_RESULT((*opened)->scalar(u"PRAGMA wal_checkpoint(TRUNCATE)"_s));
    QFile file((*opened)->path());
    QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(9 * 4096));
    QCOMPARE(file.write(QByteArray(4096, '\xa5')), 4096);
    file.close();
    opened = open(); // what was read before would be copied from memory
    QCOMPARE_ERROR((*opened)->backupTo(m_folder->filePath(u"b/copy.db"_s)), ErrorCode::StorageCorrupt);
    QVERIFY(QDir(m_folder->filePath(u"b"_s)).isEmpty());
}

void TestDatabaseClass::errorCodes_data()
{
    QTest::addColumn<int>("sqlite");
    QTest::addColumn<int>("code");
    QTest::newRow("busy") << 5 << int(ErrorCode::StorageBusy);
    QTest::newRow("busy snapshot") << 517 << int(ErrorCode::StorageBusy);
    QTest::newRow("locked") << 6 << int(ErrorCode::StorageBusy);
    QTest::newRow("corrupt") << 11 << int(ErrorCode::StorageCorrupt);
    QTest::newRow("not a database") << 26 << int(ErrorCode::StorageCorrupt);
    QTest::newRow("full") << 13 << int(ErrorCode::StorageFull);
    QTest::newRow("write error") << 778 << int(ErrorCode::StorageFull);
    QTest::newRow("read error") << 266 << int(ErrorCode::StorageCorrupt);
    QTest::newRow("read-only") << 8 << int(ErrorCode::FileNotWritable);
    QTest::newRow("cannot open") << 14 << int(ErrorCode::FileNotWritable);
    QTest::newRow("unique") << 2067 << int(ErrorCode::Conflict);
    QTest::newRow("check") << 275 << int(ErrorCode::Internal);
    QTest::newRow("error") << 1 << int(ErrorCode::Internal);
}

void TestDatabaseClass::errorCodes()
{
    QFETCH(int, sqlite);
    QFETCH(int, code);
    const Error error = storageError(sqlite, u"testing"_s, u"text"_s);
    QCOMPARE(int(error.code), code);
    QVERIFY(!error.message.empty());
}

QTEST_GUILESS_MAIN(TestDatabaseClass)
#include "tst_database.moc"
