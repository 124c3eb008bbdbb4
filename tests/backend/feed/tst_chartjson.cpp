// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/chartjson.h"

#include "recordedanswers.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace tt;
using namespace tt::test;

namespace {

constexpr std::int64_t kNow = 1'740'000'000'000; // 2025-02-19T21:20Z

HttpAnswer ok(QByteArray body)
{
    return {200, std::move(body), std::nullopt};
}

/// A chart of AAPL: `rest` behind the meta, New York.
QByteArray chart(const QByteArray& rest, const QByteArray& meta = {})
{
    return R"({"chart":{"result":[{"meta":{"symbol":"AAPL","currency":"USD","dataGranularity":"1d",)"
           R"("exchangeTimezoneName":"America/New_York","gmtoffset":-18000)" +
           meta + "}," + rest + R"(}],"error":null}})";
}

Result<OnlineBars> read(const QByteArray& body, std::int64_t nowMs = kNow)
{
    return readChart({"AAPL"}, ok(body), nowMs);
}

std::string reasonOf(const Result<OnlineBars>& read)
{
    return read ? "ok" : downloadReason(read.error());
}

} // namespace

class TestChartJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void datesAreTheExchangesOwn()
    {
        // 22:30 in New York is already tomorrow in UTC.
        const auto late = read(chart(R"("timestamp":[1700191800],"indicators":{"quote":[{"open":[1],)"
                                     R"("high":[2],"low":[1],"close":[2],"volume":[5]}]})"));
        QVERIFY(late.ok());
        QCOMPARE(dayText(late->checked.bars.date.at(0)), std::string("2023-11-16"));
    }

    void splitsAreTakenBackAndDividendsAreInPricesOfTheirDay()
    {
        // 2020-08-28 before a 4:1 split, 2020-08-31 its ex-date; a dividend before it.
        const auto bars = read(chart(
            R"("timestamp":[1598621400,1598880600],"events":{"splits":{"1":{"date":1598880600,"numerator":4,)"
            R"("denominator":1}},"dividends":{"2":{"date":1598621400,"amount":0.205}}},"indicators":{"quote":)"
            R"([{"open":[126.01249694824219,127.58000183105469],"high":[126.44249725341797,131.0],)"
            R"("low":[124.57749938964844,126.0],"close":[124.80750274658203,129.04],)"
            R"("volume":[187630000,225702700]}]})"));
        QVERIFY(bars.ok());
        const Bars& raw = bars->checked.bars;
        QCOMPARE(raw.close.at(0), 124.8075 * 4);
        QCOMPARE(raw.volume.at(0), 187630000.0 / 4);
        QCOMPARE(raw.open.at(1), 127.58);
        QCOMPARE(bars->actions.size(), std::size_t(2));
        QCOMPARE(bars->actions[0].value, 0.82);
        const Bars view = adjustedView(raw, bars->actions, kNoDay);
        QCOMPARE(view.close.at(0), 124.8075);
        QCOMPARE(view.volume.at(0), 187630000.0);
    }

    void removedEventsDoNotCount()
    {
        const QByteArray body = chart(
            R"("timestamp":[1598621400,1598880600],"events":{"splits":{"1":{"date":1598880600,"numerator":4,)"
            R"("denominator":1}},"dividends":{"2":{"date":1598621400,"amount":0.5}}},"indicators":{"quote":)"
            R"([{"open":[10,10],"high":[10,10],"low":[10,10],"close":[10,10],"volume":[5,5]}]})");
        ChartRequest asked{"AAPL"};
        asked.removed = {{dayFromText("2020-08-31").value(), ActionKind::Split}};
        const auto bars = readChart(asked, ok(body), kNow);
        QVERIFY(bars.ok());
        QCOMPARE(bars->checked.bars.close.at(0), 10.0);
        QCOMPARE(bars->actions.size(), std::size_t(1));
        QCOMPARE(bars->actions[0].value, 0.5);
        QCOMPARE(bars->badEvents, 0);
        asked.removed = {{dayFromText("2020-08-28").value(), ActionKind::Dividend}};
        QCOMPARE(readChart(asked, ok(body), kNow)->actions.size(), std::size_t(1));
    }

    void badRowsAreSetAside_data()
    {
        QTest::addColumn<QByteArray>("columns");
        QTest::addColumn<QByteArray>("rule");
        const auto row = [](const char* name, const char* columns, const char* rule) {
            QTest::newRow(name) << QByteArray(columns) << QByteArray(rule);
        };
        row("null", R"("open":[null,5],"high":[6,6],"low":[4,4],"close":[5,5],"volume":[1,1])",
            "missing_price");
        row("ragged", R"("open":[5,5],"high":[6,6],"low":[4,4],"close":[5],"volume":[1,1])", "missing_price");
        row("volume below 0", R"("open":[5,5],"high":[6,6],"low":[4,4],"close":[5,5],"volume":[-1,1])",
            "negative_volume");
        row("high below low", R"("open":[5,5],"high":[4,6],"low":[6,4],"close":[5,5],"volume":[1,1])",
            "range_broken");
        row("a row without a date",
            R"("open":[5,5,5],"high":[6,6,6],"low":[4,4,4],"close":[5,5,5],"volume":[1,1,1])",
            "missing_date");
    }
    void badRowsAreSetAside()
    {
        QFETCH(QByteArray, columns);
        QFETCH(QByteArray, rule);
        const auto bars =
            read(chart(R"("timestamp":[1598621400,1598880600],"indicators":{"quote":[{)" + columns + "}]}"));
        QVERIFY(bars.ok());
        const CheckedBars& checked = bars->checked;
        QCOMPARE(checked.quarantined, 1);
        QCOMPARE(checked.accepted, checked.rows - 1);
        QCOMPARE(checked.findings.size(), std::size_t(1));
        QCOMPARE(findingRuleName(checked.findings[0].rule), std::string_view(rule.constData()));
    }

    void anInfinitePriceIsNoPrice()
    {
        // Beyond a double only when the later split is undone.
        const auto bars = read(chart(
            R"("timestamp":[1598621400,1598880600],"events":{"splits":{"1":{"date":1598880600,"numerator":10,)"
            R"("denominator":1}}},"indicators":{"quote":[{"open":[1e308,5],"high":[1e308,6],"low":[1e308,4],)"
            R"("close":[1e308,5],"volume":[1,1]}]})"));
        QVERIFY(bars.ok());
        QCOMPARE(bars->checked.accepted, 1);
        QCOMPARE(bars->checked.quarantined, 1);
        QCOMPARE(bars->checked.bars.close.at(0), 5.0);
        // No JSON number: nothing of the answer is data.
        const auto none = read(chart(R"("timestamp":[1598621400],"indicators":{"quote":[{"open":[1e999],)"
                                     R"("high":[6],"low":[4],"close":[5],"volume":[1]}]})"));
        QCOMPARE(reasonOf(none), std::string("bad data"));
    }

    void theBarOfAnOpenSessionIsLeftOut()
    {
        const QByteArray rows = R"("timestamp":[1700145000],"indicators":{"quote":[{"open":[1],"high":[2],)"
                                R"("low":[1],"close":[2],"volume":[5]}]})";
        const QByteArray session =
            R"(,"currentTradingPeriod":{"regular":{"start":1700145000,"end":1700168400}})";
        const auto open = read(chart(rows, session), 1'700'168'399'000);
        QVERIFY(open.ok());
        QCOMPARE(open->checked.bars.size(), std::size_t(0));
        QVERIFY(open->partial.has_value());
        const auto closed = read(chart(rows, session), 1'700'168'400'000);
        QCOMPARE(closed->checked.bars.size(), std::size_t(1));
        QVERIFY(!closed->partial);
        QVERIFY(read(chart(rows), 1'700'168'400'000)->partial.has_value());  // no session stated
        QCOMPARE(read(chart(rows), 1'700'000'000'000)->checked.accepted, 0); // a day to come
    }

    void answersThatAreNoData_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("reason");
        const QByteArray none =
            R"({"chart":{"result":null,"error":{"code":"Not Found","description":"No data"}}})";
        QTest::newRow("html") << 200 << QByteArray("<!DOCTYPE html><html>") << QByteArray("bad data");
        QTest::newRow("throttle with 200")
            << 200 << QByteArray("Edge: Too Many Requests") << QByteArray("throttled");
        QTest::newRow("429") << 429 << QByteArray() << QByteArray("throttled");
        QTest::newRow("401") << 401 << QByteArray("{}") << QByteArray("refused");
        QTest::newRow("404") << 404 << none << QByteArray("not found");
        QTest::newRow("error with 200") << 200 << none << QByteArray("not found");
        QTest::newRow("500") << 500 << QByteArray("oops") << QByteArray("network");
        QTest::newRow("empty") << 200 << QByteArray() << QByteArray("bad data");
        QTest::newRow("cut") << 200 << chart(R"("timestamp":[1])").left(60) << QByteArray("network");
        QTest::newRow("cut in an escape")
            << 200 << QByteArray("{\"chart\":{\"error\":\"\\") << QByteArray("network");
        QTest::newRow("brackets in a text")
            << 200 << QByteArray("{\"chart\":\"[[{\\\"{\",}") << QByteArray("bad data");
        QTest::newRow("no JSON inside") << 200 << QByteArray(R"({"chart":oops})") << QByteArray("bad data");
        QTest::newRow("array") << 200 << QByteArray("[1,2]") << QByteArray("bad data");
        QTest::newRow("other symbol")
            << 200 << chart(R"("a":1)").replace("AAPL", "MSFT") << QByteArray("bad data");
        QTest::newRow("intraday") << 200 << chart(R"("a":1)").replace("1d", "1m") << QByteArray("bad data");
        QTest::newRow("no dates") << 200 << chart(R"("indicators":{"quote":[{"open":[1],"close":[1]}]})")
                                  << QByteArray("bad data");
        QTest::newRow("a billionfold of splits")
            << 200
            << chart(
                   R"("events":{"splits":{"1":{"date":1,"numerator":9999,"denominator":1},"2":{"date":99999,)"
                   R"("numerator":9999,"denominator":1},"3":{"date":999999,"numerator":9999,"denominator":1}}})")
            << QByteArray("bad data");
    }
    void answersThatAreNoData()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, reason);
        QCOMPARE(reasonOf(readChart({"AAPL"}, {status, body, std::nullopt}, kNow)), reason.toStdString());
    }

    void badEventsAreCountedAndChangeNothing()
    {
        const auto bars = read(chart(
            R"("timestamp":[1598621400],"events":{"splits":{"1":{"date":1598880600,"numerator":0,"denominator":)"
            R"(0}}},"indicators":{"quote":[{"open":[2],"high":[2],"low":[2],"close":[2],"volume":[5]}]})"));
        QVERIFY(bars.ok());
        QCOMPARE(bars->badEvents, 1);
        QCOMPARE(bars->checked.bars.close.at(0), 2.0);
    }

    void everyRecordedAnswer_data() { addRecordedAnswers(); }
    void everyRecordedAnswer()
    {
        SKIP_WITHOUT_RECORDED_ANSWERS();
        QFETCH(int, index);
        const RecordedAnswer& recorded = kRecordedAnswers[index];
        const auto body = recordedBody(recorded.file);
        QVERIFY2(body, "cannot be read");
        const auto read =
            readChart({recorded.symbol}, {recorded.status, *body, std::nullopt}, 1'790'000'000'000);
        QCOMPARE(read ? std::to_string(read->checked.accepted) : reasonOf(read), std::string(recorded.read));
        if (read)
            QCOMPARE(read->checked.rows,
                     read->checked.accepted + read->checked.quarantined + read->checked.duplicates);
        if (recorded.symbol == std::string_view("OCDO.L"))
            QCOMPARE(read->currency, std::string("GBp"));
    }

    void noRecordedAnswerIsLeftOut()
    {
        SKIP_WITHOUT_RECORDED_ANSWERS();
        for (const QString& name : recordedFolder().entryList(QDir::Files)) {
            const bool isKnown = std::ranges::any_of(
                kRecordedAnswers, [&](const RecordedAnswer& one) { return name == QLatin1String(one.file); });
            QVERIFY2(isKnown || name == QStringLiteral("INDEX.tsv"), qPrintable(name));
        }
    }
};

QTEST_GUILESS_MAIN(TestChartJson)
#include "tst_chartjson.moc"
