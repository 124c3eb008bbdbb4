// SPDX-License-Identifier: GPL-3.0-or-later
// The command line as a script sees it: the built program is run as a process.
#include "clirunner.h"

#include "base/numbertext.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace tt;
using namespace Qt::StringLiterals;

namespace {

constexpr const char* kCommands[] = {
    "analyze",          "indicators",      "import",        "instruments",      "jobs list",
    "jobs show",        "jobs cancel",     "jobs resume",   "results",          "export results",
    "export job",       "health",          "db migrate",    "db check",         "settings list",
    "watchlist list",   "watchlist show",  "watchlist add", "watchlist remove", "strategy list",
    "strategy show",    "strategy copy",   "strategy edit", "strategy delete",  "explain",
    "jobs pause",       "jobs retry",      "results diff",  "export history",   "export watchlist",
    "db backup",        "db restore",      "db cleanup",    "settings set",     "watchlist create",
    "watchlist rename", "watchlist delete"};

constexpr const char kResultsHeader[] =
    "ticker,symbol,name,verdict,signal,score,evidence,entry,stop_loss,target,risk_reward_ratio,position_size,"
    "capital_required,value_at_risk,plan_status,strategy_id,strategy,data_source,is_demo,data_grade,bars,"
    "first_bar,"
    "last_bar,close,reasons,job_id,analyzed_at,engine_version,rules_version,"
    "rsi,rsi_vote,rsi_confidence,macd,macd_vote,macd_confidence,adx,adx_vote,adx_confidence,"
    "psar,psar_vote,psar_confidence,ema,ema_vote,ema_confidence,supertrend,supertrend_vote,supertrend_"
    "confidence,"
    "stochastic,stochastic_vote,stochastic_confidence,cci,cci_vote,cci_confidence,"
    "williams,williams_vote,williams_confidence,atr,atr_vote,atr_confidence,"
    "bollinger,bollinger_vote,bollinger_confidence,obv,obv_vote,obv_confidence,cmf,cmf_vote,cmf_"
    "confidence\r\n";

constexpr const char kIndicatorsHeader[] =
    "date,open,high,low,close,volume,rsi,macd,macd_signal,macd_histogram,adx,plus_di,minus_di,psar,ema_fast,"
    "ema_slow,supertrend,supertrend_direction,stochastic_k,stochastic_d,cci,williams,atr,bollinger_upper,"
    "bollinger_middle,bollinger_lower,obv,cmf,score,evidence,verdict\r\n";

QStringList keysOf(const QByteArray& object)
{
    // QJsonObject sorts its keys; which ones there are is what counts.
    return QJsonDocument::fromJson(object).object().keys();
}

QStringList sorted(const char* names)
{
    QStringList list = typed(names);
    list.sort();
    return list;
}

QByteArray bars(int count, const QByteArray& extra = {})
{
    QByteArray text = "Date,Open,High,Low,Close,Volume\n";
    const QDate first(2023, 1, 2);
    for (int i = 0; i < count; ++i) {
        const double close = 100 + 10 * std::sin(i * 0.2) + i * 0.05;
        text += first.addDays(i + i / 5 * 2).toString(Qt::ISODate).toLatin1() + ',' +
                QByteArray::number(close) + ',' + QByteArray::number(close + 1) + ',' +
                QByteArray::number(close - 1) + ',' + QByteArray::number(close) + ",1000\n";
    }
    return text + extra;
}

} // namespace

class TestCli : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_dir;
    QString data() const { return m_dir.filePath(u"data"_s); }
    QString file(const QString& name) const { return m_dir.filePath(name); }
    CliRun run(const QStringList& arguments) const { return runCli(data(), arguments); }
    CliRun run(const char* line) const { return runCli(data(), typed(line)); }

private Q_SLOTS:
    void helpOfEveryCommand();
    void versionNamesAllThree();
    void unknownCommands_data();
    void unknownCommands();
    void faultsAreNamedAtOnce();
    void limits_data();
    void limits();
    void humanErrorsAreOnStandardError();
    void demoAsJson();
    void demoAsTableAndFile();
    void exportsEqualTheRun();
    void numbersReadBack();
    void optionsHaveEffects();
    void failuresGiveExitOne();
    void indicatorSeries();
    void importAndStored();
    void formulasAreEscaped();
    void watchlists();
    void settingsAndEnvironment();
    void databaseCommands();
    void badFiles_data();
    void badFiles();
    void badDataFolders();
    void badTargets();
    void realFiles();
};

