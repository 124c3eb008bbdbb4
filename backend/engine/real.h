// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <limits>
#include <type_traits>

/// Helpers for code that is written once for `Real = double` and for a vector of lanes (GCC vector extension:
/// several symbols side by side). Such code has no branch that depends on a price: it computes both sides and
/// selects.
namespace tt {

/// A difference of prices within this part of the price counts as 0 (analysis.md section 1).
inline constexpr double kPriceTolerance = 1e-12;

/// `value` in every lane.
template<class Real>
constexpr Real broadcast(double value)
{
    if constexpr (std::is_same_v<Real, double>)
        return value;
    else
        return Real{} + value;
}

template<class Real>
constexpr Real undefined()
{
    return broadcast<Real>(std::numeric_limits<double>::quiet_NaN());
}

/// `a` where the mask holds, else `b`, lane by lane. Masks are combined with & and |.
constexpr double select(bool mask, double a, double b)
{
    return mask ? a : b;
}
template<class Mask, class Real>
requires(!std::is_arithmetic_v<Mask>) constexpr Real select(Mask mask, Real a, Real b)
{
    return mask ? a : b;
}

/// Whether the mask holds in every lane.
constexpr bool everywhere(bool mask)
{
    return mask;
}
template<class Mask>
requires(!std::is_arithmetic_v<Mask>) constexpr bool everywhere(Mask mask)
{
    bool all = true;
    for (unsigned lane = 0; lane < sizeof(Mask) / sizeof(double); ++lane)
        all = all && mask[lane];
    return all;
}

/// The larger; `a` unless `b` is above it, so a NaN in `b` never wins.
template<class Real>
constexpr Real maximum(Real a, Real b)
{
    return select(b > a, b, a);
}
template<class Real>
constexpr Real minimum(Real a, Real b)
{
    return select(b < a, b, a);
}
template<class Real>
Real magnitude(Real x)
{
    if constexpr (std::is_same_v<Real, double>)
        return std::abs(x);
    else
        return maximum(x, -x);
}

template<class Real>
Real squareRoot(Real x)
{
    if constexpr (std::is_same_v<Real, double>) {
        return std::sqrt(x);
    } else {
        Real root{};
        for (unsigned lane = 0; lane < sizeof(Real) / sizeof(double); ++lane)
            root[lane] = std::sqrt(x[lane]);
        return root;
    }
}

/// `difference` of two prices, 0 where it is within kPriceTolerance of `price`.
template<class Real>
Real significant(Real difference, Real price)
{
    return select(magnitude(difference) <= price * kPriceTolerance, Real{}, difference);
}

} // namespace tt
