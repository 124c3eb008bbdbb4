// SPDX-License-Identifier: GPL-3.0-or-later
// What `health` says of folders that something has happened to, and how it exits.
#include "clirunner.h"

#include <QDateTime>
#include <QDir>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

#include <csignal>
#include <map>

using namespace tt;
using namespace Qt::StringLiterals;

namespace {

struct Check
{
    QString status, detail;
};

/// One run of `health --json`, by the names of its checks.
struct Health
{
    int exit = -1;
    QString status;
    QStringList names; ///< as they come
    std::map<QString, Check> checks;

    QString detail(const char16_t* name) const
    {
        const auto found = checks.find(QString::fromUtf16(name));
        return found == checks.end() ? u"there is no such check"_s : found->second.detail;
    }
};

Health healthOf(const QString& data)
{
    const CliRun run = runCli(data, typed("health --json"));
    Health health{run.exit, run.json()[u"status"_s].toString(), {}, {}};
    for (const QJsonValue& one : run.json()[u"checks"_s].toArray()) {
        health.names += one[u"name"_s].toString();
        health.checks[health.names.back()] = {one[u"status"_s].toString(), one[u"detail"_s].toString()};
    }
    return health;
}

/// What is wrong when the checks are not as told ("jobs degraded"), all others ok, and the whole and the exit
/// as the worst of them. The disk of the machine that tests may be small: it counts for what it says.
QString differenceFrom(const Health& health, const std::map<QString, QString>& told)
{
    const std::map<QString, int> weights = {{u"ok"_s, 0}, {u"degraded"_s, 1}, {u"failed"_s, 2}};
    int worst = 0;
    for (const auto& [name, check] : health.checks) {
        const auto expected = told.find(name);
        const QString status = expected != told.end() ? expected->second : u"ok"_s;
        if (check.status != status && name != u"disk"_s)
            return name + u" is "_s + check.status + u": "_s + check.detail;
        worst = std::max(worst, weights.at(check.status));
    }
    for (const auto& [name, status] : told) {
        if (!health.checks.contains(name))
            return u"no check of "_s + name;
    }
    if (weights.at(health.status) != worst)
        return u"the whole is "_s + health.status;
    const int exits[] = {0, 1, 4};
    return health.exit == exits[worst] ? QString() : u"exit %1"_s.arg(health.exit);
}

/// Does to the database what no command does. The first value of the last row.
QString sql(const QString& data, const QByteArray& text)
{
    sqlite3* database = nullptr;
    QString value;
    const auto keep = [](void* to, int, char** values, char**) {
        *static_cast<QString*>(to) = QString::fromUtf8(values[0]);
        return 0;
    };
    const bool isDone =
        sqlite3_open(QFile::encodeName(data + u"/thetool.db"_s).constData(), &database) == SQLITE_OK &&
        sqlite3_exec(database, text.constData(), keep, &value, nullptr) == SQLITE_OK &&
        sqlite3_wal_checkpoint_v2(database, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr) ==
            SQLITE_OK;
    sqlite3_close(database);
    return isDone ? value : u"failed"_s;
}

QByteArray sixtyDays()
{
    QByteArray text = "Date,Open,High,Low,Close,Volume\n";
    QDate day(2001, 11, 20); // over the turn of the year, where another chunk begins
    for (int i = 0; i < 60; ++i, day = day.addDays(1))
        text += day.toString(Qt::ISODate).toLatin1() + ",10,11,9,10.5,1000\n";
    return text;
}

#define HEALTH_IS(health, ...)                                                                               \
    do {                                                                                                     \
        const QString difference = differenceFrom(health, __VA_ARGS__);                                      \
        QVERIFY2(difference.isEmpty(), qPrintable(difference));                                              \
    } while (false)

} // namespace

class TestCliHealth : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_data = m_dir->filePath(u"data"_s);
    }
    void aFreshFolder();
    void dataAndResultsHaveTheirDays();
    void theNewestBackupIsNamed();
    void aRunningJobAndADeadOne();
    void aClockBehind();
    void aDamagedPage();
    void noDatabase();
    void aNewerDatabase();
    void aFolderThatCannotBe();
    void asText();

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_data;
};

