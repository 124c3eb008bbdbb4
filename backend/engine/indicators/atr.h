// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/indicators/seededmean.h"

namespace tt {

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
    static constexpr int lookback(int period) { return period; }

    static Real trueRange(Real high, Real low, Real closeBefore)
    {
        return maximum(high, closeBefore) - minimum(low, closeBefore);
    }
    void advance(Real trueRange_, Real bar) { m_mean.advance(trueRange_, bar); }
    Real value() const { return m_mean.value(); }

private:
    SeededMean<Real> m_mean;
};

} // namespace tt
