// SPDX-License-Identifier: GPL-3.0-or-later
// ns per bar of all indicators beside the floor of reading high, low, close and volume once, in turns in one
// process. What counts is the ratio.
#include "engine/series.h"

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <vector>

namespace {

using namespace tt;

constexpr int kBars = 2'500, kSymbols = 400, kRounds = 15;

Bars walk(unsigned seed)
{
    std::uint64_t state = seed * 0x9e3779b97f4a7c15ULL + 1;
    const auto unit = [&state] {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<double>(state >> 11) * 0x1p-53;
    };
    Bars bars;
    double close = 250;
    for (Day day = 0; day < kBars; ++day) {
        const double open = close;
        close = std::max(1.0, close * (1 + 0.03 * (unit() - 0.499)));
        bars.append(day, open, std::max(open, close) * (1 + 0.01 * unit()),
                    std::min(open, close) * (1 - 0.01 * unit()), close, 1e6 * unit());
    }
    return bars;
}

double readOnce(const Bars& bars)
{
    double sum = 0;
    for (std::size_t i = 0; i < bars.size(); ++i)
        sum += (bars.high[i] + bars.low[i]) + (bars.close[i] + bars.volume[i]);
    return sum;
}

double fullSeries(const Bars& bars)
{
    static IndicatorSeries series;
    series.compute(bars, IndicatorParams{});
    return series.column(&IndicatorValues<double>::cmf).back();
}

double newestOnly(const Bars& bars)
{
    return newestValues(bars, IndicatorParams{}).rsi;
}

struct Work
{
    const char* name;
    double (*run)(const Bars&);
    std::vector<double> times; ///< ns per bar
};

volatile double g_sink;

double cpuNs()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return 1e9 * static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec);
}

double nsPerBar(const std::vector<Bars>& market, double (*run)(const Bars&))
{
    const double begin = cpuNs();
    double sum = 0;
    for (const Bars& bars : market)
        sum += run(bars);
    const double spent = cpuNs() - begin;
    g_sink = sum;
    return spent / (static_cast<double>(kBars) * kSymbols);
}

double median(std::vector<double> times)
{
    std::nth_element(times.begin(), times.begin() + static_cast<long>(times.size() / 2), times.end());
    return times[times.size() / 2];
}

} // namespace

int main()
{
    std::vector<Bars> market;
    for (unsigned symbol = 0; symbol < kSymbols; ++symbol)
        market.push_back(walk(symbol));

    Work works[] = {{"read H, L, C, V once (floor)", readOnce, {}},
                    {"13 indicators, full series", fullSeries, {}},
                    {"13 indicators, newest only", newestOnly, {}}};
    for (int round = 0; round < kRounds; ++round) {
        for (Work& work : works)
            work.times.push_back(nsPerBar(market, work.run));
    }
    const double floor = median(works[0].times);
    std::printf("%d symbols x %d bars, medians of %d rounds\n", kSymbols, kBars, kRounds);
    for (const Work& work : works)
        std::printf("%-32s %8.2f ns/bar %6.1fx\n", work.name, median(work.times), median(work.times) / floor);
}
