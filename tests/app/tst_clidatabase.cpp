// SPDX-License-Identifier: GPL-3.0-or-later
// The database from outside: cleaning up, backing up, restoring, folders that are none.
#include "clirunner.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace tt;
using namespace Qt::StringLiterals;

class TestCliDatabase : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCleanupIsForetoldAndTold();
    void aDeletionStandsWithoutRoomToCompact();
    void aNewerDatabaseOpensWhenItSaysSo();
    void aNewerDatabaseIsElseLeftAlone();
    void aBackupNeverGoesOverAFile();
    void aDamagedDatabaseIsRestored_data();
    void aDamagedDatabaseIsRestored();
    void whatARestoreKeptAsideIsNoBackup();
    void aRestoreSaysWhatIsLost();
    void damageThatShowsLaterOffersTheBackup();
    void aFileIsNoDataFolder();
    void aFolderIsNoDatabase();
    void anEmptyWordIsNone();
    void aDiffNamesTheOptions();

private:
    QTemporaryDir m_dir;
    QString folder(const QString& name) const { return m_dir.filePath(name); }
    /// A statement of somebody else.
    static bool change(const QString& data, const QString& sql)
    {
        return QProcess::execute(u"sqlite3"_s, {data + u"/thetool.db"_s, sql}) == 0;
    }
    static QJsonObject check(const CliRun& health, const QString& name)
    {
        for (const QJsonValue& one : health.json()[u"checks"_s].toArray()) {
            if (one[u"name"_s].toString() == name)
                return one.toObject();
        }
        return {};
    }
};

void TestCliDatabase::aCleanupIsForetoldAndTold()
{
    const QString data = folder(u"cleanup"_s);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(runCli(data, typed("analyze --demo --count 4 --force")).exit, 0);
    QCOMPARE(check(runCli(data, typed("health --json")), u"cleanup"_s)[u"detail"_s].toString(),
             u"Nothing lies beyond the retention settings."_s);
    QCOMPARE(runCli(data, typed("settings set retention.results 1")).exit, 0);
    QVERIFY(change(data, u"UPDATE analysis_jobs SET finished_at = 1 WHERE status = 'completed'"_s));
    const CliRun due = runCli(data, typed("health --json"));
    QCOMPARE(due.exit, 1); // more than half of the results
    QCOMPARE(check(due, u"cleanup"_s)[u"status"_s].toString(), u"degraded"_s);
    QCOMPARE(check(due, u"cleanup"_s)[u"detail"_s].toString(),
             u"8 of 12 results and 2 jobs lie beyond the retention settings: a cleanup (db cleanup) removes "
             u"them."_s);
    const CliRun cleaned = runCli(data, typed("db cleanup"));
    QCOMPARE(cleaned.exit, 0);
    QVERIFY2(
        cleaned.out.startsWith("Deleted: 8 results (the last 1 of each ticker and strategy are kept) and 2 "
                               "jobs of more than 90 days.\n1 job older than 90 days stays: results of it "
                               "are kept.\n"),
        cleaned.out.constData());
    const CliRun again = runCli(data, typed("db cleanup --json"));
    QCOMPARE(again.json()[u"results_deleted"_s].toInt(), 0);
    QCOMPARE(again.json()[u"jobs_kept_for_results"_s].toInt(), 1);
    QCOMPARE(runCli(data, typed("jobs list --json")).json()[u"jobs"_s].toArray().size(), 1);
}

/// A limit on the size of files stands for a disk that takes the deletion, but not the whole database again.
void TestCliDatabase::aDeletionStandsWithoutRoomToCompact()
{
    const QString data = folder(u"narrow"_s);
    QCOMPARE(runCli(data, typed("analyze --demo --count 300")).exit, 0);
    QCOMPARE(runCli(data, typed("analyze --demo --count 3 --force")).exit, 0);
    QCOMPARE(runCli(data, typed("settings set retention.results 1")).exit, 0);
    QProcess shell;
    shell.start(u"bash"_s, {u"-c"_s, u"trap '' XFSZ; ulimit -f 300; exec \"$@\""_s, u"bash"_s,
                            QStringLiteral(TT_CLI), u"db"_s, u"cleanup"_s, u"--data-dir"_s, data});
    const CliRun run = finishCli(shell);
    QCOMPARE(run.exit, 4);
    QVERIFY2(
        run.err.contains("The deletion stands (results: 3, jobs: 0), but the file keeps its size. The disk "
                         "of the data folder"),
        run.err.constData());
    QCOMPARE(runCli(data, typed("results --json")).json()[u"results"_s].toArray().size(), 300);
    shell.start();
    const CliRun again = finishCli(shell); // nothing is left to delete, and nothing is said of a deletion
    QCOMPARE(again.exit, 4);
    QVERIFY2(again.err.startsWith("thetool-cli: The disk of the data folder"), again.err.constData());
    QCOMPARE(runCli(data, typed("db cleanup")).exit, 0);
}

