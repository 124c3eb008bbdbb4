// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/format.h"

#include <QLocale>
#include <QTest>

#include <limits>

using namespace Qt::StringLiterals;
using namespace tt;

namespace {
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
}

class TestFormat : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void groupsAsTheMarketDoes();
    void undefinedIsADash();
    void signsAndPercent();
    void shortForms();
    void datesAndDurations();
    void systemLocaleChangesNoNumber();
};

void TestFormat::groupsAsTheMarketDoes()
{
    QCOMPARE(formatPrice(1234567, "SBIN.NS"), u"12,34,567.00"_s);
    QCOMPARE(formatPrice(1234567, "AAPL"), u"1,234,567.00"_s);
    QCOMPARE(formatMoney(1234567.5, "SBIN.BO"), u"₹12,34,567.50"_s);
    QCOMPARE(formatMoney(-500, "SBIN.NS"), u"-₹500.00"_s);
    QCOMPARE(formatMoney(500, "AAPL"), u"500.00"_s);
    QCOMPARE(formatPrice(0.0525, "A.NS"), u"0.0525"_s);
    QCOMPARE(formatCount(123), u"123"_s);
    QCOMPARE(formatCount(1000), u"1,000"_s);
    QCOMPARE(formatCount(100000, Grouping::Indian), u"1,00,000"_s);
    QCOMPARE(formatCount(-123456789, Grouping::Indian), u"-12,34,56,789"_s);
    QVERIFY(isIndianTicker("M&M.NS"));
    QVERIFY(!isIndianTicker("NS"));
}

void TestFormat::undefinedIsADash()
{
    for (const QString& text : {formatNumber(kNaN, 2), formatPrice(kNaN, "A.NS"), formatMoney(kNaN, "A.NS"),
                                formatCompact(kNaN, "A"), formatSigned(kNaN, 2), formatPercent(kNaN),
                                formatChange(kNaN), formatDay(kNoDay), formatTime(0), formatDuration(kNaN)})
        QCOMPARE(text, u"–"_s);
    QCOMPARE(formatNumber(0, 2), u"0.00"_s);
    QCOMPARE(formatNumber(-0.001, 2), u"0.00"_s);
}

void TestFormat::signsAndPercent()
{
    QCOMPARE(formatSigned(0.424, 2), u"+0.42"_s);
    QCOMPARE(formatSigned(-0.424, 2), u"-0.42"_s);
    QCOMPARE(formatSigned(0.001, 2), u"0.00"_s);
    QCOMPARE(formatPercent(0.423), u"42 %"_s);
    QCOMPARE(formatChange(-0.0416), u"-4.16 %"_s);
}

void TestFormat::shortForms()
{
    QCOMPARE(formatCompact(12'500'000, "A.NS"), u"1.25 cr"_s);
    QCOMPARE(formatCompact(340'000, "A.NS"), u"3.40 lakh"_s);
    QCOMPARE(formatCompact(12'345, "A.NS"), u"12,345"_s);
    QCOMPARE(formatCompact(-12'500'000, "A.NS"), u"-1.25 cr"_s);
    QCOMPARE(formatCompact(9'999'999, "A.NS"), u"1.00 cr"_s);
    QCOMPARE(formatCompact(2.5e12, "A.NS"), u"2.50 lakh cr"_s);
    QCOMPARE(formatCompact(12'500'000, "AAPL"), u"12.5 M"_s);
    QCOMPARE(formatCompact(950, "AAPL"), u"950"_s);
    QCOMPARE(formatCompact(0, "AAPL"), u"0"_s);
}

void TestFormat::datesAndDurations()
{
    QCOMPARE(formatDay(*dayFromCivil({2024, 1, 31})), u"31 Jan 2024"_s);
    QCOMPARE(formatTime(1'706'683'500'000), u"31 Jan 2024 12:15"_s); // 06:45 UTC in the tests' zone
    QCOMPARE(formatDuration(0.84), u"0.8 s"_s);
    QCOMPARE(formatDuration(12.4), u"12 s"_s);
    QCOMPARE(formatDuration(59.6), u"1 min 00 s"_s);
    QCOMPARE(formatDuration(185), u"3 min 05 s"_s);
    QCOMPARE(formatDuration(7620), u"2 h 07 min"_s);
}

void TestFormat::systemLocaleChangesNoNumber()
{
    const QLocale before;
    QLocale::setDefault(QLocale(QLocale::German));
    QCOMPARE(formatPrice(1234567.5, "SBIN.NS"), u"12,34,567.50"_s);
    QLocale::setDefault(before);
}

QTEST_GUILESS_MAIN(TestFormat)
#include "tst_format.moc"
