// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/indicators/cascade.h"

#include <vector>

namespace tt {
inline namespace TT_ENGINE_BUILD {

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
    template<class Other, class Convert>
    Cci(const Cci<Other>& other, Convert convert)
        : m_period(other.m_period)
        , m_oldest(other.m_oldest)
        , m_sum(other.m_sum, convert)
    {
        m_twice.reserve(other.m_twice.size());
        for (const Other& value : other.m_twice)
            m_twice.push_back(convert(value));
    }
    static constexpr int lookback(int period) { return period - 1; }

    static Real typical(Real high, Real low, Real close) { return (high + low + close) * (1.0 / 3); }
    static Real value(Real typical, Real mean, Real deviation)
    {
        return select(deviation <= typical * kPriceTolerance, Real{}, (typical - mean) / (0.015 * deviation));
    }

    /// Sum of the distances from the mean of `at(0)`, the oldest, to `at(period - 1)`. Four sums in turn:
    /// four additions are under way at once.
    template<class At, class Period>
    static Real deviations(At at, Period period, Real mean)
    {
        Real sums[4] = {};
        eachPlace(
            period, [&](auto i) __attribute__((always_inline)) {
                sums[i % 4] += magnitude(at(static_cast<std::size_t>(i)) - mean);
            });
        return (sums[0] + sums[1]) + (sums[2] + sums[3]);
    }

    Real update(Real high, Real low, Real close, std::size_t step)
    {
        const Real price = typical(high, low, close);
        // Written twice, so that the last n lie side by side at every position.
        m_twice[m_oldest] = m_twice[m_oldest + m_period] = price;
        m_oldest = m_oldest + 1 == m_period ? 0 : m_oldest + 1;

        const double part = 1 / static_cast<double>(m_period);
        const Real mean = m_sum.update(price, step) * part;
        const Real* window = m_twice.data() + m_oldest;
        const auto at = [window](std::size_t i) { return window[i]; };
        return value(price, mean, deviations(at, static_cast<int>(m_period), mean) * part);
    }

    /// The next update takes the place of the last one.
    void stepBack() { m_oldest = m_oldest == 0 ? m_period - 1 : m_oldest - 1; }

private:
    template<class>
    friend struct Cci;

    std::size_t m_period;
    std::size_t m_oldest = 0;
    RollingSum<Real> m_sum;
    std::vector<Real> m_twice;
};

} // namespace TT_ENGINE_BUILD
} // namespace tt