void TestCliDatabase::aNewerDatabaseOpensWhenItSaysSo()
{
    const QString data = folder(u"newer"_s);
    const int version = runCli(data, typed("db migrate --json")).json()[u"to"_s].toInt();
    QVERIFY(
        change(data, u"CREATE TABLE from_the_future (x); INSERT INTO db_version VALUES (%1, 'future', 'x', "
                     u"%2, 1)"_s.arg(version + 1)
                         .arg(version)));
    QCOMPARE(runCli(data, typed("analyze --demo --count 2")).exit, 0);
    const CliRun health = runCli(data, typed("health --json"));
    QCOMPARE(check(health, u"schema"_s)[u"status"_s].toString(), u"ok"_s);
    QCOMPARE(check(health, u"schema"_s)[u"detail"_s].toString(),
             u"Version %1: newer, compatible (this program has %2)."_s.arg(version + 1).arg(version));
    const CliRun migrated = runCli(data, typed("db migrate"));
    QCOMPARE(migrated.out,
             "The database has version " + QByteArray::number(version + 1) +
                 " already; nothing was changed. It is newer than this program, and compatible.\n");
    QVERIFY(fileContent(data + u"/logs/thetool.log"_s)
                .contains("of a newer program, which this one can work with"));
    QVERIFY(QDir(data + u"/backups"_s).entryList(QDir::Files).isEmpty());
}

void TestCliDatabase::aNewerDatabaseIsElseLeftAlone()
{
    const QString data = folder(u"toonew"_s);
    const int version = runCli(data, typed("db migrate --json")).json()[u"to"_s].toInt();
    QVERIFY(change(data, u"INSERT INTO db_version VALUES (%1, 'future', 'x', %1, 1)"_s.arg(version + 1)));
    const QByteArray before = fileContent(data + u"/thetool.db"_s);
    const CliRun refused = runCli(data, typed("analyze --demo --count 2 --json"));
    QCOMPARE(refused.exit, 4);
    QCOMPARE(refused.errorCode(), u"STORAGE_NEWER"_s);
    QCOMPARE(runCli(data, typed("health --json")).exit, 4);
    QVERIFY(fileContent(data + u"/thetool.db"_s) == before);
}

void TestCliDatabase::aBackupNeverGoesOverAFile()
{
    const QString data = folder(u"backup"_s), mine = folder(u"mine.db"_s);
    QCOMPARE(runCli(data, typed("analyze --demo --count 2")).exit, 0);
    QVERIFY(writeFile(mine, "mine") && writeFile(mine + u".part"_s, "mine too"));
    const CliRun refused = runCli(data, {u"db"_s, u"backup"_s, mine});
    QCOMPARE(refused.exit, 3);
    QCOMPARE(refused.err, "thetool-cli: " + mine.toUtf8() +
                              " exists already and stays as it is: choose another name for the backup "
                              "(FILE_NOT_WRITABLE)\n");
    QCOMPARE(fileContent(mine), QByteArray("mine"));
    QVERIFY(QFile::remove(mine));
    QCOMPARE(runCli(data, {u"db"_s, u"backup"_s, mine}).exit, 0);
    QCOMPARE(fileContent(mine + u".part"_s), QByteArray("mine too"));
    QCOMPARE(QDir(m_dir.path()).entryList({u"mine.db*"_s}, QDir::Files).size(), 2);
}

void TestCliDatabase::aDamagedDatabaseIsRestored_data()
{
    QTest::addColumn<qint64>("from");
    QTest::newRow("no database at all") << qint64(0);
    QTest::newRow("damage in the middle") << qint64(3 * 4096);
}

