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
        , m_high(convert(other.m_high))
        , m_low(convert(other.m_low))
    {
    }
    static constexpr int lookback() { return 1; }

    /// `up` is H - Hprev, `down` Lprev - L.
    template<class Bar>
    void advance(Real high, Real low, Real up, Real down, Bar bar)
    {
        const auto first = bar < 2;
        begin(first, high, low, down > maximum(Real{}, up));

        const auto rising = m_direction > 0;
        const Real top = select(rising, high, -low), bottom = select(rising, low, -high);
        const Real topBefore = select(rising, m_high, -m_low), bottomBefore = select(rising, m_low, -m_high);
        const Real tolerance = high * kPriceTolerance;

        const auto reversed = bottom - m_next <= tolerance;
        const Real turned = maximum(maximum(m_extreme, topBefore), top);
        const Real afterTurn = maximum(maximum(turned + m_start * (bottom - turned), topBefore), top);

        const auto further = top - m_extreme > tolerance;
        const Real gain = select(further, minimum(m_gain + m_step, broadcast<Real>(m_most)), m_gain);
        const Real reach = select(further, top, m_extreme);
        const Real onwards = minimum(minimum(m_next + gain * (reach - m_next), bottomBefore), bottom);

        m_sar = m_direction * select(reversed, turned, m_next);
        m_next = select(reversed, -afterTurn, onwards);
        m_extreme = select(reversed, -bottom, reach);
        m_gain = select(reversed, broadcast<Real>(m_start), gain);
        m_direction = select(reversed, -m_direction, m_direction);
        m_high = high;
        m_low = low;
    }
    Real value() const { return m_sar; }

private:
    template<class>
    friend struct Psar;

    /// At bar 1 the bar before is only the first SAR; it does not hold the next one back.
    template<class Mask, class Falling>
    void begin(Mask first, Real high, Real low, Falling falling)
    {
        const Real one = broadcast<Real>(1);
        m_next = select(first, select(falling, -m_high, m_low), m_next);
        m_extreme = select(first, select(falling, -low, high), m_extreme);
        m_direction = select(first, select(falling, -one, one), m_direction);
        m_gain = select(first, broadcast<Real>(m_start), m_gain);
        m_high = select(first, high, m_high);
        m_low = select(first, low, m_low);
    }

    double m_start, m_step, m_most;
    Real m_sar{};
    /// As the trend sees them: a downtrend is an uptrend of negated prices.
    Real m_next{}, m_extreme{};
    Real m_gain{}, m_direction{};
    Real m_high{}, m_low{}; ///< of the bar before
};

} // namespace TT_ENGINE_BUILD
} // namespace tt
