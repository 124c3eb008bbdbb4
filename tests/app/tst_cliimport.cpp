// SPDX-License-Identifier: GPL-3.0-or-later
// Importing by the command line: preview, corrections, packed files, and the way out and in again.
#include "clirunner.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace tt;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kOddTable = "Date;O;High;Low;Last trade;Volume\n"
                             "03/04/2024;10;12;9;11;100\n"
                             "04/04/2024;11;13;10;12;100\n";

} // namespace

class TestCliImport : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_dir;

    QString write(const QString& name, const QByteArray& bytes) const
    {
        QFile file(m_dir.filePath(name));
        if (!file.open(QIODevice::WriteOnly))
            return {};
        file.write(bytes);
        return file.fileName();
    }
    CliRun run(const QStringList& arguments) const { return runCli(m_dir.filePath(u"data"_s), arguments); }
    QJsonObject known(const QString& ticker) const
    {
        for (const QJsonValue one :
             run({u"universe"_s, u"list"_s, u"--json"_s}).json()[u"universe"_s].toArray()) {
            if (one[u"ticker"_s].toString() == ticker)
                return one.toObject();
        }
        return {};
    }
    int instruments() const
    {
        return int(run({u"instruments"_s, u"--json"_s}).json()[u"instruments"_s].toArray().size());
    }

