// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/rowreader.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace tt;

namespace {

RawRows readText(const std::string& text, const CancelCheck& cancelled = {})
{
    const Result<Dialect> dialect = recognise(text, "FILE.csv", {});
    if (!dialect)
        qFatal("%s", dialect.error().message.c_str());
    return RowReader(*dialect, "FILE").read(cancelled);
}

std::vector<RawBar> randomBars(std::mt19937_64& random, int count)
{
    std::uniform_int_distribution<int> cents(100, 9'999'999);
    std::vector<RawBar> bars;
    Day day = 10000;
    for (int i = 0; i < count; ++i) {
        RawBar bar;
        bar.date = day += 1 + static_cast<Day>(random() % 4);
        bar.open = cents(random) / 100.0;
        bar.high = cents(random) / 100.0;
        bar.low = cents(random) / 100.0;
        bar.close = cents(random) / 100.0;
        bar.volume = static_cast<double>(random() % 1'000'000'000);
        bars.push_back(bar);
    }
    return bars;
}

/// How one dialect writes bars; `group` is put between thousands of prices, `decimal` before cents.
struct Writer
{
    const char* name;
    const char* header;
    char delimiter;
    const char* dateFormat; ///< QDate's
    char decimal;
    const char* group;
    bool quoted;
    bool newestFirst;
    const char* lineEnd;
};

QByteArray priceText(double value, const Writer& writer)
{
    const auto cents = static_cast<qlonglong>(std::llround(value * 100));
    QByteArray whole = QByteArray::number(cents / 100);
    for (qsizetype at = whole.size() - 3; at > 0 && *writer.group; at -= 3)
        whole.insert(at, writer.group);
    const QByteArray text = whole + writer.decimal + QByteArray::number(cents % 100).rightJustified(2, '0');
    return writer.quoted ? '"' + text + '"' : text;
}

std::string writeBars(const std::vector<RawBar>& bars, const Writer& writer)
{
    QByteArray text(writer.header);
    text += *writer.header ? writer.lineEnd : "";
    for (std::size_t i = 0; i < bars.size(); ++i) {
        const RawBar& bar = bars[writer.newestFirst ? bars.size() - 1 - i : i];
        const QDate date = QDate(1970, 1, 1).addDays(bar.date);
        text += QLocale::c().toString(date, QString::fromLatin1(writer.dateFormat)).toUtf8();
        for (const double price : {bar.open, bar.high, bar.low, bar.close})
            text += writer.delimiter + priceText(price, writer);
        text += writer.delimiter + QByteArray::number(static_cast<qlonglong>(bar.volume)) + writer.lineEnd;
    }
    return text.toStdString();
}

} // namespace

class TestRowReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyDialectReadsBack_data();
    void everyDialectReadsBack();
    void symbolsAreKeptApart();
    void badLinesAreFound();
    void aCutLastLineIsNoBar();
    void missingValuesAreUndefined();
    void otherSeriesAreSetAside();
    void quotedTextAndEscapes();
    void rubbishIsCountedNotListed();
    void anOpenQuoteEndsWithItsLine();
    void noiseNeverStopsTheRest();
    void cancelStops();
};

void TestRowReader::everyDialectReadsBack_data()
{
    static const Writer kWriters[] = {
        {"iso", "Date,Open,High,Low,Close,Volume", ',', "yyyy-MM-dd", '.', "", false, false, "\n"},
        {"indian newest first", "Date,Open,High,Low,Close,Volume", ',', "dd-MMM-yyyy", '.', "", true, true,
         "\r\n"},
        {"grouped", "Date,Open,High,Low,Close,Volume", ',', "d/M/yyyy", '.', ",", true, false, "\n"},
        {"us", "date;open;high;low;close;volume", ';', "M/d/yyyy", '.', "", false, true, "\n"},
        {"german", "Datum;Open;Hoch;Tief;Schluss;Volumen", ';', "dd.MM.yyyy", ',', ".", false, false, "\r\n"},
        {"headerless", "", ',', "yyyyMMdd", '.', "", false, false, "\n"},
        {"tab, CR", "Date\tOpen\tHigh\tLow\tClose\tVolume", '\t', "MMM d, yyyy", '.', "", false, false, "\r"},
        {"polish", "Data|Otwarcie|Najwyzszy|Najnizszy|Zamkniecie|Wolumen", '|', "yyyy/M/d", '.', "", true,
         false, "\n"},
    };
    QTest::addColumn<const void*>("writer");
    for (const Writer& writer : kWriters)
        QTest::newRow(writer.name) << static_cast<const void*>(&writer);
}

