// SPDX-License-Identifier: GPL-3.0-or-later
// Seconds of `analyze --demo --count 2200 --bars 500`, from the request to committed results, split into
// load, compute and store; beside them, from the same process, a copy of the same bars and the raw indicator
// passes over them.
#include "engine/demo.h"
#include "engine/series.h"
#include "jobs/jobrun.h"
#include "store/store.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <sys/resource.h>
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

/// One job in a fresh folder, as the service runs it.
Result<Sample> runOnce()
{
    const QTemporaryDir folder;
    Result<std::unique_ptr<Store>> store = Store::open(folder.path());
    if (!store)
        return store.error();
    AnalysisRequest request;
    request.source = RequestSource::Demo;
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
    if (job.counts.succeeded != kDemoUniverse)
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

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication app(argc, argv);
    std::vector<Sample> samples;
    std::vector<Floors> floors;
    for (int i = 0; i < kRuns; ++i) {
        const Result<Sample> sample = runOnce();
        if (!sample) {
            std::fprintf(stderr, "%s\n", sample.error().message.c_str());
            return 1;
        }
        samples.push_back(*sample);
        floors.push_back(floorSeconds());
    }
    std::sort(samples.begin(), samples.end(),
              [](const Sample& a, const Sample& b) { return a.total < b.total; });
    std::sort(floors.begin(), floors.end(),
              [](const Floors& a, const Floors& b) { return a.newest < b.newest; });
    const Floors& least = floors[kRuns / 2];
    const Sample& median = samples[kRuns / 2];
    rusage usage = {};
    getrusage(RUSAGE_SELF, &usage);
    std::printf("demo %d x %d, median of %d runs\n", kDemoUniverse, kDemoBars, kRuns);
    std::printf("request to committed results  %.3f s (must: 1.5)\n", median.total);
    std::printf("  load (summed over workers)  %.3f s   copying the same bars %.3f s\n", median.times.load,
                least.copy);
    std::printf("  compute (summed)            %.3f s   newest values alone   %.3f s\n", median.times.compute,
                least.newest);
    std::printf("  store (store thread)        %.3f s   raw sqlite3 beside it: bench_store\n",
                median.times.store);
    std::printf("peak memory                   %ld MB (must: 400)\n", usage.ru_maxrss / 1024);
    return 0;
}