void TestCliHealth::aFreshFolder()
{
    const Health health = healthOf(m_data);
    HEALTH_IS(health, {});
    for (const char16_t* name :
         {u"database", u"schema", u"disk", u"clock", u"backup", u"data", u"results", u"jobs"})
        QVERIFY2(health.names.contains(QString::fromUtf16(name)), qPrintable(QString::fromUtf16(name)));
    QCOMPARE(health.detail(u"database"), u"No damage found in 1 MB."_s);
    QCOMPARE(health.detail(u"schema"), u"Version %1, as this program has it."_s.arg(
                                           sql(m_data, "SELECT MAX(version) FROM db_version")));
    QCOMPARE(health.detail(u"clock"), u"Not behind what is stored."_s);
    QCOMPARE(health.detail(u"backup"), u"None was needed yet."_s);
    QCOMPARE(health.detail(u"data"), u"No bars are stored yet."_s);
    QCOMPARE(health.detail(u"results"), u"None are stored yet."_s);
    QCOMPARE(health.detail(u"jobs"), u"0 active, 0 interrupted."_s);
    // The disk's status is that of its number.
    const auto match = QRegularExpression(u"^(\\d+) MB free"_s).match(health.detail(u"disk"));
    QVERIFY2(match.hasMatch(), qPrintable(health.detail(u"disk")));
    const qint64 free = match.captured(1).toLongLong();
    QCOMPARE(health.checks.at(u"disk"_s).status, free > 500  ? u"ok"_s
                                                 : free > 20 ? u"degraded"_s
                                                             : u"failed"_s);
    const QJsonObject document = runCli(m_data, typed("health --json")).json();
    QCOMPARE(document.keys(), QStringList({u"checks"_s, u"status"_s}));
    for (const QJsonValue& check : document[u"checks"_s].toArray())
        QCOMPARE(check.toObject().keys(), QStringList({u"detail"_s, u"name"_s, u"status"_s}));
}

/// Old data are no fault; how old they are is said.
void TestCliHealth::dataAndResultsHaveTheirDays()
{
    const QString prices = m_dir->filePath(u"OLD.NS.csv"_s);
    QVERIFY(writeFile(prices, sixtyDays()));
    QCOMPARE(runCli(m_data, {u"import"_s, prices}).exit, 0);
    HEALTH_IS(healthOf(m_data), {});
    QCOMPARE(healthOf(m_data).detail(u"data"), u"1 instruments with bars from 2001-11-20 to 2002-01-18."_s);
    for (int i = 0; i < 2; ++i)
        QCOMPARE(runCli(m_data, typed("analyze --stored OLD.NS")).exit, 0);
    const QJsonArray results = runCli(m_data, typed("results --json")).json()[u"results"_s].toArray();
    QCOMPARE(results.size(), 2);
    const Health health = healthOf(m_data);
    HEALTH_IS(health, {});
    QCOMPARE(health.detail(u"results"), u"2 from %1 to %2."_s.arg(results[1][u"analyzed_at"_s].toString(),
                                                                  results[0][u"analyzed_at"_s].toString()));
}

void TestCliHealth::theNewestBackupIsNamed()
{
    QCOMPARE(runCli(m_data, typed("db migrate")).exit, 0);
    QVERIFY(QDir(m_data).mkpath(u"backups"_s));
    for (const auto& [name, day] :
         {std::pair(u"a.db"_s, 3), std::pair(u"b.db"_s, 9), std::pair(u"c.db"_s, 6)}) {
        QVERIFY(writeFile(m_data + u"/backups/"_s + name, "x"));
        QFile file(m_data + u"/backups/"_s + name);
        QVERIFY(file.open(QIODevice::ReadWrite));
        const QDateTime time(QDate(2020, 2, day), QTime(4, 5, 6), Qt::UTC);
        QVERIFY(file.setFileTime(time, QFileDevice::FileModificationTime));
    }
    const Health health = healthOf(m_data);
    HEALTH_IS(health, {});
    QVERIFY2(health.detail(u"backup").startsWith(u"The last one is of 2020-02-09T04:05:06"_s),
             qPrintable(health.detail(u"backup")));
}

