// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/migrator.h"

#include "store/store.h"
#include "storetest.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QRegularExpression>

using namespace tt;
using namespace Qt::StringLiterals;

namespace {

/// No older program can work with its result.
MigrationStep step(int version, const QByteArray& sql)
{
    return {version, "step" + std::to_string(version),
            "-- min_compatible: " + QByteArray::number(version) + "\n-- A step.\n\n" + sql};
}

std::vector<MigrationStep> threeSteps()
{
    return {step(1, "CREATE TABLE a (x BIGINT);\n\nINSERT INTO a VALUES (1);\n"),
            step(2, "CREATE TABLE b (y BIGINT);\n\nCREATE TRIGGER copy AFTER INSERT ON a\nBEGIN\n"
                    "    INSERT INTO b VALUES (new.x);\n    INSERT INTO b VALUES (new.x);\nEND;\n"),
            step(3, "ALTER TABLE a ADD COLUMN z TEXT;\n\nINSERT INTO a VALUES (2, 'semicolon; inside');\n")};
}

} // namespace

class TestMigrator : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void freshDatabase();
    void againChangesNothing();
    void fromEachOlderVersion_data();
    void fromEachOlderVersion();
    void failingStepLeavesTheFileUntouched();
    void newerFileIsRefused();
    void newerFileThatIsCompatibleOpens();
    void everyStepBeyondMustBeCompatible();
    void changedStepIsRefused();
    void foreignFileIsRefused();
    void stepsMustBeWhole_data();
    void stepsMustBeWhole();
    void backupFailureStops();
    void builtInSteps();
    void shippedStepsNeverChange();

private:
    QString path() const { return m_folder->filePath(u"a.db"_s); }
    QString backups() const { return m_folder->filePath(u"backups"_s); }
    std::unique_ptr<Database> open() { return Database::open(path()).value(); }
    QStringList backupFiles() const { return QDir(backups()).entryList(QDir::Files); }
    Result<MigrationReport> run(const std::vector<MigrationStep>& steps)
    {
        return migrate(*open(), steps, backups());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestMigrator::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestMigrator::freshDatabase()
{
    const auto report = run(threeSteps());
    QVERIFY_RESULT(report);
    QCOMPARE(report->from, 0);
    QCOMPARE(report->to, 3);
    QVERIFY(report->backup.isEmpty());
    QVERIFY(backupFiles().isEmpty());
    auto database = open();
    QCOMPARE(schemaVersion(*database).value(), 3);
    QCOMPARE(database->scalar(u"SELECT COUNT(*) FROM a"_s).value(), u"2"_s);
    QCOMPARE(database->scalar(u"SELECT COUNT(*) FROM b"_s).value(), u"2"_s);
    QCOMPARE(database->scalar(u"SELECT name FROM db_version WHERE version = 2"_s).value(), u"step2"_s);
    QCOMPARE(database->scalar(u"SELECT length(checksum) FROM db_version WHERE version = 2"_s).value(),
             u"64"_s);
    QVERIFY(database->scalar(u"SELECT applied_at FROM db_version WHERE version = 3"_s).value().toLongLong() >
            0);
}

void TestMigrator::againChangesNothing()
{
    QVERIFY_RESULT(run(threeSteps()));
    auto database = open();
    const QString before = database->scalar(u"SELECT group_concat(applied_at) FROM db_version"_s).value();
    const auto report = migrate(*database, threeSteps(), backups());
    QVERIFY_RESULT(report);
    QCOMPARE(report->from, 3);
    QCOMPARE(database->scalar(u"SELECT group_concat(applied_at) FROM db_version"_s).value(), before);
    QCOMPARE(database->scalar(u"SELECT COUNT(*) FROM a"_s).value(), u"2"_s);
    QVERIFY(backupFiles().isEmpty());
}

void TestMigrator::fromEachOlderVersion_data()
{
    QTest::addColumn<int>("version");
    QTest::newRow("1") << 1;
    QTest::newRow("2") << 2;
}

void TestMigrator::fromEachOlderVersion()
{
    QFETCH(int, version);
    std::vector<MigrationStep> older = threeSteps();
    older.resize(static_cast<std::size_t>(version));
    QVERIFY_RESULT(run(older));
    const auto report = run(threeSteps());
    QVERIFY_RESULT(report);
    QCOMPARE(report->from, version);
    QCOMPARE(schemaVersion(*open()).value(), 3);
    QCOMPARE(open()->scalar(u"SELECT COUNT(*) FROM a"_s).value(), u"2"_s);

    QCOMPARE(backupFiles().size(), 1);
    QVERIFY(report->backup.endsWith(backupFiles().first()));
    auto backup = Database::open(report->backup).value();
    QCOMPARE(schemaVersion(*backup).value(), version);
    QCOMPARE(backup->scalar(u"SELECT COUNT(*) FROM a"_s).value(), u"1"_s);
}

void TestMigrator::failingStepLeavesTheFileUntouched()
{
    std::vector<MigrationStep> steps = threeSteps();
    steps.resize(2);
    QVERIFY_RESULT(run(steps));
    const QString schema = u"SELECT group_concat(sql) FROM sqlite_master"_s;
    const QString before = open()->scalar(schema).value();
    steps.push_back(
        step(3, "CREATE TABLE c (x BIGINT);\n\nDELETE FROM a;\n\nINSERT INTO missing VALUES (1);\n"));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"no such table: missing"_s));
    QVERIFY(!run(steps).ok());
    auto database = open();
    QCOMPARE(schemaVersion(*database).value(), 2);
    QCOMPARE(database->scalar(schema).value(), before);
    QCOMPARE(database->scalar(u"SELECT COUNT(*) FROM a"_s).value(), u"1"_s);
    QCOMPARE(database->quickCheck().value(), u"ok"_s);
    QVERIFY_RESULT(migrate(*database, threeSteps(), backups()));
}

