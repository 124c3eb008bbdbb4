// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/downloadservice.h"

#include "chartanswers.h"
#include "chartserver.h"
#include "jobstest.h"
#include "store/actionstore.h"
#include "store/downloadstore.h"

#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QSslConfiguration>
#include <QTemporaryDir>
#include <QTest>

using namespace tt;
using namespace std::chrono_literals;

namespace {

/// Moves only when the service waits.
class FakeClock : public Clock
{
public:
    std::int64_t nowMs() const override { return now; }
    std::int64_t now = 1'740'000'000'000;
};

struct Fixture
{
    explicit Fixture(ChartServer::Answer answer)
        : server(std::move(answer))
    {
        make(server.address());
    }
    void make(const std::string& address)
    {
        DownloadOptions options;
        options.address = address;
        options.limits = limits;
        options.delay = [this](std::chrono::milliseconds time, QObject* context, std::function<void()> wake) {
            clock.now += time.count();
            QMetaObject::invokeMethod(context, std::move(wake), Qt::QueuedConnection);
        };
        service = std::make_unique<DownloadService>(*jobs.store, clock, options);
    }
    Result<DownloadReport> run(DownloadRequest request)
    {
        auto future = service->start(std::move(request));
        if (!QTest::qWaitFor([&] { return future.isFinished(); }, kPatience))
            return makeError(ErrorCode::Internal, "never ended");
        return future.takeResult();
    }
    Result<DownloadReport> run(std::vector<std::string> tickers)
    {
        DownloadRequest request;
        request.tickers = std::move(tickers);
        return run(request);
    }
    StoredBars bars(const std::string& ticker)
    {
        auto stored = await(jobs.store->run([ticker](Database& db) { return BarStore(db).load(ticker); }));
        return stored ? *stored : StoredBars();
    }
    /// `days` bars as of a price file.
    void importBars(const std::string& ticker, const char* first, int days)
    {
        CheckedBars checked;
        const Day begin = dayFromText(first).value();
        for (Day day = begin; day < begin + days; ++day)
            checked.bars.append(day, 50, 50, 50, 50, 1);
        BarsToStore file;
        file.ticker = ticker;
        file.bars = &checked;
        file.file = "prices.csv";
        QVERIFY_RESULT(await(jobs.store->run([&](Database& db) {
            return BarStore(db).putBars({&file, 1});
        })));
    }
    std::vector<std::string> pending() { return await(service->pending()).value(); }

    FakeClock clock;
    ClientLimits limits{.silence = 400ms, .whole = 2'000ms, .bodyBytes = 200'000};
    JobsFixture jobs;
    ChartServer server;
    std::unique_ptr<DownloadService> service;
};

QByteArray secondsOf(const char* day)
{
    return QByteArray::number(dayFromText(day).value() * 86'400LL);
}

std::string failureOf(const Result<DownloadReport>& report)
{
    return !report ? report.error().message : report->failed.empty() ? "none" : report->failed.front().reason;
}

} // namespace

class TestDownloadService : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theWholeHistoryThenWhatIsMissing()
    {
        int days = 10;
        Fixture f(
            [&](const QByteArray& path) { return ChartServer::http(200, chartOf(symbolOf(path), days)); });
        const auto first = f.run({"m&m.ns"});
        QVERIFY_RESULT(first);
        QCOMPARE(failureOf(first), std::string("none"));
        QCOMPARE(first->done.at(0).added, 10);
        QVERIFY(first->done.at(0).whole);
        QVERIFY(f.server.paths().at(0).startsWith("/v8/finance/chart/M%26M.NS?period1=0&"));
        QCOMPARE(f.bars("M&M.NS").bars.size(), std::size_t(10));
        QVERIFY(f.pending().empty());
        days = 12;
        const auto second = f.run({"M&M.NS"});
        QVERIFY_RESULT(second);
        QVERIFY(!second->done.at(0).whole);
        QCOMPARE(second->done.at(0).added, 2);
        // From the fifth newest session on, and a day before it.
        const qint64 from = dayFromText("2024-01-07").value() * 86'400LL - 86'400;
        QVERIFY(f.server.paths().at(1).contains("period1=" + QByteArray::number(from) + "&"));
        QCOMPARE(f.bars("M&M.NS").instrument.source, DataSource::Yahoo);
    }

