// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/dialect.h"

#include <QTest>

using namespace tt;

class TestDialect : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recognises_data();
    void recognises();
    void refuses_data();
    void refuses();
    void theUserIsObeyed();
    void whatWasRememberedIsUsed();
    void wrongChoicesAreNamed();
    void everyRowVotesOnTheDateOrder();
};

void TestDialect::recognises_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("dialect");
    const auto row = [](const char* name, const char* text, const char* dialect, const char* path = "X.csv") {
        QTest::newRow(name) << QByteArray(text) << QByteArray(path) << QByteArray(dialect);
    };
    row("plain", "date,open,high,low,close,volume\n2024-01-31,1,2,1,2,10\n",
        "price table, comma, dates 2024-01-31");
    row("many symbols", "date,open,high,low,close,volume,Name\n2024-01-31,1,2,1,2,10,AAPL\n",
        "many-symbol table, comma, dates 2024-01-31");
    row("yahoo", "Date,Open,High,Low,Close,Adj Close,Volume\n2024-01-31,1,2,1,2,2,10\n",
        "Yahoo download, comma, dates 2024-01-31");
    row("nse archive",
        "Date,Symbol,Series,Prev "
        "Close,Open,High,Low,Last,Close,VWAP,Volume\n2007-11-27,X,EQ,1,1,2,1,2,2,2,5\n",
        "NSE archive set, comma, dates 2024-01-31");
    row("nse legacy",
        "SYMBOL,SERIES,OPEN,HIGH,LOW,CLOSE,LAST,PREVCLOSE,TOTTRDQTY,TOTTRDVAL,TIMESTAMP,TOTALTRADES,ISIN,\n"
        "A,EQ,1,2,1,2,2,1,5,9,01-MAR-2021,6,INE1,\n",
        "NSE legacy bhavcopy, comma, dates 31-Jan-2024");
    row("nse full",
        "SYMBOL, SERIES, DATE1, PREV_CLOSE, OPEN_PRICE, HIGH_PRICE, LOW_PRICE, LAST_PRICE, CLOSE_PRICE, "
        "AVG_PRICE, "
        "TTL_TRD_QNTY\nA, EQ, 30-Aug-2019, 1, 1, 2, 1, 2, 2, 2, 5\n",
        "NSE full bhavcopy, comma, dates 31-Jan-2024");
    row("nse per symbol",
        "\"Date \",\"series \",\"OPEN \",\"HIGH \",\"LOW \",\"PREV. CLOSE \",\"ltp \",\"close \",\"vwap "
        "\",\"VOLUME \"\n"
        "\"31-Jan-2024\",\"EQ\",\"1,234.50\",\"1,240.00\",\"1,230.00\",\"1,1\",\"1\",\"1,235.00\",\"1\",\"12,"
        "34,567\"\n",
        "NSE per-symbol export, comma, dates 31-Jan-2024");
    row("bse", "SC_CODE,SC_NAME,SC_GROUP,SC_TYPE,OPEN,HIGH,LOW,CLOSE,NO_OF_SHRS\n500002,ABB,A,Q,1,2,1,2,5\n",
        "BSE bhavcopy, comma, date from the file's name", "EQ010321.CSV");
    row("stooq",
        "<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>\nA.US,D,20240131,000000,1,"
        "2,1,2,5,0\n",
        "Stooq table, comma, dates 20240131");
    row("metastock", "A,20240131,1,2,1,2,5\nB,20240131,1,2,1,2,5\n",
        "ASCII without a header, comma, dates 20240131");
    row("headerless dates", "2024-01-31;1;2;1;2;5\n", "ASCII without a header, semicolon, dates 2024-01-31");
    row("decimal comma", "Datum;Open;Hoch;Tief;Schluss;Volumen\n31.01.2024;1,5;2,5;1,25;2;5\n",
        "price table, semicolon, decimal comma, dates DMY");
    row("tab", "Date\tOpen\tHigh\tLow\tClose\n1/31/2024\t1\t2\t1\t2\n", "price table, tab, dates MDY");
    row("bar and CR", "Date|Open|High|Low|Close\r20240131|1|2|1|2\r", "price table, bar, dates 20240131");
    row("preamble", "# prices\n\nReport of ACME\nDate,Open,High,Low,Close\n31-Jan-24,1,2,1,2\n",
        "price table, comma, dates 31-Jan-2024");
    row("investing",
        "Date,Price,Open,High,Low,Vol.,Change %\n2022-06-01,\"14,340.47\",\"1\",\"2\",\"1\",1M,1%\n",
        "investing.com export, comma, dates 2024-01-31");
    row("epoch", "time,open,high,low,close\n1706659200,1,2,1,2\n", "price table, comma, dates epoch seconds");
}

