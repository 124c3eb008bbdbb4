// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/barcodec.h"

#include "storetest.h"

#include <bit>
#include <cmath>
#include <limits>
#include <random>

using namespace tt;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

void append(BarChunk& chunk, Day day, double price, double volume, double adjusted, DataSource source)
{
    chunk.bars.append(day, price, price * 1.01, price * 0.99, price, volume);
    chunk.adjustedClose.push_back(adjusted);
    chunk.source.push_back(source);
}

bool sameBits(const std::vector<double>& a, const std::vector<double>& b)
{
    return std::ranges::equal(a, b, [](double x, double y) {
        return (std::isnan(x) && std::isnan(y)) ||
               std::bit_cast<std::uint64_t>(x) == std::bit_cast<std::uint64_t>(y);
    });
}

bool same(const BarChunk& a, const BarChunk& b)
{
    return a.bars.date == b.bars.date && sameBits(a.bars.open, b.bars.open) &&
           sameBits(a.bars.high, b.bars.high) && sameBits(a.bars.low, b.bars.low) &&
           sameBits(a.bars.close, b.bars.close) && sameBits(a.bars.volume, b.bars.volume) &&
           sameBits(a.adjustedClose, b.adjustedClose) && a.source == b.source;
}

} // namespace

class TestBarCodec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneBar();
    void priceColumns_data();
    void priceColumns();
    void decimalPricesAreSmall();
    void randomChunks();
    void appendsToWhatIsThere();
    void cutBlobsAreRefused();
    void changedBlobsAreNoticed();
    void rubbishIsRefused();
};