    void aFileBesideDoesNotHideAGap()
    {
        Fixture f([](const QByteArray& path) { return ChartServer::http(200, chartOf(symbolOf(path), 10)); });
        QVERIFY_RESULT(f.run({"AAPL"})); // 2024-01-02 to 2024-01-11
        f.importBars("AAPL", "2024-03-01", 6);
        const auto update = f.run({"AAPL"});
        QVERIFY_RESULT(update);
        QVERIFY(f.server.paths().at(1).contains("period1=" + secondsOf("2024-01-06") + "&"));
        // Nothing that came online is left: the whole history.
        f.importBars("AAPL", "2024-01-02", 10);
        const auto whole = f.run({"AAPL"});
        QVERIFY_RESULT(whole);
        QVERIFY(whole->done.at(0).whole);
    }

    void aNewSplitAsksForEverythingAgain()
    {
        QByteArray events;
        Fixture f([&](const QByteArray& path) {
            return ChartServer::http(200, chartOf(symbolOf(path), 10, events));
        });
        QVERIFY_RESULT(f.run({"AAPL"}));
        events =
            R"("events":{"splits":{"1":{"date":1704810600,"numerator":2,"denominator":1}}},)"; // 2024-01-09
        const auto again = f.run({"AAPL"});
        QVERIFY_RESULT(again);
        QVERIFY(again->done.at(0).whole);
        QCOMPARE(f.server.paths().size(), 3);
        const StoredBars stored = f.bars("AAPL");
        QCOMPARE(stored.bars.close.at(0), 20.0); // as traded, before 2:1
        QCOMPARE(stored.bars.close.at(7), 17.0);
        QCOMPARE(stored.actions.size(), std::size_t(1));
        QVERIFY(again->done.at(0).replaced > 0);
        QVERIFY_RESULT(f.run({"AAPL"}));
        QCOMPARE(f.server.paths().size(), 4); // known now
    }

    void aRemovedSplitIsForgottenWholly()
    {
        const QByteArray events =
            R"("events":{"splits":{"1":{"date":1704810600,"numerator":2,"denominator":1}}},)"; // 2024-01-09
        Fixture f([&](const QByteArray& path) {
            return ChartServer::http(200, chartOf(symbolOf(path), 10, events));
        });
        QVERIFY_RESULT(f.run({"AAPL"}));
        QCOMPARE(f.bars("AAPL").bars.close.at(0), 20.0);
        QVERIFY_RESULT(await(f.jobs.store->run([](Database& db) {
            return ActionStore(db).remove("AAPL", dayFromText("2024-01-09").value(), ActionKind::Split);
        })));
        const auto again = f.run({"AAPL"});
        QVERIFY_RESULT(again);
        QVERIFY(again->done.at(0).whole);
        QCOMPARE(f.bars("AAPL").bars.close.at(0), 10.0);
        QCOMPARE(f.bars("AAPL").bars.volume.at(0), 100.0);
        QVERIFY(f.bars("AAPL").actions.empty());
        const auto update = f.run({"AAPL"});
        QVERIFY_RESULT(update);
        QVERIFY(!update->done.at(0).whole);
        QCOMPARE(update->done.at(0).unchanged, 10);
        QCOMPARE(f.server.paths().size(), 3); // once each
    }

    void oneFailureLeavesTheOthers()
    {
        Fixture f([](const QByteArray& path) {
            return symbolOf(path) == "GONE"
                       ? ChartServer::http(404, R"({"chart":{"error":{"description":"none"}}})")
                       : ChartServer::http(200, chartOf(symbolOf(path), 3));
        });
        const auto report = f.run({"GONE", "AAPL"});
        QVERIFY_RESULT(report);
        QCOMPARE(report->done.size(), std::size_t(1));
        QCOMPARE(failureOf(report), std::string("not found"));
        QVERIFY(!report->failed.at(0).pending);
        QVERIFY(f.pending().empty());
        const auto kept =
            await(f.jobs.store->run([](Database& db) { return DownloadStore(db).failure("GONE"); }));
        QCOMPARE(kept.value()->code, ErrorCode::NotFound);
    }

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