void TestMigrator::newerFileIsRefused()
{
    QVERIFY_RESULT(run(threeSteps()));
    std::vector<MigrationStep> older = threeSteps();
    older.resize(2);
    const auto report = run(older);
    QCOMPARE_ERROR(report, ErrorCode::StorageNewer);
    QCOMPARE(schemaVersion(*open()).value(), 3);
    QVERIFY(backupFiles().isEmpty());
}

void TestMigrator::newerFileThatIsCompatibleOpens()
{
    std::vector<MigrationStep> steps = threeSteps();
    steps[2].text.replace("-- min_compatible: 3", "-- min_compatible: 2");
    QVERIFY_RESULT(run(steps));
    steps.resize(2);
    const auto report = run(steps);
    QVERIFY_RESULT(report);
    QVERIFY(report->isNewer);
    QCOMPARE(report->from, 3);
    QCOMPARE(report->to, 3);
    QVERIFY(backupFiles().isEmpty());
    QCOMPARE(schemaVersion(*open()).value(), 3);
    QCOMPARE(open()->scalar(u"SELECT COUNT(*) FROM db_version"_s).value(), u"3"_s);
    // Its older steps are still compared, and one version further back it is refused.
    std::vector<MigrationStep> changed = steps;
    changed[0].text += "\n";
    QCOMPARE_ERROR(run(changed), ErrorCode::StorageCorrupt);
    steps.resize(1);
    QCOMPARE_ERROR(run(steps), ErrorCode::StorageNewer);
}

void TestMigrator::everyStepBeyondMustBeCompatible()
{
    std::vector<MigrationStep> steps = threeSteps();
    steps[2].text.replace("-- min_compatible: 3", "-- min_compatible: 1"); // but the one before needs 2
    QVERIFY_RESULT(run(steps));
    steps.resize(1);
    QCOMPARE_ERROR(run(steps), ErrorCode::StorageNewer);
    QVERIFY_RESULT(open()->exec(u"UPDATE db_version SET min_compatible = 1 WHERE version = 2"_s));
    QVERIFY_RESULT(run(steps));
    QVERIFY_RESULT(open()->exec(u"UPDATE db_version SET min_compatible = 0 WHERE version = 2"_s));
    QCOMPARE_ERROR(run(steps), ErrorCode::StorageNewer);
}

