// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/indicators/seededmean.h"

namespace tt {
inline namespace TT_ENGINE_BUILD {

/// Average True Range (Wilder 1978), in units of the price.
///   TR = max(H, Cprev) - min(L, Cprev); ATR = mean of TR over bars 1..n, then Wilder-smoothed
/// First bar: n.
template<class Real>
struct Atr
{
    explicit Atr(int period)
        : m_mean(SeededMean<Real>::wilder(period, 1))
    {
    }
    template<class Other, class Convert>
    Atr(const Atr<Other>& other, Convert convert)
        : m_mean(other.m_mean, convert)
    {
    }
    static constexpr int lookback(int period) { return period; }

    static Real trueRange(Real high, Real low, Real closeBefore)
    {
        return maximum(high, closeBefore) - minimum(low, closeBefore);
    }
    template<class Bar>
    void advance(Real trueRange_, Bar bar)
    {
        m_mean.advance(trueRange_, bar);
    }
    Real value() const { return m_mean.value(); }

private:
    template<class>
    friend struct Atr;

    SeededMean<Real> m_mean;
};

} // namespace TT_ENGINE_BUILD
} // namespace tt
