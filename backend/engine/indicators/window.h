// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/real.h"

#include <bit>
#include <cstddef>
#include <vector>

/// Values over the last `period` inputs by doubling: the value over 2k inputs is put together from the values
/// over k inputs now and k inputs ago. Every result is a fixed expression of the inputs of its window alone:
/// nothing drifts, a NaN leaves with its bar, and it does not matter at which bar the feeding started once
/// `period` inputs came in a row. Before that the results are meaningless (finite for finite inputs).
/// `step` counts the updates and is the same in all lanes.
namespace tt {
inline namespace TT_ENGINE_BUILD {

/// Rings of one power-of-two length, one for each level of doubling.
template<class Real>
class LevelRings
{
public:
    LevelRings(int period, int levels)
        : m_length(std::bit_ceil(static_cast<std::size_t>(period)))
        , m_values(m_length * static_cast<std::size_t>(levels))
    {
    }

    template<class Other, class Convert>
    LevelRings(const LevelRings<Other>& other, Convert convert)
        : m_length(other.m_length)
    {
        m_values.reserve(other.m_values.size());
        for (const Other& value : other.m_values)
            m_values.push_back(convert(value));
    }

    Real& at(std::size_t level, std::size_t step)
    {
        return m_values[level * m_length + (step & (m_length - 1))];
    }

private:
    template<class>
    friend class LevelRings;

    std::size_t m_length;
    std::vector<Real> m_values;
};

/// How many times 1 is doubled to reach the largest power of two within `period`.
constexpr int doublings(int period)
{
    return static_cast<int>(std::bit_width(static_cast<unsigned>(period))) - 1;
}

/// Sum of the last `period` inputs.
template<class Real>
class RollingSum
{
public:
    explicit RollingSum(int period)
        : m_period(static_cast<std::size_t>(period))
        , m_doublings(static_cast<std::size_t>(doublings(period)))
        , m_rings(period, doublings(period))
    {
    }

    template<class Other, class Convert>
    RollingSum(const RollingSum<Other>& other, Convert convert)
        : m_period(other.m_period)
        , m_doublings(other.m_doublings)
        , m_rings(other.m_rings, convert)
    {
    }

    Real update(Real x, std::size_t step)
    {
        Real sum = x;
        std::size_t span = 1;
        for (std::size_t level = 0; level < m_doublings; ++level, span *= 2) {
            m_rings.at(level, step) = sum;
            sum += m_rings.at(level, step - span);
        }
        for (std::size_t level = m_doublings, done = span; done < m_period;) {
            --level;
            const std::size_t part = std::size_t{1} << level;
            if ((m_period & part) == 0)
                continue;
            sum += m_rings.at(level, step - done);
            done += part;
        }
        return sum;
    }

private:
    template<class>
    friend class RollingSum;

    std::size_t m_period, m_doublings;
    LevelRings<Real> m_rings;
};

/// Largest or smallest of the last `period` inputs: two overlapping power-of-two windows.
template<class Real, Real (*better)(Real, Real)>
class RollingExtreme
{
public:
    explicit RollingExtreme(int period)
        : m_period(static_cast<std::size_t>(period))
        , m_doublings(static_cast<std::size_t>(doublings(period)))
        , m_rings(period, doublings(period) + 1)
    {
    }

    template<class Other, Other (*otherBetter)(Other, Other), class Convert>
    RollingExtreme(const RollingExtreme<Other, otherBetter>& other, Convert convert)
        : m_period(other.m_period)
        , m_doublings(other.m_doublings)
        , m_rings(other.m_rings, convert)
    {
    }

    Real update(Real x, std::size_t step)
    {
        Real best = x;
        std::size_t span = 1;
        for (std::size_t level = 0; level < m_doublings; ++level, span *= 2) {
            m_rings.at(level, step) = best;
            best = better(best, m_rings.at(level, step - span));
        }
        m_rings.at(m_doublings, step) = best;
        return better(best, m_rings.at(m_doublings, step - (m_period - span)));
    }

private:
    template<class Other, Other (*)(Other, Other)>
    friend class RollingExtreme;

    std::size_t m_period, m_doublings;
    LevelRings<Real> m_rings;
};

template<class Real>
using RollingMaximum = RollingExtreme<Real, &maximum<Real>>;
template<class Real>
using RollingMinimum = RollingExtreme<Real, &minimum<Real>>;

template<class Real>
struct Moments
{
    Real sum;
    Real squares; ///< sum of squared distances from the mean, never below 0
};

/// The moments of two sets of inputs together. countA is a multiple of countB, so equal inputs give a
/// distance of exactly 0.
template<class Real>
Moments<Real> merged(const Moments<Real>& a, std::size_t countA, const Moments<Real>& b, std::size_t countB)
{
    const double na = static_cast<double>(countA), nb = static_cast<double>(countB);
    const Real distance = a.sum - b.sum * (na / nb);
    return {a.sum + b.sum, a.squares + b.squares + distance * distance * (nb / (na * (na + nb)))};
}

/// Sum and squared distances of the last `period` inputs, merged pairwise (Chan, Golub and LeVeque 1983), so
/// nothing cancels however far the inputs are from 0. The sum has the bits of RollingSum.
template<class Real>
class RollingMoments
{
public:
    explicit RollingMoments(int period)
        : m_period(static_cast<std::size_t>(period))
        , m_doublings(static_cast<std::size_t>(doublings(period)))
        , m_rings(period, doublings(period))
    {
    }

    template<class Other, class Convert>
    RollingMoments(const RollingMoments<Other>& other, Convert convert)
        : m_period(other.m_period)
        , m_doublings(other.m_doublings)
        , m_rings(other.m_rings, [&](const Moments<Other>& m) {
            return Moments<Real>{convert(m.sum), convert(m.squares)};
        })
    {
    }

    Moments<Real> update(Real x, std::size_t step)
    {
        Moments<Real> all{x, Real{}};
        std::size_t span = 1;
        for (std::size_t level = 0; level < m_doublings; ++level, span *= 2) {
            m_rings.at(level, step) = all;
            all = merged(all, span, m_rings.at(level, step - span), span);
        }
        for (std::size_t level = m_doublings, done = span; done < m_period;) {
            --level;
            const std::size_t part = std::size_t{1} << level;
            if ((m_period & part) == 0)
                continue;
            all = merged(all, done, m_rings.at(level, step - done), part);
            done += part;
        }
        return all;
    }

private:
    template<class>
    friend class RollingMoments;

    std::size_t m_period, m_doublings;
    LevelRings<Moments<Real>> m_rings;
};

} // namespace TT_ENGINE_BUILD
} // namespace tt
