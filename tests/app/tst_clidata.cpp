// SPDX-License-Identifier: GPL-3.0-or-later
// What is stored of a stock's prices, its events, and deleting them, by the command line.
#include "clirunner.h"

#include <QTemporaryDir>
#include <QTest>

using namespace tt;
using namespace Qt::StringLiterals;

class TestCliData : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_dir;

    QString write(const QString& name, const QByteArray& bytes) const
    {
        QFile file(m_dir->filePath(name));
        if (!file.open(QIODevice::WriteOnly))
            return {};
        file.write(bytes);
        return file.fileName();
    }
    CliRun run(const QStringList& arguments) const { return runCli(m_dir->filePath(u"data"_s), arguments); }
    QJsonObject check() const { return run({u"data"_s, u"check"_s, u"acme"_s, u"--json"_s}).json(); }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        const QString file = write(u"acme.csv"_s, "Date,Open,High,Low,Close,Volume\n"
                                                  "2024-01-30,500,510,490,500,100\n"
                                                  "2024-01-31,500,400,490,500,100\n"
                                                  "2024-02-01,100,110,90,100,500\n");
        QCOMPARE(run({u"import"_s, file}).exit, 0);
    }

    void aCheckNamesFindingsJumpsAndSources()
    {
        const QJsonObject report = check();
        QCOMPARE(report[u"ticker"_s].toString(), u"ACME"_s);
        QCOMPARE(report[u"bars"_s].toInt(), 2);
        QCOMPARE(report[u"sources"_s].toArray().at(0)[u"data_source"_s].toString(), u"csv"_s);
        const QJsonObject finding = report[u"findings"_s].toArray().at(0).toObject();
        QCOMPARE(finding[u"rule"_s].toString(), u"range_broken"_s);
        QCOMPARE(finding[u"line"_s].toInt(), 3);
        QVERIFY(finding[u"file"_s].toString().endsWith(u"acme.csv"_s));
        QCOMPARE(report[u"unexplained_jumps"_s].toArray().at(0)[u"date"_s].toString(), u"2024-02-01"_s);
        const QByteArray text = run({u"data"_s, u"check"_s, u"ACME"_s}).out;
        QVERIFY2(text.contains("no event explains it"), text.constData());
        QCOMPARE(run({u"data"_s, u"check"_s, u"NOBODY"_s}).exit, 2);
    }

    void whatWasAllSetAsideCanBeSeen()
    {
        const QString file = write(u"zeros.csv"_s, "Date,Open,High,Low,Close,Volume\n2024-01-31,0,0,0,0,5\n");
        QCOMPARE(run({u"import"_s, file}).exit, 0);
        const CliRun text = run({u"data"_s, u"check"_s, u"ZEROS"_s});
        QCOMPARE(text.exit, 0);
        QVERIFY2(text.out.contains("no bars") && text.out.contains("price_not_positive"),
                 text.out.constData());
        QCOMPARE(run({u"data"_s, u"check"_s, u"ZEROS"_s, u"--json"_s}).json()[u"bars"_s].toInt(-1), 0);
        QCOMPARE(run({u"data"_s, u"delete"_s, u"ZEROS"_s}).exit, 2); // nothing to delete
    }

    void anEventExplainsAJumpAndCanBeTakenBack()
    {
        QCOMPARE(run({u"event"_s, u"add"_s, u"acme"_s, u"2024-02-01"_s, u"split"_s, u"10:2"_s}).exit, 0);
        QVERIFY(check()[u"unexplained_jumps"_s].toArray().isEmpty());
        QCOMPARE(check()[u"adjusted_for_splits"_s].toInt(), 1);
        const QJsonObject event =
            run({u"event"_s, u"list"_s, u"--json"_s}).json()[u"events"_s].toArray().at(0).toObject();
        QCOMPARE(event[u"value"_s].toDouble(), 5.0);
        QCOMPARE(event[u"origin"_s].toString(), u"user"_s);
        QCOMPARE(run({u"event"_s, u"remove"_s, u"ACME"_s, u"2024-02-01"_s, u"split"_s}).exit, 0);
        QCOMPARE(run({u"event"_s, u"remove"_s, u"ACME"_s, u"2024-02-01"_s, u"split"_s}).exit, 2);
        QCOMPARE(check()[u"unexplained_jumps"_s].toArray().size(), 1);
    }

    void aWrongEventIsNamedWholeAndKeepsNothing()
    {
        const CliRun refused =
            run({u"event"_s, u"add"_s, u"ACME"_s, u"1st May"_s, u"merger"_s, u"x"_s, u"--json"_s});
        QCOMPARE(refused.exit, 2);
        QCOMPARE(refused.violations(), u"date pattern, kind pattern"_s);
        QCOMPARE(run({u"event"_s, u"add"_s, u"ACME"_s, u"2024-02-01"_s, u"bonus"_s, u"0.5"_s, u"--json"_s})
                     .violations(),
                 u"value range"_s);
        // A mistyped name does not become a stock.
        QCOMPARE(run({u"event"_s, u"add"_s, u"ACNE"_s, u"2024-02-01"_s, u"split"_s, u"5"_s}).exit, 2);
        QVERIFY(run({u"event"_s, u"list"_s, u"--json"_s}).json()[u"events"_s].toArray().isEmpty());
    }

    void aFileOfEventsKeepsItsGoodRows()
    {
        const QString file = write(u"events.csv"_s, "ticker,date,kind,value\nACME,2024-02-01,split,10:2\n"
                                                    "ACME,soon,dividend,1\n");
        const CliRun read = run({u"event"_s, u"import"_s, file, u"--json"_s});
        QCOMPARE(read.exit, 1);
        QCOMPARE(read.json()[u"added"_s].toInt(), 1);
        QCOMPARE(read.json()[u"faults"_s].toArray().at(0)[u"line"_s].toInt(), 3);
        QCOMPARE(run({u"event"_s, u"import"_s, file, u"--json"_s}).json()[u"unchanged"_s].toInt(), 1);
        QCOMPARE(run({u"event"_s, u"import"_s, u"nowhere.csv"_s}).exit, 3);
    }

    void deletedBarsComeBackWithTheBackup()
    {
        QCOMPARE(run({u"watchlist"_s, u"add"_s, u"Default"_s, u"ACME"_s}).exit, 0);
        const CliRun deleted = run({u"data"_s, u"delete"_s, u"acme"_s, u"--json"_s});
        QCOMPARE(deleted.exit, 0);
        QCOMPARE(deleted.json()[u"bars"_s].toInt(), 2);
        QCOMPARE(run({u"data"_s, u"check"_s, u"ACME"_s}).exit, 2);
        QVERIFY(run({u"watchlist"_s, u"show"_s, u"Default"_s}).out.contains("ACME"));
        QCOMPARE(run({u"db"_s, u"restore"_s, deleted.json()[u"backup"_s].toString()}).exit, 0);
        QCOMPARE(check()[u"bars"_s].toInt(), 2);
        QCOMPARE(run({u"data"_s, u"delete"_s, u"NOBODY"_s}).exit, 2);
    }
};

QTEST_GUILESS_MAIN(TestCliData)
#include "tst_clidata.moc"
