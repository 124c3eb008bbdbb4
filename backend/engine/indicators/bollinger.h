// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/indicators/window.h"

namespace tt {

/// Bollinger Bands (Bollinger), prices.
///   middle = SMA(C, n); upper, lower = middle +- width * population standard deviation of the n closes
/// First bar: n-1. No deviation: the three are equal.
template<class Real>
struct Bollinger
{
    Bollinger(int period, double width)
        : m_period(period)
        , m_width(width)
        , m_moments(period)
    {
    }
    static constexpr int lookback(int period) { return period - 1; }

    struct Bands
    {
        Real upper, middle, lower;
    };
    Bands update(Real close, std::size_t step)
    {
        const Moments<Real> moments = m_moments.update(close, step);
        const Real middle = moments.sum / m_period;
        const Real half = significant(m_width * squareRoot(moments.squares / m_period), middle);
        return {middle + half, middle, middle - half};
    }

private:
    double m_period, m_width;
    RollingMoments<Real> m_moments;
};

} // namespace tt
