// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/pricefile.h"

#include "feed/textfile.h"
#include "realfiles.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <cmath>
#include <map>

using namespace tt;
using namespace Qt::StringLiterals;

class TestPriceFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void realFiles_data();
    void realFiles();
    void refusedFiles_data();
    void refusedFiles();
    void theTableCoversTheFolders();
    void nseIdentity();
    void renamedSymbolsAreOneInstrument();
    void aSuccessorNeedsEvidence_data();
    void aSuccessorNeedsEvidence();
    void anAdjustedCloseTakesThePricesWithIt();
    void aCorrectionIsKeptWhereTheFileBearsItOut_data();
    void aCorrectionIsKeptWhereTheFileBearsItOut();
    void overlappingSymbolsStayApart();
    void onePreferredSeriesADay();
    void badLinesAreCounted();
    void linesOfNobodyBelongToTheFile();
    void asOfQuarantinesLaterBars();
    void theSymbolMayBeGiven();
    void aColumnNamesTheCurrency();
    void symbolsOfOneTickerAreJoined();
    void wrongContent_data();
    void wrongContent();
    void veryLongLine();
    void cancelled();
    void threadsAgree();

private:
    std::string write(const QString& name, const QByteArray& bytes)
    {
        QFile file(m_dir.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write a fixture");
        return file.fileName().toStdString();
    }

    QTemporaryDir m_dir;
};

namespace {

const std::string kData = TT_SHARED_DATA;

bool noSharedData()
{
    return !QDir(QString::fromStdString(kData + "/ohlcv")).exists();
}

void addFindings(const std::vector<Finding>& findings, std::map<std::string, int>& counts)
{
    for (const Finding& finding : findings) {
        if (finding.rule != FindingRule::OtherSeries)
            ++counts[std::string(findingRuleName(finding.rule))];
    }
}

std::string ruleCounts(const PriceFile& file)
{
    std::map<std::string, int> counts;
    addFindings(file.findings, counts);
    for (const InstrumentBars& instrument : file.instruments)
        addFindings(instrument.checked.findings, counts);
    std::string text;
    for (const auto& [rule, count] : counts)
        text += (text.empty() ? "" : ", ") + rule + ' ' + std::to_string(count);
    return text;
}

} // namespace

void TestPriceFile::realFiles_data()
{
    QTest::addColumn<const void*>("expected");
    for (const RealFile& file : kRealFiles)
        QTest::newRow(file.path) << static_cast<const void*>(&file);
}

void TestPriceFile::realFiles()
{
    if (noSharedData())
        QSKIP("TT_SHARED_DATA is missing");
    QFETCH(const void*, expected);
    const RealFile& want = *static_cast<const RealFile*>(expected);
    const auto file = readPriceFile(kData + '/' + want.path);
    QVERIFY2(file.ok(), file.ok() ? "" : file.error().message.c_str());
    QCOMPARE(file->rows, want.rows);
    QCOMPARE(file->accepted, want.accepted);
    QCOMPARE(file->repaired, want.repaired);
    QCOMPARE(file->duplicates, want.duplicates);
    QCOMPARE(file->rows, file->accepted + file->quarantined + file->duplicates);
    QCOMPARE(int(file->instruments.size()), want.instruments);
    QCOMPARE(file->setAside, want.setAside);
    QCOMPARE(dayText(file->firstDate), std::string(want.firstDate));
    QCOMPARE(dayText(file->lastDate), std::string(want.lastDate));
    QCOMPARE(ruleCounts(*file), std::string(want.rules));
    QCOMPARE(file->instruments.front().ticker, std::string(want.ticker));
    for (const InstrumentBars& instrument : file->instruments)
        QCOMPARE(instrument.checked.bars.size(), std::size_t(instrument.checked.accepted));
}

void TestPriceFile::refusedFiles_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("word");
    for (const RefusedFile& file : kRefusedFiles)
        QTest::newRow(file.path) << QByteArray(file.path) << QByteArray(file.word);
}

void TestPriceFile::refusedFiles()
{
    if (noSharedData())
        QSKIP("TT_SHARED_DATA is missing");
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, word);
    const auto file = readPriceFile(kData + '/' + path.toStdString());
    QVERIFY(!file.ok());
    QVERIFY(file.error().code == ErrorCode::FileFormat);
    QVERIFY2(file.error().message.find(word.toStdString()) != std::string::npos,
             file.error().message.c_str());
}

