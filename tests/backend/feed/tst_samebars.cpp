// SPDX-License-Identifier: GPL-3.0-or-later
// One company in several dialects: what two real files say of the same day is the same bar.
#include "base/day.h"
#include "feed/pricefile.h"

#include <QDir>
#include <QFileInfo>
#include <QTest>

#include <cmath>
#include <map>

using namespace tt;

namespace {

const std::string kData = TT_SHARED_DATA;

/// Two files or folders that have days of the same companies, and how many bars they have in common.
struct Pair
{
    const char *a, *b;
    int common;
};

constexpr Pair kPairs[] = {
    {"ohlcv/broad_sp500_one_file", "ohlcv/sp500_per_symbol", 3174},
    {"ohlcv/nse_bhavcopy_cm_old", "ohlcv/nse_secfull_per_symbol", 48},
    {"ohlcv/nse_bhavcopy_cm_old", "ohlcv/nse_ohlc_ddmmyyyy_no_volume", 21},
    {"ohlcv/nse_sec_bhavdata_full_days", "ohlcv/nse_secfull_per_symbol", 96},
    {"ohlcv/nse_sec_bhavdata_full_raw", "ohlcv/nse_ohlc_ddmmyyyy_no_volume", 7},
    {"ohlcv/amibroker_ascii/2020-07-13-NSE-EQ.txt", "ohlcv/nse_secfull_per_symbol", 16},
    {"ohlcv/amibroker_ascii/2020-07-13-NSE-EQ.txt", "ohlcv/nse_ohlc_ddmmyyyy_no_volume", 7},
};

/// Its table without volume is adjusted for dividends by who made it, as the exchange's own files show.
constexpr std::string_view kAdjusted = "ONGC";

struct Bar
{
    double open, high, low, close, volume;
};
/// By symbol without its exchange, then by day.
using Market = std::map<std::string, std::map<Day, Bar>>;

void read(const QString& path, Market& into)
{
    const Result<PriceFile> file = readPriceFile(path.toStdString());
    if (!file) {
        QFAIL(file.error().message.c_str());
        return;
    }
    for (const InstrumentBars& one : file->instruments) {
        const Bars& b = one.checked.bars;
        auto& days = into[std::string(symbolOfTicker(one.ticker))];
        for (std::size_t i = 0; i < b.size(); ++i)
            days[b.date[i]] = {b.open[i], b.high[i], b.low[i], b.close[i], b.volume[i]};
    }
}

Market readAll(const QString& path)
{
    Market market;
    if (QFileInfo(path).isFile())
        read(path, market);
    for (const QFileInfo& file : QDir(path).entryInfoList(QDir::Files))
        read(file.filePath(), market);
    return market;
}

bool isSame(const Bar& a, const Bar& b)
{
    const bool bothHaveVolume = !std::isnan(a.volume) && !std::isnan(b.volume);
    return a.open == b.open && a.high == b.high && a.low == b.low && a.close == b.close &&
           (!bothHaveVolume || a.volume == b.volume);
}

} // namespace

class TestSameBars : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void inTwoDialects_data();
    void inTwoDialects();
};

void TestSameBars::inTwoDialects_data()
{
    QTest::addColumn<int>("pair");
    for (std::size_t i = 0; i < std::size(kPairs); ++i)
        QTest::addRow("%s and %s", kPairs[i].a, kPairs[i].b) << static_cast<int>(i);
}

void TestSameBars::inTwoDialects()
{
    QFETCH(int, pair);
    if (!QFileInfo::exists(QString::fromStdString(kData)))
        QSKIP("TT_SHARED_DATA is missing");
    const QString root = QString::fromStdString(kData) + u'/';
    const Market a = readAll(root + QString::fromLatin1(kPairs[pair].a));
    const Market b = readAll(root + QString::fromLatin1(kPairs[pair].b));
    int common = 0;
    for (const auto& [symbol, days] : a) {
        const auto other = b.find(symbol);
        if (other == b.end() || symbol == kAdjusted)
            continue;
        for (const auto& [day, bar] : days) {
            const auto at = other->second.find(day);
            if (at == other->second.end())
                continue;
            QVERIFY2(isSame(bar, at->second), (symbol + ' ' + dayText(day)).c_str());
            ++common;
        }
    }
    QCOMPARE(common, kPairs[pair].common);
}

QTEST_GUILESS_MAIN(TestSameBars)
#include "tst_samebars.moc"