void TestDialect::recognises()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, dialect);
    const auto found =
        recognise(std::string_view(text.data(), std::size_t(text.size())), path.toStdString(), {});
    QVERIFY2(found.ok(), found.ok() ? "" : found.error().message.c_str());
    QCOMPARE(QByteArray::fromStdString(found->description()), dialect);
    QVERIFY(!found->reasons.empty());
}

void TestDialect::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("word");
    const auto row = [](const char* name, const QByteArray& text, const char* word) {
        QTest::newRow(name) << text << QByteArray(word);
    };
    row("no prices", "Company Name,Industry,Symbol,Series,ISIN Code\nA,B,C,EQ,INE\n", "no prices");
    row("prose", "Once upon a time, there was a market.\nIt closed.\n", "no prices");
    row("json", "{\"chart\": {\"result\": [1, 2]}}\n", "no prices");
    row("other numbers", "Date,USD,GBP,EUR\n2013-09-29,1333.0,831.2,986.7\n", "no prices");
    row("closes only", "DATE,CLOSE\n21-JAN-2020,34.25\n", "closing prices only");
    row("no low", "Date,Open,High,Close\n2020-01-21,1,2,1\n", "no column for low");
    row("no date", "Open,High,Low,Close\n1,2,1,2\n", "no date column");
    row("only header", "Date,Open,High,Low,Close\n\n# end\n", "no rows");
    row("day or month", "Date,Open,High,Low,Close\n01/02/2024,1,2,1,2\n12/12/2024,1,2,1,2\n",
        "--date-format");
    row("comments", "# a\n# b\n", "only comments");
    row("long line", QByteArray(5'000'000, 'x'), "no prices");
}

void TestDialect::refuses()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, word);
    const auto found = recognise(std::string_view(text.data(), std::size_t(text.size())), "X.csv", {});
    QVERIFY(!found.ok());
    QVERIFY(found.error().code == ErrorCode::FileFormat);
    QVERIFY2(found.error().message.find(word.toStdString()) != std::string::npos,
             found.error().message.c_str());
}