void TestRowReader::everyDialectReadsBack()
{
    QFETCH(const void*, writer);
    const Writer& how = *static_cast<const Writer*>(writer);
    const auto seed = std::random_device{}();
    qInfo("seed %u", seed);
    std::mt19937_64 random(seed);
    const std::vector<RawBar> bars = randomBars(random, 300);
    RawRows rows = readText(writeBars(bars, how));
    QCOMPARE(rows.symbols.size(), std::size_t(1));
    QVERIFY(rows.badLines.empty());
    std::vector<RawBar>& read = rows.symbols.front().bars;
    QCOMPARE(read.size(), bars.size());
    if (how.newestFirst)
        std::reverse(read.begin(), read.end());
    for (std::size_t i = 0; i < bars.size(); ++i) {
        QCOMPARE(read[i].date, bars[i].date);
        for (const auto value : {&RawBar::open, &RawBar::high, &RawBar::low, &RawBar::close, &RawBar::volume})
            QVERIFY(read[i].*value == bars[i].*value);
        QVERIFY(std::isnan(read[i].adjustedClose));
    }
    QCOMPARE(rows.symbols.front().symbol, std::string("FILE"));
}

void TestRowReader::symbolsAreKeptApart()
{
    const RawRows rows = readText("date,open,high,low,close,volume,Name\n"
                                  "2024-01-01,1,2,1,2,10,B\n2024-01-02,1,2,1,2,11,B\n"
                                  "2024-01-01,3,4,3,4,12,A\n2024-01-03,1,2,1,2,13,B\n");
    QCOMPARE(rows.symbols.size(), std::size_t(2));
    QCOMPARE(rows.symbols[0].symbol, std::string("B"));
    QCOMPARE(rows.symbols[0].bars.size(), std::size_t(3));
    QCOMPARE(rows.symbols[1].bars.front().volume, 12.0);
    QCOMPARE(rows.symbols[1].bars.front().line, 4);
}

void TestRowReader::badLinesAreFound()
{
    const RawRows rows = readText("date,open,high,low,close,volume,Name\n"
                                  "2024-01-01,1,2,1,2,10,A\n"
                                  "2024-01-02,1,2\n"
                                  "2024-02-30,1,2,1,2,10,A\n"
                                  "\n# note\n"
                                  "2024-01-03,1,2,1,2,10,\n");
    QCOMPARE(rows.symbols.size(), std::size_t(1));
    QCOMPARE(rows.symbols[0].bars.size(), std::size_t(1));
    QCOMPARE(rows.badLines.size(), std::size_t(3));
    QVERIFY(rows.badLines[0].rule == FindingRule::FieldCount);
    QCOMPARE(rows.badLines[0].line, 3);
    QCOMPARE(rows.badLines[0].text, std::string("2024-01-02,1,2"));
    QVERIFY(rows.badLines[1].rule == FindingRule::MissingDate);
    QCOMPARE(rows.badLines[1].line, 4);
    QCOMPARE(rows.badLines[1].symbol, 0);
    QVERIFY(rows.badLines[2].rule == FindingRule::FieldCount);
    QCOMPARE(rows.badLines[2].line, 7);
}

void TestRowReader::aCutLastLineIsNoBar()
{
    const std::string head = "Date,Open,High,Low,Close,Volume\n2024-01-01,1,2,1,2,10\n2024-01-02,10,20,10,1";
    const RawRows cut = readText(head);
    QCOMPARE(cut.symbols[0].bars.size(), std::size_t(1));
    QCOMPARE(cut.badLines.size(), std::size_t(1));
    // With its end the line is whole: only its volume is missing.
    const RawRows whole = readText(head + "\n");
    QCOMPARE(whole.symbols[0].bars.size(), std::size_t(2));
    QVERIFY(std::isnan(whole.symbols[0].bars[1].volume));
}

void TestRowReader::missingValuesAreUndefined()
{
    const RawRows rows = readText("Date,Open,High,Low,Close,Adj Close,Volume\n"
                                  "2024-01-01,null,2,-,,1.5,\n"
                                  "2024-01-02,1,2,1,2,null,68.01M\n");
    const RawBar& first = rows.symbols[0].bars[0];
    QVERIFY(std::isnan(first.open) && std::isnan(first.low) && std::isnan(first.close) &&
            std::isnan(first.volume));
    QCOMPARE(first.high, 2.0);
    QCOMPARE(first.adjustedClose, 1.5);
    QVERIFY(std::isnan(rows.symbols[0].bars[1].adjustedClose));
    QCOMPARE(rows.symbols[0].bars[1].volume, 68.01 * 1e6);
}

