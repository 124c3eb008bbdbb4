// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/datetext.h"

#include <QTest>

#include <random>

using namespace tt;

class TestDateText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEveryShape_data();
    void readsEveryShape();
    void refusesWhatIsNoDate_data();
    void refusesWhatIsNoDate();
    void orderDecidesNumbersAlone();
    void everyDaySurvivesEveryShape();
    void votesTellTheOrder();
    void orderNames();
};

void TestDateText::readsEveryShape_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("shape");
    QTest::addColumn<QByteArray>("day");
    QTest::addColumn<int>("second");
    const auto row = [](const char* text, DateShape shape, const char* day, int second = -1) {
        QTest::newRow(text) << QByteArray(text) << int(shape) << QByteArray(day) << second;
    };
    row("2024-01-31", DateShape::YearFirst, "2024-01-31");
    row("2024/1/31", DateShape::YearFirst, "2024-01-31");
    row("1871-01-31", DateShape::YearFirst, "1871-01-31");
    row("2024.01.31", DateShape::YearFirst, "2024-01-31");
    row("2022-01-03 00:00:00-05:00", DateShape::YearFirst, "2022-01-03", 0);
    row("2022-01-03T23:59:58.123Z", DateShape::YearFirst, "2022-01-03", 86398);
    row("2022-01-03 09:15", DateShape::YearFirst, "2022-01-03", 33300);
    row("20240131", DateShape::Compact, "2024-01-31");
    row("20110103 090100", DateShape::Compact, "2011-01-03", 32460);
    row("20110103090100", DateShape::Compact, "2011-01-03", 32460);
    row("31-01-2024", DateShape::Numbers, "2024-01-31");
    row("31/1/24", DateShape::Numbers, "2024-01-31");
    row("31.01.1999", DateShape::Numbers, "1999-01-31");
    row("01-MAR-2021", DateShape::MonthName, "2021-03-01");
    row("1 Mar 21", DateShape::MonthName, "2021-03-01");
    row("31-Dec-70", DateShape::MonthName, "1970-12-31");
    row("31-Dec-69", DateShape::MonthName, "2069-12-31");
    row("Jan 5, 2024", DateShape::MonthName, "2024-01-05");
    row("January 5, 2024", DateShape::MonthName, "2024-01-05");
    row("05-Sept-2024", DateShape::MonthName, "2024-09-05");
    row("2024-Feb-29", DateShape::MonthName, "2024-02-29");
    row("2022年6月1日", DateShape::YearFirst, "2022-06-01");
    row("1706659200", DateShape::EpochSeconds, "2024-01-31", 0);
    row("1706659260", DateShape::EpochSeconds, "2024-01-31", 60);
    row("1704047400", DateShape::EpochSeconds, "2024-01-01", 0); // midnight in India
    row("946684800", DateShape::EpochSeconds, "2000-01-01", 0);
    row("1706659200000", DateShape::EpochMillis, "2024-01-31", 0);
}

void TestDateText::readsEveryShape()
{
    QFETCH(QByteArray, text);
    QFETCH(int, shape);
    QFETCH(QByteArray, day);
    QFETCH(int, second);
    QCOMPARE(int(dateShape(text.toStdString())), shape);
    const DateText date = readDate(text.toStdString(), DateOrder::DayMonthYear);
    QCOMPARE(QByteArray::fromStdString(dayText(date.day)), day);
    QCOMPARE(date.second, second);
}

void TestDateText::refusesWhatIsNoDate_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"",
                             "-",
                             "null",
                             "EQ",
                             "12.5",
                             "2024",
                             "2024-01",
                             "2024-02-30",
                             "2023-02-29",
                             "32-01-2024",
                             "2024-13-01",
                             "20241301",
                             "20240230",
                             "31-Foo-2024",
                             "01-Ma-2024",
                             "123456789012345678",
                             "2024-01-015",
                             "2024-01-01-",
                             "2024-01-01-31T09:15",
                             "abc 2024-01-01",
                             "1/2/3/4x",
                             "0000-00-00",
                             "0204-01-31",
                             "31-Jan-1799",
                             "10240131",
                             "99999-01-01"})
        QTest::newRow(text) << QByteArray(text);
}

