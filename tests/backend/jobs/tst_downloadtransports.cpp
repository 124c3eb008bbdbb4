// SPDX-License-Identifier: GPL-3.0-or-later
// How answers come over the wire: whole, cut off, packed, redirected, by a server that lies about its name.
#include "../feed/packing.h"
#include "downloadfixture.h"

#include <QFile>
#include <QProcess>
#include <QSslConfiguration>
#include <QTemporaryDir>
#include <QTest>

using namespace tt;
using tt::test::gzipped;

namespace {

using Fixture = DownloadFixture;

constexpr char kGzip[] = "Content-Encoding: gzip\r\n";

} // namespace

class TestDownloadTransports : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void badTransports_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QByteArray>("reason");
        const QByteArray good = chartOf("AAPL", 3);
        QTest::newRow("slow") << QByteArray() << QByteArray("timeout");
        QTest::newRow("cut off") << ChartServer::http(200, good).chopped(40) << QByteArray("network");
        QTest::newRow("chunked, cut off")
            << "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + QByteArray::number(good.size(), 16) +
                   "\r\n" + good.chopped(30)
            << QByteArray("network");
        QTest::newRow("redirect to http")
            << ChartServer::http(302, {}, "Location: http://127.0.0.1:1/v8\r\n") << QByteArray("refused");
        QTest::newRow("garbage, too large")
            << ChartServer::http(200, QByteArray(300'000, '[')) << QByteArray("bad data");
        QTest::newRow("gzip, broken")
            << ChartServer::http(200, gzipped(good).replace(20, 20, QByteArray(20, 'x')), kGzip)
            << QByteArray("bad data");
        QTest::newRow("gzip, cut off")
            << ChartServer::http(200, gzipped(good), kGzip).chopped(20) << QByteArray("network");
        QTest::newRow("gzip, no gzip") << ChartServer::http(200, good, kGzip) << QByteArray("bad data");
        QTest::newRow("gzip bomb") << ChartServer::http(200, gzipped(QByteArray(30'000'000, '[')), kGzip)
                                   << QByteArray("bad data");
        QTest::newRow("302 to nowhere") << ChartServer::http(302, {}) << QByteArray("refused");
        QTest::newRow("no length, cut off")
            << "HTTP/1.1 200 X\r\nConnection: close\r\n\r\n" + good.chopped(40) << QByteArray("network");
        QTest::newRow("html") << ChartServer::http(200, "<html>") << QByteArray("bad data");
        QTest::newRow("500 storm") << ChartServer::http(500, "oops") << QByteArray("network");
        QTest::newRow("429") << ChartServer::http(429, "Edge: Too Many Requests") << QByteArray("throttled");
    }
    void badTransports()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QByteArray, reason);
        Fixture f([&](const QByteArray&) { return answer; });
        const auto report = f.run({"AAPL"});
        QVERIFY_RESULT(report);
        QCOMPARE(failureOf(report), reason.toStdString());
        QVERIFY(f.bars("AAPL").bars.empty());
        const bool again = reason == "timeout" || reason == "network" || reason == "throttled";
        QCOMPARE(report->failed.at(0).attempts, again ? 4 : 1);
        QCOMPARE(f.pending().size(), std::size_t(again)); // resume tries it again
    }

    void goodTransports_data()
    {
        QTest::addColumn<QByteArray>("answer");
        const QByteArray good = chartOf("AAPL", 3);
        const qsizetype half = good.size() / 2;
        QTest::newRow("chunked") << "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" +
                                        QByteArray::number(half, 16) + "\r\n" + good.left(half) + "\r\n" +
                                        QByteArray::number(good.size() - half, 16) + "\r\n" + good.mid(half) +
                                        "\r\n0\r\n\r\n";
        // Qt's compression is zlib with a length in front: HTTP's "deflate".
        QTest::newRow("packed") << ChartServer::http(200, qCompress(good).mid(4),
                                                     "Content-Encoding: deflate\r\n");
    }
    void goodTransports()
    {
        QFETCH(QByteArray, answer);
        Fixture f([&](const QByteArray&) { return answer; });
        QCOMPARE(failureOf(f.run({"AAPL"})), std::string("none"));
        QCOMPARE(f.bars("AAPL").bars.size(), std::size_t(3));
    }

    void certificatesAreChecked()
    {
        QTemporaryDir dir;
        QProcess openssl;
        openssl.start(QStringLiteral("openssl"),
                      {QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"),
                       QStringLiteral("rsa:2048"), QStringLiteral("-nodes"), QStringLiteral("-days"),
                       QStringLiteral("2"), QStringLiteral("-subj"), QStringLiteral("/CN=127.0.0.1"),
                       QStringLiteral("-addext"), QStringLiteral("subjectAltName=IP:127.0.0.1"),
                       QStringLiteral("-keyout"), dir.filePath(QStringLiteral("key")), QStringLiteral("-out"),
                       dir.filePath(QStringLiteral("cert"))});
        QVERIFY(openssl.waitForFinished(kPatience) && openssl.exitCode() == 0);
        QFile key(dir.filePath(QStringLiteral("key")));
        QVERIFY(key.open(QIODevice::ReadOnly));
        const auto own = QSslCertificate::fromPath(dir.filePath(QStringLiteral("cert")));
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setLocalCertificate(own.front());
        tls.setPrivateKey(QSslKey(&key, QSsl::Rsa));
        ChartServer secure(
            [](const QByteArray& path) { return ChartServer::http(200, chartOf(symbolOf(path), 3)); }, tls);
        Fixture f([](const QByteArray&) { return QByteArray(); });
        f.limits.silence = 5'000ms;
        f.make(secure.address());
        const auto report = f.run({"AAPL"});
        QCOMPARE(failureOf(report), std::string("refused"));
        QCOMPARE(report->failed.at(0).error.code, ErrorCode::RemoteTls);
        QVERIFY(secure.paths().isEmpty());
        // The same with the certificate among the trusted ones.
        const QSslConfiguration before = QSslConfiguration::defaultConfiguration();
        QSslConfiguration trusting = before;
        trusting.addCaCertificate(own.front());
        QSslConfiguration::setDefaultConfiguration(trusting);
        f.make(secure.address());
        const auto good = f.run({"AAPL"});
        QSslConfiguration::setDefaultConfiguration(before);
        QCOMPARE(failureOf(good), std::string("none"));
    }
};

QTEST_GUILESS_MAIN(TestDownloadTransports)
#include "tst_downloadtransports.moc"
