// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <cstddef>
#include <limits>
#include <type_traits>

/// Code that is compiled more than once, for different instruction sets, lives in a namespace of each build:
/// were the names equal, the linker could keep the AVX2 copy of a function for everybody.
#ifndef TT_ENGINE_BUILD
#define TT_ENGINE_BUILD portable
#endif

/// Helpers for code that is written once for `Real = double` and for a vector of lanes (GCC vector extension:
/// several symbols side by side). Such code has no branch that depends on a price: it computes both sides and
/// selects.
namespace tt {
inline namespace TT_ENGINE_BUILD {

/// The vector of lanes that every machine of this architecture has; plain double where none is known.
#if defined(__x86_64__) || defined(__aarch64__)
using PortableLanes = double __attribute__((vector_size(16)));
#else
using PortableLanes = double;
#endif

/// A difference of prices within this part of the price counts as 0 (analysis.md section 1).
inline constexpr double kPriceTolerance = 1e-12;

/// The index of some bar after the warm-up: larger than any number it is compared with.
struct Steady
{
};
constexpr bool operator>(Steady, double)
{
    return true;
}
constexpr bool operator<(Steady, double)
{
    return false;
}
constexpr bool operator<=(Steady, double)
{
    return false;
}

/// Of columns that vectors are read from and written to: a line of the cache, which no vector then straddles.
inline constexpr std::size_t kAlignment = 64;

template<class Real>
inline constexpr std::size_t kLanes = std::is_arithmetic_v<Real> ? 1 : sizeof(Real) / sizeof(double);

/// `value` in every lane.
template<class Real>
constexpr Real broadcast(double value)
{
    if constexpr (kLanes<Real> == 1)
        return Real{value};
    else if constexpr (kLanes<Real> == 2)
        return Real{value, value};
    else
        return Real{value, value, value, value};
}

template<class Real>
constexpr double laneOf(const Real& value, std::size_t lane)
{
    if constexpr (std::is_arithmetic_v<Real>)
        return value;
    else
        return value[lane];
}

/// kLanes<Real> doubles from anywhere.
template<class Real>
Real loadFrom(const double* from)
{
    Real value;
    __builtin_memcpy(&value, from, sizeof value);
    return value;
}
template<class Real>
void storeTo(double* to, const Real& value)
{
    __builtin_memcpy(to, &value, sizeof value);
}

template<class Real>
constexpr Real undefined()
{
    return broadcast<Real>(std::numeric_limits<double>::quiet_NaN());
}

/// `a` where the mask holds, else `b`, lane by lane. Masks are combined with & and |.
template<class Real>
constexpr Real select(bool mask, Real a, Real b)
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
    for (unsigned lane = 0; lane < kLanes<Mask>; ++lane)
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
    if constexpr (std::is_arithmetic_v<Real>) {
        return std::abs(x);
    } else {
        using Bits = decltype(x < x);
        return Real(Bits(x) & ~Bits(broadcast<Real>(-0.0)));
    }
}

template<class Real>
Real squareRoot(Real x)
{
    if constexpr (std::is_arithmetic_v<Real>) {
        return std::sqrt(x);
    } else {
        Real root{};
        for (unsigned lane = 0; lane < kLanes<Real>; ++lane)
            root[lane] = __builtin_sqrt(x[lane]);
        return root;
    }
}

/// A `range` that is never negative, 0 where it is within kPriceTolerance of `price`.
template<class Real>
Real significantRange(Real range, Real price)
{
    return select(range <= price * kPriceTolerance, Real{}, range);
}

/// `difference` of two prices, 0 where it is within kPriceTolerance of `price`.
template<class Real>
Real significant(Real difference, Real price)
{
    return select(magnitude(difference) <= price * kPriceTolerance, Real{}, difference);
}

} // namespace TT_ENGINE_BUILD
} // namespace tt
