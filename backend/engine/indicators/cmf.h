// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/indicators/window.h"

namespace tt {

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
    static constexpr int lookback(int period) { return period - 1; }

    /// `range` is H - L, `volumes` the sum of V over the same n bars.
    Real update(Real high, Real low, Real close, Real range, Real volume, Real volumes, std::size_t step)
    {
        const Real multiplier = ((close - low) - (high - close)) / range;
        const Real flow = m_flow.update(select(range > 0, multiplier, Real{}) * volume, step);
        // A missing volume must stay missing: it is not equal to 0.
        return select(volumes == 0, Real{}, flow / volumes);
    }

private:
    RollingSum<Real> m_flow;
};

} // namespace tt