void TestPriceFile::theTableCoversTheFolders()
{
    if (noSharedData())
        QSKIP("TT_SHARED_DATA is missing");
    std::size_t found = 0;
    for (const char* folder : {"/ohlcv", "/nasty"})
        found += listPriceFiles(kData + folder).value().size();
    QCOMPARE(found, std::size(kRealFiles) + std::size(kRefusedFiles));
}

void TestPriceFile::nseIdentity()
{
    const auto file = readPriceFile(write(
        u"cm.csv"_s,
        "SYMBOL,SERIES,OPEN,HIGH,LOW,CLOSE,LAST,PREVCLOSE,TOTTRDQTY,TOTTRDVAL,TIMESTAMP,TOTALTRADES,ISIN,\n"
        "M&M,EQ,1,2,1,2,2,1,5,9,01-MAR-2021,6,INE101A01026,\n"));
    QVERIFY(file.ok());
    const InstrumentBars& instrument = file->instruments.front();
    QCOMPARE(instrument.ticker, std::string("M&M.NS"));
    QCOMPARE(instrument.symbol, std::string("M&M"));
    QCOMPARE(instrument.isin, std::string("INE101A01026"));
    QCOMPARE(instrument.series, std::string("EQ"));
    QCOMPARE(instrument.exchange, std::string("NSE"));
    QCOMPARE(instrument.currency, std::string("INR"));
    QVERIFY(instrument.source == DataSource::Nse);
}

void TestPriceFile::renamedSymbolsAreOneInstrument()
{
    const auto file =
        readPriceFile(write(u"r.csv"_s, "Date,Symbol,Series,Prev Close,Open,High,Low,Close,VWAP,Volume\n"
                                        "2020-01-01,OLD,EQ,1,1,2,1,2,1,5\n"
                                        "2020-01-02,OLD,EQ,1,1,2,1,2,1,5\n"
                                        "2020-01-03,NEW,EQ,1,1,2,1,2,1,5\n"));
    QVERIFY(file.ok());
    QCOMPARE(file->instruments.size(), std::size_t(1));
    QCOMPARE(file->instruments[0].ticker, std::string("NEW.NS"));
    QCOMPARE(file->accepted, 3);
    const std::vector<Finding>& findings = file->instruments[0].checked.findings;
    QCOMPARE(findings.size(), std::size_t(1));
    QVERIFY(findings[0].rule == FindingRule::Renamed);
    QCOMPARE(findings[0].values, std::string("OLD to NEW"));
    QCOMPARE(dayText(findings[0].date), std::string("2020-01-03"));
}

void TestPriceFile::aSuccessorNeedsEvidence_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("tickers");
    const QByteArray plain = "date,open,high,low,close,volume,Name\n",
                     archive = "Date,Symbol,Series,Prev Close,Open,High,Low,Close,VWAP,Volume\n",
                     withIsin = "Date,Open,High,Low,Close,Symbol,ISIN\n";
    QTest::newRow("two companies of any table")
        << plain + "2019-01-01,9,11,8,10,5,A\n2019-01-02,9,11,8,10,5,A\n2019-01-03,9,11,8,10,5,B\n"
        << QStringList{u"A"_s, u"B"_s};
    QTest::newRow("prices that do not go on")
        << archive + "2020-01-01,A,EQ,1,1,2,1,2,1,5\n2020-01-02,B,EQ,1,9,9,8,9,1,5\n"
        << QStringList{u"A.NS"_s, u"B.NS"_s};
    QTest::newRow("a month in between")
        << archive + "2020-01-01,A,EQ,1,1,2,1,2,1,5\n2020-02-02,B,EQ,1,1,2,1,2,1,5\n"
        << QStringList{u"A.NS"_s, u"B.NS"_s};
    QTest::newRow("the third is another")
        << archive + "2020-01-01,A,EQ,1,1,2,1,2,1,5\n2020-01-02,B,EQ,1,1,2,1,2,1,5\n"
                     "2020-01-03,C,EQ,1,9,9,8,9,1,5\n"
        << QStringList{u"A.NS"_s, u"B.NS"_s, u"C.NS"_s};
    QTest::newRow("one ISIN") << withIsin +
                                     "2020-01-01,1,2,1,2,A,INE009A01021\n2020-06-01,8,9,8,9,B,INE009A01021\n"
                              << QStringList{u"B"_s};
    QTest::newRow("two ISINs") << withIsin +
                                      "2020-01-01,1,2,1,2,A,INE009A01021\n2020-01-02,1,2,1,2,B,INE002A01018\n"
                               << QStringList{u"A"_s, u"B"_s};
}

