// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/store.h"

#include "store/jobstore.h"
#include "store/statement.h"
#include "storetest.h"

#include <QFile>
#include <QRegularExpression>

using namespace tt;
using namespace Qt::StringLiterals;

class TestStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensANewFolder();
    void opensAgain();
    void newerFileIsRefusedAndUntouched();
    void corruptFileIsRefusedAndUntouched();
    void folderThatIsAFile();
    void twoStoresShareAFolder();
    void healthOfAFreshStore();
    void healthFindsStaleJobs();
    void queryPlans_data();
    void queryPlans();
};

void TestStore::opensANewFolder()
{
    QTemporaryDir folder;
    const auto store = Store::open(folder.filePath(u"new/data"_s));
    QVERIFY_RESULT(store);
    QVERIFY(QFile::exists((*store)->databasePath()));
    QCOMPARE((*store)->migration().from, 0);
    QVERIFY((*store)->isAlive((*store)->owner()));
}

void TestStore::opensAgain()
{
    QTemporaryDir folder;
    QVERIFY_RESULT(Store::open(folder.path()));
    const auto store = Store::open(folder.path());
    QVERIFY_RESULT(store);
    QCOMPARE((*store)->migration().from, (*store)->migration().to);
    QVERIFY((*store)->migration().backup.isEmpty());
}

void TestStore::newerFileIsRefusedAndUntouched()
{
    QTemporaryDir folder;
    std::vector<MigrationStep> newer = builtInMigrations();
    newer.push_back({static_cast<int>(newer.size()) + 1, "future",
                     "-- min_compatible: 1\nCREATE TABLE future (x BIGINT);\n"});
    QVERIFY_RESULT(Store::open(folder.path(), newer));
    QCOMPARE_ERROR(Store::open(folder.path()), ErrorCode::StorageNewer);
    QVERIFY_RESULT(Store::open(folder.path(), newer));
    QVERIFY(!QDir(folder.filePath(u"backups"_s)).exists());
}

void TestStore::corruptFileIsRefusedAndUntouched()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"thetool.db"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(9'000, 'x'));
    file.close();
    QCOMPARE_ERROR(Store::open(folder.path()), ErrorCode::StorageCorrupt);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray(9'000, 'x'));
}

void TestStore::folderThatIsAFile()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"file"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto store = Store::open(folder.filePath(u"file"_s));
    QCOMPARE_ERROR(store, ErrorCode::FileNotWritable);
    QVERIFY(QString::fromStdString(store.error().message).contains(folder.filePath(u"file"_s)));
}

void TestStore::twoStoresShareAFolder()
{
    QTemporaryDir folder;
    auto first = Store::open(folder.path()), second = Store::open(folder.path());
    QVERIFY_RESULT(first);
    QVERIFY_RESULT(second);
    QVERIFY((*first)->isAlive((*second)->owner()));
    const std::string owner = (*second)->owner();
    second.value().reset();
    QVERIFY(!(*first)->isAlive(owner));
}

void TestStore::healthOfAFreshStore()
{
    QTemporaryDir folder;
    const auto store = Store::open(folder.path());
    const auto health = (*store)->health().result();
    QVERIFY_RESULT(health);
    QCOMPARE(health->check, std::string("ok"));
    QCOMPARE(health->schemaVersion, static_cast<int>(builtInMigrations().size()));
    QCOMPARE(health->programVersion, health->schemaVersion);
    QVERIFY(health->sizeBytes > 0);
    QVERIFY(health->freeDiskBytes > 0);
    QCOMPARE(health->lastBackupAtMs, 0);
    QCOMPARE(health->firstBar, kNoDay);
    QCOMPARE(health->activeJobs + health->staleJobs + health->results + health->instruments, 0);
}

void TestStore::healthFindsStaleJobs()
{
    QTemporaryDir folder;
    const auto store = Store::open(folder.path());
    const auto insert = [&](std::string owner) {
        Job job;
        job.strategyId = job.strategyName = "1";
        job.configJson = "{}";
        job.owner = std::move(owner);
        const std::vector<std::string> tickers = {"A"};
        return (*store)->run([=](Database& db) { return JobStore(db).insertJob(job, tickers); }).result();
    };
    QVERIFY_RESULT(insert((*store)->owner()));
    QVERIFY_RESULT(insert(machineId() + "-1-00000000"));
    const auto health = (*store)->health().result();
    QCOMPARE(health->activeJobs, 2);
    QCOMPARE(health->staleJobs, 1);
}

