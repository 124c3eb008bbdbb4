// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/indicators/window.h"

namespace tt {
inline namespace TT_ENGINE_BUILD {

/// Chaikin Money Flow (Chaikin), -1..1.
///   sum over n bars of ((C - L) - (H - C)) / (H - L) * V, divided by the sum of V
/// A bar with H = L counts 0. First bar: n-1. Neutral (no volume at all): 0. Undefined while a volume of the
/// window is missing.
template<class Real>
struct Cmf
{
    explicit Cmf(int period)
        : m_flow(period)
    {
    }
    template<class Other, class Convert>
    Cmf(const Cmf<Other>& other, Convert convert)
        : m_flow(other.m_flow, convert)
    {
    }
    static constexpr int lookback(int period) { return period - 1; }

    /// What a bar adds; `range` is H - L.
    static Real flow(Real high, Real low, Real close, Real range, Real volume)
    {
        const Real multiplier = ((close - low) - (high - close)) / range;
        return select(range > 0, multiplier, Real{}) * volume;
    }
    static Real value(Real flows, Real volumes)
    {
        // A missing volume must stay missing: it is not equal to 0.
        return select(volumes == 0, Real{}, flows / volumes);
    }

    /// `volumes` is the sum of V over the same n bars.
    Real update(Real high, Real low, Real close, Real range, Real volume, Real volumes, std::size_t step)
    {
        return value(m_flow.update(flow(high, low, close, range, volume), step), volumes);
    }

private:
    template<class>
    friend struct Cmf;

    RollingSum<Real> m_flow;
};

} // namespace TT_ENGINE_BUILD
} // namespace tt