void TestPriceFile::aSuccessorNeedsEvidence()
{
    QFETCH(QByteArray, text);
    const auto file = readPriceFile(write(u"s.csv"_s, text));
    QVERIFY(file.ok());
    QStringList tickers;
    for (const InstrumentBars& one : file->instruments)
        tickers.append(QString::fromStdString(one.ticker));
    QTEST(tickers, "tickers");
}

/// The issue of a close that is adjusted beside prices that are not: every bar would break its range.
void TestPriceFile::anAdjustedCloseTakesThePricesWithIt()
{
    ReadOptions options;
    options.columns = {{ColumnRole::Close, "Adj Close"}};
    const std::string path = write(u"adj.csv"_s, "Date,Open,High,Low,Close,Adj Close,Volume\n"
                                                 "2024-01-01,8,10,6,10,5,100\n"
                                                 "2024-01-02,8,10,6,8,4,100\n"
                                                 "2024-01-03,8,10,6,,4,100\n");
    const auto file = readPriceFile(path, options);
    QVERIFY(file.ok());
    const CheckedBars& checked = file->instruments[0].checked;
    QCOMPARE(checked.bars.close, (std::vector<double>{5, 4}));
    QCOMPARE(checked.bars.open, (std::vector<double>{4, 4}));
    QCOMPARE(checked.bars.high, (std::vector<double>{5, 5}));
    QCOMPARE(checked.bars.low, (std::vector<double>{3, 3}));
    QCOMPARE(checked.quarantined, 1); // nothing to measure by
    QCOMPARE(checked.repaired, 0);
    QVERIFY(file->isWorthKeeping);
    QVERIFY(!readPriceFile(path).value().isWorthKeeping);
}

void TestPriceFile::aCorrectionIsKeptWhereTheFileBearsItOut_data()
{
    QTest::addColumn<QByteArray>("dates");
    QTest::addColumn<bool>("isKept");
    QTest::newRow("needed") << QByteArray("01/02/2024 02/02/2024 03/02/2024") << true;
    QTest::newRow("the dates say the same") << QByteArray("01/31/2024 02/01/2024 02/02/2024") << false;
    QTest::newRow("the dates say otherwise") << QByteArray("01/02/2024 02/02/2024 31/01/2024") << false;
    QTest::newRow("no effect") << QByteArray("2024-01-01 2024-01-02 2024-01-03") << false;
}

void TestPriceFile::aCorrectionIsKeptWhereTheFileBearsItOut()
{
    QFETCH(QByteArray, dates);
    QByteArray text = "date,open,high,low,close\n";
    for (const QByteArray& date : dates.split(' '))
        text += date + ",1,2,1,2\n";
    ReadOptions options;
    options.dateOrder = DateOrder::MonthDayYear;
    QTEST(readPriceFile(write(u"k.csv"_s, text), options).value().isWorthKeeping, "isKept");
}

void TestPriceFile::overlappingSymbolsStayApart()
{
    const auto file = readPriceFile(write(u"o.csv"_s, "date,open,high,low,close,volume,Name\n"
                                                      "2020-01-01,1,2,1,2,5,B\n2020-01-03,1,2,1,2,5,B\n"
                                                      "2020-01-02,1,2,1,2,5,A\n"));
    QVERIFY(file.ok());
    QCOMPARE(file->instruments.size(), std::size_t(2));
    QCOMPARE(file->instruments[0].ticker, std::string("A"));
    QVERIFY(file->instruments[0].source == DataSource::Csv);
}