void TestMigrator::changedStepIsRefused()
{
    QVERIFY_RESULT(run(threeSteps()));
    std::vector<MigrationStep> changed = threeSteps();
    changed[1].text += "\n";
    changed.push_back(step(4, "DROP TABLE a;\n"));
    QCOMPARE_ERROR(run(changed), ErrorCode::StorageCorrupt);
    QCOMPARE(schemaVersion(*open()).value(), 3);
}

void TestMigrator::foreignFileIsRefused()
{
    QVERIFY_RESULT(open()->exec(u"CREATE TABLE customers (x)"_s));
    QCOMPARE_ERROR(run(threeSteps()), ErrorCode::StorageCorrupt);
    QCOMPARE(open()->scalar(u"SELECT group_concat(name) FROM sqlite_master"_s).value(), u"customers"_s);
}

void TestMigrator::stepsMustBeWhole_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("gap") << 2 << QByteArray("-- min_compatible: 1\nSELECT 1;\n");
    QTest::newRow("no header") << 1 << QByteArray("SELECT 1;\n");
    QTest::newRow("header above its version") << 1 << QByteArray("-- min_compatible: 2\nSELECT 1;\n");
}

void TestMigrator::stepsMustBeWhole()
{
    QFETCH(int, version);
    QFETCH(QByteArray, text);
    QCOMPARE_ERROR(run({{version, "x", text}}), ErrorCode::Internal);
}

void TestMigrator::backupFailureStops()
{
    std::vector<MigrationStep> older = threeSteps();
    older.resize(1);
    QVERIFY_RESULT(run(older));
    QFile file(backups());
    QVERIFY(file.open(QIODevice::WriteOnly)); // a file where the folder should be
    QCOMPARE_ERROR(run(threeSteps()), ErrorCode::FileNotWritable);
    QCOMPARE(schemaVersion(*open()).value(), 1);
}

void TestMigrator::builtInSteps()
{
    const std::vector<MigrationStep> steps = builtInMigrations();
    QVERIFY(!steps.empty());
    QVERIFY_RESULT(run(steps));
    auto database = open();
    QCOMPARE(database->quickCheck().value(), u"ok"_s);
    QCOMPARE(database->scalar(u"SELECT COUNT(*) FROM pragma_foreign_key_check"_s).value(), u"0"_s);
    QCOMPARE(database->scalar(u"SELECT name FROM watchlists"_s).value(), u"Default"_s);
}

void TestMigrator::shippedStepsNeverChange()
{
    // A changed text would lock every user out: add a step instead. A new step adds its line here.
    const QStringList shipped = {u"af677af4f03d9fe8433cbc86a728e0cf913f8eb30fb1d3ad7ddcacd9a91ab5ab"_s,
                                 u"37d822ad63e0d21fc3f8c80fa86eb51a49ec72ba8a7015c801a6edbcdab259f3"_s,
                                 u"0566fec8d49a04d7e558abfb7fba8770ffe68647a55ebc816b411d991a980b8c"_s,
                                 u"2579f64ae670f17d920eaf0a5fe8d0b4e8b6393ae1713a789cb8a4df4a09b973"_s,
                                 u"a58855b540d046dab57aeb61df197192b8904d42cf6a23430b67665822cb7542"_s,
                                 u"aa104e15e03e86284a6e43193c0c8a88e83b0ee7716bec595d6ef3735e4f0e0a"_s,
                                 u"3d860cfa257dac82277a86ab8a28aafe9e0bc5031645beab97c5292597febf41"_s};
    QStringList present;
    for (const MigrationStep& built : builtInMigrations())
        present +=
            QString::fromLatin1(QCryptographicHash::hash(built.text, QCryptographicHash::Sha256).toHex());
    QCOMPARE(present, shipped);
}

QTEST_GUILESS_MAIN(TestMigrator)
#include "tst_migrator.moc"