void TestCliHealth::aRunningJobAndADeadOne()
{
    QCOMPARE(runCli(m_data, typed("db migrate")).exit, 0);
    const auto process = startCli(m_data, typed("analyze --demo --count 50000 --bars 5000 --workers 1"));
    // Each look starts a program, which takes long enough.
    while (sql(m_data, "SELECT COUNT(*) FROM analysis_jobs WHERE status = 'running'") != u"1"_s)
        QVERIFY2(!process->waitForFinished(20), process->readAllStandardError().constData());
    Health health = healthOf(m_data);
    HEALTH_IS(health, {});
    QCOMPARE(health.detail(u"jobs"), u"1 active, 0 interrupted."_s);

    ::kill(static_cast<pid_t>(process->processId()), SIGKILL);
    QVERIFY(process->waitForFinished());
    health = healthOf(m_data);
    HEALTH_IS(health, {{u"jobs"_s, u"degraded"_s}});
    QCOMPARE(health.detail(u"jobs"),
             u"1 active, 0 interrupted; 1 belongs to a process that is gone: list the jobs, "
             u"then resume or cancel them."_s);

    const QJsonArray jobs = runCli(m_data, typed("jobs list --json")).json()[u"jobs"_s].toArray();
    QCOMPARE(jobs.size(), 1);
    health = healthOf(m_data);
    HEALTH_IS(health, {{u"jobs"_s, u"degraded"_s}});
    QCOMPARE(health.detail(u"jobs"),
             u"0 active, 1 interrupted: resume what was interrupted, or cancel it."_s);

    QCOMPARE(runCli(m_data, {u"jobs"_s, u"cancel"_s, jobs[0][u"job_id"_s].toString()}).exit, 0);
    HEALTH_IS(healthOf(m_data), {});
    QCOMPARE(healthOf(m_data).detail(u"jobs"), u"0 active, 0 interrupted."_s);
}

void TestCliHealth::aClockBehind()
{
    QCOMPARE(runCli(m_data, typed("analyze --demo --count 2 --bars 60")).exit, 0);
    // Half a minute more than a hundred minutes, so that the minute is sure.
    const QByteArray later = QByteArray::number(QDateTime::currentMSecsSinceEpoch() + 6'030'000);
    QCOMPARE(sql(m_data, "UPDATE analysis_results SET analyzed_at = " + later), QString());
    const Health health = healthOf(m_data);
    HEALTH_IS(health, {{u"clock"_s, u"degraded"_s}});
    QCOMPARE(health.detail(u"clock"),
             u"This machine's clock is 100 minutes behind what is stored: set it right. New "
             u"results keep their order."_s);
}

/// A page that no other check reads is garbage: only SQLite's own check can find it.
void TestCliHealth::aDamagedPage()
{
    QCOMPARE(runCli(m_data, typed("analyze --demo --count 2 --bars 60")).exit, 0);
    const qint64 page =
        sql(m_data, "SELECT rootpage FROM sqlite_master WHERE name = 'saved_screens_name'").toLongLong();
    const qint64 size = sql(m_data, "PRAGMA page_size").toLongLong();
    QVERIFY(page > 1 && size > 0);
    QFile file(m_data + u"/thetool.db"_s);
    QVERIFY(file.open(QIODevice::ReadWrite) && file.seek((page - 1) * size));
    QCOMPARE(file.write(QByteArray(size, '\x5a')), size);
    file.close();
    const Health health = healthOf(m_data);
    HEALTH_IS(health, {{u"database"_s, u"failed"_s}});
    QCOMPARE(health.exit, 4);
    QVERIFY2(health.detail(u"database").startsWith(u"The database is damaged, restore a backup: "_s),
             qPrintable(health.detail(u"database")));
    QVERIFY(health.detail(u"results").startsWith(u"2 from "_s));
}