void TestCli::helpOfEveryCommand()
{
    const CliRun general = run("--help");
    QCOMPARE(general.exit, 0);
    for (const char* command : kCommands) {
        QVERIFY2(general.out.contains(command), command);
        const CliRun help = run(typed(command) + QStringList{u"--help"_s});
        QCOMPARE(help.exit, 0);
        QVERIFY(help.out.contains(QByteArray("thetool-cli ") + command));
        for (const char* option : {"--data-dir", "--json", "--quiet", "--verbose", "--help", "--version"})
            QVERIFY2(help.out.contains(option), option);
        QVERIFY(help.err.isEmpty());
    }
    const CliRun analyze = run("help analyze");
    QCOMPARE(analyze.exit, 0);
    for (const char* option : {"--demo",
                               "--count",
                               "--bars",
                               "--seed",
                               "--csv",
                               "--stored",
                               "--all",
                               "--watchlist",
                               "--strategy",
                               "--capital",
                               "--risk",
                               "--position-limit",
                               "--min-rr",
                               "--allow-short",
                               "--indicators",
                               "--weight",
                               "--category-weight",
                               "--as-of",
                               "--include-partial-bar",
                               "--workers",
                               "--force",
                               "--out"})
        QVERIFY2(analyze.out.contains(option), option);
    QVERIFY(analyze.out.contains("--online"));
    QVERIFY(run("download --help").out.contains("personal"));
    QVERIFY(analyze.out.contains("0.1..10"));
    QVERIFY(analyze.out.contains("default 100000"));
    QVERIFY(!QDir(data()).exists());
}

void TestCli::versionNamesAllThree()
{
    QVERIFY(run("--version").out.contains("engine 1.0.0, rules 1"));
    QCOMPARE(keysOf(run("analyze --version --json").out), sorted("engine_version program rules_version"));
}

void TestCli::unknownCommands_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("nothing") << QString() << QByteArray("help");
    QTest::newRow("mistyped") << u"analyse"_s << QByteArray("did you mean 'analyze'");
    QTest::newRow("family") << u"jobs lst"_s << QByteArray("did you mean 'jobs list'");
    QTest::newRow("half") << u"watchlist"_s << QByteArray("watchlist add");
    for (const char* later : {"sync status", "download =INFY", "download --all INFY.NS", "worker"})
        QTest::newRow(later) << QString::fromLatin1(later) << QByteArray();
}

void TestCli::unknownCommands()
{
    QFETCH(const QString, line);
    QFETCH(const QByteArray, says);
    const CliRun result = run(typed(line.toUtf8().constData()));
    QCOMPARE(result.exit, 2);
    QVERIFY(result.out.isEmpty());
    QVERIFY2(result.err.contains("VALIDATION_ERROR") && result.err.contains(says), result.err.constData());
}

void TestCli::faultsAreNamedAtOnce()
{
    const CliRun result =
        run("analyze A$B --demo --csv x --capital 0 --risk abc --min-rr 11 --weight rsi=x "
            "--weight foo=1 --category-weight trend=11 --strategy 99 --nosuch --as-of 2024-02-30 "
            "--out --json");
    QCOMPARE(result.exit, 2);
    QCOMPARE(result.errorCode(), u"VALIDATION_ERROR"_s);
    const QString all = result.violations();
    for (const char* one : {"tickers pattern", "source conflict", "capital range", "risk pattern",
                            "min-rr range", "weight pattern", "weight unknown", "category-weight range",
                            "strategy unknown", "nosuch unknown", "as-of pattern", "out required"})
        QVERIFY2(all.contains(QString::fromLatin1(one)),
                 qPrintable(QString::fromLatin1(one) + u" not in "_s + all));
    QCOMPARE(all.count(u"capital"_s), 1);
    const QJsonObject error = result.json()[u"error"_s].toObject();
    QCOMPARE(error.keys(), sorted("code details message timestamp"));
    QVERIFY(error[u"timestamp"_s].toString().endsWith(u'Z'));
    QVERIFY(!QDir(data()).exists());
}

void TestCli::limits_data()
{
    QTest::addColumn<QString>("option");
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("good");
    const auto limit = [](const char* option, std::initializer_list<const char*> good,
                          std::initializer_list<const char*> bad) {
        for (const char* value : good)
            QTest::addRow("%s %s", option, value)
                << QString::fromLatin1(option) << QString::fromLatin1(value) << true;
        for (const char* value : bad)
            QTest::addRow("%s %s", option, value)
                << QString::fromLatin1(option) << QString::fromLatin1(value) << false;
    };
    limit("count", {"1", "100000"}, {"0", "100001", "1.5", "x", "99999999999999999999"});
    limit("bars", {"50", "100000"}, {"49", "100001", "-50"});
    limit("seed", {"0", "4294967295"}, {"-1", "4294967296"});
    limit("capital", {"0.01", "100000000", "1e5"}, {"0", "100000000.01", "-1", "nan", "inf", "1,000"});
    limit("risk", {"0.1", "10"}, {"0.09", "10.01"});
    limit("position-limit", {"1", "100"}, {"0.99", "100.01"});
    limit("min-rr", {"0", "10"}, {"-0.01", "10.01"});
    limit("weight", {"rsi=0", "rsi=10"}, {"rsi=-1", "rsi=10.1", "rsi", "=1", "atr=1", "nosuch=1"});
    limit("category-weight", {"trend=0", "volume=10"}, {"trend=10.1", "nosuch=1"});
    limit("workers", {"1", "64"}, {"0", "65", "two"});
    limit("strategy", {"1", "balanced"}, {"0", "6", "Nosuch"});
    limit("as-of", {"2024-02-29"}, {"2023-02-29", "29-02-2024", "2024-1-1"});
    limit("indicators", {"rsi", "rsi,macd"}, {"nosuch", "rsi,,macd"});
}