    void retryAfterIsObeyed_data()
    {
        QTest::addColumn<bool>("asDate");
        QTest::newRow("seconds") << false;
        QTest::newRow("date") << true;
    }
    void retryAfterIsObeyed()
    {
        QFETCH(bool, asDate);
        int asked = 0;
        Fixture* fixture = nullptr;
        const std::int64_t start = systemClock().nowMs();
        const QByteArray wish = asDate
                                    ? QLocale::c()
                                          .toString(QDateTime::fromMSecsSinceEpoch(start + 900'000, Qt::UTC),
                                                    u"ddd, dd MMM yyyy hh:mm:ss 'GMT'")
                                          .toLatin1()
                                    : QByteArray("900");
        std::int64_t answeredAt = 0;
        Fixture f([&](const QByteArray& path) {
            answeredAt = fixture->clock.now;
            return ++asked == 1 ? ChartServer::http(429, "no", "Retry-After: " + wish + "\r\n")
                                : ChartServer::http(200, chartOf(symbolOf(path), 3));
        });
        fixture = &f;
        f.clock.now = start;
        QCOMPARE(failureOf(f.run({"AAPL"})), std::string("none"));
        QCOMPARE(asked, 2);
        QVERIFY2(answeredAt - start >= 899'000, QByteArray::number(qint64(answeredAt - start)).constData());
    }

    void aBrokenServerPausesTheJobAndItGoesOn()
    {
        int asked = 0;
        Fixture f([&](const QByteArray& path) {
            return ++asked <= 6 ? ChartServer::http(503, "busy")
                                : ChartServer::http(200, chartOf(symbolOf(path), 3));
        });
        QSignalSpy paused(f.service.get(), &DownloadService::paused);
        QSignalSpy continued(f.service.get(), &DownloadService::continued);
        const auto report = f.run({"A", "B", "C", "D"});
        QVERIFY_RESULT(report);
        QCOMPARE(report->done.size(), std::size_t(4));
        QCOMPARE(paused.size(), 2); // the fifth trouble, and the trial after the first pause
        QCOMPARE(continued.size(), 2);
        QVERIFY(paused.at(1).at(1).toLongLong() > paused.at(0).at(1).toLongLong());
    }

    void aDeadServerIsGivenUpAndNothingIsLost()
    {
        bool dead = true;
        Fixture f([&](const QByteArray& path) {
            return dead ? ChartServer::http(500, "x") : ChartServer::http(200, chartOf(symbolOf(path), 3));
        });
        std::vector<std::string> tickers;
        for (char c = 'A'; c <= 'J'; ++c)
            tickers.emplace_back(1, c);
        const auto report = f.run(tickers);
        QVERIFY_RESULT(report);
        QCOMPARE(report->failed.size(), tickers.size());
        QVERIFY(f.server.paths().size() < 20);
        dead = false;
        f.make(f.server.address()); // as after a restart
        DownloadRequest rest;
        rest.resume = true;
        const auto resumed = f.run(rest);
        QVERIFY_RESULT(resumed);
        QCOMPARE(resumed->done.size(), tickers.size());
        QVERIFY(f.pending().empty());
    }

    void cancelKeepsWhatIsStoredAndTheRestCanGoOn()
    {
        Fixture f([](const QByteArray& path) {
            return symbolOf(path) == "SLOW" ? QByteArray()
                                            : ChartServer::http(200, chartOf(symbolOf(path), 3));
        });
        QObject::connect(f.service.get(), &DownloadService::progress, f.service.get(),
                         [&] { f.service->cancel(); });
        const auto report = f.run({"AAPL", "SLOW", "MSFT"});
        QVERIFY_RESULT(report);
        QVERIFY(report->cancelled);
        QCOMPARE(report->done.size() + std::size_t(report->left), std::size_t(3));
        QCOMPARE(f.pending().size(), std::size_t(report->left));
        QVERIFY(!f.service->isActive());
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

    void badRequestsSendNothing()
    {
        Fixture f([](const QByteArray&) { return QByteArray(); });
        QCOMPARE_ERROR(f.run({"=BAD"}), ErrorCode::ValidationError);
        QCOMPARE_ERROR(f.run(std::vector<std::string>{}), ErrorCode::ValidationError);
        for (const char* address : {"http://example.com", "ftp://x", "", "https://me:pw@example.com"}) {
            f.make(address);
            QCOMPARE_ERROR(f.run({"AAPL"}), ErrorCode::ValidationError);
        }
        QVERIFY(f.server.paths().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestDownloadService)
#include "tst_downloadservice.moc"
