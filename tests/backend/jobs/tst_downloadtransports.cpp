// SPDX-License-Identifier: GPL-3.0-or-later
// How answers come over the wire: whole, cut off, packed, redirected, by a server that lies about its name.
#include "../feed/packing.h"
#include "../feed/recordedanswers.h"
#include "downloadfixture.h"

#include <QFile>
#include <QProcess>
#include <QSslConfiguration>
#include <QTemporaryDir>
#include <QTest>

using namespace tt;
using namespace tt::test;

namespace {

using Fixture = DownloadFixture;

bool openssl(const QTemporaryDir& dir, const QString& arguments)
{
    QProcess process;
    process.setWorkingDirectory(dir.path());
    process.start(QStringLiteral("openssl"), arguments.split(u' '));
    return process.waitForFinished(kPatience) && process.exitCode() == 0;
}

/// "cert" and "key" in the folder, for a host name or address as openssl writes it.
bool makeCertificate(const QTemporaryDir& dir, const QString& name, bool isExpired)
{
    return openssl(dir, QStringLiteral("req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=test -addext "
                                       "subjectAltName=%1 -keyout key -out cert")
                            .arg(name)) &&
           (!isExpired || openssl(dir, QStringLiteral("x509 -in cert -signkey key -days -1 -out cert")));
}

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
        QTest::newRow("gzip") << ChartServer::http(200, gzipped(good), kGzip);
        // Qt's compression is zlib with a length in front: HTTP's "deflate".
        QTest::newRow("deflate") << ChartServer::http(200, qCompress(good).mid(4),
                                                      "Content-Encoding: deflate\r\n");
    }
    void goodTransports()
    {
        QFETCH(QByteArray, answer);
        Fixture f([&](const QByteArray&) { return answer; });
        QCOMPARE(failureOf(f.run({"AAPL"})), std::string("none"));
        QCOMPARE(f.bars("AAPL").bars.size(), std::size_t(3));
    }

    void garbageEndsAtTheLimit_data()
    {
        QTest::addColumn<qint64>("bytes");
        QTest::addColumn<bool>("isTooLarge");
        QTest::newRow("20 MB") << qint64(20'000'000) << false;
        QTest::newRow("a byte more") << qint64(20'000'001) << true;
    }
    void garbageEndsAtTheLimit()
    {
        QFETCH(qint64, bytes);
        QFETCH(bool, isTooLarge);
        Fixture f([&](const QByteArray&) { return ChartServer::http(200, QByteArray(bytes, '[')); });
        f.limits = {}; // as the program has them
        f.make(f.server.address());
        const auto report = f.run({"AAPL"});
        QCOMPARE(failureOf(report), std::string("bad data"));
        QCOMPARE(report->failed.at(0).error.message.find("too large") != std::string::npos, isTooLarge);
    }

    void everyRecordedAnswer_data() { addRecordedAnswers(); }
    void everyRecordedAnswer()
    {
        SKIP_WITHOUT_RECORDED_ANSWERS();
        QFETCH(int, index);
        const RecordedAnswer& recorded = kRecordedAnswers[index];
        const auto body = recordedBody(recorded.file);
        QVERIFY2(body, "cannot be read");
        Fixture f([&](const QByteArray&) { return ChartServer::http(recorded.status, *body); });
        f.clock.now = 1'790'000'000'000;
        const auto report = f.run({recorded.symbol});
        QVERIFY_RESULT(report);
        QCOMPARE(symbolOf(f.server.paths().at(0)), QByteArray(recorded.symbol));
        QCOMPARE(report->failed.empty() ? std::string_view() : errorCodeName(report->failed[0].error.code),
                 std::string_view(recorded.failed));
        const std::size_t kept = f.bars(recorded.symbol).bars.size();
        QCOMPARE(std::to_string(kept), report->failed.empty() ? std::string(recorded.read) : "0");
        const bool isTransient = recorded.status == 429;
        QCOMPARE(f.server.paths().size(), isTransient ? 4 : 1);
        QCOMPARE(f.pending().size(), std::size_t(isTransient));
    }

    void certificatesAreChecked_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("isExpired");
        QTest::addColumn<bool>("isTrusted");
        QTest::addColumn<bool>("isGood");
        const QString own = QStringLiteral("IP:127.0.0.1");
        QTest::newRow("of no authority") << own << false << false << false;
        QTest::newRow("trusted") << own << false << true << true;
        QTest::newRow("of another host") << QStringLiteral("DNS:example.com") << false << true << false;
        QTest::newRow("expired") << own << true << true << false;
    }
    void certificatesAreChecked()
    {
        QFETCH(QString, name);
        QFETCH(bool, isExpired);
        QFETCH(bool, isTrusted);
        QFETCH(bool, isGood);
        QTemporaryDir dir;
        QVERIFY(makeCertificate(dir, name, isExpired));
        QFile key(dir.filePath(QStringLiteral("key")));
        QVERIFY(key.open(QIODevice::ReadOnly));
        const auto own = QSslCertificate::fromPath(dir.filePath(QStringLiteral("cert")));
        const QSslConfiguration before = QSslConfiguration::defaultConfiguration();
        QSslConfiguration tls = before, trusting = before;
        tls.setLocalCertificate(own.at(0));
        tls.setPrivateKey(QSslKey(&key, QSsl::Rsa));
        ChartServer secure(
            [](const QByteArray& path) { return ChartServer::http(200, chartOf(symbolOf(path), 3)); }, tls);
        Fixture f([](const QByteArray&) { return QByteArray(); });
        f.limits.silence = 5'000ms;
        f.make(secure.address());
        trusting.addCaCertificate(own.at(0));
        QSslConfiguration::setDefaultConfiguration(isTrusted ? trusting : before);
        const auto report = f.run({"AAPL"});
        QSslConfiguration::setDefaultConfiguration(before);
        QCOMPARE(failureOf(report), std::string(isGood ? "none" : "refused"));
        if (!isGood)
            QCOMPARE(report->failed.at(0).error.code, ErrorCode::RemoteTls);
        QCOMPARE(secure.paths().size(), isGood ? 1 : 0); // nothing is said to a stranger
    }
};

QTEST_GUILESS_MAIN(TestDownloadTransports)
#include "tst_downloadtransports.moc"
