// SPDX-License-Identifier: GPL-3.0-or-later
// What SQLite does for every statement that the stores run.
#include "resultsample.h"
#include "store/actionstore.h"
#include "store/barstore.h"
#include "store/downloadstore.h"
#include "store/jobstore.h"
#include "store/profilestore.h"
#include "store/restore.h"
#include "store/resultstore.h"
#include "store/retention.h"
#include "store/screenstore.h"
#include "store/settingsstore.h"
#include "store/statement.h"
#include "store/store.h"
#include "store/storeddata.h"
#include "store/strategystore.h"
#include "store/watchliststore.h"
#include "storetest.h"

#include <algorithm>
#include <map>
#include <set>
#include <sqlite3.h>

using namespace tt;
using namespace Qt::StringLiterals;

namespace {

/// Everything else that the stores run is asked for its plan.
constexpr const char* kWithoutPlan[] = {"PRAGMA", "BEGIN", "COMMIT", "ROLLBACK", "CREATE",
                                        "ALTER",  "DROP",  "VACUUM", "--"};

/// The one statement that may walk a whole table or index, how its plan says so, and why it may.
struct Walk
{
    const char* line;      ///< the beginning of the plan's line
    const char* statement; ///< a part that no other statement has
    const char* reason;
};

constexpr auto kCompared = "restoring compares all that is there with the backup";

constexpr Walk kWalks[] = {
    {"SCAN i USING INDEX sqlite_autoindex_instruments_1",
     "i JOIN bar_chunks c ON c.instrument_id = i.id WHERE i.del",
     "the list of stocks with bars, by id because they are grouped by it"},
    {"SCAN i USING INDEX sqlite_autoindex_instruments_1",
     "i LEFT JOIN bar_chunks c ON c.instrument_id = i.id WHERE i.del", "the list of known stocks, the same"},
    {"SCAN i USING INDEX sqlite_autoindex_instruments_2", "i.deleted_at IS NULL ORDER BY i.ticker, a.day",
     "the list of all events, in the order of its tickers"},
    {"SCAN import_profiles", "SELECT id, header, correction", "the list of all corrections, few"},
    {"SCAN saved_screens USING INDEX saved_screens_name", "SELECT id, name, filter",
     "the list of all screens"},
    {"SCAN strategies USING INDEX strategies_name", "SELECT id, name, revision",
     "the list of all strategies"},
    {"SCAN settings USING INDEX sqlite_autoindex_settings_1", "SELECT key, value", "all settings"},
    {"SCAN w USING INDEX watchlists_name", "SELECT w.id, w.name", "the list of all watchlists"},
    {"SCAN downloads", "SELECT ticker FROM downloads WHERE status = 'pending'",
     "what is left to download: the table holds nothing else but failures"},
    {"SCAN l", "r JOIN latest_results l ON l.result_id = r.id WHERE NOT EXISTS",
     "the newest results, of a table with one row a ticker and strategy"},
    {"SCAN l", "r JOIN latest_results l ON l.result_id = r.id WHERE l.strategy_id = ?",
     "those of a strategy, of the same table"},
    {"SCAN r USING INDEX analysis_results_newest",
     "FROM analysis_results r ORDER BY r.analyzed_at DESC, r.ticker DESC LIMIT",
     "the last results of all: the end of the index, up to a limit"},
    {"SCAN analysis_jobs USING INDEX analysis_jobs_newest",
     "FROM analysis_jobs ORDER BY created_at DESC, id DESC LIMIT ?",
     "the last jobs of all: the end of the index, up to a limit"},
    {"SCAN analysis_jobs USING COVERING INDEX analysis_jobs_newest", "DELETE FROM analysis_jobs",
     "the newest job: the end of the index, one row"},
    {"SCAN analysis_results USING INDEX analysis_results_ticker", "DELETE FROM analysis_results",
     "retention, which a user asks for, numbers the results of every ticker"},
    {"SCAN (subquery", "DELETE FROM analysis_results", "what retention has numbered"},
    {"SCAN analysis_results USING INDEX analysis_results_ticker", "WITH beyond AS",
     "health counts what retention would take"},
    {"SCAN (subquery", "WITH beyond AS", "what it has numbered"},
    {"SCAN beyond", "WITH beyond AS", "what it has found"},
    {"SCAN CONSTANT ROW", "WITH beyond AS", "no table: three counts"},
    {"SCAN analysis_jobs USING COVERING INDEX analysis_jobs_newest", "WITH beyond AS",
     "the newest job: the end of the index, one row"},
    {"SCAN bar_chunks USING COVERING INDEX bar_chunks_extent", "SELECT COUNT(DISTINCT instrument_id)",
     "health counts what is there"},
    {"SCAN analysis_results USING COVERING INDEX analysis_results_ticker",
     "SELECT COUNT(*), MIN(analyzed_at)", "health counts what is there"},
    {"SCAN instruments USING COVERING INDEX", "instruments WHERE TRUE AND id NOT IN", kCompared},
    {"SCAN backup.instruments USING COVERING INDEX", "SELECT id FROM backup.instruments", kCompared},
    {"SCAN watchlists USING INDEX", "watchlists WHERE deleted_at IS NULL AND id NOT IN", kCompared},
    {"SCAN backup.watchlists USING INDEX", "SELECT id FROM backup.watchlists", kCompared},
    {"SCAN analysis_jobs USING COVERING INDEX", "analysis_jobs WHERE TRUE AND id NOT IN", kCompared},
    {"SCAN backup.analysis_jobs USING COVERING INDEX", "SELECT id FROM backup.analysis_jobs", kCompared},
    {"SCAN analysis_results USING COVERING INDEX", "analysis_results WHERE TRUE AND id NOT IN", kCompared},
    {"SCAN backup.analysis_results USING COVERING INDEX", "SELECT id FROM backup.analysis_results",
     kCompared},
    {"SCAN instruments USING COVERING INDEX", "SELECT COUNT(*) FROM instruments",
     "restoring counts what is there"},
    {"SCAN watchlists USING INDEX", "SELECT COUNT(*) FROM watchlists", "restoring counts what is there"},
    {"SCAN analysis_jobs USING COVERING INDEX sqlite_autoindex", "SELECT COUNT(*) FROM analysis_jobs",
     "restoring counts what is there"},
    {"SCAN analysis_results USING COVERING INDEX", "SELECT COUNT(*) FROM analysis_results",
     "restoring counts what is there"},
    {"SCAN sqlite_master", "AND name = 'db_version'", "opening looks at the schema"},
    {"SCAN sqlite_master", "AND name NOT LIKE 'sqlite_%'", "opening looks at the schema"},
    {"SCAN db_version", "SELECT version, name, checksum", "opening reads the steps of the schema"},
    {"SCAN CONSTANT ROW", "SELECT MAX((SELECT", "no table: two values at the ends of indexes"},
};

/// A step of a plan that reads rows which no key chose: a whole table or index, or an index made for this one
/// run.
bool walks(const std::string& line)
{
    return line.starts_with("SCAN") || line.find("AUTOMATIC") != std::string::npos ||
           line.find("(ANY(") != std::string::npos;
}

std::set<std::string> s_statements;

int remember(unsigned, void*, void* statement, void*)
{
    const std::string sql = sqlite3_sql(static_cast<sqlite3_stmt*>(statement));
    const auto begins = [&](const char* word) { return sql.starts_with(word); };
    if (std::ranges::none_of(kWithoutPlan, begins))
        s_statements.insert(sql);
    return 0;
}

/// For sqlite3_auto_extension: listens to every connection that is opened from then on.
int listenTo(sqlite3* connection, char**, const void*)
{
    return sqlite3_trace_v2(connection, SQLITE_TRACE_STMT, &remember, nullptr);
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

/// What opens, checks and replaces whole data folders.
void useFolders(Database& db)
{
    const QTemporaryDir folder;
    const QString backup = folder.filePath(u"backup.db"_s), data = folder.filePath(u"data"_s);
    QVERIFY_RESULT(db.backupTo(backup));
    {
        const auto store = Store::open(data);
        QVERIFY_RESULT(store);
        QVERIFY_RESULT((*store)->health().result());
    }
    QVERIFY_RESULT(restoreDatabase(data, backup));
}

Result<std::vector<std::string>> planOf(Database& db, const std::string& sql)
{
    Statement explain(db, u"EXPLAIN QUERY PLAN "_s + QString::fromStdString(sql));
    for (auto values = std::ranges::count(sql, '?'); values > 0; --values)
        explain.bindNull();
    return explain.rows([](Statement& r) { return r.text(3); });
}

const Walk* excuseOf(const std::string& sql, const std::string& line)
{
    const auto* const found = std::ranges::find_if(kWalks, [&](const Walk& walk) {
        return line.starts_with(walk.line) && sql.find(walk.statement) != std::string::npos;
    });
    return found == std::end(kWalks) ? nullptr : found;
}

} // namespace

class TestQueryPlans : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noLookUpWalksATable();
};

