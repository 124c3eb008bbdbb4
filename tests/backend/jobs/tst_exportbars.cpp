// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/exportbars.h"

#include "../feed/realfiles.h"
#include "base/clock.h"
#include "feed/pricefile.h"
#include "jobs/importservice.h"
#include "store/barstore.h"
#include "store/store.h"

#include <QFileInfo>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <bit>
#include <cmath>
#include <limits>

using namespace tt;
using namespace Qt::StringLiterals;

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

bool sameBits(const std::vector<double>& a, const std::vector<double>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](double x, double y) {
        return (std::isnan(x) && std::isnan(y)) ||
               std::bit_cast<std::uint64_t>(x) == std::bit_cast<std::uint64_t>(y);
    });
}

/// Prices with every number of digits, volumes from none to beyond what a 64-bit integer holds.
CheckedBars awkwardBars(std::uint32_t seed, bool withAdjusted)
{
    QRandomGenerator random(seed);
    CheckedBars checked;
    Day day = *dayFromText("1998-12-20");
    for (int i = 0; i < 600; ++i) {
        day += 1 + random.bounded(4);
        const double close = std::exp(random.generateDouble() * 20 - 6);
        const double open = i % 3 == 0 ? std::round(close * 100) / 100 + 0.01 : close * 1.01;
        const double volume = i % 7 == 0 ? kNone : i % 11 == 0 ? 1e19 * random.generateDouble() : i * 1000;
        checked.bars.append(day, open, std::max(open, close) * 1.02, std::min(open, close) / 1.03, close,
                            volume);
        checked.adjustedClose.push_back(withAdjusted ? close / 3 : kNone);
    }
    checked.rows = checked.accepted = 600;
    return checked;
}

} // namespace

class TestExportBars : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_store = open(u"data"_s);
    }
    void cleanup()
    {
        m_store.reset();
        m_dir.reset();
    }
    void importingGivesTheSameBytes_data();
    void importingGivesTheSameBytes();
    void everyRealFileComesBack();
    void aBareNameIsEnough();
    void unknownTickersAndTargets();

private:
    std::unique_ptr<Store> open(const QString& name)
    {
        Result<std::unique_ptr<Store>> store = Store::open(m_dir->filePath(name));
        return store ? std::move(*store) : nullptr;
    }

    template<class F>
    static auto ask(Store& store, F f)
    {
        auto future = store.run(std::move(f));
        future.waitForFinished();
        return future.takeResult();
    }

    void put(const std::string& ticker, const CheckedBars& bars)
    {
        const auto done = ask(*m_store, [&](Database& database) {
            const BarsToStore one{ticker, {}, &bars, DataSource::Csv, "a.csv"};
            return BarStore(database).putBars({&one, 1});
        });
        QVERIFY(done.ok());
    }

    static Result<StockBars> stored(Store& store, const std::string& typed)
    {
        return ask(store, [typed](Database& database) { return storedStockBars(database, typed); });
    }

    void comesBack(const InstrumentBars& one);

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Store> m_store;
};

void TestExportBars::importingGivesTheSameBytes_data()
{
    QTest::addColumn<QString>("ticker");
    QTest::addColumn<bool>("withAdjusted");
    QTest::newRow("plain") << u"TCS.NS"_s << false;
    QTest::newRow("adjusted") << u"AAPL"_s << true;
    QTest::newRow("marks") << u"M&M-A.NS"_s << false;
    QTest::newRow("index") << u"^NSEI"_s << false;
    QTest::newRow("number") << u"500325.BO"_s << true;
}

void TestExportBars::importingGivesTheSameBytes()
{
    QFETCH(QString, ticker);
    QFETCH(bool, withAdjusted);
    const std::uint32_t seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    put(ticker.toStdString(), awkwardBars(seed, withAdjusted));
    const Result<StockBars> before = stored(*m_store, ticker.toStdString());
    QVERIFY(before.ok());
    const QString path = m_dir->filePath(u"out.csv"_s);
    const Result<ExportedFile> file = exportBars(*before, path.toStdString());
    QVERIFY(file.ok());
    QCOMPARE(file->rows, 600);

    const std::unique_ptr<Store> other = open(u"other"_s);
    ImportService service(*other, systemClock());
    auto future = service.start({path});
    future.waitForFinished();
    const Result<ImportReport> report = future.takeResult();
    QVERIFY2(report.ok(), report ? "" : report.error().message.c_str());
    QVERIFY(report->findings.empty());
    const Result<StockBars> after = stored(*other, ticker.toStdString());
    QVERIFY2(after.ok(), after ? "" : after.error().message.c_str());
    QCOMPARE(after->bars.bars.date, before->bars.bars.date);
    QVERIFY(sameBits(after->bars.adjustedClose, before->bars.adjustedClose));
    QVERIFY(encodeBars(after->bars) == encodeBars(before->bars));
}

/// Of a file of many instruments the first few: each is a file of its own when it is exported.
void TestExportBars::everyRealFileComesBack()
{
    const std::string root = TT_SHARED_DATA "/";
    if (!QFileInfo::exists(QString::fromStdString(root + "ohlcv")))
        QSKIP("TT_SHARED_DATA is missing");
    constexpr std::size_t kMost = 5;
    int files = 0;
    for (const RealFile& real : kRealFiles) {
        const Result<PriceFile> file = readPriceFile(root + real.path);
        QVERIFY2(file.ok(), real.path);
        files += real.accepted > 0 ? 1 : 0;
        for (std::size_t i = 0; i < std::min(kMost, file->instruments.size()); ++i) {
            if (!file->instruments[i].checked.bars.empty())
                comesBack(file->instruments[i]);
            if (QTest::currentTestFailed())
                QFAIL(real.path);
        }
    }
    QVERIFY(files > 100);
}

void TestExportBars::comesBack(const InstrumentBars& one)
{
    put(one.ticker, one.checked);
    const Result<StockBars> before = stored(*m_store, one.ticker);
    QVERIFY(before.ok());
    const std::string target = m_dir->filePath(u"out.csv"_s).toStdString();
    QVERIFY(exportBars(*before, target).ok());
    const Result<PriceFile> again = readPriceFile(target);
    QVERIFY2(again.ok(), again ? "" : again.error().message.c_str());
    QCOMPARE(again->instruments.size(), 1u);
    QCOMPARE(again->instruments[0].ticker, one.ticker);
    QVERIFY(again->instruments[0].checked.findings.empty());
    BarChunk whole = before->bars;
    whole.bars = again->instruments[0].checked.bars;
    whole.adjustedClose = again->instruments[0].checked.adjustedClose;
    QVERIFY2(whole.size() == before->bars.size() && encodeBars(whole) == encodeBars(before->bars),
             one.ticker.c_str());
}

void TestExportBars::aBareNameIsEnough()
{
    put("TCS.NS", awkwardBars(1, false));
    QCOMPARE(stored(*m_store, "TCS").value().ticker, std::string("TCS.NS"));
}

void TestExportBars::unknownTickersAndTargets()
{
    const Result<StockBars> unknown = stored(*m_store, "NONE.NS");
    QVERIFY(!unknown.ok());
    QVERIFY(unknown.error().code == ErrorCode::NotFound);
    put("TCS.NS", awkwardBars(1, false));
    const Result<ExportedFile> file =
        exportBars(stored(*m_store, "TCS.NS").value(), m_dir->filePath(u"no/such/a.csv"_s).toStdString());
    QVERIFY(!file.ok());
    QVERIFY(file.error().code == ErrorCode::FileNotWritable);
}

QTEST_GUILESS_MAIN(TestExportBars)
#include "tst_exportbars.moc"