void TestPriceFile::onePreferredSeriesADay()
{
    const auto file =
        readPriceFile(write(u"s.csv"_s, "Date,Symbol,Series,Prev Close,Open,High,Low,Close,VWAP,Volume\n"
                                        "2020-01-01,A,BE,1,1,2,1,2,1,5\n"
                                        "2020-01-02,A,BE,1,1,2,1,2,1,5\n"
                                        "2020-01-02,A,EQ,1,7,9,7,8,1,5\n"));
    QVERIFY(file.ok());
    QCOMPARE(file->accepted, 2);
    QCOMPARE(file->quarantined, 0);
    QCOMPARE(file->setAside, 1);
    QCOMPARE(file->instruments[0].checked.bars.close.back(), 8.0);
}

void TestPriceFile::badLinesAreCounted()
{
    const auto file = readPriceFile(write(u"AAPL.csv"_s, "date,open,high,low,close,volume\n"
                                                         "2024-01-01,1,2,1,2,10\n"
                                                         "2024-01-02,1,2\n"
                                                         "2024-02-30,1,2,1,2,10\n"
                                                         "2024-01-03,0,2,1,2,10\n"));
    QVERIFY(file.ok());
    QCOMPARE(file->rows, 4);
    QCOMPARE(file->accepted, 1);
    QCOMPARE(file->quarantined, 3);
    QCOMPARE(ruleCounts(*file), std::string("field_count 1, missing_date 1, price_not_positive 1"));
    QVERIFY(file->findings.empty());
}

void TestPriceFile::linesOfNobodyBelongToTheFile()
{
    const auto file = readPriceFile(write(u"n.csv"_s, "date,open,high,low,close,volume,Name\n"
                                                      "2024-01-01,1,2,1,2,10,A\n2024-01-01,1,2,1,2,10,B\n"
                                                      "2024-01-02,1\n"));
    QVERIFY(file.ok());
    QCOMPARE(file->rows, 3);
    QCOMPARE(file->quarantined, 1);
    QCOMPARE(file->findings.size(), std::size_t(1));
    QCOMPARE(file->findings[0].line, 4);
}

void TestPriceFile::asOfQuarantinesLaterBars()
{
    ReadOptions options;
    options.asOf = dayFromText("2024-01-01").value();
    const auto file = readPriceFile(
        write(u"f.csv"_s, "date,open,high,low,close\n2024-01-01,1,2,1,2\n2024-01-02,1,2,1,2\n"), options);
    QVERIFY(file.ok());
    QCOMPARE(file->accepted, 1);
    QCOMPARE(ruleCounts(*file), std::string("after_as_of 1"));
}

void TestPriceFile::theSymbolMayBeGiven()
{
    ReadOptions options;
    options.symbol = "tata steel";
    const std::string plain = write(u"x.csv"_s, "date,open,high,low,close\n2024-01-01,1,2,1,2\n");
    QCOMPARE(readPriceFile(plain, options).value().instruments[0].ticker, std::string("TATA_STEEL"));
    options.symbol = "--";
    QVERIFY(readPriceFile(plain, options).error().code == ErrorCode::ValidationError);
    options.symbol = "A";
    const auto several = readPriceFile(
        write(u"y.csv"_s, "date,open,high,low,close,Name\n2024-01-01,1,2,1,2,B\n2024-01-01,1,2,1,2,C\n"),
        options);
    QVERIFY(several.error().code == ErrorCode::ValidationError);
    const auto renamed =
        readPriceFile(write(u"z.csv"_s, "date,open,high,low,close,Name\n2024-01-01,1,2,1,2,B\n"), options);
    QCOMPARE(renamed.value().instruments[0].ticker, std::string("A"));
}

void TestPriceFile::aColumnNamesTheCurrency()
{
    const auto file = readPriceFile(write(u"c.csv"_s, "date,open,high,low,close,Name,Currency\n"
                                                      "2024-01-01,1,2,1,2,A,GBp\n2024-01-01,1,2,1,2,B,IDR\n"
                                                      "2024-01-01,1,2,1,2,C,\n"));
    QVERIFY(file.ok());
    std::map<std::string, std::string> currencies;
    for (const InstrumentBars& instrument : file->instruments)
        currencies[instrument.ticker] = instrument.currency;
    QCOMPARE(currencies, (std::map<std::string, std::string>{{"A", "GBp"}, {"B", "IDR"}, {"C", ""}}));
}

