// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/numberformat.h"

#include "base/numbertext.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace tt;

class TestNumberFormat : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEveryForm_data();
    void readsEveryForm();
    void missingIsUndefined_data();
    void missingIsUndefined();
    void plainNumberStopsAtTheDelimiter();
    void fastPathEqualsTheExactOne();
    void samplesTellTheDecimalSign();
};

void TestNumberFormat::readsEveryForm_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("comma");
    QTest::addColumn<double>("value");
    const auto row = [](const char* text, double value, bool comma = false) {
        QTest::addRow("%s%s", text, comma ? " comma" : "") << QByteArray(text) << comma << value;
    };
    row("0", 0);
    row("12", 12);
    row("12.5", 12.5);
    row(".5", 0.5);
    row("5.", 5);
    row("-1.5", -1.5);
    row("-0", 0);
    row("+3.25", 3.25);
    row("         58.30", 58.3);
    row("37.029998779296875", 37.029998779296875);
    row("42667410863718.8", 42667410863718.8);
    row("1e5", 1e5);
    row("2.5E-3", 2.5e-3);
    row("14,340.47", 14340.47);
    row("1,234,567", 1234567);
    row("12,34,567.5", 1234567.5);
    row("1 234.5", 1234.5);
    row("1\xc2\xa0"
        "234.5",
        1234.5);
    row("68.01M", 68.01 * 1e6);
    row("1.37B", 1.37 * 1e9);
    row("12.5k", 12500);
    row("3 Cr", 3e7);
    row("2.5 crore", 2.5e7);
    row("7L", 7e5);
    row("1.5 lakh", 1.5e5);
    row("$123.45", 123.45);
    row("\xe2\x82\xb9"
        "1,23,456.70",
        123456.7);
    row("Rs. 12.50", 12.5);
    row("12,5", 12.5, true);
    row("1.234,56", 1234.56, true);
    row("12", 12, true);
    row("1.234.567", 1234567, true);
}

void TestNumberFormat::readsEveryForm()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, comma);
    QFETCH(double, value);
    QCOMPARE(readNumber(text.toStdString(), {comma}), value);
}

void TestNumberFormat::missingIsUndefined_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text :
         {"",  "  ", "-",   "--",    "null",  "NULL",  "NaN",  "nan", "n/a", "None", "#N/A",
          ".", ",",  "abc", "12abc", "1.2.3", "12-13", "0x10", "inf", "1e",  "$",    "Rs."})
        QTest::newRow(text) << QByteArray(text);
    QTest::newRow("long") << QByteArray(200000, '7');
}

void TestNumberFormat::missingIsUndefined()
{
    QFETCH(QByteArray, text);
    QVERIFY(std::isnan(readNumber(text.toStdString(), {})));
}

void TestNumberFormat::plainNumberStopsAtTheDelimiter()
{
    const std::string line = "12.50,99,abc,1234567890123456";
    const char* position = line.data();
    const char* const end = line.data() + line.size();
    double value = 0;
    QVERIFY(readPlainNumber(position, end, ',', value));
    QCOMPARE(value, 12.5);
    QCOMPARE(position - line.data(), std::ptrdiff_t(5));
    ++position;
    QVERIFY(readPlainNumber(position, end, ',', value));
    QCOMPARE(value, 99.0);
    const char* text = ++position;
    QVERIFY(!readPlainNumber(position, end, ',', value));
    QCOMPARE(position, text);
    position = end - 16; // 16 digits: not exact this way
    QVERIFY(!readPlainNumber(position, end, ',', value));
}

void TestNumberFormat::fastPathEqualsTheExactOne()
{
    const unsigned seed = std::random_device{}();
    qInfo("seed %u", seed);
    std::mt19937_64 random(seed);
    for (int i = 0; i < 20000; ++i) {
        const std::uint64_t digits = random() % 1'000'000'000'000'000u;
        std::string text = std::to_string(digits);
        text.insert(random() % (text.size() + 1), ".");
        const double exact = numberFromText(text[0] == '.' ? "0" + text : text).value();
        QCOMPARE(readNumber(text, {}), exact);
    }
}

void TestNumberFormat::samplesTellTheDecimalSign()
{
    const auto isComma = [](std::initializer_list<const char*> sample, char delimiter) {
        DecimalVotes votes;
        for (const char* text : sample)
            votes.add(text);
        return votes.decimalComma(delimiter);
    };
    QVERIFY(isComma({"12,5", "13"}, ';'));
    QVERIFY(isComma({"1.234,56"}, ';'));
    QVERIFY(isComma({"101,125"}, ';'));
    QVERIFY(!isComma({"12.5", "1,234"}, ';'));
    QVERIFY(!isComma({"14,340.47"}, ','));
    QVERIFY(!isComma({"12,34,567"}, ';'));
    QVERIFY(!isComma({"1,234"}, ','));
    QVERIFY(!isComma({"12", "13"}, ';'));
}

QTEST_APPLESS_MAIN(TestNumberFormat)
#include "tst_numberformat.moc"
