// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/downloadservice.h"

#include "capturedlog.h"
#include "downloadfixture.h"
#include "store/actionstore.h"
#include "store/downloadstore.h"

#include <QSignalSpy>
#include <QTest>

#include <set>

using namespace tt;

namespace {

using Fixture = DownloadFixture;

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

    void aChangedBarIsReplacedAndReported()
    {
        QByteArray close = "17";
        Fixture f([&](const QByteArray& path) {
            QByteArray body = chartOf(symbolOf(path), 10);
            body.replace("16,17,18", "16," + close + ",18"); // 2024-01-09
            return ChartServer::http(200, body);
        });
        QVERIFY_RESULT(f.run({"AAPL"}));
        close = "17.5";
        const auto update = f.run({"AAPL"});
        QVERIFY_RESULT(update);
        QVERIFY(!update->done.at(0).whole);
        QCOMPARE(update->done.at(0).replaced, 1);
        QCOMPARE(f.bars("AAPL").bars.close.at(7), 17.5);
        QCOMPARE(update->findings.size(), std::size_t(1));
        const Finding& finding = update->findings[0].finding;
        QCOMPARE(finding.rule, FindingRule::Replaced);
        QCOMPARE(dayText(finding.date), std::string("2024-01-09"));
        QCOMPARE(finding.values, std::string("17 17 17 17 100")); // as it was
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

    void retryAfterIsObeyed_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("asDate");
        QTest::addColumn<QString>("reason");
        QTest::newRow("429, seconds") << 429 << false << QStringLiteral("throttled");
        QTest::newRow("429, date") << 429 << true << QStringLiteral("throttled");
        QTest::newRow("503, seconds") << 503 << false << QStringLiteral("network");
        QTest::newRow("503, date") << 503 << true << QStringLiteral("network");
    }
    void retryAfterIsObeyed()
    {
        QFETCH(int, status);
        QFETCH(bool, asDate);
        QFETCH(QString, reason);
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
            return ++asked == 1 ? ChartServer::http(status, "no", "Retry-After: " + wish + "\r\n")
                                : ChartServer::http(200, chartOf(symbolOf(path), 3));
        });
        fixture = &f;
        f.clock.now = start;
        QSignalSpy paused(f.service.get(), &DownloadService::paused);
        QCOMPARE(failureOf(f.run({"AAPL"})), std::string("none"));
        QCOMPARE(asked, 2);
        QCOMPARE(paused.size(), 1); // a long wait is told
        QCOMPARE(paused.at(0).at(0).toString(), reason);
        QCOMPARE(paused.at(0).at(1).toLongLong(), answeredAt);
        QVERIFY2(answeredAt - start >= 899'000, QByteArray::number(qint64(answeredAt - start)).constData());
    }

    /// The answers, the wait and the second question come from the event loop, all for the one who began.
    void eachLineNamesTheActionThatBegan()
    {
        Fixture f([](const QByteArray&) { return ChartServer::http(503, "no", "Retry-After: 1\r\n"); });
        const CapturedLog log;
        QCOMPARE(f.run({"AAPL"})->failed.size(), std::size_t(1));
        QVERIFY(currentLogContext().requestId.empty());
        const std::vector<Line> lines = CapturedLog::lines();
        QVERIFY(lines.size() > 1);
        QVERIFY(!lines[0].context.requestId.empty());
        for (const Line& line : lines)
            QCOMPARE(line.context.requestId, lines[0].context.requestId);
    }

    void aBrokenServerPausesTheJobAndItGoesOn()
    {
        int asked = 0;
        Fixture f([&](const QByteArray& path) {
            return ++asked <= 6 ? ChartServer::http(503, "busy")
                                : ChartServer::http(200, chartOf(symbolOf(path), 3));
        });
        QList<qint64> waits;
        QObject::connect(f.service.get(), &DownloadService::paused, f.service.get(),
                         [&](const QString&, qint64 until) { waits.append(until - f.clock.now); });
        QSignalSpy continued(f.service.get(), &DownloadService::continued);
        const auto report = f.run({"A", "B", "C", "D"});
        QVERIFY_RESULT(report);
        QCOMPARE(report->done.size(), std::size_t(4));
        QVERIFY(*std::ranges::min_element(waits) > 5'000);
        // The fourth trouble waits 8 s at least; the fifth begins a pause, and so does the trial after it.
        QVERIFY(waits.size() >= 3);
        QCOMPARE(waits.last(2), (QList<qint64>{60'000, 120'000}));
        QCOMPARE(continued.size(), waits.size());
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
        f.restart();
        DownloadRequest rest;
        rest.resume = true;
        const auto resumed = f.run(rest);
        QVERIFY_RESULT(resumed);
        QCOMPARE(resumed->done.size(), tickers.size());
        QVERIFY(f.pending().empty());
    }

    void twoAreUnderWayAtMost()
    {
        int asked = 0;
        Fixture f([&](const QByteArray& path) {
            return ++asked <= 2 ? QByteArray() : ChartServer::http(200, chartOf(symbolOf(path), 3));
        });
        const auto report = f.run({"A", "B", "C", "D", "E"}); // the first two wait for their time-out
        QVERIFY_RESULT(report);
        QCOMPARE(report->done.size(), std::size_t(5));
        QCOMPARE(f.server.mostOpen(), 2);
    }

    void requestsAreSpaced()
    {
        QList<std::int64_t> seenAt;
        bool isOnItsWay = true; // the first request waits for nothing
        std::function<void()> goOn;
        DownloadFixture* fixture = nullptr;
        Fixture f([&](const QByteArray& path) {
            seenAt.append(fixture->clock.now);
            isOnItsWay = false;
            if (const auto held = std::exchange(goOn, nullptr))
                held();
            return ChartServer::http(200, chartOf(symbolOf(path), 3));
        });
        fixture = &f;
        // A wait ends only when the server has seen the request before it.
        f.delay = [&](std::chrono::milliseconds time, QObject* context, std::function<void()> wake) {
            goOn = [&, time, context, wake] {
                f.clock.now += time.count();
                isOnItsWay = true;
                QMetaObject::invokeMethod(context, wake, Qt::QueuedConnection);
            };
            if (!isOnItsWay)
                std::exchange(goOn, nullptr)();
        };
        f.make(f.server.address());
        QCOMPARE(failureOf(f.run({"A", "B", "C", "D", "E", "F"})), std::string("none"));
        QCOMPARE(seenAt.size(), 6);
        for (qsizetype i = 1; i < seenAt.size(); ++i) {
            const std::int64_t gap = seenAt[i] - seenAt[i - 1];
            QVERIFY2(gap >= 400 && gap <= 600, QByteArray::number(qint64(gap)).constData());
        }
    }

    void aShortWaitIsNotTold()
    {
        int asked = 0;
        Fixture f([&](const QByteArray& path) {
            return ++asked == 1 ? ChartServer::http(503, "busy", "Retry-After: 4\r\n")
                                : ChartServer::http(200, chartOf(symbolOf(path), 3));
        });
        f.clock.now = systemClock().nowMs();
        QSignalSpy paused(f.service.get(), &DownloadService::paused);
        QCOMPARE(failureOf(f.run({"AAPL"})), std::string("none"));
        QCOMPARE(asked, 2);
        QVERIFY(paused.isEmpty());
    }

    void nothingLeftToResumeIsNoFailure()
    {
        Fixture f([](const QByteArray&) { return QByteArray(); });
        DownloadRequest rest;
        rest.resume = true;
        const auto report = f.run(rest);
        QVERIFY_RESULT(report);
        QVERIFY(report->done.empty() && report->failed.empty() && report->left == 0);
    }

    void aRestartAsksOnlyForWhatIsUnfinished()
    {
        bool isUp = true;
        Fixture f([&](const QByteArray& path) {
            return isUp ? ChartServer::http(200, chartOf(symbolOf(path), 3)) : QByteArray();
        });
        auto future = f.service->start({Selection::Typed, {"A", "B", "C", "D"}, {}, false});
        QObject::connect(f.service.get(), &DownloadService::progress, f.service.get(), [&] { isUp = false; });
        // B, whose request may have gone out before, or C is not answered.
        QTRY_VERIFY_WITH_TIMEOUT(!isUp && f.server.paths().size() >= 3, kPatience);
        f.restart();
        const std::vector<std::string> left = f.pending();
        QVERIFY(!left.empty() && left.size() < 4);
        isUp = true;
        const qsizetype before = f.server.paths().size();
        DownloadRequest rest;
        rest.resume = true;
        const auto resumed = f.run(rest);
        QVERIFY_RESULT(resumed);
        QCOMPARE(resumed->done.size(), left.size());
        // Two are in flight: their order is open, and one of the first run may still arrive.
        std::set<std::string> asked;
        for (const QByteArray& path : f.server.paths().mid(before))
            asked.insert(symbolOf(path).toStdString());
        QCOMPARE(asked, std::set<std::string>(left.begin(), left.end()));
        for (const char* ticker : {"A", "B", "C", "D"})
            QCOMPARE(f.bars(ticker).bars.size(), std::size_t(3));
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
