// SPDX-License-Identifier: GPL-3.0-or-later
// Seconds of a whole-market job of 2,200 tickers with 500 bars, from the request to committed results, split
// into load, compute and store: once over stored bars, once over demo bars that are made on the way. Beside
// them, from the same process, a copy of the same bars and the raw indicator passes over them.
#include "engine/demo.h"
#include "engine/series.h"
#include "jobs/jobrun.h"
#include "store/barstore.h"
#include "store/store.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <sys/resource.h>
#include <tuple>
#include <vector>

using namespace tt;

namespace {

constexpr int kRuns = 5;

double now()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

struct Sample
{
    double total = 0;
    RunTimes times;
};

constexpr int kTickers = kDemoUniverse, kBars = kDemoBars;

/// The demo universe as an import leaves it.
Result<void> storeBars(Store& store)
{
    std::vector<std::string> tickers;
    std::vector<CheckedBars> bars;
    for (int i = 0; i < kTickers; ++i) {
        tickers.push_back(demoTicker(i));
        bars.push_back({demoBars(tickers.back(), kDemoSeed, kBars), {}, {}});
    }
    std::vector<BarsToStore> all;
    for (std::size_t i = 0; i < tickers.size(); ++i)
        all.push_back({tickers[i], {}, &bars[i], DataSource::Csv, "bench.csv"});
    auto future = store.run([&](Database& database) { return BarStore(database).putBars(all); });
    future.waitForFinished();
    const auto stored = future.takeResult();
    return stored ? Result<void>() : stored.error();
}

/// One job in a fresh folder, as the service runs it.
Result<Sample> runOnce(RequestSource source)
{
    const QTemporaryDir folder;
    Result<std::unique_ptr<Store>> store = Store::open(folder.path());
    if (!store)
        return store.error();
    AnalysisRequest request;
    request.source = source;
    request.selection = source == RequestSource::Stored ? Selection::All : Selection::Typed;
    if (Result<void> stored = source == RequestSource::Stored ? storeBars(**store) : Result<void>(); !stored)
        return stored.error();
    const double start = now();
    Result<CheckedRequest> checked = validateRequest(request);
    if (!checked)
        return checked.error();
    Result<PlannedJob> planned = planJob(**store, systemClock(), std::move(*checked), {});
    if (!planned)
        return planned.error();
    planned->draft.owner = (*store)->owner();
    auto future = (*store)->run(
        [&](Database& database) { return JobStore(database).insertJob(planned->draft, planned->tickers); });
    future.waitForFinished();
    const Result<InsertedJob> inserted = future.takeResult();
    if (!inserted)
        return inserted.error();
    const JobEvents nobody{[](const Job&) {}, [](const std::string&, ResultChunk) {},
                           [](const std::string&, FailureChunk) {}, [](const Job&) {}};
    JobRun run(**store, systemClock(), inserted->job, planned->plan, nullptr, nobody);
    const Job job = run.run();
    if (job.counts.succeeded != kTickers)
        return job.error.value_or(makeError(ErrorCode::Internal, "not every ticker succeeded"));
    return Sample{now() - start, run.times()};
}

/// What cannot be saved, one thread.
struct Floors
{
    double copy = 0;   ///< of the bars in memory
    double newest = 0; ///< the indicators' newest values alone
};

Floors floorSeconds()
{
    Floors floors;
    double sum = 0;
    for (int i = 0; i < kDemoUniverse; ++i) {
        const Bars bars = demoBars(demoTicker(i), kDemoSeed, kDemoBars);
        double start = now();
        const Bars copy = bars;
        floors.copy += now() - start;
        start = now();
        sum += newestValues(copy, {}).close;
        floors.newest += now() - start;
    }
    return sum > 0 ? floors : Floors();
}

Result<Sample> medianOf(RequestSource source)
{
    std::vector<Sample> samples;
    for (int i = 0; i < kRuns; ++i) {
        const Result<Sample> sample = runOnce(source);
        if (!sample)
            return sample.error();
        samples.push_back(*sample);
    }
    std::ranges::sort(samples, {}, &Sample::total);
    return samples[kRuns / 2];
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication app(argc, argv);
    std::printf("%d x %d, medians of %d runs\n", kTickers, kBars, kRuns);
    for (const auto& [source, name, must] : {std::tuple(RequestSource::Stored, "stored bars", 0.6),
                                             std::tuple(RequestSource::Demo, "demo bars", 1.5)}) {
        const Result<Sample> sample = medianOf(source);
        if (!sample) {
            std::fprintf(stderr, "%s\n", sample.error().message.c_str());
            return 1;
        }
        std::printf("%s to committed results  %.3f s (must: %.1f)\n", name, sample->total, must);
        std::printf("  load (summed over workers)  %.3f s\n", sample->times.load);
        std::printf("  compute (summed)            %.3f s\n", sample->times.compute);
        std::printf("  store (store thread)        %.3f s   raw sqlite3 beside it: bench_store\n",
                    sample->times.store);
    }
    const Floors least = floorSeconds();
    rusage usage = {};
    getrusage(RUSAGE_SELF, &usage);
    std::printf("copying the same bars         %.3f s   newest values alone %.3f s\n", least.copy,
                least.newest);
    std::printf("peak memory                   %ld MB (must: 400)\n", usage.ru_maxrss / 1024);
    return 0;
}