void TestPriceFile::symbolsOfOneTickerAreJoined()
{
    const auto file =
        readPriceFile(write(u"j.csv"_s, "date,open,high,low,close,volume,Name\n"
                                        "2020-01-01,1,2,1,2,5,BRK B\n2020-01-03,1,2,1,2,5,BRK B\n"
                                        "2020-01-01,1,2,1,2,5,BRK_B\n2020-01-02,1,2,1,2,5,BRK_B\n"));
    QVERIFY(file.ok());
    QCOMPARE(file->instruments.size(), std::size_t(1));
    QCOMPARE(file->instruments[0].ticker, std::string("BRK_B"));
    QCOMPARE(file->accepted, 3);
    QCOMPARE(file->duplicates, 1);
}

void TestPriceFile::wrongContent_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("word");
    QTest::newRow("no date anywhere")
        << QByteArray("Date,Open,High,Low,Close\nx,1,2,1,2\n") << QByteArray("no row");
    QTest::newRow("only a header") << QByteArray("Date,Open,High,Low,Close\n") << QByteArray("no rows");
    QTest::newRow("bonds only") << QByteArray("Date,Symbol,Series,Prev Close,Open,High,Low,Close,VWAP\n"
                                              "2020-01-01,A,N1,1,1,2,1,2,1\n")
                                << QByteArray("no ordinary shares");
    QTest::newRow("five minutes") << QByteArray("Date,Time,Open,High,Low,Close\n2020-01-01,09:15,1,2,1,2\n"
                                                "2020-01-01,09:20,1,2,1,2\n2020-01-01,09:25,1,2,1,2\n")
                                  << QByteArray("several bars a day");
    QTest::newRow("binary") << QByteArray("\0\1\2\3", 4) << QByteArray("binary");
}

void TestPriceFile::wrongContent()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, word);
    const auto file = readPriceFile(write(u"w.csv"_s, bytes));
    QVERIFY(!file.ok());
    QVERIFY(file.error().code == ErrorCode::FileFormat);
    QVERIFY2(file.error().message.find(word.toStdString()) != std::string::npos,
             file.error().message.c_str());
}

void TestPriceFile::veryLongLine()
{
    QByteArray text("date,open,high,low,close\n2024-01-01,1,2,1,2\n");
    text += QByteArray(200'000'000, '7') + "\n2024-01-02,1,2,1,2\n";
    const std::string path = write(u"long.csv"_s, text);
    const auto file = readPriceFile(path);
    QVERIFY(file.ok());
    QCOMPARE(file->accepted, 2);
    QCOMPARE(file->quarantined, 1);
    QVERIFY(file->instruments[0].checked.findings[0].values.size() < 200);
    QFile::remove(QString::fromStdString(path));
}

void TestPriceFile::cancelled()
{
    const std::string path = write(u"c.csv"_s, "date,open,high,low,close\n2024-01-01,1,2,1,2\n");
    const auto file = readPriceFile(path, {}, [] { return true; });
    QVERIFY(!file.ok());
    QVERIFY(file.error().code == ErrorCode::Cancelled);
}

void TestPriceFile::threadsAgree()
{
    QByteArray text("date,open,high,low,close,volume,Name\n");
    for (int i = 0; i < 20000; ++i)
        text += dayText(10000 + i % 500).c_str() + QByteArray(",1,2,1,2,") + QByteArray::number(i % 500) +
                ",S" + QByteArray::number(i / 500) + '\n';
    const std::string path = write(u"t.csv"_s, text);
    std::vector<std::unique_ptr<QThread>> threads;
    std::vector<int> accepted(4);
    for (std::size_t i = 0; i < accepted.size(); ++i) {
        threads.emplace_back(QThread::create([&, i] { accepted[i] = readPriceFile(path).value().accepted; }));
        threads.back()->start();
    }
    for (const auto& thread : threads)
        thread->wait();
    QCOMPARE(accepted, std::vector<int>(4, 20000));
}

QTEST_APPLESS_MAIN(TestPriceFile)
#include "tst_pricefile.moc"
