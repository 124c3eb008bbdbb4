// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/real.h"

namespace tt {
inline namespace TT_ENGINE_BUILD {

/// On-Balance Volume (Granville 1963), in shares.
///   0 at bar 0, then plus V when the close rose, minus V when it fell
/// First bar: 0. Undefined at a bar whose volume is missing; the count goes on after it as if that volume
/// were 0.
template<class Real>
struct Obv
{
    Obv() = default;
    template<class Other, class Convert>
    Obv(const Obv<Other>& other, Convert convert)
        : m_total(convert(other.m_total))
        , m_volume(convert(other.m_volume))
    {
    }
    static constexpr int lookback() { return 0; }

    /// `change` is the close's change since the bar before.
    template<class Bar>
    void advance(Real change, Real volume, Bar bar)
    {
        const auto known = volume == volume;
        const Real counted = select(known, volume, Real{});
        const Real bought = select(change > 0, counted, Real{}), sold = select(change < 0, counted, Real{});
        m_total = select(bar < 1, Real{}, m_total + bought - sold);
        m_volume = volume;
    }
    Real value() const { return select(m_volume == m_volume, m_total, undefined<Real>()); }

private:
    template<class>
    friend struct Obv;

    Real m_total{};
    Real m_volume{}; ///< of the newest bar
};

} // namespace TT_ENGINE_BUILD
} // namespace tt
