// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QTest>

#include <optional>

namespace tt::test {

/// An answer of the online source as it was recorded, and what is rightly made of it.
struct RecordedAnswer
{
    const char* file;
    const char* symbol;
    int status;
    const char* read;   ///< accepted bars, or why it is no data
    const char* failed; ///< the error of its download; empty: stored
};

inline constexpr RecordedAnswer kRecordedAnswers[] = {
    {"200_AAPL_1d_one_bar.json", "AAPL", 200, "1", ""},
    {"200_AAPL_1d_split_and_dividend.json", "AAPL", 200, "49", ""},
    {"200_MSFT_1d_year_4_dividends.json", "MSFT", 200, "252", ""},
    {"200_AAPL_1m_null_row.json", "AAPL", 200, "bad data", "DATA_INVALID"},
    {"200_0P0000XTS7_fund_null_row.json", "0P0000XTS7", 200, "1", ""},
    {"200_BTC-USD_1d_crypto.json", "BTC-USD", 200, "3", ""},
    {"200_OCDO.L_1d_pence_GBp.json", "OCDO.L", 200, "1", ""},
    {"200_WSKT.JK_1d_IDR.json", "WSKT.JK", 200, "1", ""},
    {"200_GC=F_1d_future.json", "GC=F", 200, "1", ""},
    {"200_VXAPL_no_timestamp_no_quotes.json", "^VXAPL", 200, "0", "NOT_FOUND"}, // no bars
    {"200_ADH_null_currency.json", "ADH", 200, "1", ""},
    {"200_TSLA_30m_intraday.json", "TSLA", 200, "bad data", "DATA_INVALID"},
    {"200_MUV2.DE_1d_null_close.json", "MUV2.DE", 200, "0", "DATA_INVALID"}, // closes alone
    {"200_ADANIENT.NS_15m_NSE.transcribed.json", "ADANIENT.NS", 200, "bad data", "DATA_INVALID"},
    {"200_html_consent_page_instead_of_json.html.txt", "AAPL", 200, "bad data", "DATA_INVALID"},
    {"200_v7_download_csv_AAPL.csv", "AAPL", 200, "bad data", "DATA_INVALID"},
    {"200_weird_quote_without_timestamp.fake.json", "AMZN", 200, "bad data", "DATA_INVALID"},
    {"400_BEKE_data_doesnt_exist.json", "BEKE", 400, "not found", "NOT_FOUND"},
    {"400_old_csv_endpoint_text.txt", "BEKE", 400, "bad data", "DATA_INVALID"},
    {"401_invalid_crumb_finance_envelope.json", "AAPL", 401, "refused", "REFUSED"},
    {"404_SI_no_data_found_delisted.json", "SI", 404, "not found", "NOT_FOUND"},
    {"404_no_data_found_transcribed.json", "SI", 404, "not found", "NOT_FOUND"},
    {"404_quoteSummary_not_found.json", "ADH", 404, "not found", "NOT_FOUND"},
    {"404_xml_error_body.xml.txt", "AAPL", 404, "not found", "NOT_FOUND"},
    {"429_edge_too_many_requests.txt", "AAPL", 429, "throttled", "RATE_LIMITED"},
};

inline QDir recordedFolder()
{
    return QDir(QStringLiteral(TT_SHARED_DATA "/yahoo_chart"));
}

/// nullopt: it cannot be read.
inline std::optional<QByteArray> recordedBody(const char* name)
{
    QFile file(recordedFolder().filePath(QString::fromLatin1(name)));
    return file.open(QIODevice::ReadOnly) ? std::optional(file.readAll()) : std::nullopt;
}

/// A row of test data for each of them, with its place in the column `index`.
inline void addRecordedAnswers()
{
    QTest::addColumn<int>("index");
    int index = 0;
    for (const RecordedAnswer& one : kRecordedAnswers)
        QTest::newRow(one.file) << index++;
}

} // namespace tt::test

/// Skips where the recorded answers are not on this machine.
#define SKIP_WITHOUT_RECORDED_ANSWERS()                                                                      \
    do {                                                                                                     \
        if (!tt::test::recordedFolder().exists())                                                            \
            QSKIP("no recorded answers: set TT_SHARED_DATA");                                                \
    } while (false)
