// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/unpack.h"

#include "packing.h"

#include <QTest>

using namespace tt;
using namespace tt::test;

namespace {

std::string_view view(const QByteArray& bytes)
{
    return {bytes.data(), static_cast<std::size_t>(bytes.size())};
}

QByteArray table(int rows)
{
    QByteArray text("Date,Open,High,Low,Close,Volume\n");
    for (int i = 0; i < rows; ++i)
        text += "2024-01-" + QByteArray::number(10 + i % 20) + "," + QByteArray::number(i * 7919 % 1000) +
                ",3,1,2,100\n";
    return text;
}

} // namespace

class TestUnpack : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void gzipGivesTheSameBytes_data();
    void gzipGivesTheSameBytes();
    void membersOfOneFileAreJoined();
    void whatFollowsIsIgnored();
    void everyCutIsAnError();
    void everyChangedByteIsAnErrorOrHarmless();
    void aBombIsRefused();
    void deflatedDataMustBeAsDescribed();
};

void TestUnpack::gzipGivesTheSameBytes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("one byte") << QByteArray("x");
    QTest::newRow("table") << table(50);
    QTest::newRow("several buffers") << table(40'000);
}

void TestUnpack::gzipGivesTheSameBytes()
{
    QFETCH(QByteArray, bytes);
    const Result<ByteBuffer> back = unpackGzip(view(gzipped(bytes)), "a.gz");
    QVERIFY(back.ok());
    QVERIFY(back->view() == view(bytes));
}

void TestUnpack::membersOfOneFileAreJoined()
{
    const Result<ByteBuffer> back = unpackGzip(view(gzipped("one,") + gzipped("two")), "a.gz");
    QVERIFY(back.ok());
    QVERIFY(back->view() == "one,two");
}

void TestUnpack::whatFollowsIsIgnored()
{
    const Result<ByteBuffer> back = unpackGzip(view(gzipped("one") + QByteArray(100, '\0')), "a.gz");
    QVERIFY(back.ok());
    QVERIFY(back->view() == "one");
}

void TestUnpack::everyCutIsAnError()
{
    const QByteArray packed = gzipped(table(50));
    for (qsizetype size = 2; size < packed.size(); ++size) {
        const Result<ByteBuffer> back = unpackGzip(view(packed.first(size)), "a.gz");
        QVERIFY2(!back.ok(), qPrintable(QString::number(size)));
        QVERIFY(back.error().code == ErrorCode::FileFormat);
    }
}

void TestUnpack::everyChangedByteIsAnErrorOrHarmless()
{
    const QByteArray text = table(20), packed = gzipped(text);
    for (qsizetype at = 10; at < packed.size(); ++at) { // the ten of the header hold time and system
        QByteArray changed = packed;
        changed[at] = static_cast<char>(changed[at] ^ 0x41);
        const Result<ByteBuffer> back = unpackGzip(view(changed), "a.gz");
        QVERIFY2(!back.ok() || back->view() == view(text), qPrintable(QString::number(at)));
    }
}

void TestUnpack::aBombIsRefused()
{
    const QByteArray packed = gzipped(QByteArray(64 << 20, '0')); // a thousand to one
    QVERIFY(packed.size() < 100'000);
    const Result<ByteBuffer> back = unpackGzip(view(packed), "bomb.gz");
    QVERIFY(!back.ok());
    QVERIFY(back.error().message.find("far more") != std::string::npos);
    QVERIFY(unpackLimit(1 << 30) <= (1 << 30));
}

void TestUnpack::deflatedDataMustBeAsDescribed()
{
    const QByteArray text = table(50), packed = deflated(text, -15);
    const auto size = static_cast<std::uint64_t>(text.size());
    const std::uint32_t crc = crcOf(view(text));
    QVERIFY(unpackDeflated(view(packed), size, crc, "a.zip").ok());
    QVERIFY(!unpackDeflated(view(packed), size - 1, crc, "a.zip").ok());
    QVERIFY(!unpackDeflated(view(packed), size + 1, crc, "a.zip").ok());
    QVERIFY(!unpackDeflated(view(packed), size, crc ^ 1, "a.zip").ok());
    QVERIFY(!unpackDeflated(view(packed.first(packed.size() - 1)), size, crc, "a.zip").ok());
    QVERIFY(!unpackDeflated(view(packed), std::uint64_t(1) << 31, crc, "a.zip").ok());
}

QTEST_GUILESS_MAIN(TestUnpack)
#include "tst_unpack.moc"