void TestCli::limits()
{
    QFETCH(const QString, option);
    QFETCH(const QString, value);
    QFETCH(const bool, good);
    // The second fault keeps the good ones from running.
    const CliRun result =
        run({u"analyze"_s, u"--demo"_s, u"--json"_s, u"--all=x"_s, u"--"_s + option + u'=' + value});
    QCOMPARE(result.exit, 2);
    const QString all = result.violations();
    QVERIFY(all.contains(u"all pattern"_s));
    QVERIFY2(all.contains(option + u' ') != good, qPrintable(all));
}

void TestCli::humanErrorsAreOnStandardError()
{
    const CliRun result = run("analyze --demo --capital 0");
    QCOMPARE(result.exit, 2);
    QVERIFY(result.out.isEmpty());
    QVERIFY(result.err.contains("VALIDATION_ERROR"));
    QVERIFY(result.err.contains("capital: must be above 0"));
    QCOMPARE(run("analyze").exit, 2);
    QCOMPARE(run("jobs show").exit, 2);
    QCOMPARE(run("jobs show 00000000-0000-4000-8000-00000000ffff").exit, 2);
    QCOMPARE(run("jobs list extra").exit, 2);
    QCOMPARE(run("jobs list --demo").exit, 2);
    QCOMPARE(run("export results").exit, 2);
    QCOMPARE(run("results --strategy 9").exit, 2);
    QCOMPARE(run("indicators").exit, 2);
    QCOMPARE(run(u"analyze --stored "_s.split(u' ') + QStringList(101, u"A"_s)).exit, 2);
}

void TestCli::demoAsJson()
{
    const CliRun result = run("analyze --demo --count 5 --json");
    QCOMPARE(result.exit, 0);
    QVERIFY2(result.err.isEmpty(), result.err.constData());
    const QJsonObject document = result.json();
    QCOMPARE(document.keys(), sorted("failures job results"));
    const QJsonObject job = document[u"job"_s].toObject();
    QCOMPARE(job[u"status"_s].toString(), u"completed"_s);
    QCOMPARE(job[u"total"_s].toInt(), 5);
    QCOMPARE(job[u"succeeded"_s].toInt(), 5);
    const QJsonArray results = document[u"results"_s].toArray();
    QCOMPARE(results.size(), 5);
    const QJsonObject first = results[0].toObject();
    QStringList keys = QString::fromLatin1(kResultsHeader).trimmed().split(u',') + typed("votes flips");
    keys.sort();
    QCOMPARE(first.keys(), keys);
    QCOMPARE(first[u"ticker"_s].toString(), u"DEMO0001.NS"_s);
    QCOMPARE(first[u"is_demo"_s], QJsonValue(true));
    QCOMPARE(first[u"data_source"_s].toString(), u"demo"_s);
    QCOMPARE(first[u"flips"_s].toObject().keys(), sorted("up down"));
    const QJsonArray votes = first[u"votes"_s].toArray();
    QCOMPARE(votes.size(), 13);
    QCOMPARE(votes[9][u"id"_s].toString(), u"atr"_s);
    QVERIFY(votes[9][u"vote"_s].isNull() && votes[9][u"value"_s].isDouble());
    QCOMPARE(votes[0].toObject().keys(), sorted("id value vote confidence weight share"));
    const QJsonObject reason = first[u"reasons"_s].toArray()[0].toObject();
    QCOMPARE(reason.keys(), sorted("code text value"));

    const CliRun shown = run({u"jobs"_s, u"show"_s, job[u"job_id"_s].toString(), u"--json"_s});
    QCOMPARE(shown.exit, 0);
    QCOMPARE(shown.json()[u"results"_s].toArray(), results);
    QCOMPARE(shown.json()[u"job"_s].toObject(), job);

    const QJsonObject listed = run("jobs list --json").json()[u"jobs"_s].toArray()[0].toObject();
    QCOMPARE(listed.keys(),
             sorted("job_id kind status strategy total succeeded failed cancelled created_at started_at "
                    "finished_at"));
    QCOMPARE(listed[u"job_id"_s], job[u"job_id"_s]);
}

