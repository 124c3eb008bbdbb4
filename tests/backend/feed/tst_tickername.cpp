// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/tickername.h"

#include <QTest>

using namespace tt;

class TestTickerName : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tickers_data();
    void tickers();
    void fileNames_data();
    void fileNames();
    void dayFiles();
};

void TestTickerName::tickers_data()
{
    QTest::addColumn<QByteArray>("symbol");
    QTest::addColumn<QByteArray>("exchange");
    QTest::addColumn<QByteArray>("ticker");
    const auto row = [](const char* symbol, const char* exchange, const char* ticker) {
        QTest::addRow("%s %s", symbol, exchange)
            << QByteArray(symbol) << QByteArray(exchange) << QByteArray(ticker);
    };
    row("RELIANCE", "NSE", "RELIANCE.NS");
    row("M&M", "NSE", "M&M.NS");
    row("500002", "BSE", "500002.BO");
    row("RELIANCE.NS", "NSE", "RELIANCE.NS");
    row("aapl", "", "AAPL");
    row("BRK.B", "", "BRK.B");
    row("^GSPC", "", "^GSPC");
    row("GC=F", "", "GC=F");
    row("Nifty 50", "", "NIFTY_50");
    row("S&P 500 Historical Data", "", "S&P_500_HISTORICAL_DATA");
    row(" 20MICRONS ", "", "20MICRONS");
    row("-FOO", "", "FOO");
    row("=cmd|x", "", "CMD_X");
    row("a/b\\c", "", "A_B_C");
    row("caf\xc3\xa9", "", "CAF_");
    row("", "", "");
    row("...", "", "");
    row("\xe6\x97\xa5\xe6\x9c\xac", "", "");
    row("ABCDEFGHIJKLMNOPQRSTUVWXYZ012345", "", "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345");
    row("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456", "",
        "ABCDEFGHIJKLMNOPQRSTUVW_5292BDBE"); // cut off, two would be one
    row("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123457", "", "ABCDEFGHIJKLMNOPQRSTUVW_25958D28");
    row("ABCDEFGHIJKLMNOPQRSTUVWXYZ012", "NSE", "ABCDEFGHIJKLMNOPQRSTUVWXYZ012.NS");
    row("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123", "NSE", "ABCDEFGHIJKLMNOPQRST_EC46CE3A.NS");
}

void TestTickerName::tickers()
{
    QFETCH(QByteArray, symbol);
    QFETCH(QByteArray, exchange);
    QFETCH(QByteArray, ticker);
    QCOMPARE(QByteArray::fromStdString(tickerOf(symbol.toStdString(), exchange.toStdString())), ticker);
}

void TestTickerName::fileNames_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("symbol");
    const auto row = [](const char* path, const char* symbol) {
        QTest::newRow(path) << QByteArray(path) << QByteArray(symbol);
    };
    row("/data/AAPL.csv", "AAPL");
    row("BRK.B.csv", "BRK.B");
    row("aapl.us.TXT", "aapl.us");
    row("prices.txt.csv", "prices");
    row("01-01-2018-TO-31-12-201820MICRONSALLN.csv", "20MICRONS");
    row("01-01-2018-TO-31-12-2018BALLNEQ.csv", "BALLNEQ");
    row("Quote-Equity-M&M-EQ-01-01-2024-to-31-01-2024.csv", "M&M");
    row("Quote-Equity-BAJAJ-AUTO-EQ-01-01-2024-to-31-01-2024.csv", "BAJAJ-AUTO");
    row("noending", "noending");
}

void TestTickerName::fileNames()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, symbol);
    QCOMPARE(QByteArray::fromStdString(symbolFromPath(path.toStdString())), symbol);
}

void TestTickerName::dayFiles()
{
    QCOMPARE(dayText(dateFromPath("/x/01MAR2021.csv")), std::string("2021-03-01"));
    QCOMPARE(dayText(dateFromPath("bse_28FEB2020_final.csv")), std::string("2020-02-28"));
    QCOMPARE(dayText(dateFromPath("EQ010321.CSV")), std::string("2021-03-01"));
    QCOMPARE(dateFromPath("30FEB2021.csv"), kNoDay);
    QCOMPARE(dateFromPath("RELIANCE.csv"), kNoDay);
}

QTEST_APPLESS_MAIN(TestTickerName)
#include "tst_tickername.moc"
