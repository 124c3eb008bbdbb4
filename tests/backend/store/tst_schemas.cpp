// SPDX-License-Identifier: GPL-3.0-or-later
// Databases of every earlier schema, stored as text, opened by the present program.
#include "store/barstore.h"
#include "store/jobstore.h"
#include "store/migrator.h"
#include "store/resultstore.h"
#include "store/settingsstore.h"
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

bool loadDump(const QString& dump, const QString& path)
{
    QFile file(dump);
    sqlite3* database = nullptr;
    const bool isOpen = file.open(QIODevice::ReadOnly) &&
                        sqlite3_open(QFile::encodeName(path).constData(), &database) == SQLITE_OK;
    const QByteArray sql = file.readAll();
    const bool isLoaded =
        isOpen && sqlite3_exec(database, sql.constData(), nullptr, nullptr, nullptr) == SQLITE_OK;
    sqlite3_close(database);
    return isLoaded;
}

QMap<QString, QString> countsOf(Database& database)
{
    const QString tables =
        database.scalar(u"SELECT group_concat(name) FROM sqlite_master WHERE type = 'table'"_s).value();
    QMap<QString, QString> counts;
    for (const QString& table : tables.split(u','))
        counts[table] = database.scalar(u"SELECT COUNT(*) FROM "_s + table).value();
    counts.remove(u"db_version"_s);
    return counts;
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
    void opened_data();
    void opened();

private:
    std::unique_ptr<TestDatabase> m_db;
};

void TestSchemas::eachEarlierOneHasADump()
{
    const auto newest = static_cast<int>(builtInMigrations().size());
    for (int version = 1; version < newest; ++version)
        QVERIFY2(QFile::exists(kFolder + u"/v%1.sql"_s.arg(version)), qPrintable(QString::number(version)));
}

void TestSchemas::opened_data()
{
    QTest::addColumn<int>("version");
    for (int version = 1; version < static_cast<int>(builtInMigrations().size()); ++version)
        QTest::addRow("v%d", version) << version;
}

void TestSchemas::opened()
{
    QFETCH(int, version);
    QVERIFY(loadDump(kFolder + u"/v%1.sql"_s.arg(version), m_db->path()));
    auto older = Database::open(m_db->path());
    QVERIFY_RESULT(older);
    QCOMPARE(schemaVersion(**older).value(), version);
    const QMap<QString, QString> before = countsOf(**older);
    older = makeError(ErrorCode::NotFound, "closed");

    QVERIFY(m_db->open());
    Database& database = **m_db;
    QCOMPARE(database.quickCheck().value(), u"ok"_s);
    QCOMPARE(database.scalar(u"SELECT COUNT(*) FROM pragma_foreign_key_check"_s).value(), u"0"_s);
    const QMap<QString, QString> after = countsOf(database);
    for (const auto& [table, count] : before.asKeyValueRange())
        QCOMPARE(table + u' ' + after[table], table + u' ' + count);

    TestDatabase fresh;
    QVERIFY(fresh.open());
    QCOMPARE(schemaOf(database), schemaOf(*fresh));

    const auto bars = BarStore(database).load("ABC.NS");
    QVERIFY_RESULT(bars);
    QCOMPARE(bars->bars.size(), 59u);
    QCOMPARE(bars->findings.size(), 1u);
    const auto latest = ResultStore(database).latest({});
    QVERIFY_RESULT(latest);
    QCOMPARE(latest->size(), 3u);
    const auto jobs = JobStore(database).jobs(10);
    QVERIFY_RESULT(jobs);
    QCOMPARE(jobs->size(), 2u);
    QCOMPARE(jobs->back().counts.failed, 1);
    QCOMPARE(WatchlistStore(database).items("Mine")->size(), 2u);
    QCOMPARE(SettingsStore(database).all()->at("analysis.capital"), std::string("250000"));
}

QTEST_GUILESS_MAIN(TestSchemas)
#include "tst_schemas.moc"
