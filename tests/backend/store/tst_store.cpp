// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/store.h"

#include "base/id.h"
#include "resultsample.h"
#include "store/jobstore.h"
#include "store/resultstore.h"
#include "storetest.h"

#include <QFile>
#include <QRegularExpression>

#include <set>
#include <sqlite3.h>

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
    void aClockThatWasSetBack();
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
    const int version = static_cast<int>(newer.size()) + 1;
    newer.push_back(
        {version, "future",
         "-- min_compatible: " + QByteArray::number(version) + "\nCREATE TABLE future (x BIGINT);\n"});
    QVERIFY_RESULT(Store::open(folder.path(), systemClock(), newer));
    QCOMPARE_ERROR(Store::open(folder.path()), ErrorCode::StorageNewer);
    QVERIFY_RESULT(Store::open(folder.path(), systemClock(), newer));
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
    QVERIFY(health->freeDiskBytes.value_or(0) > 0);
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

void TestStore::aClockThatWasSetBack()
{
    struct SetClock : Clock
    {
        std::int64_t nowMs() const override { return now; }
        std::int64_t now = 1'700'000'000'000;
    } machine;
    QTemporaryDir folder;
    const std::vector<std::string> tickers = {"A"};
    const auto analyse = [&](Store& store, Verdict verdict) {
        return store.run([&store, &tickers, verdict](Database& db) -> Result<void> {
            std::mt19937 random(1);
            JobStore jobs(db, store.clock());
            Job job;
            job.strategyId = job.strategyName = "1";
            job.configJson = "{}";
            const std::string id = jobs.insertJob(job, tickers)->job.id;
            ResultRecord result = sampleResult(random, id, "A");
            result.id = newId();
            result.strategyId = "1";
            result.isDemo = false;
            result.analyzedAtMs = store.clock().nowMs();
            result.analysis.verdict = verdict;
            (void)jobs.moveJob(id, JobStatus::Running).ok();
            (void)jobs.claimItems(id, 1).ok();
            const auto stored = jobs.finishItems(id, std::span(&result, 1), {});
            return stored ? Result<void>() : Result<void>(stored.error());
        });
    };
    {
        const auto store = Store::open(folder.path(), machine).value();
        QVERIFY_RESULT(analyse(*store, Verdict::Buy).result());
        machine.now -= 7'200'000; // while the program runs
        QVERIFY_RESULT(analyse(*store, Verdict::Hold).result());
    }
    machine.now -= 86'400'000; // and before it starts
    const auto store = Store::open(folder.path(), machine).value();
    QVERIFY_RESULT(analyse(*store, Verdict::Sell).result());
    const auto latest = store->run([](Database& db) { return ResultStore(db).latest(); }).result();
    QVERIFY_RESULT(latest);
    QCOMPARE(latest->size(), 1u);
    QVERIFY(latest->front().analysis.verdict == Verdict::Sell);
    const auto history = store->run([](Database& db) { return ResultStore(db).ofTicker("A", 9); }).result();
    QCOMPARE(history->size(), 3u);
    QVERIFY(history->at(1).analysis.verdict == Verdict::Hold);
    QVERIFY(store->health().result()->clockBehindMs > 90'000'000);
}

QTEST_GUILESS_MAIN(TestStore)
#include "tst_store.moc"
