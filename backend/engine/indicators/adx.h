// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/indicators/seededmean.h"

namespace tt {
inline namespace TT_ENGINE_BUILD {

/// Directional movement and its average, 0..100 each (Wilder 1978).
///   +DM = H - Hprev where that is above 0 and above Lprev - L, else 0; -DM likewise downwards
///   +DM, -DM and the true range are Wilder-smoothed over n from bar 1 on; DI = 100 * DM / TR
///   DX = 100 * |+DI - -DI| / (+DI + -DI); ADX = mean of the first n DX, then Wilder-smoothed
/// First bar: DI n, ADX 2n-1. No true range: DI 0. Both DI 0: such a DX counts as 0 in the seed and leaves
/// the ADX as it is later.
template<class Real>
struct Adx
{
    explicit Adx(int period)
        : m_plus(SeededMean<Real>::wilder(period, 1))
        , m_minus(SeededMean<Real>::wilder(period, 1))
        , m_range(SeededMean<Real>::wilder(period, 1))
        , m_adx(SeededMean<Real>::wilder(period, period))
    {
    }
    template<class Other, class Convert>
    Adx(const Adx<Other>& other, Convert convert)
        : m_plus(other.m_plus, convert)
        , m_minus(other.m_minus, convert)
        , m_range(other.m_range, convert)
        , m_adx(other.m_adx, convert)
    {
    }
    static constexpr int diLookback(int period) { return period; }
    static constexpr int lookback(int period) { return 2 * period - 1; }

    /// `up` is H - Hprev, `down` Lprev - L.
    template<class Bar>
    void advance(Real up, Real down, Real trueRange, Bar bar)
    {
        m_plus.advance(select(up > maximum(Real{}, down), up, Real{}), bar);
        m_minus.advance(select(down > maximum(Real{}, up), down, Real{}), bar);
        m_range.advance(trueRange, bar);
        // The true range cancels in DX: one division.
        const Real sum = m_plus.value() + m_minus.value();
        const Real dx = 100 * (magnitude(m_plus.value() - m_minus.value()) / sum);
        // Once a movement was there its mean never returns to 0, so 0/0 means that the ADX is still 0.
        m_adx.advance(select(sum > 0, dx, Real{}), bar);
    }
    Real value() const { return m_adx.value(); }
    Real plusDi() const { return m_plus.value() * perRange(); }
    Real minusDi() const { return m_minus.value() * perRange(); }

private:
    template<class>
    friend struct Adx;

    Real perRange() const { return select(m_range.value() > 0, 100 / m_range.value(), Real{}); }

    SeededMean<Real> m_plus, m_minus, m_range, m_adx;
};

} // namespace TT_ENGINE_BUILD
} // namespace tt