void TestDateText::refusesWhatIsNoDate()
{
    QFETCH(QByteArray, text);
    QCOMPARE(readDate(text.toStdString(), DateOrder::DayMonthYear).day, kNoDay);
}

void TestDateText::orderDecidesNumbersAlone()
{
    QCOMPARE(dayText(readDate("03/04/2024", DateOrder::DayMonthYear).day), std::string("2024-04-03"));
    QCOMPARE(dayText(readDate("03/04/2024", DateOrder::MonthDayYear).day), std::string("2024-03-04"));
    QCOMPARE(dayText(readDate("03/04/24", DateOrder::YearMonthDay).day), std::string("2003-04-24"));
    for (const DateOrder order : {DateOrder::DayMonthYear, DateOrder::MonthDayYear, DateOrder::YearMonthDay})
        QCOMPARE(dayText(readDate("2024-03-04", order).day), std::string("2024-03-04"));
}

void TestDateText::everyDaySurvivesEveryShape()
{
    const unsigned seed = std::random_device{}();
    qInfo("seed %u", seed);
    std::mt19937 random(seed);
    const char* const months[] = {"Jan", "FEB", "mar", "April", "May", "JUN",
                                  "Jul", "Aug", "Sep", "Oct",   "Nov", "Dec"};
    for (int i = 0; i < 2000; ++i) {
        const Day day = std::uniform_int_distribution<Day>(1, 36000)(random); // 1970-01-02 .. 2068
        const auto [year, month, number] = civilFromDay(day);
        const QString compact = QString::asprintf("%04d%02d%02d", year, month, number);
        QCOMPARE(readDate(compact.toStdString(), DateOrder::DayMonthYear).day, day);
        QCOMPARE(readDate(dayText(day), DateOrder::MonthDayYear).day, day);
        const QString us = QString::asprintf("%d/%d/%d", month, number, year);
        QCOMPARE(readDate(us.toStdString(), DateOrder::MonthDayYear).day, day);
        const QString indian = QString::asprintf("%02d-%s-%02d", number, months[month - 1], year % 100);
        QCOMPARE(readDate(indian.toStdString(), DateOrder::MonthDayYear).day, day);
        const QString epoch = QString::number(qint64(day) * 86400 + 34200);
        if (epoch.size() >= 9)
            QCOMPARE(readDate(epoch.toStdString(), DateOrder::DayMonthYear).day, day);
    }
}

void TestDateText::votesTellTheOrder()
{
    DateOrderVotes unclear;
    for (const char* text : {"01/02/2024", "12/11/2024", "bad", "2024-01-31"})
        unclear.add(text);
    QCOMPARE(unclear.numbers, 2);
    QVERIFY(!unclear.order());

    DateOrderVotes dayFirst = unclear;
    dayFirst.add("13/02/2024");
    QVERIFY(dayFirst.order() == DateOrder::DayMonthYear);

    DateOrderVotes monthFirst = unclear;
    monthFirst.add("02/13/2024");
    QVERIFY(monthFirst.order() == DateOrder::MonthDayYear);

    DateOrderVotes torn = monthFirst;
    torn.add("13/02/2024");
    QVERIFY(!torn.order());
}

void TestDateText::orderNames()
{
    for (const DateOrder order : {DateOrder::DayMonthYear, DateOrder::MonthDayYear, DateOrder::YearMonthDay})
        QVERIFY(dateOrderFromName(dateOrderName(order)) == order);
    QVERIFY(dateOrderFromName("dmy") == DateOrder::DayMonthYear);
    QVERIFY(!dateOrderFromName("DYM"));
    QVERIFY(!dateOrderFromName(""));
}

QTEST_APPLESS_MAIN(TestDateText)
#include "tst_datetext.moc"
