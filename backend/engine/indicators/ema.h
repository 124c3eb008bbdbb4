// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/indicators/seededmean.h"

#include <algorithm>

namespace tt {

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
    static constexpr int lookback(int period) { return period - 1; }
    static constexpr int lookback(int fast, int slow) { return std::max(fast, slow) - 1; }

    void advance(Real close, Real bar)
    {
        m_fast.advance(close, bar);
        m_slow.advance(close, bar);
    }
    Real fast() const { return m_fast.value(); }
    Real slow() const { return m_slow.value(); }

private:
    SeededMean<Real> m_fast, m_slow;
};

} // namespace tt
