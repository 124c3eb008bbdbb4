// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/indicators/window.h"

namespace tt {
inline namespace TT_ENGINE_BUILD {

/// Bollinger Bands (Bollinger), prices.
///   middle = SMA(C, n); upper, lower = middle +- width * population standard deviation of the n closes
/// First bar: n-1. No deviation: the three are equal.
template<class Real>
struct Bollinger
{
    Bollinger(int period, double width)
        : m_part(1.0 / period)
        , m_width(width)
        , m_moments(period)
    {
    }
    template<class Other, class Convert>
    Bollinger(const Bollinger<Other>& other, Convert convert)
        : m_part(other.m_part)
        , m_width(other.m_width)
        , m_moments(other.m_moments, convert)
    {
    }
    static constexpr int lookback(int period) { return period - 1; }

    struct Bands
    {
        Real upper, middle, lower;
    };
    static Bands bands(const Moments<Real>& moments, double part, double width)
    {
        const Real middle = moments.sum * part;
        const Real half = significant(width * squareRoot(moments.squares * part), middle);
        return {middle + half, middle, middle - half};
    }
    Bands update(Real close, std::size_t step)
    {
        return bands(m_moments.update(close, step), m_part, m_width);
    }

private:
    template<class>
    friend struct Bollinger;

    double m_part; ///< 1 / period
    double m_width;
    RollingMoments<Real> m_moments;
};

} // namespace TT_ENGINE_BUILD
} // namespace tt
