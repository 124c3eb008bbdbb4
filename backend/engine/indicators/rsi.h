// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/indicators/seededmean.h"

namespace tt {
inline namespace TT_ENGINE_BUILD {

/// Relative Strength Index (Wilder 1978), 0..100.
///   gain = max(C - Cprev, 0), loss = max(Cprev - C, 0), both Wilder-smoothed over n from bar 1 on
///   RSI = 100 * gain / (gain + loss)
/// First bar: n. Neutral (neither gains nor losses): 50.
template<class Real>
struct Rsi
{
    explicit Rsi(int period)
        : m_gain(SeededMean<Real>::wilder(period, 1))
        , m_loss(SeededMean<Real>::wilder(period, 1))
    {
    }
    template<class Other, class Convert>
    Rsi(const Rsi<Other>& other, Convert convert)
        : m_gain(other.m_gain, convert)
        , m_loss(other.m_loss, convert)
    {
    }
    static constexpr int lookback(int period) { return period; }

    /// `change` is the close's change since the bar before.
    template<class Bar>
    void advance(Real change, Bar bar)
    {
        const Real gain = maximum(Real{}, change);
        m_gain.advance(gain, bar);
        m_loss.advance(gain - change, bar);
    }
    Real value() const
    {
        const Real both = m_gain.value() + m_loss.value();
        return select(both > 0, 100 * (m_gain.value() / both), broadcast<Real>(50));
    }

private:
    template<class>
    friend struct Rsi;

    SeededMean<Real> m_gain, m_loss;
};

} // namespace TT_ENGINE_BUILD
} // namespace tt
