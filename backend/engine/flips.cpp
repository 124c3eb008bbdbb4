// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/flips.h"

#include "engine/indicators/allindicators.h"
#include "engine/ticks.h"
#include "engine/verdict.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <span>
#include <vector>

namespace tt {

namespace {

constexpr int kSteps = 150; // of 0.1 %: 15 %
/// Beyond this many ticks a double no longer tells one tick from the next.
constexpr double kMostTicks = 1e15;

/// Candidates are judged side by side.
using Lanes = PortableLanes;
constexpr std::size_t kSide = kLanes<Lanes>;

/// Asks for the verdict at candidate closes; they are counted in ticks of the raw price.
class Candidates
{
public:
    Candidates(const AllIndicators<double>& state, const IndicatorValues<double>& newest, double factor,
               double tick, Grade grade, const Strategy& strategy)
        : m_state(state, [](double value) { return broadcast<Lanes>(value); })
        , m_newest(newest)
        , m_factor(factor)
        , m_tick(tick)
        , m_grade(grade)
        , m_judge(strategy)
    {
    }

    double price(std::int64_t ticks) const { return tickBelow(static_cast<double>(ticks) * m_tick, m_tick); }

    using Verdicts = std::array<Verdict, kSide>;
    /// As many of `ticks` as there are lanes; at the end the last one is repeated.
    Verdicts verdicts(std::span<const std::int64_t> ticks)
    {
        std::array<double, kSide> prices;
        for (std::size_t lane = 0; lane < kSide; ++lane)
            prices[lane] = price(ticks[std::min(lane, ticks.size() - 1)]) / m_factor;
        const Lanes close = loadFrom<Lanes>(prices.data()), open = broadcast<Lanes>(m_newest.close);
        const IndicatorValues<Lanes> values = m_state.peek(maximum(open, close), minimum(open, close), close,
                                                           broadcast<Lanes>(m_newest.volumeSma20));
        const auto columns = std::bit_cast<std::array<std::array<double, kSide>, kValueCount>>(values);
        Verdicts verdicts;
        for (std::size_t lane = 0; lane < kSide; ++lane) {
            std::array<double, kValueCount> row;
            for (std::size_t i = 0; i < row.size(); ++i)
                row[i] = columns[i][lane];
            verdicts[lane] =
                capByGrade(m_judge.verdict(std::bit_cast<IndicatorValues<double>>(row)), m_grade);
        }
        return verdicts;
    }
    Verdict verdict(std::int64_t ticks) { return verdicts({&ticks, 1})[0]; }

private:
    AllIndicators<Lanes> m_state;
    const IndicatorValues<double>& m_newest;
    double m_factor, m_tick;
    Grade m_grade;
    VerdictOnly m_judge;
};

/// The candidates of one direction in ticks, each once, outwards. `start` is the tick before the first.
std::vector<std::int64_t> ticksOutwards(double entry, double tick, int direction, std::int64_t start)
{
    std::vector<std::int64_t> ticks;
    std::int64_t last = start;
    for (int step = 0; step <= kSteps; ++step) {
        const double price = entry * (1 + direction * 0.001 * step);
        const std::int64_t next = static_cast<std::int64_t>(direction > 0 ? std::floor(price / tick + 1e-9)
                                                                          : std::ceil(price / tick - 1e-9));
        if ((next - last) * direction <= 0 || next < 1)
            continue;
        ticks.push_back(next);
        last = next;
    }
    return ticks;
}

std::optional<Flip> search(Candidates& candidates, double entry, double tick, int direction, Verdict verdict)
{
    if (!(entry / tick < kMostTicks))
        return std::nullopt;
    // The tick at or beyond the last close, seen in the direction of the search.
    const double start = direction > 0 ? std::ceil(entry / tick - 1e-9) : std::floor(entry / tick + 1e-9);
    std::int64_t same = static_cast<std::int64_t>(start) - direction;
    const std::vector<std::int64_t> ticks = ticksOutwards(entry, tick, direction, same);
    std::size_t i = 0;
    Candidates::Verdicts verdicts{};
    for (; i < ticks.size(); ++i) {
        if (i % kSide == 0)
            verdicts = candidates.verdicts(std::span(ticks).subspan(i));
        if (verdicts[i % kSide] != verdict)
            break;
        same = ticks[i];
    }
    if (i == ticks.size())
        return std::nullopt;
    std::int64_t other = ticks[i];
    while (std::abs(other - same) > 1) {
        const std::int64_t middle = same + (other - same) / 2;
        (candidates.verdict(middle) == verdict ? same : other) = middle;
    }
    return Flip{candidates.price(other), candidates.verdict(other)};
}

} // namespace

Flips findFlips(const AllIndicators<double>& state, const IndicatorValues<double>& newest, double factor,
                double tick, Verdict verdict, Grade grade, const Strategy& strategy)
{
    Candidates candidates(state, newest, factor, tick, grade, strategy);
    const double entry = newest.close * factor;
    const std::optional<Flip> up = search(candidates, entry, tick, 1, verdict);
    return {up, search(candidates, entry, tick, -1, verdict)};
}

} // namespace tt