void TestCli::demoAsTableAndFile()
{
    const QString path = file(u"demo.csv"_s);
    const CliRun result = run({u"analyze"_s, u"--demo"_s, u"--count"_s, u"60"_s, u"--out"_s, path});
    QCOMPARE(result.exit, 0);
    QVERIFY2(result.err.isEmpty(), result.err.constData());
    QVERIFY(result.out.contains("... and 35 more"));
    QVERIFY(result.out.contains("60 analysed, 0 failed in "));
    QVERIFY(result.out.contains("DEMO"));
    const QByteArray csv = fileContent(path);
    QVERIFY(csv.startsWith(kResultsHeader));
    QCOMPARE(csv.count("\r\n"), 61);
    QCOMPARE(csv.count('\n'), 61);

    const CliRun latest = run("results --latest");
    QCOMPARE(latest.exit, 0);
    QVERIFY(latest.out.startsWith("Ticker"));
    QCOMPARE(run("results --latest --json").json()[u"results"_s].toArray().size(), 60);
    QCOMPARE(run("results --json").json()[u"results"_s].toArray().size(), 65);
    QCOMPARE(run("results --strategy 2 --json").json()[u"results"_s].toArray().size(), 0);
}

void TestCli::exportsEqualTheRun()
{
    const QString a = file(u"a.csv"_s), b = file(u"b.csv"_s);
    const CliRun ran = run(
        {u"analyze"_s, u"--demo"_s, u"--count"_s, u"7"_s, u"--seed"_s, u"3"_s, u"--out"_s, a, u"--json"_s});
    QCOMPARE(ran.exit, 0);
    const QString id = ran.json()[u"job"_s][u"job_id"_s].toString();
    const CliRun exported = run({u"export"_s, u"job"_s, id.left(13), u"--out"_s, b, u"--json"_s});
    QCOMPARE(exported.exit, 0);
    QCOMPARE(fileContent(b), fileContent(a));
    QCOMPARE(fileContent(b + u".failures.csv"_s),
             QByteArray("ticker,error_code,message,attempts,failed_at\r\n"));
    QCOMPARE(exported.json()[u"files"_s][0][u"rows"_s].toInt(), 7);
    QCOMPARE(run({u"export"_s, u"results"_s, u"--latest"_s, u"--out"_s, b}).exit, 0);
    QVERIFY(fileContent(b).startsWith(kResultsHeader));
}

void TestCli::numbersReadBack()
{
    const QList<QByteArray> lines = fileContent(file(u"demo.csv"_s)).split('\n');
    QVERIFY(lines.size() > 60);
    int numbers = 0;
    for (const QByteArray& line : lines) {
        for (const QByteArray& cell : line.trimmed().split(',')) {
            if (const auto number = numberFromText(cell.toStdString())) {
                QCOMPARE(QByteArray::fromStdString(numberText(*number)), cell);
                ++numbers;
            }
        }
    }
    QVERIFY(numbers > 60 * 30);
}

void TestCli::optionsHaveEffects()
{
    const auto results = [&](const char* more) {
        const CliRun ran = run(typed("analyze --demo --count 12 --json") + typed(more));
        QJsonArray all;
        for (const QJsonValue& one : ran.json()[u"results"_s].toArray()) {
            QJsonObject result = one.toObject();
            result.remove(u"job_id"_s);
            result.remove(u"analyzed_at"_s);
            all.append(result);
        }
        return all;
    };
    const QJsonArray plain = results("");
    QCOMPARE(plain.size(), 12);
    QCOMPARE(results("--workers 3"), plain);
    QCOMPARE(results("--force"), plain);
    QCOMPARE(results("--all"), plain);
    for (const char* more : {"--seed 2", "--bars 300", "--capital 50000", "--position-limit 5", "--min-rr 9",
                             "--allow-short", "--indicators rsi,macd", "--weight rsi=9",
                             "--category-weight trend=0", "--as-of 2023-06-30", "--strategy 2"}) {
        const QJsonArray changed = results(more);
        QVERIFY2(!changed.isEmpty() && changed != plain, more);
    }
    QCOMPARE(results("--capital 100000 --strategy balanced"), plain);
    const CliRun one = run("analyze demo0003.ns --demo --json");
    QCOMPARE(one.json()[u"results"_s].toArray().size(), 1);
    QCOMPARE(one.json()[u"results"_s][0][u"ticker"_s].toString(), u"DEMO0003.NS"_s);
}

void TestCli::failuresGiveExitOne()
{
    QDir().mkpath(file(u"mixed"_s));
    QVERIFY(writeFile(file(u"mixed/LONG.csv"_s), bars(120)));
    QVERIFY(writeFile(file(u"mixed/SHORT.csv"_s), bars(20)));
    const CliRun result = run({u"analyze"_s, u"--csv"_s, file(u"mixed"_s), u"--json"_s});
    QCOMPARE(result.exit, 1);
    QCOMPARE(result.json()[u"results"_s].toArray().size(), 1);
    const QJsonObject failure = result.json()[u"failures"_s][0].toObject();
    QCOMPARE(failure.keys(), sorted("ticker error_code message attempts failed_at"));
    QCOMPARE(failure[u"ticker"_s].toString(), u"SHORT"_s);
    QCOMPARE(failure[u"error_code"_s].toString(), u"DATA_INSUFFICIENT"_s);
    const QString out = file(u"mixed.csv"_s);
    const QString id = result.json()[u"job"_s][u"job_id"_s].toString();
    QCOMPARE(run({u"export"_s, u"job"_s, id, u"--out"_s, out}).exit, 0);
    QCOMPARE(fileContent(out + u".failures.csv"_s).count("\r\n"), 2);
    QVERIFY(run({u"analyze"_s, u"--csv"_s, file(u"mixed"_s)}).out.contains("failed: SHORT: "));
}

