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
        , m_close(convert(other.m_close))
    {
    }
    static constexpr int lookback(int period) { return period; }

    template<class Bar>
    void advance(Real high, Real low, Real close, Real trueRange, Bar bar)
    {
        m_atr.advance(trueRange, bar);
        const Real middle = (high + low) / 2;
        const Real width = m_factor * m_atr.value();
        const Real upper = middle + width, lower = middle - width;
        const Real tolerance = close * kPriceTolerance;
        const auto first = bar <= m_lookback;

        const auto upperMoves = (upper < m_upper) | (m_close - m_upper > tolerance);
        const auto lowerMoves = (lower > m_lower) | (m_lower - m_close > tolerance);
        m_upper = select(first, upper, select(upperMoves, upper, m_upper));
        m_lower = select(first, lower, select(lowerMoves, lower, m_lower));

        const Real one = broadcast<Real>(1);
        const Real begun = select(close - middle >= -tolerance, one, -one);
        const Real fromUp = select(close - m_lower <= tolerance, -one, one);
        const Real fromDown = select(close - m_upper > tolerance, one, -one);
        m_direction = select(first, begun, select(m_direction > 0, fromUp, fromDown));
        m_close = close;
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
    Real m_close{}; ///< of the bar before
};

} // namespace TT_ENGINE_BUILD
} // namespace tt
