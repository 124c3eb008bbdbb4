// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/real.h"

#include <algorithm>

namespace tt {
inline namespace TT_ENGINE_BUILD {

/// Parabolic Stop and Reverse (Wilder 1978; first bars as in TA-Lib), a price.
///   SAR(next) = SAR + a * (extreme - SAR), kept at or below the lows of this bar and the one before (up;
///   mirrored down); a starts at `start`, grows by `step` with every new extreme, up to `most`
///   it reverses when the bar touches the SAR: the SAR becomes the old trend's extreme, beyond both bars
/// The first direction is down when bar 1's downward movement is above 0 and above its upward one; the first
/// SAR is bar 0's low (up) or high (down). First bar: 1.
template<class Real>
struct Psar
{
    Psar(double start, double step, double most)
        : m_start(std::min(start, most))
        , m_step(step)
        , m_most(most)
    {
    }
    template<class Other, class Convert>
    Psar(const Psar<Other>& other, Convert convert)
        : m_start(other.m_start)
        , m_step(other.m_step)
        , m_most(other.m_most)
        , m_sar(convert(other.m_sar))
        , m_next(convert(other.m_next))
        , m_extreme(convert(other.m_extreme))
        , m_gain(convert(other.m_gain))
        , m_direction(convert(other.m_direction))
    {
    }
    static constexpr int lookback() { return 1; }

    /// Before: of the bar before.
    template<class Bar>
    void advance(Real high, Real low, Real highBefore, Real lowBefore, Real close, Bar bar)
    {
        const auto first = bar < 2;
        // At bar 1 the bar before is only the first SAR; it does not hold the next one back.
        const Real up = significant(high - highBefore, close), down = significant(lowBefore - low, close);
        begin(first, high, low, highBefore, lowBefore, down > maximum(Real{}, up));
        highBefore = select(first, high, highBefore);
        lowBefore = select(first, low, lowBefore);

        const Span now = seen(high, low), before = seen(highBefore, lowBefore);
        const Real tolerance = high * kPriceTolerance;

        const auto reversed = now.bottom - m_next <= tolerance;
        const Real turned = maximum(maximum(m_extreme, before.top), now.top);
        const Real afterTurn =
            maximum(maximum(turned + m_start * (now.bottom - turned), before.top), now.top);

        const auto further = now.top - m_extreme > tolerance;
        const Real gain =
            minimum(m_gain + select(further, broadcast<Real>(m_step), Real{}), broadcast<Real>(m_most));
        const Real reach = select(further, now.top, m_extreme);
        const Real onwards = minimum(minimum(m_next + gain * (reach - m_next), before.bottom), now.bottom);

        m_sar = m_direction * select(reversed, turned, m_next);
        m_next = select(reversed, -afterTurn, onwards);
        m_extreme = select(reversed, -now.bottom, reach);
        m_gain = select(reversed, broadcast<Real>(m_start), gain);
        m_direction = select(reversed, -m_direction, m_direction);
    }
    Real value() const { return m_sar; }

private:
    template<class>
    friend struct Psar;

    /// A bar as the trend sees it: a downtrend is an uptrend of negated prices.
    struct Span
    {
        Real top, bottom;
    };
    Span seen(Real high, Real low) const
    {
        const Real a = m_direction * high, b = m_direction * low;
        return {maximum(a, b), minimum(a, b)};
    }

    template<class Mask, class Falling>
    void begin(Mask first, Real high, Real low, Real highBefore, Real lowBefore, Falling falling)
    {
        const Real one = broadcast<Real>(1);
        m_next = select(first, select(falling, -highBefore, lowBefore), m_next);
        m_extreme = select(first, select(falling, -low, high), m_extreme);
        m_direction = select(first, select(falling, -one, one), m_direction);
        m_gain = select(first, broadcast<Real>(m_start), m_gain);
    }

    double m_start, m_step, m_most;
    Real m_sar{};
    Real m_next{}, m_extreme{}; ///< as the trend sees them
    Real m_gain{}, m_direction{};
};

} // namespace TT_ENGINE_BUILD
} // namespace tt