private Q_SLOTS:
    void init() { QDir(m_dir.filePath(u"data"_s)).removeRecursively(); }
    void aPreviewShowsAndKeepsNothing()
    {
        const QString path = write(u"odd.csv"_s, kOddTable);
        const CliRun shown =
            run({u"import"_s, u"--preview"_s, path, u"--json"_s, u"--date-format"_s, u"DMY"_s, u"--column"_s,
                 u"open=2"_s, u"--column"_s, u"close=Last trade"_s});
        QCOMPARE(shown.exit, 0);
        const QJsonObject file = shown.json()[u"files"_s].toArray().at(0).toObject();
        QCOMPARE(file[u"accepted"_s].toInt(), 2);
        QVERIFY(!file[u"reasons"_s].toArray().isEmpty());
        const QJsonArray rows = file[u"preview"_s].toArray();
        QCOMPARE(rows.size(), 2);
        QCOMPARE(rows.at(0)[u"date"_s].toString(), u"2024-04-03"_s);
        QCOMPARE(rows.at(0)[u"open"_s].toDouble(), 10.0);
        QCOMPARE(rows.at(0)[u"close"_s].toDouble(), 11.0);
        QCOMPARE(instruments(), 0);
    }

    void correctionsChangeWhatIsRead()
    {
        const QString path = write(u"odd.csv"_s, kOddTable);
        const QStringList columns{u"--column"_s, u"open=O"_s, u"--column"_s, u"close=Last trade"_s};
        QCOMPARE(run(QStringList{u"import"_s, path}).exit, 3);
        QCOMPARE(run(QStringList{u"import"_s, path} + columns).exit, 3); // day or month first?
        const CliRun done = run(QStringList{u"import"_s, path, u"--date-format"_s, u"MDY"_s, u"--symbol"_s,
                                            u"shop"_s, u"--json"_s} +
                                columns);
        QCOMPARE(done.exit, 0);
        const QJsonObject shop =
            run({u"instruments"_s, u"--json"_s}).json()[u"instruments"_s].toArray().at(0).toObject();
        QCOMPARE(shop[u"ticker"_s].toString(), u"SHOP"_s);
        QCOMPARE(shop[u"first_bar"_s].toString(), u"2024-03-04"_s);
        QVERIFY(!done.json()[u"files"_s].toArray().at(0).toObject().contains(u"preview"_s));
    }

    void aCorrectionThatTheFileDeniesIsNotRemembered()
    {
        QByteArray table = "Date,Open,High,Low,Close\n";
        for (int day = 1; day <= 28; ++day)
            table += QByteArray::number(day) + "/01/2024,10,12,9,11\n";
        run({u"import"_s, write(u"a.csv"_s, table), u"--date-format"_s, u"MDY"_s});
        QVERIFY(run({u"data"_s, u"profiles"_s, u"--json"_s}).json()[u"profiles"_s].toArray().isEmpty());
        const QByteArray open = "Date,Open,High,Low,Close\n03/04/2024,10,12,9,11\n";
        QCOMPARE(run({u"import"_s, write(u"b.csv"_s, open)}).exit, 3); // still asked for
    }
    void whatAFileHoldsCommandsNoTerminal()
    {
        const CliRun shown = run({u"import"_s, write(u"a\x1b[31m.csv"_s, "Date,Open,High,Low,Close,Symbol\n"
                                                                         "2024-01-01,1,2,1,2,X\n"
                                                                         "bad\x1b[2Jline,1,2,1,2,X\n")});
        QCOMPARE(shown.exit, 0);
        QVERIFY2(shown.out.contains("line") && !shown.out.contains('\x1b'), shown.out.toHex(' ').constData());
    }
    void correctionsAreRememberedForTheHeader()
    {
        const auto first = [&](const QString& name, const QByteArray& table, const QStringList& more = {}) {
            const QJsonObject file =
                run(QStringList{u"import"_s, write(name, table), u"--preview"_s, u"--json"_s} + more)
                    .json()[u"files"_s]
                    .toArray()
                    .at(0)
                    .toObject();
            return file[u"preview"_s].toArray().at(0)[u"date"_s].toString() + u' ' +
                   file[u"reasons"_s].toArray().at(0).toString().left(17);
        };
        const QByteArray header = "Date,Open,High,Low,Close,Adj Close\n";
        const QByteArray table = header + "03/04/2024,10,12,9,11,5\n05/06/2024,10,12,9,11,5\n";
        const QStringList correction{u"--date-format"_s, u"MDY"_s, u"--column"_s, u"volume=Adj Close"_s};
        QCOMPARE(run(QStringList{u"import"_s, write(u"a.csv"_s, table), u"--preview"_s} + correction).exit,
                 0);
        QCOMPARE(run({u"import"_s, write(u"a.csv"_s, table)}).exit, 3); // a preview remembers nothing
        const CliRun kept = run(QStringList{u"import"_s, write(u"a.csv"_s, table)} + correction);
        QVERIFY2(kept.out.contains("data profiles"), kept.out.constData());

        const CliRun used = run({u"import"_s, write(u"b.csv"_s, table)});
        QVERIFY2(used.out.contains("1 files were read as corrected before"), used.out.constData());
        QCOMPARE(first(u"b.csv"_s, table), u"2024-03-04 Read as corrected"_s);
        QCOMPARE(first(u"b.csv"_s, table, {u"--symbol"_s, u"X"_s}), u"2024-03-04 Read as corrected"_s);
        // What the dates prove, another header and an own correction stand above what is remembered.
        QCOMPARE(first(u"c.csv"_s, header + "31/01/2024,10,12,9,11,5\n"), u"2024-01-31 Read as corrected"_s);
        QCOMPARE(first(u"d.csv"_s, "Date;Open;High;Low;Close\n2024-01-31;1;2;1;2\n"),
                 u"2024-01-31 Line 1 is the hea"_s);
        QCOMPARE(first(u"b.csv"_s, table, {u"--date-format"_s, u"DMY"_s}).left(10), u"2024-04-03"_s);

        const auto profiles = [&] {
            return run({u"data"_s, u"profiles"_s, u"--json"_s}).json()[u"profiles"_s].toArray();
        };
        QCOMPARE(profiles().size(), 1);
        QCOMPARE(profiles()[0][u"correction"_s].toString(),
                 u"--date-format MDY --column \"volume=Adj Close\""_s);
        QCOMPARE(run({u"import"_s, write(u"b.csv"_s, table), u"--date-format"_s, u"DMY"_s}).exit, 0);
        QCOMPARE(profiles().size(), 1); // the newer one took its place
        QCOMPARE(profiles()[0][u"correction"_s].toString(), u"--date-format DMY"_s);
        const QString id = profiles()[0][u"id"_s].toString().left(8);
        QVERIFY(run({u"data"_s, u"profiles"_s}).out.contains(id.toUtf8()));
        QCOMPARE(run({u"data"_s, u"forget"_s, u"nothing"_s}).exit, 2);
        QCOMPARE(run({u"data"_s, u"forget"_s, id}).exit, 0);
        QVERIFY(profiles().isEmpty());
        QCOMPARE(run({u"import"_s, write(u"b.csv"_s, table)}).exit, 3);
    }

    void anAnalysisReadsFilesAsCorrected()
    {
        QByteArray rows = "Day;O;High;Low;Last trade;Qty\n";
        for (int day = 0; day < 60; ++day)
            rows += QDate(2023, 1, 1).addDays(day).toString(u"MM/dd/yyyy").toLatin1() + ";10;12;9;11;5\n";
        const QString path = write(u"odd.csv"_s, rows);
        const QStringList correction{u"--date-format"_s, u"MDY"_s,      u"--column"_s,
                                     u"open=O"_s,        u"--column"_s, u"close=Last trade"_s,
                                     u"--symbol"_s,      u"shop"_s};
        const QStringList analyze{u"analyze"_s, u"--csv"_s, path, u"--json"_s};
        QCOMPARE(run(analyze).exit, 3);
        const CliRun done = run(analyze + correction);
        QCOMPARE(done.exit, 0);
        const QJsonObject result = done.json()[u"results"_s].toArray().at(0).toObject();
        QCOMPARE(result[u"ticker"_s].toString(), u"SHOP"_s);
        QCOMPARE(result[u"last_bar"_s].toString(), u"2023-03-01"_s);
        QCOMPARE(result[u"close"_s].toDouble(), 11.0);
        for (const QString& command : {u"indicators"_s, u"explain"_s}) {
            QCOMPARE(run({command, u"--csv"_s, path}).exit, 3);
            QCOMPARE(run(QStringList{command, u"--csv"_s, path} + correction).exit, 0);
        }
        QCOMPARE(run({u"analyze"_s, u"--stored"_s, u"A"_s, u"--symbol"_s, u"B"_s, u"--json"_s}).violations(),
                 u"symbol conflict"_s);
        QCOMPARE(run(analyze + QStringList{u"--delimiter"_s, u"ab"_s}).violations(), u"delimiter pattern"_s);
    }

    void everyBadCorrectionIsNamedAtOnce()
    {
        const CliRun refused = run({u"import"_s, u"x.csv"_s, u"--json"_s, u"--delimiter"_s, u"ab"_s,
                                    u"--column"_s, u"shoe=Close"_s, u"--date-format"_s, u"XYZ"_s});
        QCOMPARE(refused.exit, 2);
        QCOMPARE(refused.violations(), u"date-format pattern, delimiter pattern, column pattern"_s);
        const CliRun missing = run(
            {u"import"_s, write(u"odd.csv"_s, kOddTable), u"--json"_s, u"--column"_s, u"close=Nothing"_s});
        QCOMPARE(missing.exit, 2);
        QCOMPARE(missing.errorCode(), u"VALIDATION_ERROR"_s);
    }

    void aUniverseGivesNames()
    {
        const QString list =
            write(u"list.csv"_s, "symbol,name,yahoo_symbol\nshop,The Shop,\nTCS,Tata,TCS.NS\n");
        QCOMPARE(run({u"universe"_s, u"import"_s, list}).exit, 0);
        QCOMPARE(run({u"universe"_s, u"import"_s, list, u"--json"_s}).json()[u"stocks"_s].toInt(), 2);
        const QJsonObject tcs = known(u"TCS.NS"_s);
        QCOMPARE(tcs[u"name"_s].toString(), u"Tata"_s);
        QCOMPARE(tcs[u"bars"_s].toInt(-1), 0);
        QCOMPARE(
            run({u"import"_s, write(u"shop.csv"_s, "Date,Open,High,Low,Close\n2024-01-31,1,2,1,2\n")}).exit,
            0);
        const QByteArray table = run({u"instruments"_s}).out;
        QVERIFY2(table.contains("The Shop"),
                 table.constData()); // an import without names keeps the known one
        QVERIFY(!table.contains("TCS.NS"));
        QCOMPARE(run({u"universe"_s, u"import"_s, u"nowhere.csv"_s}).exit, 3);
    }

    void aListOfNseGivesIsinAndSeries()
    {
        const QString list = write(u"EQUITY_L.csv"_s, "SYMBOL,NAME OF COMPANY, SERIES, ISIN NUMBER\n"
                                                      "WIPRO,Wipro Limited,EQ,INE075A01022\n");
        QCOMPARE(run({u"universe"_s, u"import"_s, list}).exit, 0);
        const QJsonObject wipro = known(u"WIPRO.NS"_s);
        QCOMPARE(wipro[u"isin"_s].toString(), u"INE075A01022"_s);
        QCOMPARE(wipro[u"series"_s].toString(), u"EQ"_s);
        QCOMPARE(wipro[u"exchange"_s].toString(), u"NSE"_s);
        QCOMPARE(wipro[u"currency"_s].toString(), u"INR"_s);
        QVERIFY(wipro[u"tick_size"_s].isNull());

        QCOMPARE(run({u"universe"_s, u"tick"_s, u"wipro"_s, u"0.25"_s}).exit, 0);
        QCOMPARE(known(u"WIPRO.NS"_s)[u"tick_size"_s].toDouble(), 0.25);
        QCOMPARE(run({u"universe"_s, u"tick"_s, u"WIPRO.NS"_s, u"0"_s}).exit, 2);
        QCOMPARE(run({u"universe"_s, u"tick"_s, u"WIPRO.NS"_s, u"x"_s}).exit, 2);
        QCOMPARE(run({u"universe"_s, u"tick"_s, u"NOBODY"_s, u"1"_s}).exit, 2);
        QCOMPARE(known(u"WIPRO.NS"_s)[u"tick_size"_s].toDouble(), 0.25);
        QCOMPARE(run({u"universe"_s, u"tick"_s, u"WIPRO"_s}).exit, 0);
        QVERIFY(known(u"WIPRO.NS"_s)[u"tick_size"_s].isNull());
    }

    void aWatchlistTakesTheTickerThatANameMeans()
    {
        const QString list = write(u"EQUITY_L.csv"_s, "SYMBOL,NAME OF COMPANY, SERIES\nM&M,Mahindra,EQ\n");
        QCOMPARE(run({u"universe"_s, u"import"_s, list}).exit, 0);
        const CliRun added = run({u"watchlist"_s, u"add"_s, u"Default"_s, u"m&m"_s, u"aapl"_s, u"--json"_s});
        QCOMPARE(added.exit, 0);
        QStringList tickers;
        for (const QJsonValue item : added.json()[u"items"_s].toArray())
            tickers += item[u"ticker"_s].toString();
        QCOMPARE(tickers, (QStringList{u"M&M.NS"_s, u"AAPL"_s}));
        QCOMPARE(run({u"watchlist"_s, u"remove"_s, u"Default"_s, u"M&M"_s, u"--json"_s})
                     .json()[u"items"_s]
                     .toArray()
                     .size(),
                 1);
    }

    void aPriceFileIsNeverOverwritten()
    {
        const QString path = write(u"dir.csv"_s, kOddTable);
        for (const auto& [csv, out] : {std::pair(path, path), std::pair(m_dir.path(), path)}) {
            const CliRun refused = run({u"analyze"_s, u"--csv"_s, csv, u"--out"_s, out, u"--json"_s});
            QCOMPARE(refused.exit, 2);
            QCOMPARE(refused.violations(), u"out conflict"_s);
        }
        QCOMPARE(run({u"indicators"_s, u"--csv"_s, path, u"--out"_s, path}).exit, 2);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray(kOddTable));
    }

    void filesThatAreLeftOutAreSaid()
    {
        const QString folder = m_dir.filePath(u"mixed"_s);
        QVERIFY(QDir().mkpath(folder));
        QByteArray rows = "Date,Open,High,Low,Close,Volume\n";
        for (int day = 1; day <= 60; ++day)
            rows += QDate(2023, 1, 1).addDays(day).toString(Qt::ISODate).toLatin1() + ",10,11,9,10,1000\n";
        write(u"mixed/GOOD.csv"_s, rows);
        const QString bad = write(u"mixed/bad.csv"_s, "no,prices\n1,2\n");
        const CliRun done = run({u"analyze"_s, u"--csv"_s, folder, u"--json"_s, u"--quiet"_s});
        QCOMPARE(done.exit, 1);
        QCOMPARE(done.json()[u"results"_s].toArray().size(), 1);
        const QJsonArray leftOut = done.json()[u"left_out"_s].toArray();
        QCOMPARE(leftOut.size(), 1);
        QCOMPARE(leftOut[0][u"path"_s].toString(), bad);
        QCOMPARE(leftOut[0][u"code"_s].toString(), u"FILE_FORMAT"_s);
        QVERIFY(
            run({u"analyze"_s, u"--csv"_s, folder, u"--force"_s}).err.contains("Left out: '" + bad.toUtf8()));
    }

    void anEarlierSymbolFindsTheStock()
    {
        QByteArray rows = "Date,Symbol,Series,Prev Close,Open,High,Low,Close,VWAP,Volume\n";
        for (int day = 1; day <= 60; ++day)
            rows += QDate(2023, 1, 1).addDays(day).toString(Qt::ISODate).toLatin1() +
                    (day < 30 ? ",OLDNAME" : ",NEWNAME") + ",EQ,10,10,11,9,10,10,1000\n";
        QCOMPARE(run({u"import"_s, write(u"NEWNAME.csv"_s, rows)}).exit, 0);
        const QString ticker = run({u"instruments"_s, u"--json"_s})
                                   .json()[u"instruments"_s]
                                   .toArray()
                                   .at(0)[u"ticker"_s]
                                   .toString();
        QVERIFY2(ticker.startsWith(u"NEWNAME"_s), qPrintable(ticker));
        const QJsonArray results =
            run({u"analyze"_s, u"oldname"_s, u"--json"_s}).json()[u"results"_s].toArray();
        QCOMPARE(results.size(), 1);
        QCOMPARE(results[0][u"ticker"_s].toString(), ticker);
    }

    void whatIsExportedComesInAgain()
    {
        const QString path = write(u"AAA.csv"_s, "Date,Open,High,Low,Close,Adj Close,Volume\n"
                                                 "2024-01-01,10.1,12.25,9,11,5.5,100\n"
                                                 "2024-01-02,11,13,10,12,6,\n");
        QCOMPARE(run({u"import"_s, path}).exit, 0);
        const QString first = m_dir.filePath(u"first.csv"_s), second = m_dir.filePath(u"second.csv"_s);
        QCOMPARE(run({u"export"_s, u"bars"_s, u"aaa"_s, u"--out"_s, first}).exit, 0);
        const CliRun again = run({u"import"_s, first, u"--json"_s});
        QCOMPARE(again.exit, 0);
        QVERIFY(again.json()[u"findings"_s].toArray().isEmpty()); // nothing was replaced
        QCOMPARE(run({u"export"_s, u"bars"_s, u"AAA"_s, u"--out"_s, second}).exit, 0);
        QFile a(first), b(second);
        QVERIFY(a.open(QIODevice::ReadOnly) && b.open(QIODevice::ReadOnly));
        const QByteArray text = a.readAll();
        QCOMPARE(b.readAll(), text);
        QCOMPARE(text, QByteArray("ticker,date,open,high,low,close,adjusted_close,volume\r\n"
                                  "AAA,2024-01-01,10.1,12.25,9,11,5.5,100\r\n"
                                  "AAA,2024-01-02,11,13,10,12,6,\r\n"));
        QCOMPARE(run({u"export"_s, u"bars"_s, u"NONE"_s, u"--out"_s, first}).exit, 2);
        QCOMPARE(run({u"export"_s, u"bars"_s, u"AAA"_s}).exit, 2);
    }
};

QTEST_GUILESS_MAIN(TestCliImport)
#include "tst_cliimport.moc"