void TestRowReader::otherSeriesAreSetAside()
{
    const RawRows rows = readText(
        "SYMBOL,SERIES,OPEN,HIGH,LOW,CLOSE,LAST,PREVCLOSE,TOTTRDQTY,TOTTRDVAL,TIMESTAMP,TOTALTRADES,ISIN,\n"
        "A,EQ,1,2,1,2,2,1,5,9,01-MAR-2021,6,INE1,\nA,N1,1,2,1,2,2,1,5,9,01-MAR-2021,6,INE2,\n"
        "B,BE,1,2,1,2,2,1,5,9,01-MAR-2021,6,INE3,\n");
    QCOMPARE(rows.symbols.size(), std::size_t(2));
    QCOMPARE(rows.otherSeries.size(), std::size_t(1));
    QCOMPARE(rows.otherSeries.at("N1").count, 1);
    QCOMPARE(rows.otherSeries.at("N1").firstLine, 3);
    QVERIFY(rows.badLines.empty());
    QCOMPARE(rows.symbols[0].isin, std::string("INE1"));
    QCOMPARE(rows.symbols[1].series, std::string("BE"));
}

void TestRowReader::quotedTextAndEscapes()
{
    const RawRows rows = readText("Symbol,Company Name,Date,Open,High,Low,Close\n"
                                  "\"A\",\" Say \"\"A\"\", Inc.\",2024-01-01,1,2,1,2\n"
                                  "'=B,'+plus,2024-01-01,1,2,1,2\n"
                                  "'C,it's,2024-01-01,1,2,1,2\n");
    QCOMPARE(rows.symbols.size(), std::size_t(3));
    QCOMPARE(rows.symbols[0].name, std::string("Say \"A\", Inc."));
    QCOMPARE(rows.symbols[1].symbol, std::string("=B"));
    QCOMPARE(rows.symbols[1].name, std::string("+plus"));
    QCOMPARE(rows.symbols[2].symbol, std::string("'C"));
}

void TestRowReader::rubbishIsCountedNotListed()
{
    std::string text = "date,open,high,low,close\n2024-01-01,1,2,1,2\n";
    for (std::size_t i = 0; i < kMaxBadLines + 7; ++i)
        text += "caf\xe9 \xff\n";
    const RawRows rows = readText(text);
    QCOMPARE(rows.badLines.size(), kMaxBadLines);
    QCOMPARE(rows.unlistedBadLines, 7);
    QCOMPARE(rows.badLines[0].text, std::string("caf\xef\xbf\xbd \xef\xbf\xbd"));
}

void TestRowReader::anOpenQuoteEndsWithItsLine()
{
    const RawRows rows = readText("Date,Open,High,Low,Close\n2024-01-01,\"1,2,1,2\n2024-01-02,1,2,1,2\n");
    QCOMPARE(rows.badLines.size(), std::size_t(1));
    QCOMPARE(rows.symbols[0].bars.size(), std::size_t(1));
}

void TestRowReader::noiseNeverStopsTheRest()
{
    const auto seed = std::random_device{}();
    qInfo("seed %u", seed);
    std::mt19937_64 random(seed);
    const std::string header = "date,open,high,low,close,volume,Name\n2024-01-01,1,2,1,2,10,FIRST\n";
    for (int round = 0; round < 300; ++round) {
        std::string text = header;
        const auto length = random() % 400;
        for (std::uint64_t i = 0; i < length; ++i) {
            const auto kind = random() % 8;
            text += kind == 0 ? '\n' : kind == 1 ? ',' : kind == 2 ? '"' : static_cast<char>(random() % 256);
        }
        text += "\n2024-01-02,1,2,1,2,10,LAST\n";
        const RawRows rows = readText(text);
        QCOMPARE(rows.symbols.front().symbol, std::string("FIRST"));
        QCOMPARE(rows.symbols.back().symbol, std::string("LAST"));
    }
}

void TestRowReader::cancelStops()
{
    std::string text = "date,open,high,low,close\n";
    for (int i = 0; i < 50000; ++i)
        text += "2024-01-01,1,2,1,2\n";
    int asked = 0;
    const RawRows rows = readText(text, [&] { return ++asked == 2; });
    QVERIFY(rows.cancelled);
    QCOMPARE(asked, 2);
    QVERIFY(rows.symbols[0].bars.size() < 10000);
}

QTEST_APPLESS_MAIN(TestRowReader)
#include "tst_rowreader.moc"