void TestCli::indicatorSeries()
{
    const CliRun demo = run("indicators DEMO0001.NS --demo --bars 300");
    QCOMPARE(demo.exit, 0);
    QVERIFY(demo.out.startsWith(kIndicatorsHeader));
    QCOMPARE(demo.out.count("\r\n"), 301);
    const QList<QByteArray> lines = demo.out.split('\n');
    QVERIFY(lines[1].startsWith("2022-01-03,"));
    QVERIFY(lines[1].endsWith(",No verdict\r"));
    QVERIFY(!lines[300].contains(",,"));

    QVERIFY(writeFile(file(u"ONE.csv"_s), bars(60)));
    const CliRun csv = run({u"indicators"_s, u"--csv"_s, file(u"ONE.csv"_s)});
    QCOMPARE(csv.exit, 0);
    QCOMPARE(csv.out.count("\r\n"), 61);
    const QString out = file(u"series.csv"_s);
    QCOMPARE(run({u"indicators"_s, u"ONE"_s, u"--csv"_s, file(u"ONE.csv"_s), u"--out"_s, out}).exit, 0);
    QCOMPARE(fileContent(out), csv.out);
    QVERIFY(run({u"indicators"_s, u"--csv"_s, file(u"ONE.csv"_s), u"--strategy"_s, u"5"_s}).out != csv.out);
    QCOMPARE(run({u"indicators"_s, u"--csv"_s, file(u"mixed"_s)}).exit, 2);
    QCOMPARE(run({u"indicators"_s, u"NOSUCH"_s, u"--csv"_s, file(u"ONE.csv"_s)}).exit, 2);
    QCOMPARE(run("indicators NOSUCH.NS").exit, 2);
    QCOMPARE(run("indicators --demo").exit, 2);
}

void TestCli::importAndStored()
{
    QVERIFY(
        writeFile(file(u"STORED.csv"_s), bars(120, "2024-01-01,1,1,1,1,1\n2024-01-02,,1,1,1,1\nnonsense\n")));
    const CliRun imported = run({u"import"_s, file(u"STORED.csv"_s), u"--json"_s});
    QCOMPARE(imported.exit, 0);
    const QJsonObject report = imported.json();
    QCOMPARE(report.keys(), sorted("files findings"));
    const QJsonObject read = report[u"files"_s][0].toObject();
    QCOMPARE(read.keys(),
             sorted("path dialect rows accepted repaired quarantined duplicates instruments error"));
    QCOMPARE(read[u"accepted"_s].toInt() + read[u"quarantined"_s].toInt() + read[u"duplicates"_s].toInt(),
             read[u"rows"_s].toInt());
    QVERIFY(read[u"quarantined"_s].toInt() >= 1);
    QVERIFY(read[u"error"_s].isNull());
    QCOMPARE(report[u"findings"_s][0].toObject().keys(), sorted("ticker date line rule values"));

    const CliRun human = run({u"import"_s, file(u"STORED.csv"_s)});
    QCOMPARE(human.exit, 0);
    QVERIFY(human.out.contains("missing_price"));

    const QJsonArray instruments = run("instruments --json").json()[u"instruments"_s].toArray();
    QCOMPARE(instruments.size(), 1);
    QCOMPARE(instruments[0].toObject().keys(), sorted("ticker name source first_bar last_bar bars grade"));
    QCOMPARE(instruments[0][u"ticker"_s].toString(), u"STORED"_s);
    QCOMPARE(instruments[0][u"bars"_s].toInt(), read[u"accepted"_s].toInt());

    const CliRun analysed = run("analyze stored --json");
    QCOMPARE(analysed.exit, 0);
    QCOMPARE(analysed.json()[u"results"_s].toArray().size(), 1);
    QCOMPARE(run("analyze --all --json").json()[u"results"_s].toArray().size(), 1);
    QCOMPARE(run("indicators STORED").out.count("\r\n"), read[u"accepted"_s].toInt() + 1);
    QVERIFY(run("analyze NOSUCH").exit != 0);

    const CliRun partly = run({u"import"_s, file(u"STORED.csv"_s), file(u"missing.csv"_s), u"--json"_s});
    QCOMPARE(partly.exit, 1);
    QCOMPARE(partly.json()[u"files"_s][1][u"error"_s][u"code"_s].toString(), u"FILE_UNREADABLE"_s);
}

