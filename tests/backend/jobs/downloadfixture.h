// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chartanswers.h"
#include "chartserver.h"
#include "jobs/downloadservice.h"
#include "jobstest.h"

#include <QTest>

namespace tt {

using namespace std::chrono_literals;

/// Moves only when the service waits.
class FakeClock : public Clock
{
public:
    std::int64_t nowMs() const override { return now; }
    std::int64_t now = 1'740'000'000'000;
};

/// A store, a server that plays answers, and a service whose waits take no time.
struct DownloadFixture
{
    explicit DownloadFixture(ChartServer::Answer answer)
        : server(std::move(answer))
    {
        make(server.address());
    }
    void make(const std::string& address)
    {
        DownloadOptions options;
        options.address = address;
        options.limits = limits;
        options.delay = delay;
        service = std::make_unique<DownloadService>(*jobs.store, clock, options);
    }
    /// As after a restart: another store on the same folder, closed before.
    void restart()
    {
        service.reset();
        jobs.service.reset();
        jobs.store.reset();
        jobs.store = Store::open(jobs.folder.path()).value();
        make(server.address());
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
    /// Of the next make(): time passes at once.
    decltype(DownloadOptions::delay) delay = [this](std::chrono::milliseconds time, QObject* context,
                                                    std::function<void()> wake) {
        clock.now += time.count();
        QMetaObject::invokeMethod(context, std::move(wake), Qt::QueuedConnection);
    };
    ClientLimits limits{.silence = 400ms, .whole = 2'000ms, .bodyBytes = 200'000};
    JobsFixture jobs;
    ChartServer server;
    std::unique_ptr<DownloadService> service;
};

inline QByteArray secondsOf(const char* day)
{
    return QByteArray::number(dayFromText(day).value() * 86'400LL);
}

inline std::string failureOf(const Result<DownloadReport>& report)
{
    return !report ? report.error().message : report->failed.empty() ? "none" : report->failed.front().reason;
}

} // namespace tt
