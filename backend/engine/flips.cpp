// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/flips.h"

#include "engine/indicators/allindicators.h"
#include "engine/ticks.h"
#include "engine/verdict.h"

#include <algorithm>
#include <cmath>

namespace tt {

namespace {

constexpr int kSteps = 150; // of 0.1 %: 15 %
/// Beyond this many ticks a double no longer tells one tick from the next.
constexpr double kMostTicks = 1e15;

/// Asks for the verdict at candidate closes; they are counted in ticks of the raw price.
class Candidates
{
public:
    Candidates(AllIndicators<double>& state, const IndicatorValues<double>& newest, double factor,
               double tick, Grade grade, const Strategy& strategy)
        : m_state(state)
        , m_newest(newest)
        , m_factor(factor)
        , m_tick(tick)
        , m_grade(grade)
        , m_strategy(strategy)
    {
    }

    double price(std::int64_t ticks) const { return tickBelow(static_cast<double>(ticks) * m_tick, m_tick); }

    Verdict verdict(std::int64_t ticks) const
    {
        const double open = m_newest.close, close = price(ticks) / m_factor;
        const IndicatorValues<double> values =
            m_state.peek(std::max(open, close), std::min(open, close), close, m_newest.volumeSma20);
        return capByGrade(judge(values, m_strategy).verdict, m_grade);
    }

private:
    AllIndicators<double>& m_state;
    const IndicatorValues<double>& m_newest;
    double m_factor, m_tick;
    Grade m_grade;
    const Strategy& m_strategy;
};

std::optional<Flip> search(const Candidates& candidates, double entry, double tick, int direction,
                           Verdict verdict)
{
    if (!(entry / tick < kMostTicks))
        return std::nullopt;
    // The tick at or beyond the last close, seen in the direction of the search.
    const double start = direction > 0 ? std::ceil(entry / tick - 1e-9) : std::floor(entry / tick + 1e-9);
    std::int64_t same = static_cast<std::int64_t>(start) - direction;
    for (int step = 0; step <= kSteps; ++step) {
        const double price = entry * (1 + direction * 0.001 * step);
        std::int64_t other = static_cast<std::int64_t>(direction > 0 ? std::floor(price / tick + 1e-9)
                                                                     : std::ceil(price / tick - 1e-9));
        if ((other - same) * direction <= 0 || other < 1)
            continue;
        if (candidates.verdict(other) == verdict) {
            same = other;
            continue;
        }
        while (std::abs(other - same) > 1) {
            const std::int64_t middle = same + (other - same) / 2;
            (candidates.verdict(middle) == verdict ? same : other) = middle;
        }
        return Flip{candidates.price(other), candidates.verdict(other)};
    }
    return std::nullopt;
}

} // namespace

Flips findFlips(AllIndicators<double>& state, const IndicatorValues<double>& newest, double factor,
                double tick, Verdict verdict, Grade grade, const Strategy& strategy)
{
    const Candidates candidates(state, newest, factor, tick, grade, strategy);
    const double entry = newest.close * factor;
    return {search(candidates, entry, tick, 1, verdict), search(candidates, entry, tick, -1, verdict)};
}

} // namespace tt