void TestDialect::theUserIsObeyed()
{
    ReadOptions options;
    options.dateOrder = DateOrder::MonthDayYear;
    const std::string unclear = "Date,Open,High,Low,Close\n01/02/2024,1,2,1,2\n";
    const auto dated = recognise(unclear, "X.csv", options);
    QVERIFY(dated.ok());
    QVERIFY(dated->dateOrder == DateOrder::MonthDayYear);

    options = {};
    options.delimiter = '~';
    const auto split = recognise("Date~Open~High~Low~Close\n2024-01-31~1~2~1~2\n", "X.csv", options);
    QVERIFY(split.ok());
    QCOMPARE(split->delimiter, '~');

    options = {};
    options.columns = {{ColumnRole::Close, "Settle"}, {ColumnRole::Volume, "6"}};
    const auto chosen =
        recognise("Date,Open,High,Low,Settle,Lots,Close\n2024-01-31,1,2,1,2,7,9\n", "X.csv", options);
    QVERIFY(chosen.ok());
    QCOMPARE(chosen->columns[ColumnRole::Close], 4);
    QCOMPARE(chosen->columns[ColumnRole::Volume], 5);
    QCOMPARE(chosen->header, std::string("date,open,high,low,settle,lots,close"));

    // A header of unknown words is one once they are explained.
    options.columns = {{ColumnRole::Date, "tag"},
                       {ColumnRole::Open, "Erster"},
                       {ColumnRole::High, "top"},
                       {ColumnRole::Low, "boden"},
                       {ColumnRole::Close, "ende"}};
    const auto words = recognise("Tag;Erster;Top;Boden;Ende\n2024-01-31;1;2;1;2\n", "X.csv", options);
    QVERIFY(words.ok());
    QCOMPARE(words->firstDataLine, 2);
    QCOMPARE(words->delimiter, ';');

    // A column means one thing.
    options.columns = {{ColumnRole::Close, "Open"}};
    const auto twice = recognise("Date,Open,High,Low,Close\n2024-01-31,1,2,1,2\n", "X.csv", options);
    QVERIFY(!twice.ok());
    QVERIFY(twice.error().message.find("open") != std::string::npos);
    options.columns = {{ColumnRole::Close, "Adj Close"}};
    const auto adjusted =
        recognise("Date,Open,High,Low,Close,Adj Close\n2024-01-31,1,2,1,2,2\n", "X.csv", options);
    QVERIFY(adjusted.ok());
    QCOMPARE(adjusted->columns[ColumnRole::Close], 5);
    QVERIFY(!adjusted->columns.has(ColumnRole::AdjustedClose));
}

void TestDialect::whatWasRememberedIsUsed()
{
    auto profiles = std::make_shared<ReadProfiles>();
    ReadProfile profile;
    profile.correction.dateOrder = DateOrder::MonthDayYear;
    profile.since = *dayFromText("2024-01-31");
    profiles->emplace(headerKey("Date, Open,\"High\",LOW,close\r"), profile);
    ReadOptions options;
    options.profiles = profiles;
    const std::string header = "# made by hand\ndate,open,high,low,close\n";
    const auto unclear = recognise(header + "01/02/2024,1,2,1,2\n", "X.csv", options);
    QVERIFY(unclear.ok());
    QVERIFY(unclear->dateOrder == DateOrder::MonthDayYear);
    QCOMPARE(unclear->reasons.front(),
             std::string("Read as corrected on 2024-01-31 for files of this header."));
    const auto proven = recognise(header + "31/01/2024,1,2,1,2\n", "X.csv", options);
    QVERIFY(proven->dateOrder == DateOrder::DayMonthYear);
    QVERIFY(!recognise("date,open,high,low,close,x\n01/02/2024,1,2,1,2,3\n", "X.csv", options).ok());
    options.dateOrder = DateOrder::DayMonthYear;
    const auto own = recognise(header + "01/02/2024,1,2,1,2\n", "X.csv", options);
    QVERIFY(own->dateOrder == DateOrder::DayMonthYear);
    QCOMPARE(headerKey(std::string(5'000, 'X')).size(), std::size_t(2'000));
}

void TestDialect::wrongChoicesAreNamed()
{
    ReadOptions options;
    options.columns = {{ColumnRole::Close, "Nowhere"}, {ColumnRole::Open, "0"}, {ColumnRole::Low, "99"}};
    const auto found = recognise("Date,Open,High,Low,Close\n2024-01-31,1,2,1,2\n", "X.csv", options);
    QVERIFY(!found.ok());
    QVERIFY(found.error().code == ErrorCode::ValidationError);
    QCOMPARE(found.error().violations.size(), std::size_t(3));
}

void TestDialect::everyRowVotesOnTheDateOrder()
{
    std::string text = "Date,Open,High,Low,Close\n";
    for (int i = 0; i < 3000; ++i)
        text += "03/04/2024,1,2,1,2\n";
    QVERIFY(!recognise(text, "X.csv", {}).ok());
    const auto found = recognise(text + "25/04/2024,1,2,1,2\n", "X.csv", {});
    QVERIFY(found.ok());
    QVERIFY(found->dateOrder == DateOrder::DayMonthYear);
}

QTEST_APPLESS_MAIN(TestDialect)
#include "tst_dialect.moc"
