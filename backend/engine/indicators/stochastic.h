// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/indicators/window.h"

namespace tt {
inline namespace TT_ENGINE_BUILD {

/// Slow stochastic oscillator (Lane), 0..100.
///   raw = 100 * (C - LL) / (HH - LL) over the highest high and lowest low of n bars
///   %K = mean of `smooth` raw values, %D = mean of `signal` %K values
/// First bar: %K at n+smooth-2, %D signal-1 later (15 and 17 by default). Neutral (HH = LL): raw 50.
template<class Real>
struct Stochastic
{
    Stochastic(int smooth, int signal)
        : m_smooth(1.0 / smooth)
        , m_signal(1.0 / signal)
        , m_raw(smooth)
        , m_k(signal)
    {
    }
    template<class Other, class Convert>
    Stochastic(const Stochastic<Other>& other, Convert convert)
        : m_smooth(other.m_smooth)
        , m_signal(other.m_signal)
        , m_raw(other.m_raw, convert)
        , m_k(other.m_k, convert)
    {
    }
    static constexpr int lookback(int period, int smooth) { return period + smooth - 2; }
    static constexpr int signalLookback(int period, int smooth, int signal)
    {
        return lookback(period, smooth) + signal - 1;
    }

    /// `above` is C - LL, `range` HH - LL.
    static Real raw(Real above, Real range)
    {
        return select(range > 0, 100 * (above / range), broadcast<Real>(50));
    }

    struct Lines
    {
        Real k, d;
    };
    Lines update(Real above, Real range, std::size_t step)
    {
        const Real k = m_raw.update(raw(above, range), step) * m_smooth;
        return {k, m_k.update(k, step) * m_signal};
    }

private:
    template<class>
    friend struct Stochastic;

    double m_smooth, m_signal; ///< one part of the mean
    RollingSum<Real> m_raw, m_k;
};

} // namespace TT_ENGINE_BUILD
} // namespace tt
