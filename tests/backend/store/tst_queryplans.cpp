// SPDX-License-Identifier: GPL-3.0-or-later
// What SQLite does for every statement that the stores run.
#include "resultsample.h"
#include "store/actionstore.h"
#include "store/barstore.h"
#include "store/downloadstore.h"
#include "store/jobstore.h"
#include "store/profilestore.h"
#include "store/resultstore.h"
#include "store/retention.h"
#include "store/screenstore.h"
#include "store/settingsstore.h"
#include "store/statement.h"
#include "store/storeddata.h"
#include "store/strategystore.h"
#include "store/watchliststore.h"
#include "storetest.h"

#include <algorithm>
#include <cmath>
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
/// the watchlists, the remembered corrections; what is left to download; the schema's own table; and what a
/// query made itself.
bool isWholeList(const std::string& line)
{
    return line.starts_with("SCAN (subquery") || line == "SCAN l" || line == "SCAN w" ||
           line == "SCAN sqlite_master" || line == "SCAN downloads" || line == "SCAN import_profiles" ||
           line == "SCAN CONSTANT ROW" || line == "SCAN beyond";
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
    QVERIFY_RESULT(jobs.activeJobs());
    QVERIFY_RESULT(jobs.unsuccessfulTickers(id, false));
    QVERIFY_RESULT(jobs.unsuccessfulTickers(id, true));
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
    QVERIFY_RESULT(BarStore(db).loadWhole("A.NS"));
    QVERIFY_RESULT(instruments.list());
    QVERIFY_RESULT(instruments.known());
    QVERIFY_RESULT(instruments.putAlias(instrumentId("A.NS"), "OLD.NS", 18'000));
    QVERIFY_RESULT(instruments.resolve("OLD"));
    QVERIFY_RESULT(instruments.setTick("A.NS", 0.05));
    QVERIFY_RESULT(instruments.find("A.NS"));
    QVERIFY_RESULT(instruments.resolve("A"));
    QVERIFY_RESULT(readStoredData(db, "A.NS"));
    QVERIFY_RESULT(removeStoredData(db, "A.NS"));
}

void useDownloads(Database& db)
{
    const std::vector<ActionRow> actions = {{"A.NS", {19'000, ActionKind::Split, 2, ActionOrigin::User}}};
    ActionStore events(db);
    QVERIFY_RESULT(events.put(actions));
    QVERIFY_RESULT(events.list());
    QVERIFY_RESULT(events.list("A.NS"));
    QVERIFY_RESULT(events.remove("A.NS", 19'000, ActionKind::Split));
    const std::vector<std::string> tickers = {"A.NS", "B.NS"};
    DownloadStore downloads(db);
    QVERIFY_RESULT(downloads.add(tickers));
    QVERIFY_RESULT(downloads.pending());
    QVERIFY_RESULT(downloads.state("A.NS"));
    CheckedBars bars;
    bars.bars.append(19'010, 1, 1, 1, 1, 1);
    QVERIFY_RESULT(downloads.finish("A.NS", "A", "INR", bars, {}, 19'000));
    QVERIFY_RESULT(downloads.fail("B.NS", makeError(ErrorCode::Network, "m"), "timeout", false));
    QVERIFY_RESULT(downloads.failure("B.NS"));
    QVERIFY_RESULT(downloads.clear(tickers));
}

void useScreens(Database& db)
{
    ScreenStore screens(db);
    const std::string id = screens.save({{}, "Mine", "rsi<30", {"ticker"}, "rsi", false})->id;
    QVERIFY_RESULT(screens.list());
    QVERIFY_RESULT(screens.rename(id, "Yours"));
    QVERIFY_RESULT(screens.remove(id));
    QVERIFY_RESULT(screens.bringBack(id));
}

void useEveryVerb(Database& db)
{
    useJobs(db);
    useBars(db);
    useDownloads(db);
    useScreens(db);
    QVERIFY_RESULT(ProfileStore(db).put("date,close", "{}"));
    QVERIFY_RESULT(ProfileStore(db).remove(ProfileStore(db).list()->front().id));
    QVERIFY_RESULT(countRetired(db, {}));
    QVERIFY_RESULT(retire(db, {}));
    const std::vector<std::string> tickers = {"A", "B"};
    WatchlistStore lists(db);
    QVERIFY_RESULT(lists.create("Mine", ""));
    QVERIFY_RESULT(lists.list());
    QVERIFY_RESULT(lists.add("Mine", tickers));
    QVERIFY_RESULT(lists.reorder("Mine", tickers));
    QVERIFY_RESULT(lists.items("Mine"));
    QVERIFY_RESULT(lists.remove("Mine", tickers));
    QVERIFY_RESULT(lists.rename("Mine", "Yours"));
    const std::string list = lists.removeList("Yours")->list.id;
    QVERIFY_RESULT(lists.bringBack(list));
    QVERIFY_RESULT(lists.reorderLists(std::vector{list}));
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

class TestQueryPlans : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noLookUpWalksATable();
};

/// Every statement that the stores run is asked for its plan: a look-up by a key never walks a table, and
/// whole lists are walked in the order of an index.
void TestQueryPlans::noLookUpWalksATable()
{
    TestDatabase db;
    QVERIFY(db.open());
    std::set<std::string> statements;
    sqlite3_trace_v2(db->native(), SQLITE_TRACE_STMT, &remember, &statements);
    useEveryVerb(*db);
    sqlite3_trace_v2(db->native(), 0, nullptr, nullptr);
    QVERIFY2(statements.size() > 80, QByteArray::number(statements.size()).constData());
    for (const std::string& sql : statements) {
        Statement explain(*db, u"EXPLAIN QUERY PLAN "_s + QString::fromStdString(sql));
        for (auto values = std::ranges::count(sql, '?'); values > 0; --values)
            explain.bindNull();
        const auto plan = explain.rows([](Statement& r) { return r.text(3); });
        QVERIFY_RESULT(plan);
        for (const std::string& line : *plan) {
            const bool walksATable = line.starts_with("SCAN") && line.find("USING") == std::string::npos;
            QVERIFY2(!walksATable || isWholeList(line), (line + " in " + sql).c_str());
        }
    }
}

QTEST_GUILESS_MAIN(TestQueryPlans)
#include "tst_queryplans.moc"
