// SPDX-License-Identifier: GPL-3.0-or-later
// The indicators beside the floor of reading high, low, close and volume once, in turns in one process: what
// counts is the ratio. Processor time, one thread; the row of two threads is time on the clock.
#include "engine/demo.h"
#include "engine/marketrun.h"
#include "engine/series.h"
#include "engine/tradeplan.h"
#include "engine/verdict.h"

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

namespace {

using namespace tt;

constexpr int kBars = 2'500, kSymbols = 2'176, kRounds = 9;

struct World
{
    std::vector<Bars> bars;
    std::vector<const Bars*> symbols;
    std::vector<Market> markets; ///< scalar, portable, AVX2, AVX2 with two threads
    IndicatorParams params;
};

World makeWorld()
{
    World world;
    world.bars.reserve(kSymbols);
    for (int i = 0; i < kSymbols; ++i)
        world.bars.push_back(demoBars(demoTicker(i), 1, kBars));
    for (const Bars& bars : world.bars)
        world.symbols.push_back(&bars);
    for (const MarketOptions& options :
         {MarketOptions{1, LaneSet::Scalar}, MarketOptions{1, LaneSet::Portable},
          MarketOptions{1, LaneSet::Avx2}, MarketOptions{2, LaneSet::Automatic}})
        world.markets.emplace_back(world.symbols, options);
    return world;
}

double readOnce(const World& world)
{
    double sum = 0;
    for (const Bars& bars : world.bars) {
        for (std::size_t i = 0; i < bars.size(); ++i)
            sum += (bars.high[i] + bars.low[i]) + (bars.close[i] + bars.volume[i]);
    }
    return sum;
}

double fullSeries(const World& world)
{
    IndicatorSeries series;
    double sum = 0;
    for (const Bars& bars : world.bars) {
        series.compute(bars, world.params);
        sum += series.column(&IndicatorValues<double>::rsi).back();
    }
    return sum;
}

double newestOnly(const World& world)
{
    double sum = 0;
    for (const Bars& bars : world.bars)
        sum += newestValues(bars, world.params).rsi;
    return sum;
}

double fullLanes(const World& world)
{
    double sum = 0;
    evaluateSeries(world.symbols, world.params, {1, LaneSet::Avx2},
                   [&](std::size_t, const SeriesBlock& block) { sum += block.first[0]; });
    return sum;
}

double newestLanes(const World& world)
{
    double sum = 0;
    evaluateOnce(world.symbols, world.params, {1, LaneSet::Avx2},
                 [&](std::size_t, const NewestState& state) { sum += state.values.rsi; });
    return sum;
}

template<std::size_t Index>
double loadedMarket(const World& world)
{
    std::vector<IndicatorValues<double>> all = world.markets[Index].newestValues(world.params);
    return all[0].rsi;
}

/// Votes, score, verdict, reasons and plan on top.
template<std::size_t Index>
double decidedMarket(const World& world)
{
    const InstrumentFacts facts{"DEMO0001.NS", kUndefined, world.bars[0].date.back()};
    static AnalysisConfig config;
    config.strategy = builtInStrategies()[0];
    std::vector<double> scores(world.symbols.size());
    world.markets[Index].evaluate(world.params, [&](std::size_t symbol, const NewestState& state) {
        const Judgement judgement = judge(state.values, config.strategy);
        const PlannedTrade plan =
            planTrade(signalOf(judgement.verdict), state.values, 1, facts.asOf, facts, config);
        scores[symbol] = judgement.score.score + (plan.plan ? plan.plan->stop : 0);
    });
    return scores[0] + scores[1];
}

struct Work
{
    const char* name;
    double (*run)(const World&);
    double must, reach; ///< as multiples of the floor; 0: no goal of its own
    bool clock = false; ///< time on the clock, milliseconds
    std::vector<double> times = {};
};

volatile double g_sink;

double nowNs(clockid_t clock)
{
    timespec now{};
    clock_gettime(clock, &now);
    return 1e9 * static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec);
}

double nsPerBar(const World& world, const Work& work)
{
    const clockid_t clock = work.clock ? CLOCK_MONOTONIC : CLOCK_THREAD_CPUTIME_ID;
    const double begin = nowNs(clock);
    g_sink = work.run(world);
    return (nowNs(clock) - begin) / (static_cast<double>(kBars) * kSymbols);
}

double median(std::vector<double> times)
{
    std::nth_element(times.begin(), times.begin() + static_cast<long>(times.size() / 2), times.end());
    return times[times.size() / 2];
}

} // namespace

int main()
{
    const World world = makeWorld();
    Work works[] = {{"read H, L, C, V once (floor)", readOnce, 0, 0},
                    {"full series, one symbol", fullSeries, 24, 18},
                    {"newest only, one symbol", newestOnly, 11, 8},
                    {"AVX2 lanes, full series", fullLanes, 8, 5.5},
                    {"AVX2 lanes, newest only", newestLanes, 4, 2.5},
                    {"loaded market, scalar", loadedMarket<0>, 0, 0},
                    {"loaded market, portable lanes", loadedMarket<1>, 0, 0},
                    {"loaded market, AVX2 lanes", loadedMarket<2>, 0, 0},
                    {"the same, votes to plan on top", decidedMarket<2>, 0, 0},
                    {"the same, 2 threads, on the clock", decidedMarket<3>, 0, 0, true}};
    for (int round = 0; round < kRounds; ++round) {
        for (Work& work : works)
            work.times.push_back(nsPerBar(world, work));
    }
    const double floor = median(works[0].times);
    std::printf("%d symbols x %d bars, medians of %d rounds in turns\n", kSymbols, kBars, kRounds);
    std::printf("%-36s %8s %7s %6s %6s\n", "", "ns/bar", "ratio", "must", "reach");
    for (const Work& work : works) {
        std::printf("%-36s %8.2f %6.1fx", work.name, median(work.times), median(work.times) / floor);
        if (work.must > 0)
            std::printf(" %5gx %5gx", work.must, work.reach);
        std::printf("\n");
    }
    const double bare = median(works[7].times), decided = median(works[8].times);
    std::printf(
        "votes, score, verdict and plan on top of newest values: %+.0f %% (must +20 %%, reach +10 %%)\n",
        100 * (decided / bare - 1));
    std::printf("whole market re-evaluated, 2 threads: %.0f ms (must 50, reach 25)\n",
                median(works[9].times) * kBars * kSymbols / 1e6);
}
