// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/indicators/seededmean.h"

#include <algorithm>

namespace tt {
inline namespace TT_ENGINE_BUILD {

/// Moving Average Convergence Divergence (Appel 1979), in units of the price.
///   line = EMA(C, fast) - EMA(C, slow); signal = EMA(line, signal); histogram = line - signal
/// Every EMA is seeded with the mean of its first inputs. First bar: line at slow-1, signal and histogram
/// signal-1 bars later (25 and 33 by default).
template<class Real>
struct Macd
{
    Macd(int fast, int slow, int signal)
        : m_fast(SeededMean<Real>::exponential(fast, 0))
        , m_slow(SeededMean<Real>::exponential(slow, 0))
        , m_signal(SeededMean<Real>::exponential(signal, lineLookback(fast, slow)))
    {
    }
    template<class Other, class Convert>
    Macd(const Macd<Other>& other, Convert convert)
        : m_fast(other.m_fast, convert)
        , m_slow(other.m_slow, convert)
        , m_signal(other.m_signal, convert)
    {
    }
    static constexpr int lineLookback(int fast, int slow) { return std::max(fast, slow) - 1; }
    static constexpr int lookback(int fast, int slow, int signal)
    {
        return lineLookback(fast, slow) + signal - 1;
    }

    template<class Bar>
    void advance(Real close, Bar bar)
    {
        m_fast.advance(close, bar);
        m_slow.advance(close, bar);
        m_signal.advance(line(), bar);
    }
    Real line() const { return m_fast.value() - m_slow.value(); }
    Real signal() const { return m_signal.value(); }

private:
    template<class>
    friend struct Macd;

    SeededMean<Real> m_fast, m_slow, m_signal;
};

} // namespace TT_ENGINE_BUILD
} // namespace tt