void TestCliHealth::noDatabase()
{
    QVERIFY(QDir().mkpath(m_data + u"/backups"_s));
    const QByteArray garbage = QByteArray("not a database ").repeated(1000);
    QVERIFY(writeFile(m_data + u"/thetool.db"_s, garbage));
    Health health = healthOf(m_data);
    HEALTH_IS(health, {{u"database"_s, u"failed"_s}});
    QCOMPARE(health.exit, 4);
    QCOMPARE(health.names, QStringList(u"database"_s)); // nothing else can be told
    QVERIFY2(health.detail(u"database").endsWith(u"(STORAGE_CORRUPT)"_s),
             qPrintable(health.detail(u"database")));
    QVERIFY(!health.detail(u"database").contains(u"last backup"_s));

    const QString backup = m_data + u"/backups/thetool-1.db"_s;
    QVERIFY(writeFile(backup, "x"));
    health = healthOf(m_data);
    QCOMPARE(health.exit, 4);
    QVERIFY2(health.detail(u"database").contains(u"the last backup: "_s + backup),
             qPrintable(health.detail(u"database")));
    QCOMPARE(fileContent(m_data + u"/thetool.db"_s), garbage);

    // Gone altogether while backups are there: no new one hides the loss.
    QVERIFY(QFile::remove(m_data + u"/thetool.db"_s));
    health = healthOf(m_data);
    HEALTH_IS(health, {{u"database"_s, u"failed"_s}});
    QCOMPARE(health.exit, 4);
    QVERIFY(!QFile::exists(m_data + u"/thetool.db"_s));
}

void TestCliHealth::aNewerDatabase()
{
    QCOMPARE(runCli(m_data, typed("db migrate")).exit, 0);
    QCOMPARE(sql(m_data, "INSERT INTO db_version VALUES (99, 'later', 'x', 99, 1)"), QString());
    const Health health = healthOf(m_data);
    HEALTH_IS(health, {{u"database"_s, u"failed"_s}});
    QCOMPARE(health.exit, 4);
    QVERIFY2(health.detail(u"database").endsWith(u"(STORAGE_NEWER)"_s),
             qPrintable(health.detail(u"database")));
}

void TestCliHealth::aFolderThatCannotBe()
{
    QVERIFY(writeFile(m_data, "a file"));
    const Health health = healthOf(m_data + u"/in it"_s);
    HEALTH_IS(health, {{u"database"_s, u"failed"_s}});
    QCOMPARE(health.exit, 4);
    QVERIFY2(health.detail(u"database").endsWith(u"(FILE_NOT_WRITABLE)"_s),
             qPrintable(health.detail(u"database")));
}

/// The table for people has the checks, the statuses, the details and the exit of the document.
void TestCliHealth::asText()
{
    QCOMPARE(runCli(m_data, typed("analyze --demo --count 2 --bars 60")).exit, 0);
    QCOMPARE(sql(m_data, "UPDATE analysis_jobs SET status = 'interrupted', finished_at = NULL"), QString());
    const Health health = healthOf(m_data);
    HEALTH_IS(health, {{u"jobs"_s, u"degraded"_s}});
    const CliRun text = runCli(m_data, typed("health"));
    QCOMPARE(text.exit, health.exit);
    const QStringList lines = QString::fromUtf8(text.out).split(u'\n', Qt::SkipEmptyParts);
    for (const auto& one : health.checks) {
        const QString& name = one.first; // Clang 14 captures no structured binding
        const Check& check = one.second;
        const auto isRow = [&](const QString& line) {
            return line.startsWith(name + u' ') && line.contains(u' ' + check.status + u' ') &&
                   (name == u"disk"_s || line.contains(check.detail));
        };
        QVERIFY2(std::ranges::any_of(lines, isRow), qPrintable(name));
    }
    QCOMPARE(lines.back(), u"Status: "_s + health.status);
}

QTEST_GUILESS_MAIN(TestCliHealth)
#include "tst_clihealth.moc"
