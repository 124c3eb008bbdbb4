// SPDX-License-Identifier: GPL-3.0-or-later
// Strategies on the command line, and analyses with them; the built program is run as a process.
#include "clirunner.h"

#include <QTemporaryDir>
#include <QTest>

using namespace tt;
using namespace Qt::StringLiterals;

class TestCliStrategies : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    CliRun run(const QStringList& arguments) const { return runCli(m_dir->path(), arguments); }
    CliRun run(const char* line) const { return run(typed(line)); }
    QJsonObject strategy(const CliRun& run) const { return run.json()[u"strategy"_s].toObject(); }

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
    void aCopyIsEditedWithItsRevisionAndDeleted();
    void builtInOnesCannotBeChanged();
    void everyFaultIsNamedAtOnce();
    void helpNamesTheKeys();
    void analysesFindThemByNameAndId();
    void anUnknownOneIsAFaultAmongOthers();
};

void TestCliStrategies::aCopyIsEditedWithItsRevisionAndDeleted()
{
    const CliRun copied = run({u"strategy"_s, u"copy"_s, u"trend following"_s, u"My Trend"_s, u"--json"_s});
    QCOMPARE(copied.exit, 0);
    QCOMPARE(strategy(copied)[u"revision"].toInt(), 1);
    QCOMPARE(strategy(copied)[u"risk"][u"target_pct"].toDouble(), 6.0);
    const QStringList edit = {u"strategy"_s, u"edit"_s,          u"my trend"_s,   u"--set"_s, u"macd=3"_s,
                              u"--set"_s,    u"rsi_period=11"_s, u"--revision"_s, u"1"_s,     u"--json"_s};
    const CliRun edited = run(edit);
    QCOMPARE(edited.exit, 0);
    QCOMPARE(strategy(edited)[u"revision"].toInt(), 2);
    QCOMPARE(strategy(edited)[u"indicator_weights"][u"macd"].toDouble(), 3.0);
    const CliRun again = run(edit);
    QCOMPARE(again.exit, 2);
    QCOMPARE(again.errorCode(), u"CONFLICT"_s);
    const CliRun shown = run({u"strategy"_s, u"show"_s, u"MY TREND"_s});
    QCOMPARE(shown.exit, 0);
    QVERIFY(shown.out.contains("revision 2"));
    QVERIFY(shown.out.contains("rsi_period"));
    QVERIFY(shown.out.contains("ADX at least 25; MACD above its signal line"));
    QCOMPARE(run("strategy list --json").json()[u"strategies"_s].toArray().size(), 6);
    QVERIFY(run("strategy list").out.contains("My Trend"));
    const CliRun gone = run({u"strategy"_s, u"delete"_s, u"My Trend"_s, u"--json"_s});
    QCOMPARE(gone.exit, 0);
    QCOMPARE(gone.json()[u"deleted"][u"name"].toString(), u"My Trend"_s);
    const CliRun missing = run({u"strategy"_s, u"show"_s, u"My Trend"_s, u"--json"_s});
    QCOMPARE(missing.exit, 2);
    QCOMPARE(missing.errorCode(), u"NOT_FOUND"_s);
}

void TestCliStrategies::builtInOnesCannotBeChanged()
{
    const CliRun edited = run("strategy edit 2 --set macd=1 --revision 1");
    QCOMPARE(edited.exit, 2);
    QVERIFY(edited.err.contains("Trend Following is built in and cannot be changed: copy it"));
    QCOMPARE(run("strategy delete 2").exit, 2);
    QCOMPARE(run("strategy copy 1 balanced").exit, 2);
    QCOMPARE(run("strategy list --json").json()[u"strategies"_s].toArray().size(), 5);
}

void TestCliStrategies::everyFaultIsNamedAtOnce()
{
    QCOMPARE(run("strategy copy 1 Mine").exit, 0);
    const CliRun bad =
        run("strategy edit Mine --revision 1 --set macd=11 --set nope=1 --set rsi_period=2.5 --json");
    QCOMPARE(bad.exit, 2);
    QCOMPARE(bad.violations(), u"nope unknown, rsi_period pattern, macd range"_s);
    QCOMPARE(run("strategy edit Mine --json").violations(), u"set required, revision required"_s);
    QCOMPARE(run("strategy edit Mine --set macd --revision 0 --json").violations(),
             u"revision range, set pattern"_s);
    QCOMPARE(run("strategy show Mine --json").json()[u"strategy"][u"revision"].toInt(), 1);
}

void TestCliStrategies::helpNamesTheKeys()
{
    const QByteArray help = run("strategy edit --help").out;
    for (const char* key : {"macd [0..10]", "trend [0..10]", "stop_pct [0.1..50]", "rsi_period [2..500]"})
        QVERIFY2(help.contains(key), key);
}

void TestCliStrategies::analysesFindThemByNameAndId()
{
    const QString id = strategy(run("strategy copy 5 Mine --json"))[u"id"].toString();
    QCOMPARE(run("strategy edit Mine --set rsi_period=7 --revision 1").exit, 0);
    const CliRun byName = run("analyze DEMO0001 --demo --strategy mINE --json");
    QCOMPARE(byName.exit, 0);
    QCOMPARE(byName.json()[u"results"][0][u"strategy"].toString(), u"Mine"_s);
    QCOMPARE(byName.json()[u"results"][0][u"strategy_id"].toString(), id);
    QCOMPARE(run({u"analyze"_s, u"DEMO0002"_s, u"--demo"_s, u"--strategy"_s, id}).exit, 0);
    QCOMPARE(run("analyze DEMO0003 --demo").exit, 0);
    QCOMPARE(run("indicators DEMO0001.NS --demo --strategy mine").exit, 0);
    QVERIFY(run("indicators DEMO0001.NS --demo --strategy mine").out !=
            run("indicators DEMO0001.NS --demo --strategy 5").out);
    QCOMPARE(run("results --strategy MINE --json").json()[u"results"_s].toArray().size(), 2);
    QCOMPARE(run("strategy delete Mine").exit, 0);
    const QJsonArray kept = run("results --strategy mine --json").json()[u"results"_s].toArray();
    QCOMPARE(kept.size(), 2);
    const QByteArray job = kept[0][u"job_id"].toString().toUtf8();
    const QJsonObject config = run(("jobs show " + job + " --json").constData())
                                   .json()[u"job"][u"configuration"][u"config"][u"strategy"]
                                   .toObject();
    QCOMPARE(config[u"parameters"][u"rsi_period"].toInt(), 7);
}

void TestCliStrategies::anUnknownOneIsAFaultAmongOthers()
{
    QCOMPARE(run("analyze --demo --strategy Nope --capital 0 --json").violations(),
             u"capital range, strategy unknown"_s);
    QVERIFY(!QFile::exists(m_dir->filePath(u"thetool.db"_s))); // a faulty request makes no database
    QCOMPARE(run("strategy copy 1 Mine").exit, 0);
    QCOMPARE(run("analyze --demo --strategy Nope --capital 0 --json").violations(),
             u"capital range, strategy unknown"_s);
    QCOMPARE(run("results --strategy Nope --json").violations(), u"strategy unknown"_s);
}

QTEST_GUILESS_MAIN(TestCliStrategies)
#include "tst_clistrategies.moc"
