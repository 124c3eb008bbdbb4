// SPDX-License-Identifier: GPL-3.0-or-later
// Databases of every earlier schema, stored as text, opened by the present program.
#include "resultsample.h"
#include "store/actionstore.h"
#include "store/barstore.h"
#include "store/downloadstore.h"
#include "store/jobstore.h"
#include "store/migrator.h"
#include "store/profilestore.h"
#include "store/resultstore.h"
#include "store/screenstore.h"
#include "store/settingsstore.h"
#include "store/statement.h"
#include "store/strategystore.h"
#include "store/watchliststore.h"
#include "storetest.h"

#include <QDir>
#include <QFile>
#include <QMap>

#include <sqlite3.h>

using namespace tt;
using namespace Qt::StringLiterals;

namespace {

const QString kFolder = QStringLiteral(TT_FIXTURES "/schemas");

/// No analysis of the dumps came to a trade plan: one result gets it here.
constexpr char kPlan[] =
    "UPDATE analysis_results SET plan_status = 'ok', plan_is_short = 1, entry = 339.75, stop = 350.1, "
    "target = 310.2, tick = 0.05, reward_risk = 2.855, shares = 193, capital_required = 65571.75, "
    "value_at_risk = 1997.55, reward = 5703.15, size_bound = 'risk', traded_value_share = 0.0125 "
    "WHERE ticker = 'DEMO0002.NS'";

bool loadDump(const QString& dump, const QString& path)
{
    QFile file(dump);
    sqlite3* database = nullptr;
    const bool isOpen = file.open(QIODevice::ReadOnly) &&
                        sqlite3_open(QFile::encodeName(path).constData(), &database) == SQLITE_OK;
    const QByteArray sql = file.readAll();
    const bool isLoaded = isOpen &&
                          sqlite3_exec(database, sql.constData(), nullptr, nullptr, nullptr) == SQLITE_OK &&
                          sqlite3_exec(database, kPlan, nullptr, nullptr, nullptr) == SQLITE_OK &&
                          sqlite3_changes(database) == 1;
    sqlite3_close(database);
    return isLoaded;
}

std::vector<QString> namesOf(Database& database, const QString& sql)
{
    return Statement(database, sql)
        .rows([](Statement& r) { return QString::fromStdString(r.text(0)); })
        .value();
}

/// "quote(id) || ' ' || quote(name)": each value of a row, as SQL writes it, by table.
QMap<QString, QString> rowTexts(Database& database)
{
    QMap<QString, QString> texts;
    for (const QString& table : namesOf(database, u"SELECT name FROM sqlite_master WHERE type = 'table'"_s)) {
        QStringList values;
        for (const QString& column :
             namesOf(database, u"SELECT name FROM pragma_table_info('%1')"_s.arg(table)))
            values += u"'%1=' || quote(%1)"_s.arg(column);
        texts[table] = values.join(u" || ' ' || "_s);
    }
    return texts;
}

std::vector<QString> rowsOf(Database& database, const QString& table, const QString& rowText)
{
    return namesOf(database, u"SELECT %1 AS row FROM %2 ORDER BY row"_s.arg(rowText, table));
}

QString schemaOf(Database& database)
{
    return database
        .scalar(u"SELECT group_concat(sql, char(10)) FROM "
                u"(SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name)"_s)
        .value();
}

} // namespace

class TestSchemas : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_db = std::make_unique<TestDatabase>(); }
    void eachEarlierOneHasADump();
    void everyValueSurvives_data() { versions(); }
    void everyValueSurvives();
    void readByTheStores_data() { versions(); }
    void readByTheStores();

private:
    void versions();
    void checkBars(int version);
    void checkResults();
    void checkJobs();
    void checkWhatTheUserMade(int version);
    std::unique_ptr<TestDatabase> m_db;
};

void TestSchemas::eachEarlierOneHasADump()
{
    const auto newest = static_cast<int>(builtInMigrations().size());
    for (int version = 1; version < newest; ++version)
        QVERIFY2(QFile::exists(kFolder + u"/v%1.sql"_s.arg(version)), qPrintable(QString::number(version)));
}

void TestSchemas::versions()
{
    QTest::addColumn<int>("version");
    for (int version = 1; version < static_cast<int>(builtInMigrations().size()); ++version)
        QTest::addRow("v%d", version) << version;
}

