// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/indicators/seededmean.h"

#include <algorithm>

namespace tt {
inline namespace TT_ENGINE_BUILD {

/// Two exponential moving averages of the close, prices. EMA = mean of the first n closes, then
/// EMA += 2/(n+1) * (C - EMA). First bar: n-1 each.
template<class Real>
struct EmaPair
{
    EmaPair(int fast, int slow)
        : m_fast(SeededMean<Real>::exponential(fast, 0))
        , m_slow(SeededMean<Real>::exponential(slow, 0))
    {
    }
    template<class Other, class Convert>
    EmaPair(const EmaPair<Other>& other, Convert convert)
        : m_fast(other.m_fast, convert)
        , m_slow(other.m_slow, convert)
    {
    }
    static constexpr int lookback(int period) { return period - 1; }
    static constexpr int lookback(int fast, int slow) { return std::max(fast, slow) - 1; }

    template<class Bar>
    void advance(Real close, Bar bar)
    {
        m_fast.advance(close, bar);
        m_slow.advance(close, bar);
    }
    Real fast() const { return m_fast.value(); }
    Real slow() const { return m_slow.value(); }

private:
    template<class>
    friend struct EmaPair;

    SeededMean<Real> m_fast, m_slow;
};

} // namespace TT_ENGINE_BUILD
} // namespace tt