void TestCli::formulasAreEscaped()
{
    QByteArray text = "Symbol,Security Name,Date,Open,High,Low,Close,Volume\n";
    for (const QByteArray& line : bars(120).split('\n').mid(1)) {
        if (!line.isEmpty())
            text += "EVIL,\"=HYPERLINK(\"\"x\"\",\"\"y\"\")\"," + line + '\n';
    }
    QVERIFY(writeFile(file(u"evil.csv"_s), text));
    const QString out = file(u"evil-results.csv"_s);
    QCOMPARE(run({u"analyze"_s, u"--csv"_s, file(u"evil.csv"_s), u"--out"_s, out}).exit, 0);
    QVERIFY2(fileContent(out).contains("\r\nEVIL,EVIL,\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\","),
             fileContent(out).constData());
}

void TestCli::watchlists()
{
    const QJsonArray lists = run("watchlist list --json").json()[u"watchlists"_s].toArray();
    QCOMPARE(lists.size(), 1);
    QCOMPARE(lists[0][u"name"_s].toString(), u"Default"_s);
    QCOMPARE(run("watchlist add default stored m&m.ns STORED").exit, 0);
    const CliRun shown = run("watchlist show Default --json");
    QCOMPARE(shown.exit, 0);
    QCOMPARE(shown.json()[u"items"_s].toArray().size(), 2);
    QCOMPARE(shown.json()[u"items"_s][1][u"ticker"_s].toString(), u"M&M.NS"_s);
    QCOMPARE(run("watchlist show --json").out, shown.out);
    const CliRun analysed = run("analyze --watchlist Default --json");
    QCOMPARE(analysed.exit, 1); // M&M.NS has no bars
    QCOMPARE(analysed.json()[u"job"_s][u"kind"_s].toString(), u"watchlist"_s);
    QCOMPARE(run("watchlist remove Default M&M.NS").exit, 0);
    QCOMPARE(run("analyze --watchlist Default").exit, 0);
    QCOMPARE(run("watchlist create Banks").exit, 0);
    QCOMPARE(run("watchlist create bANKS").exit, 2);
    QCOMPARE(run({u"watchlist"_s, u"create"_s, u" "_s}).exit, 2);
    QCOMPARE(run("watchlist add banks HDFCBANK.NS SBIN.NS").exit, 0);
    const QString listed = file(u"banks.csv"_s);
    QCOMPARE(run({u"export"_s, u"watchlist"_s, u"Banks"_s, u"--out"_s, listed}).exit, 0);
    QCOMPARE(fileContent(listed), QByteArray("ticker,note\r\nHDFCBANK.NS,\r\nSBIN.NS,\r\n"));
    QCOMPARE(run("watchlist rename Banks Lenders").exit, 0);
    QCOMPARE(run("watchlist show Banks").exit, 2);
    QCOMPARE(run("watchlist rename Default Mine").exit, 2);
    QCOMPARE(run("watchlist delete Default").exit, 2);
    const CliRun gone = run("watchlist delete lenders --json");
    QCOMPARE(gone.exit, 0);
    QCOMPARE(gone.json()[u"items"_s].toArray().size(), 2);
    QCOMPARE(run("watchlist show Lenders").exit, 2);
    QCOMPARE(run("watchlist create Lenders").exit, 0);
    QCOMPARE(run("watchlist show Lenders --json").json()[u"items"_s].toArray().size(), 0);
    QCOMPARE(run("watchlist show Nosuch").exit, 2);
    QCOMPARE(run("watchlist add Nosuch A").exit, 2);
    QCOMPARE(run("watchlist add Default A$").exit, 2);
    QCOMPARE(run("analyze --watchlist Nosuch").exit, 2);
    QCOMPARE(run("analyze A --watchlist Default").exit, 2);
}