/// Every column of every row of the older file is in the newer one with the same value.
void TestSchemas::everyValueSurvives()
{
    QFETCH(const int, version);
    QVERIFY(loadDump(kFolder + u"/v%1.sql"_s.arg(version), m_db->path()));
    QMap<QString, QString> texts;
    QMap<QString, std::vector<QString>> before;
    {
        const auto older = Database::open(m_db->path());
        QVERIFY_RESULT(older);
        QCOMPARE(schemaVersion(**older).value(), version);
        texts = rowTexts(**older);
        for (const auto& [table, text] : texts.asKeyValueRange()) {
            before[table] = rowsOf(**older, table, text);
            QVERIFY2(!before[table].empty(), qPrintable(table + u" has no row in the dump"_s));
        }
    }
    QVERIFY(m_db->open());
    Database& database = **m_db;
    QCOMPARE(database.quickCheck().value(), u"ok"_s);
    QCOMPARE(database.scalar(u"SELECT COUNT(*) FROM pragma_foreign_key_check"_s).value(), u"0"_s);
    for (const auto& [table, text] : texts.asKeyValueRange()) {
        std::vector<QString> after = rowsOf(database, table, text);
        if (table == u"db_version"_s) {
            QCOMPARE(after.size(), builtInMigrations().size());
            after.resize(before[table].size());
        }
        QVERIFY2(after == before[table], qPrintable(table));
    }
    TestDatabase fresh;
    QVERIFY(fresh.open());
    QCOMPARE(schemaOf(database), schemaOf(*fresh));
}

/// What the program that wrote the dump showed, the present one shows.
void TestSchemas::readByTheStores()
{
    QFETCH(const int, version);
    QVERIFY(loadDump(kFolder + u"/v%1.sql"_s.arg(version), m_db->path()));
    QVERIFY(m_db->open());
    checkBars(version);
    checkResults();
    checkJobs();
    checkWhatTheUserMade(version);
}