void TestBarCodec::oneBar()
{
    BarChunk chunk, read;
    append(chunk, 19'000, 101.5, kNaN, kNaN, DataSource::Yahoo);
    QVERIFY(decodeBars(encodeBars(chunk), read));
    QVERIFY(same(chunk, read));
}

void TestBarCodec::priceColumns_data()
{
    QTest::addColumn<QList<double>>("values");
    QTest::newRow("whole") << QList<double>{1, 250, 99'999};
    QTest::newRow("paise") << QList<double>{0.05, 123.45, 99'999.95};
    QTest::newRow("seven decimals") << QList<double>{0.0000001, 12.1234567};
    QTest::newRow("beyond decimals") << QList<double>{1.0 / 3, 2.0 / 7};
    QTest::newRow("large and fine") << QList<double>{0.001, 9e9};
    QTest::newRow("at the limit") << QList<double>{2'147'483'647.0, 1};
    QTest::newRow("above the limit") << QList<double>{2'147'483'648.0, 1};
    QTest::newRow("range lost at a finer power") << QList<double>{2'000'000'000.0, 0.5};
    QTest::newRow("negative zero") << QList<double>{-0.0, 1};
    QTest::newRow("some missing") << QList<double>{1.5, kNaN, 2.5};
    QTest::newRow("all missing") << QList<double>{kNaN, kNaN};
    QTest::newRow("infinite") << QList<double>{std::numeric_limits<double>::infinity(), 1};
    QTest::newRow("smallest") << QList<double>{std::numeric_limits<double>::denorm_min(), 1};
}

void TestBarCodec::priceColumns()
{
    QFETCH(QList<double>, values);
    BarChunk chunk, read;
    Day day = 19'000;
    for (const double value : values) {
        chunk.bars.append(day++, value, value, value, value, value);
        chunk.adjustedClose.push_back(value);
        chunk.source.push_back(DataSource::Csv);
    }
    QVERIFY(decodeBars(encodeBars(chunk), read));
    QVERIFY(same(chunk, read));
    Bars bars;
    QVERIFY(decodeBars(encodeBars(chunk), bars));
    QVERIFY(sameBits(bars.close, chunk.bars.close));
}

void TestBarCodec::decimalPricesAreSmall()
{
    BarChunk chunk;
    for (int i = 0; i < 250; ++i) {
        const double price = std::round((100 + i * 0.35) * 100) / 100;
        chunk.bars.append(19'000 + i, price, price + 0.5, price - 0.5, price, 1'000'000 + i);
        chunk.adjustedClose.push_back(kNaN);
        chunk.source.push_back(DataSource::Csv);
    }
    QVERIFY(encodeBars(chunk).size() < 250 * 23);
}

void TestBarCodec::randomChunks()
{
    const unsigned seed = std::random_device()();
    qInfo("seed %u", seed);
    std::mt19937 random(seed);
    const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    for (int round = 0; round < 300; ++round) {
        BarChunk chunk, read;
        Day day = 10'000 + below(10'000);
        const double scale = std::pow(10, below(9));
        const bool mixed = below(2) == 0;
        for (int i = 0, count = 1 + below(260); i < count; ++i, day += 1 + below(30)) {
            const double price = std::round(1 + below(1'000'000)) / scale;
            const double volume = below(20) == 0 ? kNaN : below(1'000'000'000) * (below(50) == 0 ? 1e3 : 1);
            const double adjusted = mixed ? price * 0.37 : kNaN;
            append(chunk, day, price, volume, adjusted,
                   mixed ? static_cast<DataSource>(below(5)) : DataSource::Nse);
        }
        QVERIFY(decodeBars(encodeBars(chunk), read));
        QVERIFY(same(chunk, read));
    }
}

void TestBarCodec::appendsToWhatIsThere()
{
    BarChunk first, second;
    append(first, 19'000, 10, 100, kNaN, DataSource::Csv);
    append(second, 19'400, 11, 200, kNaN, DataSource::Csv);
    Bars bars;
    QVERIFY(decodeBars(encodeBars(first), bars));
    QVERIFY(decodeBars(encodeBars(second), bars));
    QCOMPARE(bars.date, (std::vector<Day>{19'000, 19'400}));
    QCOMPARE(bars.close, (std::vector<double>{10, 11}));
    QCOMPARE(bars.volume, (std::vector<double>{100, 200}));
}

void TestBarCodec::cutBlobsAreRefused()
{
    BarChunk chunk;
    for (int i = 0; i < 5; ++i)
        append(chunk, 19'000 + i, 10.25 + i, 1'000, 1.0 / 3, static_cast<DataSource>(i));
    const QByteArray blob = encodeBars(chunk);
    for (qsizetype length = 0; length < blob.size(); ++length) {
        BarChunk read;
        QVERIFY2(!decodeBars(blob.first(length), read), QByteArray::number(length).constData());
    }
    BarChunk read;
    QVERIFY(!decodeBars(blob + '\0', read));
}

void TestBarCodec::changedBlobsAreNoticed()
{
    BarChunk chunk;
    for (int i = 0; i < 5; ++i)
        append(chunk, 19'000 + i, 10.25 + i, 1'000, kNaN, DataSource::Csv);
    const QByteArray blob = encodeBars(chunk);
    for (qsizetype i = 0; i < blob.size(); ++i) {
        QByteArray changed = blob;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        QVERIFY(barChecksum(changed) != barChecksum(blob));
    }
}

void TestBarCodec::rubbishIsRefused()
{
    const unsigned seed = std::random_device()();
    qInfo("seed %u", seed);
    std::mt19937 random(seed);
    for (int round = 0; round < 2'000; ++round) {
        QByteArray blob("TTB\x01", 4);
        for (int i = 0; i < 60; ++i)
            blob += static_cast<char>(i < 4 && i > 0 ? 0 : random());
        BarChunk read;
        (void)decodeBars(blob, read); // must neither crash nor read beyond the end
        QCOMPARE(read.bars.date.size() <= 60, true);
    }
    BarChunk read;
    QVERIFY(!decodeBars(QByteArray("PNG data"), read));
}

QTEST_GUILESS_MAIN(TestBarCodec)
#include "tst_barcodec.moc"
