// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/store.h"

#include "resultsample.h"
#include "store/barstore.h"
#include "store/jobstore.h"
#include "store/resultstore.h"
#include "store/settingsstore.h"
#include "store/statement.h"
#include "store/strategystore.h"
#include "store/watchliststore.h"
#include "storetest.h"

#include <QFile>
#include <QRegularExpression>

#include <set>
#include <sqlite3.h>

using namespace tt;
using namespace Qt::StringLiterals;

namespace {

int remember(unsigned, void* statements, void* statement, void*)
{
    const std::string sql = sqlite3_sql(static_cast<sqlite3_stmt*>(statement));
    const bool hasPlan = sql.starts_with("SELECT") || sql.starts_with("UPDATE") ||
                         sql.starts_with("DELETE") || sql.starts_with("INSERT");
    if (hasPlan)
        static_cast<std::set<std::string>*>(statements)->insert(sql);
    return 0;
}

/// Lists that are read whole and have no more rows than what they give: the newest results (one a ticker),
/// the watchlists; and the schema's own table.
bool isWholeList(const std::string& line)
{
    return line == "SCAN l" || line == "SCAN w" || line == "SCAN sqlite_master" ||
           line == "SCAN CONSTANT ROW";
}

void useJobs(Database& db)
{
    JobStore jobs(db);
    std::mt19937 random(1);
    const std::vector<std::string> tickers = {"A", "B", "C"};
    Job wanted;
    wanted.requestHash = "h";
    const std::string id = jobs.insertJob(wanted, tickers)->job.id;
    QVERIFY(jobs.insertJob(wanted, tickers)->attached);
    QVERIFY_RESULT(jobs.moveJob(id, JobStatus::Running));
    QVERIFY_RESULT(jobs.claimItems(id, 2));
    const std::vector<ResultRecord> results = {sampleResult(random, id, "A")};
    const std::vector<ItemFailure> failures = {{"B", ErrorCode::DataInvalid, "m", 1, 1}};
    QVERIFY_RESULT(jobs.finishItems(id, results, failures));
    QVERIFY_RESULT(jobs.interruptJob(id));
    QVERIFY_RESULT(jobs.resumeJob(id, "o"));
    QVERIFY_RESULT(jobs.interruptOrphans([](const std::string&) { return false; }));
    QVERIFY_RESULT(jobs.cancelJob(id));
    QVERIFY_RESULT(jobs.findJob(id));
    QVERIFY_RESULT(jobs.jobs(5));
    QVERIFY_RESULT(jobs.items(id));
    QVERIFY_RESULT(jobs.pendingTickers(id));
    QVERIFY_RESULT(jobs.failures(id));
    ResultStore stored(db);
    for (const char* strategy : {"", "1"}) {
        QVERIFY_RESULT(stored.latest(strategy));
        QVERIFY_RESULT(stored.newest(strategy, 5));
    }
    QVERIFY_RESULT(stored.ofTicker("A", 5));
    QVERIFY_RESULT(stored.ofJob(id));
    QVERIFY_RESULT(stored.result(results.front().id));
}

void useBars(Database& db)
{
    CheckedBars bars;
    bars.bars.append(19'000, 1, 1, 1, 1, 1);
    bars.findings = {{19'001, 2, FindingRule::MissingPrice, "x"}};
    const BarsToStore one{"A.NS", "A", &bars, DataSource::Csv, "f.csv"};
    QVERIFY_RESULT(BarStore(db).putBars({&one, 1}));
    QVERIFY_RESULT(BarStore(db).putBars({&one, 1}));
    QVERIFY_RESULT(BarStore(db).load("A.NS"));
    InstrumentStore instruments(db);
    QVERIFY_RESULT(instruments.list());
    QVERIFY_RESULT(instruments.find("A.NS"));
    QVERIFY_RESULT(instruments.resolve("A"));
}

void useEveryVerb(Database& db)
{
    useJobs(db);
    useBars(db);
    const std::vector<std::string> tickers = {"A", "B"};
    WatchlistStore lists(db);
    QVERIFY_RESULT(lists.create("Mine", ""));
    QVERIFY_RESULT(lists.list());
    QVERIFY_RESULT(lists.add("Mine", tickers));
    QVERIFY_RESULT(lists.reorder("Mine", tickers));
    QVERIFY_RESULT(lists.remove("Mine", tickers));
    StrategyStore strategies(db);
    const StrategyRow row = strategies.create("Mine", "{}").value();
    QVERIFY_RESULT(strategies.find("Mine"));
    QVERIFY_RESULT(strategies.update(row));
    QVERIFY_RESULT(strategies.list());
    QVERIFY_RESULT(strategies.idEver("Mine"));
    QVERIFY_RESULT(strategies.remove(row.id, std::nullopt));
    SettingsStore settings(db);
    QVERIFY_RESULT(settings.set("a", "1"));
    QVERIFY_RESULT(settings.remove("a"));
    QVERIFY_RESULT(settings.all());
}

} // namespace

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

/// Every statement that the stores run is asked for its plan: a look-up by a key never walks a table, and
/// whole lists are walked in the order of an index.
void TestStore::queryPlans()
{
    TestDatabase db;
    QVERIFY(db.open());
    std::set<std::string> statements;
    sqlite3_trace_v2(db->native(), SQLITE_TRACE_STMT, &remember, &statements);
    useEveryVerb(*db);
    sqlite3_trace_v2(db->native(), 0, nullptr, nullptr);
    QVERIFY2(statements.size() > 40, QByteArray::number(statements.size()).constData());
    for (const std::string& sql : statements) {
        Statement explain(*db, u"EXPLAIN QUERY PLAN "_s + QString::fromStdString(sql));
        const auto plan = explain.rows([](Statement& r) { return r.text(3); });
        QVERIFY_RESULT(plan);
        for (const std::string& line : *plan) {
            const bool walksATable = line.starts_with("SCAN") && line.find("USING") == std::string::npos;
            QVERIFY2(!walksATable || isWholeList(line), (line + " in " + sql).c_str());
        }
    }
}

QTEST_GUILESS_MAIN(TestStore)
#include "tst_store.moc"