void TestCliDatabase::aDamagedDatabaseIsRestored()
{
    QFETCH(qint64, from);
    const QString data = folder(u"damaged%1"_s.arg(from)), backup = folder(u"good%1.db"_s.arg(from));
    QCOMPARE(runCli(data, typed("analyze --demo --count 100")).exit, 0);
    QCOMPARE(runCli(data, {u"db"_s, u"backup"_s, backup}).exit, 0);
    QFile file(data + u"/thetool.db"_s);
    QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(from));
    QCOMPARE(file.write(QByteArray(60 * 4096, '\xa5')), 60 * 4096);
    file.close();
    QCOMPARE(runCli(data, typed("jobs list")).exit, 4);
    const QByteArray damaged = fileContent(file.fileName());
    const CliRun restored = runCli(data, {u"db"_s, u"restore"_s, backup});
    QCOMPARE(restored.exit, 0);
    const QStringList lines = QString::fromUtf8(restored.out).split(u'\n');
    QCOMPARE(lines[0], u"Restored %1 in the place of a damaged database."_s.arg(backup));
    QCOMPARE(lines[1], u"Now: 0 instruments, 1 watchlists, 1 jobs, 100 results"_s);
    const QString kept = u"The damaged one is kept as it was: "_s;
    QVERIFY2(lines[2].startsWith(kept), restored.out.constData());
    QVERIFY(fileContent(lines[2].mid(kept.size())) == damaged);
    QCOMPARE(runCli(data, typed("results --json")).json()[u"results"_s].toArray().size(), 100);
}

void TestCliDatabase::whatARestoreKeptAsideIsNoBackup()
{
    const QString data = folder(u"aside"_s), backup = folder(u"aside.db"_s);
    const auto lastBackup = [&] {
        return check(runCli(data, typed("health --json")), u"backup"_s)[u"detail"_s].toString();
    };
    QCOMPARE(runCli(data, typed("db migrate")).exit, 0);
    QCOMPARE(runCli(data, {u"db"_s, u"backup"_s, backup}).exit, 0);
    const CliRun restored = runCli(data, {u"db"_s, u"restore"_s, backup});
    QCOMPARE(restored.exit, 0);
    QVERIFY(restored.out.startsWith("Restored " + backup.toUtf8() +
                                    " in the place of the present database.\n"
                                    "Before: 0 instruments, 1 watchlists, 0 jobs, 0 results\n"));
    QCOMPARE(QDir(data + u"/backups"_s).entryList({u"before-restore-*.db"_s}).size(), 1);
    QCOMPARE(lastBackup(), u"None was needed yet."_s);
    QCOMPARE(runCli(data, {u"db"_s, u"backup"_s, data + u"/backups/mine.db"_s}).exit, 0);
    QVERIFY(lastBackup().startsWith(u"The last one is of "_s));
}

/// As many jobs before as after, and none of them the same.
void TestCliDatabase::aRestoreSaysWhatIsLost()
{
    const QString data = folder(u"mine"_s), other = folder(u"other"_s), backup = folder(u"other.db"_s);
    QCOMPARE(runCli(data, typed("analyze --demo --count 3")).exit, 0);
    QCOMPARE(runCli(other, typed("analyze --demo --count 3")).exit, 0);
    QCOMPARE(runCli(other, {u"db"_s, u"backup"_s, backup}).exit, 0);
    const CliRun restored = runCli(data, {u"db"_s, u"restore"_s, backup});
    QVERIFY2(restored.out.contains("Before: 0 instruments, 1 watchlists, 1 jobs, 3 results\n"
                                   "Of it are lost: 0 instruments, 0 watchlists, 1 jobs, 3 results\n"
                                   "Now: 0 instruments, 1 watchlists, 1 jobs, 3 results\n"),
             restored.out.constData());
    const QJsonObject again = runCli(data, {u"db"_s, u"restore"_s, backup, u"--json"_s}).json();
    QCOMPARE(again[u"lost"_s].toObject()[u"results"_s].toInt(-1), 0);
    QVERIFY(!again[u"lost"_s].toObject().contains(u"version"_s));
    QCOMPARE(again[u"after"_s].toObject()[u"version"_s].toInt(),
             again[u"before"_s].toObject()[u"version"_s].toInt());
}