void TestStore::queryPlans_data()
{
    QTest::addColumn<QString>("sql");
    const auto add = [](const char* name, const char16_t* sql) {
        QTest::newRow(name) << QString::fromUtf16(sql);
    };
    add("job", u"SELECT * FROM analysis_jobs WHERE id = 'x'");
    add("job by prefix", u"SELECT * FROM analysis_jobs WHERE id >= 'x' AND id <= 'x~' ORDER BY id LIMIT 2");
    add("active request", u"SELECT * FROM analysis_jobs WHERE request_hash = 'x' "
                          u"AND status IN ('queued', 'running', 'paused')");
    add("active jobs", u"SELECT * FROM analysis_jobs WHERE status IN ('queued', 'running', 'paused') "
                       u"ORDER BY created_at, id");
    add("pending", u"SELECT ticker FROM analysis_job_items WHERE job_id = 'x' AND status = 'pending' "
                   u"ORDER BY sequence");
    add("items", u"SELECT * FROM analysis_job_items WHERE job_id = 'x' ORDER BY sequence");
    add("item by ticker", u"UPDATE analysis_job_items SET status = 'succeeded' WHERE job_id = 'x' "
                          u"AND ticker = 'A' AND status IN ('pending', 'running')");
    add("result", u"SELECT * FROM analysis_results WHERE id = 'x'");
    add("results of a job", u"SELECT r.* FROM analysis_results r JOIN analysis_job_items i "
                            u"ON i.result_id = r.id WHERE i.job_id = 'x' ORDER BY i.sequence");
    add("history", u"SELECT * FROM analysis_results WHERE ticker = 'A' ORDER BY analyzed_at DESC LIMIT 5");
    add("newest of a strategy", u"SELECT * FROM analysis_results r WHERE r.strategy_id = '1' "
                                u"ORDER BY r.analyzed_at DESC, r.ticker DESC LIMIT 5");
    add("chunks", u"SELECT data, checksum FROM bar_chunks WHERE instrument_id = 'x' ORDER BY year");
    add("chunk", u"SELECT data FROM bar_chunks WHERE instrument_id = 'x' AND year = 2024");
    add("findings", u"SELECT * FROM bar_findings WHERE instrument_id = 'x' ORDER BY sequence");
    add("instrument", u"SELECT * FROM instruments WHERE ticker_folded = 'a' AND deleted_at IS NULL");
    add("instruments by name", u"SELECT * FROM instruments WHERE ticker_folded IN ('a', 'a.ns', 'a.bo')");
    add("watchlist", u"SELECT * FROM watchlists WHERE name_folded = 'x' AND deleted_at IS NULL");
    add("watchlist items", u"SELECT ticker FROM watchlist_items WHERE watchlist_id = 'x' "
                           u"AND deleted_at IS NULL ORDER BY position");
    add("setting", u"SELECT value FROM settings WHERE key = 'x'");
}

/// What is looked up by a key is never found by walking the table or by sorting. Whole lists (jobs, newest
/// results, latest results, instruments) are walked in the order of an index.
void TestStore::queryPlans()
{
    QFETCH(QString, sql);
    TestDatabase db;
    QVERIFY(db.open());
    Statement explain(*db, u"EXPLAIN QUERY PLAN "_s + sql);
    const auto plan = explain.rows([](Statement& r) { return QString::fromStdString(r.text(3)); });
    QVERIFY_RESULT(plan);
    QVERIFY(!plan->empty());
    for (const QString& line : *plan) {
        QVERIFY2(!line.startsWith(u"SCAN"), qPrintable(line));
        const bool sorts = line.contains(u"TEMP B-TREE");
        QVERIFY2(!sorts || sql.contains(u"IN ('queued'"), qPrintable(line));
    }
}

QTEST_GUILESS_MAIN(TestStore)
#include "tst_store.moc"
