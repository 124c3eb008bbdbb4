// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/real.h"

namespace tt {
inline namespace TT_ENGINE_BUILD {

/// A recursive mean whose seed is the plain mean of its first `period` inputs:
///   m = mean(x[first] .. x[first+period-1]), then m += gain * (x - m).
/// gain 1/period is Wilder smoothing (New Concepts in Technical Trading Systems, 1978), 2/(period+1) the EMA.
/// `bar` is each lane's own bar index, so lanes may start at different bars; before `first` the input is
/// ignored. Defined from bar first+period-1. `bar` is Steady when that lies behind every lane.
template<class Real>
class SeededMean
{
public:
    SeededMean(int period, double gain, int first)
        : m_gain(gain)
        , m_period(period)
        , m_first(first)
        , m_seeded(first + period - 1)
    {
    }

    /// The same mean for other lanes; `convert` makes a Real of an Other.
    template<class Other, class Convert>
    SeededMean(const SeededMean<Other>& other, Convert convert)
        : m_mean(convert(other.m_mean))
        , m_gain(other.m_gain)
        , m_period(other.m_period)
        , m_first(other.m_first)
        , m_seeded(other.m_seeded)
    {
    }

    static SeededMean wilder(int period, int first) { return {period, 1.0 / period, first}; }
    static SeededMean exponential(int period, int first) { return {period, 2.0 / (period + 1), first}; }

    template<class Bar>
    void advance(Real x, Bar bar)
    {
        const Real recursive = m_mean + m_gain * (x - m_mean);
        const auto running = bar > m_seeded;
        if (everywhere(running)) {
            m_mean = recursive;
            return;
        }
        if constexpr (!std::is_same_v<Bar, Steady>) {
            const Real sum = m_mean + x;
            const Real seed = select(bar < m_first, Real{}, select(bar < m_seeded, sum, sum / m_period));
            m_mean = select(running, recursive, seed);
        }
    }

    /// Meaningless before the mean is defined.
    Real value() const { return m_mean; }

private:
    template<class>
    friend class SeededMean;

    Real m_mean{};
    double m_gain;
    double m_period;
    double m_first;
    double m_seeded; ///< the bar of the seed
};

} // namespace TT_ENGINE_BUILD
} // namespace tt
