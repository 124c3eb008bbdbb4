// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/restore.h"

#include "storetest.h"

#include "store/store.h"
#include "store/watchliststore.h"

#include <QDir>
#include <QFile>

using namespace tt;
using namespace Qt::StringLiterals;

namespace {

template<class F>
auto with(const QString& folder, F f)
{
    Result<std::unique_ptr<Store>> store = Store::open(folder);
    auto future = (*store)->run(std::move(f));
    future.waitForFinished();
    return future.takeResult();
}

Result<WatchlistRow> makeList(Database& database, const char* name)
{
    return WatchlistStore(database).create(name, "");
}

QStringList names(const QString& folder)
{
    return QDir(folder).entryList(QDir::AllEntries | QDir::NoDotAndDotDot, QDir::Name);
}

} // namespace

class TestRestore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aBackupComesBackAndThePresentOneIsKept()
    {
        QTemporaryDir folder;
        const QString data = folder.filePath(u"data"_s), backup = folder.filePath(u"b.db"_s);
        QVERIFY_RESULT(with(data, [](Database& d) { return makeList(d, "One"); }));
        QVERIFY_RESULT(with(data, [&](Database& d) { return d.backupTo(backup); }));
        QVERIFY_RESULT(with(data, [](Database& d) { return makeList(d, "Two"); }));
        const Result<RestoreReport> done = restoreDatabase(data, backup);
        QVERIFY_RESULT(done);
        QCOMPARE(done->before.watchlists, 3);
        QCOMPARE(done->after.watchlists, 2);
        QCOMPARE(done->lost.watchlists, 1);
        QCOMPARE(done->lost.jobs, 0);
        QVERIFY(QFile::exists(done->keptAside));
        QCOMPARE(with(data, [](Database& d) { return WatchlistStore(d).list(); })->size(), 2u);
        // And back again.
        const Result<RestoreReport> back = restoreDatabase(data, done->keptAside);
        QVERIFY_RESULT(back);
        QVERIFY(back->lost.isWhole() && !back->lost.hasAny());
        QCOMPARE(with(data, [](Database& d) { return WatchlistStore(d).list(); })->size(), 3u);
        QCOMPARE(names(data), QStringList({u"backups"_s, u"locks"_s, u"thetool.db"_s}));
    }

    void aDamagedDatabaseIsKeptAsideAndTheBackupOffered()
    {
        QTemporaryDir folder;
        const QString data = folder.filePath(u"data"_s);
        const QString backup = data + u"/backups/thetool-v1-old.db"_s;
        QVERIFY_RESULT(with(data, [&](Database& d) { return d.backupTo(backup); }));
        const QByteArray garbage = QByteArray("not a database ").repeated(500);
        QFile file(data + u"/thetool.db"_s);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(garbage);
        file.close();
        QCOMPARE(lastBackup(data), backup);
        const Result<std::unique_ptr<Store>> opened = Store::open(data);
        QCOMPARE_ERROR(opened, ErrorCode::StorageCorrupt);
        QVERIFY2(opened.error().message.find(backup.toStdString()) != std::string::npos,
                 opened.error().message.c_str());
        const Result<RestoreReport> done = restoreDatabase(data, backup);
        QVERIFY_RESULT(done);
        QCOMPARE(done->before.jobs, -1);
        QFile kept(done->keptAside);
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QCOMPARE(kept.readAll(), garbage);
        QVERIFY_RESULT(Store::open(data));
    }

    void whatIsNoBackupTouchesNothing()
    {
        QTemporaryDir folder;
        const QString data = folder.filePath(u"data"_s), other = folder.filePath(u"other.db"_s);
        QVERIFY_RESULT(with(data, [](Database& d) { return makeList(d, "One"); }));
        QCOMPARE_ERROR(restoreDatabase(data, other), ErrorCode::FileUnreadable);
        QFile file(other);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray("words ").repeated(2'000));
        file.close();
        const Result<RestoreReport> refused = restoreDatabase(data, other);
        QCOMPARE_ERROR(refused, ErrorCode::StorageCorrupt);
        QCOMPARE(QString::fromStdString(refused.error().message), // and not the database in its place
                 u"%1 is damaged or no backup of this program: choose another one"_s.arg(other));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate)); // an empty file is an empty database
        file.close();
        QCOMPARE_ERROR(restoreDatabase(data, other), ErrorCode::StorageCorrupt);
        QCOMPARE(with(data, [](Database& d) { return WatchlistStore(d).list(); })->size(), 2u);
    }

    void aNewerBackupIsNamed()
    {
        QTemporaryDir folder;
        const QString data = folder.filePath(u"data"_s), backup = folder.filePath(u"b.db"_s);
        QVERIFY_RESULT(with(data, [](Database& d) {
            return d.exec(u"INSERT INTO db_version VALUES (999, 'future', 'x', 999, 1)"_s);
        }));
        QVERIFY(QFile::rename(data + u"/thetool.db"_s, backup));
        const Result<RestoreReport> refused = restoreDatabase(data, backup);
        QCOMPARE_ERROR(refused, ErrorCode::StorageNewer);
        QVERIFY(QString::fromStdString(refused.error().message).startsWith(backup));
        QVERIFY(!QFile::exists(data + u"/thetool.db"_s));
    }

    /// A copy made of a database in use, or what was kept aside after a crash: its newest part is in its
    /// journal.
    void theBackupsJournalBelongsToIt()
    {
        QTemporaryDir folder;
        const QString data = folder.filePath(u"data"_s), backup = folder.filePath(u"b.db"_s);
        {
            const Result<std::unique_ptr<Store>> open = Store::open(data);
            auto made = (*open)->run([](Database& d) { return makeList(d, "One"); });
            made.waitForFinished();
            QVERIFY_RESULT(made.result());
            QVERIFY(QFile::copy(data + u"/thetool.db"_s, backup));
            QVERIFY(QFile::copy(data + u"/thetool.db-wal"_s, backup + u"-wal"_s));
        }
        const Result<RestoreReport> done = restoreDatabase(data, backup);
        QVERIFY_RESULT(done);
        QCOMPARE(done->after.watchlists, 2);
        QCOMPARE(names(data), QStringList({u"backups"_s, u"locks"_s, u"thetool.db"_s}));
        QCOMPARE(with(data, [](Database& d) { return WatchlistStore(d).list(); })->size(), 2u);
    }

    /// SQLite would read a journal that a deleted database left behind into the restored one.
    void anotherDatabasesJournalIsMovedAside()
    {
        QTemporaryDir folder;
        const QString data = folder.filePath(u"data"_s), backup = folder.filePath(u"b.db"_s);
        QVERIFY_RESULT(with(data, [&](Database& d) { return d.backupTo(backup); }));
        QVERIFY(QFile::remove(data + u"/thetool.db"_s));
        QFile journal(data + u"/thetool.db-wal"_s);
        QVERIFY(journal.open(QIODevice::WriteOnly));
        journal.write("another one's");
        journal.close();
        QVERIFY_RESULT(restoreDatabase(data, backup));
        QCOMPARE(names(data), QStringList({u"backups"_s, u"locks"_s, u"thetool.db"_s}));
        QCOMPARE(names(data + u"/backups"_s).size(), 1);
    }

    void aLinkedDatabaseStaysLinked()
    {
        QTemporaryDir folder;
        const QString data = folder.filePath(u"data"_s), backup = folder.filePath(u"b.db"_s);
        const QString real = folder.filePath(u"real.db"_s), link = data + u"/thetool.db"_s;
        QVERIFY_RESULT(with(data, [](Database& d) { return makeList(d, "One"); }));
        QVERIFY_RESULT(with(data, [&](Database& d) { return d.backupTo(backup); }));
        QVERIFY(QFile::rename(link, real) && QFile::link(real, link));
        QVERIFY_RESULT(restoreDatabase(data, backup));
        QCOMPARE(QFile::symLinkTarget(link), real);
        QCOMPARE(with(data, [](Database& d) { return WatchlistStore(d).list(); })->size(), 2u);
    }

    /// An empty database in the place of one that is gone would look as if nothing had been lost.
    void aMissingDatabaseIsNotBegunAnewBesideItsBackups()
    {
        QTemporaryDir folder;
        const QString data = folder.filePath(u"data"_s), backup = data + u"/backups/b.db"_s;
        QVERIFY_RESULT(with(data, [&](Database& d) { return d.backupTo(backup); }));
        QVERIFY(QFile::remove(data + u"/thetool.db"_s));
        const Result<std::unique_ptr<Store>> missing = Store::open(data);
        QCOMPARE_ERROR(missing, ErrorCode::StorageCorrupt);
        QVERIFY(missing.error().message.find(backup.toStdString()) != std::string::npos);
        QVERIFY(!QFile::exists(data + u"/thetool.db"_s));
        QFile empty(data + u"/thetool.db"_s);
        QVERIFY(empty.open(QIODevice::WriteOnly));
        QCOMPARE_ERROR(Store::open(data), ErrorCode::StorageCorrupt);
        QVERIFY_RESULT(restoreDatabase(data, backup));
        QVERIFY_RESULT(Store::open(data));
    }

    void aFolderInUseIsLeftAlone()
    {
        QTemporaryDir folder;
        const QString data = folder.filePath(u"data"_s), backup = folder.filePath(u"b.db"_s);
        QVERIFY_RESULT(with(data, [&](Database& d) { return d.backupTo(backup); }));
        const Result<std::unique_ptr<Store>> open = Store::open(data);
        QVERIFY_RESULT(open);
        QCOMPARE_ERROR(restoreDatabase(data, backup), ErrorCode::StorageBusy);
    }
};

QTEST_GUILESS_MAIN(TestRestore)
#include "tst_restore.moc"
