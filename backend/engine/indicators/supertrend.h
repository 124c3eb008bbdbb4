// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/indicators/seededmean.h"

namespace tt {
inline namespace TT_ENGINE_BUILD {

/// Supertrend (Seban), a price and a direction 1 or -1.
///   bands = (H + L) / 2 +- factor * ATR(n); a band moves only inwards unless the close before was beyond it
///   up: the line is the lower band, it turns when C <= the band; down: the upper band, turns when C > it
/// The first direction is up when C >= (H + L) / 2. First bar: n.
template<class Real>
struct Supertrend
{
    Supertrend(int period, double factor)
        : m_atr(SeededMean<Real>::wilder(period, 1))
        , m_factor(factor)
        , m_lookback(lookback(period))
    {
    }
    template<class Other, class Convert>
    Supertrend(const Supertrend<Other>& other, Convert convert)
        : m_atr(other.m_atr, convert)
        , m_factor(other.m_factor)
        , m_lookback(other.m_lookback)
        , m_upper(convert(other.m_upper))
        , m_lower(convert(other.m_lower))
        , m_direction(convert(other.m_direction))
    {
    }
    static constexpr int lookback(int period) { return period; }

    template<class Bar>
    void advance(Real high, Real low, Real close, Real closeBefore, Real trueRange, Bar bar)
    {
        m_atr.advance(trueRange, bar);
        const Real middle = (high + low) / 2;
        const Real width = m_factor * m_atr.value();
        const Real upper = middle + width, lower = middle - width;
        const Real tolerance = close * kPriceTolerance;
        const auto first = bar <= m_lookback;

        const auto upperFree = closeBefore - m_upper > tolerance,
                   lowerFree = m_lower - closeBefore > tolerance;
        m_upper = select(first, upper, select(upperFree, upper, minimum(m_upper, upper)));
        m_lower = select(first, lower, select(lowerFree, lower, maximum(m_lower, lower)));

        const Real one = broadcast<Real>(1);
        const Real begun = select(close - middle >= -tolerance, one, -one);
        const Real gone = select(close - line() > tolerance, one, -one);
        m_direction = select(first, begun, gone);
    }
    Real line() const { return select(m_direction > 0, m_lower, m_upper); }
    Real direction() const { return m_direction; }
    Real atr() const { return m_atr.value(); }

private:
    template<class>
    friend struct Supertrend;

    SeededMean<Real> m_atr;
    double m_factor, m_lookback;
    Real m_upper{}, m_lower{}, m_direction{};
};

} // namespace TT_ENGINE_BUILD
} // namespace tt
