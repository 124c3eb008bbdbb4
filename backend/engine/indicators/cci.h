// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/indicators/window.h"

#include <vector>

namespace tt {

/// Commodity Channel Index (Lambert 1980), without unit.
///   TP = (H + L + C) / 3; CCI = (TP - SMA) / (0.015 * mean |TP_i - SMA|), both means over n bars
/// First bar: n-1. Neutral (no deviation): 0.
template<class Real>
struct Cci
{
    explicit Cci(int period)
        : m_period(static_cast<std::size_t>(period))
        , m_sum(period)
        , m_twice(2 * m_period)
    {
    }
    static constexpr int lookback(int period) { return period - 1; }

    Real update(Real high, Real low, Real close, std::size_t step)
    {
        const Real typical = (high + low + close) / 3;
        // Written twice, so that the last n lie side by side at every position.
        m_twice[m_oldest] = m_twice[m_oldest + m_period] = typical;
        m_oldest = m_oldest + 1 == m_period ? 0 : m_oldest + 1;

        const double count = static_cast<double>(m_period);
        const Real mean = m_sum.update(typical, step) / count;
        const Real deviation = deviations(mean) / count;
        const Real value = (typical - mean) / (0.015 * deviation);
        return select(deviation <= typical * kPriceTolerance, Real{}, value);
    }

    /// The next update takes the place of the last one.
    void stepBack() { m_oldest = m_oldest == 0 ? m_period - 1 : m_oldest - 1; }

private:
    /// Four sums in turn: four additions are under way at once.
    Real deviations(Real mean) const
    {
        const Real* window = m_twice.data() + m_oldest;
        Real sums[4] = {};
        std::size_t i = 0;
        for (; i + 4 <= m_period; i += 4) {
            sums[0] += magnitude(window[i] - mean);
            sums[1] += magnitude(window[i + 1] - mean);
            sums[2] += magnitude(window[i + 2] - mean);
            sums[3] += magnitude(window[i + 3] - mean);
        }
        for (; i < m_period; ++i)
            sums[0] += magnitude(window[i] - mean);
        return (sums[0] + sums[1]) + (sums[2] + sums[3]);
    }

    std::size_t m_period;
    std::size_t m_oldest = 0;
    RollingSum<Real> m_sum;
    std::vector<Real> m_twice;
};

} // namespace tt