void TestCli::settingsAndEnvironment()
{
    const auto setting = [&](const QStringList& arguments, const QProcessEnvironment& more,
                             const QString& key) {
        const CliRun list = runCli(data(), arguments, more);
        for (const QJsonValue& one : list.json()[u"settings"_s].toArray()) {
            if (one[u"key"_s].toString() == key)
                return one.toObject();
        }
        return QJsonObject();
    };
    const QJsonObject plain = setting(typed("settings list --json"), {}, u"analysis.capital"_s);
    QCOMPARE(plain[u"value"_s].toString(), u"100000"_s);
    QCOMPARE(plain[u"origin"_s].toString(), u"default"_s);
    QCOMPARE(plain[u"environment"_s].toString(), u"THETOOL_CAPITAL"_s);
    QProcessEnvironment more;
    more.insert(u"THETOOL_CAPITAL"_s, u"5000"_s);
    QCOMPARE(setting(typed("settings list --json"), more, u"analysis.capital"_s)[u"origin"_s].toString(),
             u"environment"_s);
    more.insert(u"THETOOL_CAPITAL"_s, u"-1"_s);
    const CliRun bad = runCli(data(), typed("analyze --demo --json"), more);
    QCOMPARE(bad.exit, 2);
    QVERIFY(bad.violations().startsWith(u"THETOOL_CAPITAL range"_s));
    QCOMPARE(run({u"settings"_s, u"list"_s, u"--data-dir"_s, file(u"other"_s)}).exit, 0);
    QVERIFY(QFile::exists(file(u"other/thetool.db"_s)));

    const QString own = file(u"own"_s);
    QCOMPARE(runCli(own, typed("settings set analysis.capital 7000")).exit, 0);
    QCOMPARE(runCli(own, typed("settings set analysis.capital -5")).exit, 2);
    QCOMPARE(runCli(own, typed("settings set no.such 5")).exit, 2);
    QCOMPARE(runCli(own, typed("settings set data.dir /x")).exit, 2);
    const auto capital = [&] {
        for (const QJsonValue& one :
             runCli(own, typed("settings list --json")).json()[u"settings"_s].toArray()) {
            if (one[u"key"_s].toString() == u"analysis.capital"_s)
                return one.toObject();
        }
        return QJsonObject();
    };
    QCOMPARE(capital()[u"value"_s].toString(), u"7000"_s);
    QCOMPARE(capital()[u"origin"_s].toString(), u"stored"_s);
    // A value that somebody else has damaged stops the work, not its repair.
    QCOMPARE(QProcess::execute(u"sqlite3"_s, {own + u"/thetool.db"_s, u"UPDATE settings SET value = 'x'"_s}),
             0);
    QCOMPARE(runCli(own, typed("analyze --demo --count 1")).exit, 2);
    QVERIFY(!capital()[u"fault"_s].toString().isEmpty());
    QCOMPARE(runCli(own, typed("settings set analysis.capital")).exit, 0);
    QCOMPARE(capital()[u"origin"_s].toString(), u"default"_s);
    QCOMPARE(runCli(own, typed("analyze --demo --count 1")).exit, 0);
}

void TestCli::databaseCommands()
{
    const CliRun migrated = runCli(file(u"fresh"_s), typed("db migrate --json"));
    QCOMPARE(migrated.exit, 0);
    QCOMPARE(migrated.json()[u"from"_s].toInt(-1), 0);
    const CliRun again = runCli(file(u"fresh"_s), typed("db migrate --json"));
    QCOMPARE(again.json()[u"from"_s], again.json()[u"to"_s]);
    QCOMPARE(run("db check").exit, 0);
    const QString kept = file(u"kept"_s), copy = file(u"copy.db"_s);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(runCli(kept, typed("analyze --demo --count 4")).exit, 0);
    QJsonArray runs = runCli(kept, typed("jobs list --json")).json()[u"jobs"_s].toArray();
    const CliRun same = runCli(kept, {u"results"_s, u"diff"_s, runs[1][u"job_id"_s].toString(),
                                      runs[0][u"job_id"_s].toString(), u"--json"_s});
    QCOMPARE(same.exit, 0);
    QCOMPARE(same.json()[u"in_both"_s].toInt(), 4);
    QVERIFY(same.json()[u"changes"_s].toArray().isEmpty());
    QVERIFY(!same.json()[u"strategy_changed"_s].toBool(true));
    QCOMPARE(runCli(kept, {u"results"_s, u"diff"_s, u"none"_s, runs[0][u"job_id"_s].toString()}).exit, 2);
    QCOMPARE(runCli(kept, {u"db"_s, u"backup"_s, copy}).exit, 0);
    QCOMPARE(runCli(kept, {u"db"_s, u"backup"_s, copy}).exit, 3); // never over another file
    QCOMPARE(runCli(kept, typed("settings set retention.results 1")).exit, 0);
    const CliRun cleaned = runCli(kept, typed("db cleanup --json"));
    QCOMPARE(cleaned.exit, 0);
    QCOMPARE(cleaned.json()[u"results_deleted"_s].toInt(), 8);
    QCOMPARE(runCli(kept, typed("results --json")).json()[u"results"_s].toArray().size(), 4);
    const QString history = file(u"history.csv"_s);
    QCOMPARE(runCli(kept, {u"export"_s, u"history"_s, u"demo0001"_s, u"--out"_s, history}).exit, 0);
    QCOMPARE(fileContent(history).count("\r\n"), 2);
    QCOMPARE(runCli(kept, {u"export"_s, u"history"_s, u"NOBODY"_s, u"--out"_s, history}).exit, 2);
    const CliRun restored = runCli(kept, {u"db"_s, u"restore"_s, copy, u"--json"_s});
    QCOMPARE(restored.exit, 0);
    QCOMPARE(restored.json()[u"before"_s][u"results"_s].toInt(), 4);
    QCOMPARE(restored.json()[u"after"_s][u"results"_s].toInt(), 12);
    QVERIFY(QFile::exists(restored.json()[u"kept_aside"_s].toString()));
    QCOMPARE(runCli(kept, typed("results --json")).json()[u"results"_s].toArray().size(), 12);
    QCOMPARE(runCli(kept, {u"db"_s, u"restore"_s, file(u"nosuch.db"_s)}).exit, 3);
}

