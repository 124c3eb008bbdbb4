// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/real.h"

namespace tt {
inline namespace TT_ENGINE_BUILD {

/// Williams %R (Larry Williams), -100..0.
///   -100 * (HH - C) / (HH - LL) over the highest high and lowest low of n bars
/// First bar: n-1. Neutral (HH = LL): -50.
template<class Real>
struct Williams
{
    static constexpr int lookback(int period) { return period - 1; }

    /// `below` is HH - C, `range` HH - LL.
    static Real value(Real below, Real range)
    {
        return select(range > 0, -100 * (below / range), broadcast<Real>(-50));
    }
};

} // namespace TT_ENGINE_BUILD
} // namespace tt