/// Every statement that the stores run is asked for its plan: each step of it looks rows up by a key, but for
/// the walks that the table above names.
void TestQueryPlans::noLookUpWalksATable()
{
    TestDatabase db;
    sqlite3_auto_extension(reinterpret_cast<void (*)()>(&listenTo));
    QVERIFY(db.open());
    useEveryVerb(*db);
    useFolders(*db);
    sqlite3_reset_auto_extension();
    const std::set<std::string> statements = s_statements;
    QVERIFY2(statements.size() > 80, QByteArray::number(statements.size()).constData());
    // A restore compares with a backup by this name.
    QVERIFY_RESULT(db->exec(u"ATTACH DATABASE '%1' AS backup"_s.arg(db->path())));
    std::map<const Walk*, std::set<std::string>> met;
    for (const std::string& sql : statements) {
        const auto plan = planOf(*db, sql);
        QVERIFY_RESULT(plan);
        for (const std::string& line : *plan) {
            if (!walks(line))
                continue;
            const Walk* const walk = excuseOf(sql, line);
            QVERIFY2(walk, (line + " in " + sql).c_str());
            met[walk].insert(sql);
        }
    }
    for (const Walk& walk : kWalks)
        QVERIFY2(met[&walk].size() == 1, walk.statement);
}

QTEST_GUILESS_MAIN(TestQueryPlans)
#include "tst_queryplans.moc"