void TestCli::badFiles_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("missing") << u"nosuch.csv"_s << QByteArray();
    QTest::newRow("empty") << u"empty.csv"_s << QByteArray("");
    QTest::newRow("binary") << u"binary.csv"_s
                            << QByteArray("\x7f"
                                          "ELF\0\1\2\3\0\0\0\0",
                                          12);
    QTest::newRow("no prices") << u"noprices.csv"_s << QByteArray("a,b\n1,2\n");
    QTest::newRow("folder") << u"emptyfolder"_s << QByteArray();
}

void TestCli::badFiles()
{
    QFETCH(const QString, name);
    QFETCH(const QByteArray, bytes);
    const QString path = file(name);
    if (!bytes.isNull())
        QVERIFY(writeFile(path, bytes));
    if (name == u"emptyfolder"_s)
        QVERIFY(QDir().mkpath(path));
    for (const QStringList& command :
         {QStringList{u"analyze"_s, u"--csv"_s, path}, QStringList{u"import"_s, path},
          QStringList{u"indicators"_s, u"--csv"_s, path}}) {
        const CliRun result = run(command);
        QCOMPARE(result.exit, 3);
        QVERIFY(result.out.isEmpty());
        QCOMPARE(result.err.trimmed().count('\n'), 0);
        QVERIFY2(result.err.contains(name.toUtf8()), result.err.constData());
        QVERIFY(run(command + QStringList{u"--json"_s}).errorCode().startsWith(u"FILE_"_s));
    }
}

void TestCli::badDataFolders()
{
    QVERIFY(writeFile(file(u"plainfile"_s), "x"));
    for (const QString& folder : {file(u"plainfile/data"_s), u"/proc/thetool"_s}) {
        const CliRun result = runCli(folder, typed("analyze --demo --count 1 --json"));
        QCOMPARE(result.exit, 3);
        QCOMPARE(result.errorCode(), u"FILE_NOT_WRITABLE"_s);
    }
    QDir().mkpath(file(u"corrupt"_s));
    const QByteArray garbage = QByteArray("not a database ").repeated(1000);
    QVERIFY(writeFile(file(u"corrupt/thetool.db"_s), garbage));
    for (const char* command : {"results", "db check", "db migrate", "analyze --demo --count 1"}) {
        const CliRun result = runCli(file(u"corrupt"_s), typed(command) + QStringList{u"--json"_s});
        QCOMPARE(result.exit, 4);
        QCOMPARE(result.errorCode(), u"STORAGE_CORRUPT"_s);
    }
    QCOMPARE(fileContent(file(u"corrupt/thetool.db"_s)), garbage);
}

void TestCli::badTargets()
{
    QDir().mkpath(file(u"targets"_s));
    const int jobs = run("jobs list --json").json()[u"jobs"_s].toArray().size();
    for (const QString& target : {file(u"targets"_s), file(u"targets/none/out.csv"_s), u"/proc/out.csv"_s}) {
        for (const QStringList& command : {typed("analyze --demo --count 3"), typed("export results"),
                                           typed("indicators DEMO0001.NS --demo")}) {
            const CliRun result = run(command + QStringList{u"--out"_s, target});
            QCOMPARE(result.exit, 3);
            QVERIFY(result.err.contains("FILE_NOT_WRITABLE"));
        }
    }
    QCOMPARE(run("jobs list --json").json()[u"jobs"_s].toArray().size(), jobs);
    QCOMPARE(
        QDir(file(u"targets"_s)).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot).size(), 0);
}

void TestCli::realFiles()
{
    const QString shared = QStringLiteral(TT_SHARED_DATA "/ohlcv");
    if (!QDir(shared).exists())
        QSKIP("TT_SHARED_DATA is missing");
    const CliRun nse =
        runCli(file(u"real"_s), {u"analyze"_s, u"--csv"_s, shared + u"/nse_kaggle_nifty50"_s, u"--json"_s});
    QCOMPARE(nse.json()[u"results"_s].toArray().size(), 13);
    const CliRun broad =
        runCli(file(u"real"_s), {u"import"_s, shared + u"/broad_sp500_one_file"_s, u"--json"_s});
    QCOMPARE(broad.exit, 0);
    QCOMPARE(broad.json()[u"files"_s][0][u"instruments"_s].toInt(), 404);
    QCOMPARE(broad.json()[u"files"_s][0][u"rows"_s].toInt(), 211434);
    for (const char* folder : {"/sp500_per_symbol", "/yahoo_csv_new_asc"}) {
        const CliRun imported =
            runCli(file(u"real"_s), {u"import"_s, shared + QString::fromLatin1(folder), u"--json"_s});
        QVERIFY2(imported.exit == 0, imported.out.constData());
    }
}

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
