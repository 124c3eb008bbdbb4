// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/chartjson.h"

#include <QFile>
#include <QTest>

#include <cmath>

using namespace tt;

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

    void badRowsAreSetAside()
    {
        // null, ragged, infinite, high below low, good.
        const auto bars = read(chart(
            R"("timestamp":[1598621400,1598880600,1598967000,1599053400,1599139800],"indicators":{"quote":[{)"
            R"("open":[null,1,1e999,5,5],"high":[1,2,3,4,6],"low":[1,1,1,5,4],"close":[1,2,2,5,5],)"
            R"("volume":[1,-1,1,1]}]})"));
        if (!bars) // Qt may take 1e999 as no number at all: then nothing of it is data
            QCOMPARE(reasonOf(bars), std::string("bad data"));
        else
            QCOMPARE(bars->checked.accepted, 1);
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

    void everyRecordedAnswer_data()
    {
        QTest::addColumn<QByteArray>("symbol");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char* file, const char* symbol, int status, const char* expected) {
            QTest::newRow(file) << QByteArray(symbol) << status << QByteArray(expected);
        };
        row("200_AAPL_1d_one_bar.json", "AAPL", 200, "1");
        row("200_AAPL_1d_split_and_dividend.json", "AAPL", 200, "49");
        row("200_MSFT_1d_year_4_dividends.json", "MSFT", 200, "252");
        row("200_AAPL_1m_null_row.json", "AAPL", 200, "bad data");
        row("200_0P0000XTS7_fund_null_row.json", "0P0000XTS7", 200, "1");
        row("200_BTC-USD_1d_crypto.json", "BTC-USD", 200, "3");
        row("200_OCDO.L_1d_pence_GBp.json", "OCDO.L", 200, "1");
        row("200_WSKT.JK_1d_IDR.json", "WSKT.JK", 200, "1");
        row("200_GC=F_1d_future.json", "GC=F", 200, "1");
        row("200_VXAPL_no_timestamp_no_quotes.json", "^VXAPL", 200, "0");
        row("200_ADH_null_currency.json", "ADH", 200, "1");
        row("200_TSLA_30m_intraday.json", "TSLA", 200, "bad data");
        row("200_MUV2.DE_1d_null_close.json", "MUV2.DE", 200, "0"); // closes alone
        row("200_ADANIENT.NS_15m_NSE.transcribed.json", "ADANIENT.NS", 200, "bad data");
        row("200_html_consent_page_instead_of_json.html.txt", "AAPL", 200, "bad data");
        row("200_v7_download_csv_AAPL.csv", "AAPL", 200, "bad data");
        row("200_weird_quote_without_timestamp.fake.json", "AMZN", 200, "bad data");
        row("400_BEKE_data_doesnt_exist.json", "BEKE", 400, "not found");
        row("400_old_csv_endpoint_text.txt", "BEKE", 400, "bad data");
        row("401_invalid_crumb_finance_envelope.json", "AAPL", 401, "refused");
        row("404_SI_no_data_found_delisted.json", "SI", 404, "not found");
        row("404_no_data_found_transcribed.json", "SI", 404, "not found");
        row("404_quoteSummary_not_found.json", "ADH", 404, "not found");
        row("404_xml_error_body.xml.txt", "AAPL", 404, "not found");
        row("429_edge_too_many_requests.txt", "AAPL", 429, "throttled");
    }
    void everyRecordedAnswer()
    {
        QFETCH(QByteArray, symbol);
        QFETCH(int, status);
        QFETCH(QByteArray, expected);
        QFile file(QStringLiteral(TT_SHARED_DATA "/yahoo_chart/") +
                   QString::fromLatin1(QTest::currentDataTag()));
        if (!file.open(QIODevice::ReadOnly))
            QSKIP("no recorded answers: set TT_SHARED_DATA");
        const auto read =
            readChart({symbol.toStdString()}, {status, file.readAll(), std::nullopt}, 1'790'000'000'000);
        QCOMPARE(read ? QByteArray::number(read->checked.accepted)
                      : QByteArray::fromStdString(reasonOf(read)),
                 expected);
        if (read)
            QCOMPARE(read->checked.rows,
                     read->checked.accepted + read->checked.quarantined + read->checked.duplicates);
        if (symbol == "OCDO.L")
            QCOMPARE(read->currency, std::string("GBp"));
    }
};

QTEST_GUILESS_MAIN(TestChartJson)
#include "tst_chartjson.moc"