/// Nothing that opening needs is damaged, but a result.
void TestCliDatabase::damageThatShowsLaterOffersTheBackup()
{
    const QString data = folder(u"later"_s), backup = data + u"/backups/mine.db"_s;
    QCOMPARE(runCli(data, typed("analyze --demo --count 300")).exit, 0);
    QCOMPARE(runCli(data, {u"db"_s, u"backup"_s, backup}).exit, 0);
    QProcess places;
    places.start(u"sqlite3"_s,
                 {data + u"/thetool.db"_s, u"SELECT pgoffset FROM dbstat WHERE name = "
                                           u"'analysis_results' AND pagetype = 'leaf' LIMIT 1"_s});
    QVERIFY(places.waitForFinished());
    QFile file(data + u"/thetool.db"_s);
    QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(places.readAll().trimmed().toLongLong()));
    QVERIFY(file.pos() > 0);
    QCOMPARE(file.write(QByteArray(4096, '\xa5')), 4096);
    file.close();
    QCOMPARE(runCli(data, typed("db migrate")).exit, 0);
    for (const char* command : {"db check --json", "results --json", "db backup elsewhere.db --json"}) {
        const CliRun run = runCli(data, typed(command));
        QCOMPARE(run.exit, 4);
        QCOMPARE(run.errorCode(), u"STORAGE_CORRUPT"_s);
        QVERIFY2(run.out.contains("(the last backup: " + backup.toUtf8() + ")"), run.out.constData());
    }
    const CliRun health = runCli(data, typed("health --json"));
    QCOMPARE(health.exit, 4);
    QVERIFY2(health.out.contains(backup.toUtf8()), health.out.constData());
    QVERIFY(!QFile::exists(u"elsewhere.db"_s));
}

void TestCliDatabase::aFolderIsNoDatabase()
{
    const QString data = folder(u"taken"_s), taken = data + u"/thetool.db"_s;
    QVERIFY(QDir().mkpath(taken));
    const CliRun run = runCli(data, typed("jobs list"));
    QCOMPARE(run.exit, 3);
    QCOMPARE(run.err, "thetool-cli: " + taken.toUtf8() +
                          " is a folder in the place of a file: move it away (FILE_NOT_WRITABLE)\n");
}

void TestCliDatabase::anEmptyWordIsNone()
{
    for (const QStringList& command :
         {QStringList{u"db"_s, u"backup"_s, {}}, QStringList{u"db"_s, u"restore"_s, {}},
          QStringList{u"jobs"_s, u"cancel"_s, {}}}) {
        const CliRun run = runCli(folder(u"words"_s), command);
        QCOMPARE(run.exit, 2);
        QVERIFY2(run.err.contains("arguments: '" + command.mid(0, 2).join(u' ').toUtf8() + "' needs "),
                 run.err.constData());
    }
    QCOMPARE(runCli(folder(u"words"_s), {u"watchlist"_s, u"create"_s, u"A"_s, {}}).exit, 0);
}

void TestCliDatabase::aFileIsNoDataFolder()
{
    const QString file = folder(u"plain"_s), backup = folder(u"plain.db"_s);
    QCOMPARE(runCli(folder(u"plainfolder"_s), {u"db"_s, u"backup"_s, backup}).exit, 0);
    QVERIFY(writeFile(file, "mine"));
    for (const QString& data : {file, file + u"/below/it"_s}) {
        for (const QStringList& command :
             {QStringList{u"jobs"_s, u"list"_s}, QStringList{u"db"_s, u"restore"_s, backup}}) {
            const CliRun run = runCli(data, command);
            QCOMPARE(run.exit, 3);
            QCOMPARE(run.err, "thetool-cli: " + file.toUtf8() +
                                  " is a file, not a folder: choose a folder (FILE_NOT_WRITABLE)\n");
        }
    }
    QCOMPARE(fileContent(file), QByteArray("mine"));
}

void TestCliDatabase::aDiffNamesTheOptions()
{
    const QString data = folder(u"diff"_s);
    const auto analyze = [&](const char* options) {
        const CliRun run = runCli(data, typed("analyze --demo --count 2 --json") + typed(options));
        return run.json()[u"job"_s][u"job_id"_s].toString();
    };
    const QString first = analyze(""), other = analyze("--capital 5000 --weight rsi=3"),
                  third = analyze("--strategy 2");
    const CliRun text = runCli(data, {u"results"_s, u"diff"_s, first, other});
    QVERIFY2(
        text.out.contains("Strategy or options changed: yes (rsi 1 -> 3, capital 100000 -> 5000). Engine or"),
        text.out.constData());
    const QJsonArray changes = runCli(data, {u"results"_s, u"diff"_s, first, third, u"--json"_s})
                                   .json()[u"option_changes"_s]
                                   .toArray();
    QCOMPARE(changes[0][u"option"_s].toString(), u"strategy"_s);
    QCOMPARE(changes[0][u"before"_s].toString(), u"Balanced"_s);
    QVERIFY(
        runCli(data, {u"results"_s, u"diff"_s, first, first}).out.contains("options changed: no. Engine"));
}

QTEST_GUILESS_MAIN(TestCliDatabase)
#include "tst_clidatabase.moc"
