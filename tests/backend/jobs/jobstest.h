// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "engine/demo.h"
#include "jobs/analysisservice.h"
#include "jobs/library.h"
#include "jobs/resultcolumns.h"
#include "store/barstore.h"
#include "store/jobstore.h"
#include "store/resultstore.h"
#include "store/store.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <map>
#include <memory>

/// Passes when a Result is ok, else fails with its message.
#define QVERIFY_RESULT(result)                                                                               \
    do {                                                                                                     \
        const auto& checkedResult = (result);                                                                \
        QVERIFY2(checkedResult.ok(), checkedResult.ok() ? "" : checkedResult.error().message.c_str());       \
    } while (false)

/// Passes when a Result is an error of this code.
#define QCOMPARE_ERROR(result, expectedCode)                                                                 \
    do {                                                                                                     \
        const auto& checkedResult = (result);                                                                \
        QVERIFY2(!checkedResult.ok(), "an error was expected");                                              \
        QCOMPARE(tt::errorCodeName(checkedResult.error().code), tt::errorCodeName(expectedCode));            \
    } while (false)

namespace tt {

inline constexpr int kPatience = 60'000; ///< ms; far beyond what anything takes here

template<class T>
T await(QFuture<T> future)
{
    future.waitForFinished();
    return future.takeResult();
}

inline AnalysisRequest demoRequest(int count, int bars = 60)
{
    AnalysisRequest request;
    request.source = RequestSource::Demo;
    request.selection = Selection::All;
    request.demoCount = count;
    request.demoBars = bars;
    return request;
}

/// A price file with `rows` days of made-up prices.
inline void writePrices(const QString& path, int rows, const char* symbol = "SYM")
{
    const Bars bars = demoBars(symbol, 1, rows);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("Date,Open,High,Low,Close,Volume\n");
    for (std::size_t i = 0; i < bars.size(); ++i) {
        QByteArray line = QByteArray::fromStdString(dayText(bars.date[i]));
        for (const double value : {bars.open[i], bars.high[i], bars.low[i], bars.close[i], bars.volume[i]})
            line += ',' + QByteArray::number(value, 'f', 2);
        file.write(line + '\n');
    }
}

/// Every value of a result but those that differ from run to run, by ticker.
using ResultValues = std::map<std::string, std::vector<Cell>>;
inline ResultValues valuesOf(const std::vector<ResultRecord>& results)
{
    ResultValues all;
    for (const ResultRecord& result : results) {
        std::vector<Cell>& cells = all[result.ticker];
        for (const ResultColumn& column : resultColumns()) {
            if (column.name != "job_id" && column.name != "analyzed_at")
                cells.push_back(column.value(result, column.indicator));
        }
    }
    return all;
}

/// A data folder with a service, one spy a signal.
class JobsFixture
{
public:
    JobsFixture() { open(folder.path()); }
    explicit JobsFixture(const QString& dataDir) { open(dataDir); }

    /// The job's last word; an empty one when it never came.
    Job awaitEnd(const std::string& id)
    {
        for (;;) {
            for (const QList<QVariant>& signal : *ended) {
                if (signal.front().value<Job>().id == id)
                    return signal.front().value<Job>();
            }
            if (!ended->wait(kPatience))
                return {};
        }
    }
    bool awaitResults() { return !results->isEmpty() || results->wait(kPatience); }
    Job startAndAwait(const AnalysisRequest& request)
    {
        const Result<StartedJob> started = await(service->start(request));
        return started ? awaitEnd(started->job.id) : Job();
    }

    std::vector<ResultRecord> toldResults(const std::string& id) const
    {
        std::vector<ResultRecord> all;
        for (const QList<QVariant>& signal : *results) {
            const auto chunk = signal[1].value<ResultChunk>();
            if (signal[0].toString().toStdString() == id)
                all.insert(all.end(), chunk->begin(), chunk->end());
        }
        return all;
    }
    std::vector<ItemFailure> toldFailures() const
    {
        std::vector<ItemFailure> all;
        for (const QList<QVariant>& signal : *failures) {
            const auto chunk = signal[1].value<FailureChunk>();
            all.insert(all.end(), chunk->begin(), chunk->end());
        }
        return all;
    }
    /// Every jobChanged so far: counts never exceed the total and never fall.
    bool countsAddUp() const
    {
        std::map<std::string, JobCounts> last;
        for (const QList<QVariant>& signal : *changed) {
            const Job job = signal.front().value<Job>();
            const JobCounts& counts = job.counts;
            JobCounts& before = last[job.id];
            if (counts.remaining() < 0 || counts.succeeded < before.succeeded ||
                counts.failed < before.failed)
                return false;
            if (job.status == JobStatus::Completed && counts.remaining() != 0)
                return false;
            before = counts;
        }
        return !changed->isEmpty();
    }

    Result<Job> storedJob(const std::string& id)
    {
        return await(store->run([id](Database& database) { return JobStore(database).job(id); }));
    }
    std::vector<Job> storedJobs()
    {
        return await(store->run([](Database& database) { return JobStore(database).jobs(100); })).value();
    }
    std::vector<ResultRecord> storedResults(const std::string& id)
    {
        return await(store->run([id](Database& database) { return ResultStore(database).ofJob(id); }))
            .value();
    }
    void makeService()
    {
        service = std::make_unique<AnalysisService>(*store, systemClock());
        changed = std::make_unique<QSignalSpy>(service.get(), &AnalysisService::jobChanged);
        results = std::make_unique<QSignalSpy>(service.get(), &AnalysisService::resultsReady);
        failures = std::make_unique<QSignalSpy>(service.get(), &AnalysisService::failuresReady);
        ended = std::make_unique<QSignalSpy>(service.get(), &AnalysisService::jobEnded);
    }

    QTemporaryDir folder;
    std::unique_ptr<Store> store;
    std::unique_ptr<AnalysisService> service;
    std::unique_ptr<QSignalSpy> changed, results, failures, ended;

private:
    void open(const QString& dataDir)
    {
        Result<std::unique_ptr<Store>> opened = Store::open(dataDir);
        if (!opened)
            qFatal("%s", opened.error().message.c_str());
        store = std::move(*opened);
        makeService();
    }
};

} // namespace tt