void TestSchemas::checkBars(int version)
{
    const auto found = BarStore(**m_db).load("ABC.NS");
    QVERIFY_RESULT(found);
    const Bars& bars = found->bars;
    QCOMPARE(bars.size(), 59u);
    QCOMPARE(bars.date.front(), 19'662);
    QCOMPARE(bars.date.back(), 19'745);
    QCOMPARE(bars.open.front(), 100.0);
    QCOMPARE(bars.high.front(), 100.5);
    QCOMPARE(bars.close.back(), 106.8);
    QCOMPARE(bars.volume.back(), 8'324.0);
    QCOMPARE(found->actions.size(), version >= 3 ? 1u : 0u);
    QCOMPARE(found->findings.size(), 1u);
    QCOMPARE(found->findings[0].date, 19'669);
    QCOMPARE(found->findings[0].line, 7);
    QVERIFY(found->findings[0].rule == FindingRule::PriceNotPositive);
    QCOMPARE(found->findings[0].values, std::string("98.15 -1 97.65 100.05 1482"));
}

void TestSchemas::checkResults()
{
    const auto latest = ResultStore(**m_db).latest({});
    QVERIFY_RESULT(latest);
    QCOMPARE(latest->size(), 3u);
    const ResultRecord &demo = (*latest)[0], &planned = (*latest)[1], &real = (*latest)[2];
    QCOMPARE(demo.ticker + ' ' + demo.name, std::string("DEMO0001.NS Arvanto Agro Limited"));
    QVERIFY(demo.isDemo && demo.source == DataSource::Demo);
    QVERIFY(demo.analysis.flipUp && demo.analysis.flipUp->close == 458.95 &&
            demo.analysis.flipUp->verdict == Verdict::Sell && !demo.analysis.flipDown && !demo.analysis.plan);
    QCOMPARE(planned.ticker, std::string("DEMO0002.NS"));
    QVERIFY(planned.analysis.planStatus == PlanStatus::Ok && planned.analysis.plan);
    QVERIFY(samePlan(*planned.analysis.plan, {true, 339.75, 350.1, 310.2, 0.05, 2.855, 193, 65'571.75,
                                              1'997.55, 5'703.15, SizeBound::Risk, 0.0125}));
    QCOMPARE(real.ticker + ' ' + real.strategyName, std::string("ABC.NS Balanced"));
    QVERIFY(!real.isDemo && real.source == DataSource::Stored);
    QCOMPARE(real.analyzedAtMs, 1'795'721'554'080);
    const Analysis& a = real.analysis;
    QVERIFY(a.verdict == Verdict::Hold && a.signal == Signal::Hold && a.grade == Grade::D);
    QVERIFY(a.score == 0.50282734556237584921 && a.evidence == 0.1960870942102531933 && a.close == 106.8);
    QVERIFY(a.bars == 59 && a.firstBar == 19'662 && a.lastBar == 19'745);
    const Vote& adx = a.votes[static_cast<std::size_t>(IndicatorId::Adx)];
    QVERIFY(adx.value == 23.67126182275858 && adx.vote == 1 && adx.confidence == 0.4734252364551716 &&
            adx.weight == 1 && adx.share == 0.24143620382662426 && adx.defined);
    const Vote& ema = a.votes[static_cast<std::size_t>(IndicatorId::Ema)];
    QVERIFY(std::isnan(ema.value) && !ema.defined);
    QCOMPARE(a.reasons.size(), 5u);
    QCOMPARE(a.reasons[4].code, std::string("against:cmf"));
    QCOMPARE(a.reasons[4].value, -0.16405212470704933);
    QVERIFY(a.flipDown && a.flipDown->close == 105.35 && a.flipDown->verdict == Verdict::Sell && !a.flipUp);
}

void TestSchemas::checkJobs()
{
    JobStore store(**m_db);
    const auto jobs = store.jobs(10);
    QVERIFY_RESULT(jobs);
    QCOMPARE(jobs->size(), 2u);
    QCOMPARE(jobs->front().description, std::string("demo data, 2 tickers"));
    const Job& job = jobs->back();
    QCOMPARE(job.description + ", " + job.strategyName, std::string("stored bars, 2 tickers, Balanced"));
    QVERIFY(job.status == JobStatus::Completed && job.kind == JobKind::Bulk && job.asOf == 20'783);
    QVERIFY(job.counts.total == 2 && job.counts.succeeded == 1 && job.counts.failed == 1);
    QCOMPARE(job.createdAtMs, 1'795'721'554'076);
    QCOMPARE(job.finishedAtMs, 1'795'721'554'081);
    QVERIFY(job.configJson.starts_with("{\"request\":{\"source\":\"stored\""));
    const auto failures = store.failures(job.id);
    QVERIFY_RESULT(failures);
    QCOMPARE(failures->size(), 1u);
    QCOMPARE(failures->front().ticker, std::string("FEW.NS"));
    QVERIFY(failures->front().code == ErrorCode::DataInsufficient && failures->front().attempts == 1);
    QVERIFY(failures->front().message.starts_with("An analysis needs 50 usable bars"));
    QCOMPARE(ResultStore(**m_db).ofJob(job.id)->front().ticker, std::string("ABC.NS"));
}

void TestSchemas::checkWhatTheUserMade(int version)
{
    Database& database = **m_db;
    const auto lists = WatchlistStore(database).list();
    QVERIFY_RESULT(lists);
    QCOMPARE(lists->size(), 2u); // the deleted one stays deleted
    QCOMPARE((*lists)[1].name + ' ' + (*lists)[1].description, std::string("Mine My own"));
    const auto items = WatchlistStore(database).items("Mine");
    QVERIFY(items->size() == 2 && (*items)[0].ticker == "ABC.NS" && (*items)[1].ticker == "FEW.NS");
    QCOMPARE(SettingsStore(database).all()->at("analysis.capital"), std::string("250000"));
    const auto strategies = StrategyStore(database).list();
    QVERIFY_RESULT(strategies);
    QCOMPARE(strategies->size(), version >= 2 ? 1u : 0u);
    QVERIFY(version < 2 || ((*strategies)[0].name == "Careful" && (*strategies)[0].revision == 1 &&
                            (*strategies)[0].definition.find("\"macd\":2.5") != std::string::npos));
    const auto events = ActionStore(database).list("ABC.NS");
    QVERIFY_RESULT(events);
    QCOMPARE(events->size(), version >= 3 ? 1u : 0u);
    QVERIFY(version < 3 || ((*events)[0].action.day == 19'700 && (*events)[0].action.value == 2 &&
                            (*events)[0].action.kind == ActionKind::Split));
    const auto failure = DownloadStore(database).failure("XYZ.NS");
    QVERIFY_RESULT(failure);
    QCOMPARE(failure->has_value(), version >= 4);
    QVERIFY(version < 4 ||
            ((*failure)->code == ErrorCode::Network && (*failure)->message == "The connection timed out"));
    const auto meant = InstrumentStore(database).resolve("OLDABC.NS");
    QVERIFY_RESULT(meant);
    QVERIFY(version < 5 ? meant->empty() : *meant == std::vector<std::string>{"ABC.NS"});
    const auto readings = ProfileStore(database).list();
    QVERIFY_RESULT(readings);
    QCOMPARE(readings->size(), version >= 6 ? 1u : 0u);
    QVERIFY(version < 6 || (*readings)[0].header == "datum;open;high;low;close;volume");
    const auto screens = ScreenStore(database).list();
    QVERIFY_RESULT(screens);
    QCOMPARE(screens->size(), version >= 5 ? 1u : 0u);
    QVERIFY(version < 5 ||
            ((*screens)[0].name == "Strong" && (*screens)[0].filter == "verdict=\"Strong Buy\"" &&
             (*screens)[0].columns == std::vector<std::string>{"ticker", "verdict"} &&
             (*screens)[0].sortColumn == "score" && (*screens)[0].descending));
}

QTEST_GUILESS_MAIN(TestSchemas)
#include "tst_schemas.moc"
