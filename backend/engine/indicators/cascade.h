// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/indicators/window.h"

#include <type_traits>

namespace tt {
inline namespace TT_ENGINE_BUILD {

/// A period that the compiler knows: whatever hangs on it is unrolled.
template<int Bars>
struct FixedPeriod
{
    constexpr operator int() const { return Bars; }
};

template<int Place, int End, class Visit>
[[gnu::always_inline]] inline void eachFixedPlace(Visit& visit)
{
    if constexpr (Place < End) {
        visit(std::integral_constant<int, Place>());
        eachFixedPlace<Place + 1, End>(visit);
    }
}
/// visit(0) .. visit(period - 1).
template<class Period, class Visit>
[[gnu::always_inline]] inline void eachPlace(Period period, Visit visit)
{
    if constexpr (std::is_same_v<Period, int>) {
        for (int place = 0; place < period; ++place)
            visit(place);
    } else {
        eachFixedPlace<0, int{Period{}}>(visit);
    }
}
/// visit(0) .. visit(doublings(period) - 1).
template<class Period, class Visit>
[[gnu::always_inline]] inline void eachLevel(Period period, Visit visit)
{
    if constexpr (std::is_same_v<Period, int>)
        eachPlace(doublings(period), visit);
    else
        eachPlace(FixedPeriod<doublings(Period{})>(), visit);
}

/// The values one bar before those of `now`, which `previous` precedes.
template<class Real, std::size_t Symbols>
Real oneBarBefore(const Real& previous, [[maybe_unused]] const Real& now)
{
    if constexpr (Symbols == kLanes<Real>) {
        return previous;
    } else {
        static_assert(Symbols == 1 && kLanes<Real> == 2);
        return __builtin_shufflevector(previous, now, 1, 2);
    }
}

template<class Real>
[[gnu::always_inline]] inline Real loadAligned(const double* from)
{
    return loadFrom<Real>(static_cast<const double*>(__builtin_assume_aligned(from, sizeof(Real))));
}
template<class Real>
[[gnu::always_inline]] inline void storeAligned(double* to, const Real& value)
{
    storeTo<Real>(static_cast<double*>(__builtin_assume_aligned(to, sizeof(Real))), value);
}

/// What a cascade adds up; `merge(a, countA, b, countB)` puts two neighbouring sets together, `b` the older.
template<class Real>
struct SumOf
{
    using Value = Real;
    static constexpr bool kOverlaps = false; ///< whether a set may count twice
    static constexpr std::size_t kSize = kLanes<Real>;
    static Value load(const double* from) { return loadAligned<Real>(from); }
    static void store(double* to, const Value& value) { storeAligned<Real>(to, value); }
    template<std::size_t Symbols>
    static Value before(const Value& previous, const Value& now)
    {
        return oneBarBefore<Real, Symbols>(previous, now);
    }
    static Value merge(const Value& a, int, const Value& b, int) { return a + b; }
};

template<class Real, Real (*better)(Real, Real)>
struct ExtremeOf : SumOf<Real>
{
    static constexpr bool kOverlaps = true;
    static Real merge(const Real& a, int, const Real& b, int) { return better(a, b); }
};

template<class Real>
struct MomentsOf
{
    using Value = Moments<Real>;
    static constexpr bool kOverlaps = false;
    static constexpr std::size_t kSize = 2 * kLanes<Real>;
    static Value load(const double* from)
    {
        return {loadAligned<Real>(from), loadAligned<Real>(from + kLanes<Real>)};
    }
    static void store(double* to, const Value& value)
    {
        storeAligned<Real>(to, value.sum);
        storeAligned<Real>(to + kLanes<Real>, value.squares);
    }
    template<std::size_t Symbols>
    static Value before(const Value& previous, const Value& now)
    {
        return {oneBarBefore<Real, Symbols>(previous.sum, now.sum), Real{}};
    }
    static Value merge(const Value& a, int countA, const Value& b, int countB)
    {
        return merged(a, static_cast<std::size_t>(countA), b, static_cast<std::size_t>(countB));
    }
};

/// The rings of window.h for a run of neighbouring bars: the levels of one step lie side by side in a row,
/// and as few rows as the period needs follow each other in a ring, so that all of it stays in the nearest
/// cache. Values have the bits of window.h once `period` bars came in a row.
///
/// A step is one Real: `Symbols` symbols side by side, kLanes<Real> / Symbols bars.
template<class Real, std::size_t Symbols, class Of, class Period>
class Cascade
{
public:
    using Value = typename Of::Value;
    static constexpr int kBarsInStep = static_cast<int>(kLanes<Real> / Symbols);

    /// Doubles of memory.
    static constexpr std::size_t memorySize(Period period) { return ringSize(period) + Of::kSize; }

    /// Goes on after `steps` steps from what an earlier one left in the memory that it takes from `free`,
    /// which is aligned to sizeof(Real).
    Cascade(Period period, std::size_t steps, double*& free)
        : m_period(period)
        , m_ring(free)
        , m_row(steps * rowSize(period) & (ringSize(period) - 1))
        , m_previous(Of::load(free + ringSize(period)))
    {
        free += memorySize(period);
    }
    ~Cascade() { Of::store(m_ring + ringSize(m_period), m_previous); }
    Cascade(const Cascade&) = delete;
    Cascade& operator=(const Cascade&) = delete;

    /// One more step.
    [[gnu::always_inline]] inline void advance(const Value& x)
    {
        m_row = (m_row + rowSize(m_period)) & (ringSize(m_period) - 1);
        keep(0, x);
        eachLevel(
            m_period, [&](auto level) __attribute__((always_inline)) {
                const int span = 1 << level;
                const Value past = level == 0 ? Of::template before<Symbols>(m_previous, x) : at(level, span);
                keep(level + 1, Of::merge(m_now[level], span, past, span));
            });
        m_previous = x;
    }

    /// What the newest `length` <= period bars come to.
    template<class Length>
    [[gnu::always_inline]] inline Value over(Length length) const
    {
        static_assert(!Of::kOverlaps);
        const int top = doublings(length);
        int done = 1 << top;
        Value all = m_now[top];
        eachLevel(
            length, [&](auto upwards) __attribute__((always_inline)) {
                const int level = top - 1 - upwards, part = 1 << level;
                if ((length & part) == 0)
                    return;
                all = Of::merge(all, done, at(level, done), part);
                done += part;
            });
        return all;
    }

    /// What the newest `period` bars come to, of two overlapping windows.
    [[gnu::always_inline]] inline Value overlapping() const
    {
        static_assert(Of::kOverlaps);
        const int top = doublings(m_period), span = 1 << top, bars = m_period - span;
        if (bars % kBarsInStep == 0)
            return Of::merge(m_now[top], span, at(top, bars), span);
        const Value later = at(top, bars - 1), earlier = at(top, bars + 1);
        return Of::merge(m_now[top], span, Of::template before<Symbols>(earlier, later), span);
    }

private:
    static constexpr std::size_t kMostLevels = 13; // periods of up to 4095 bars

    /// The levels that somebody asks for later, at least one.
    static constexpr int lowest(Period period)
    {
        return doublings(period) > 0 && (Of::kOverlaps || !isOdd(period)) ? 1 : 0;
    }
    static constexpr int highest(Period period)
    {
        const int top = doublings(period);
        return Of::kOverlaps || top == 0 ? top : top - 1;
    }
    static constexpr std::size_t rowSize(Period period)
    {
        const int levels = highest(period) - lowest(period) + 1;
        return std::bit_ceil(static_cast<std::size_t>(levels < 1 ? 1 : levels)) * Of::kSize;
    }
    /// A power of two.
    static constexpr std::size_t ringSize(Period period)
    {
        return std::bit_ceil(static_cast<std::size_t>(period / kBarsInStep + 1)) * rowSize(period);
    }
    [[gnu::always_inline]] inline void keep(int level, const Value& value)
    {
        m_now[level] = value;
        if (lowest(m_period) <= level && level <= highest(m_period))
            Of::store(m_ring + m_row + place(level), value);
    }
    /// Whether some length may be odd, whose last part is a single bar.
    static constexpr bool isOdd(Period period) { return std::is_same_v<Period, int> || period % 2 == 1; }
    std::size_t place(int level) const
    {
        return static_cast<std::size_t>(level - lowest(m_period)) * Of::kSize;
    }
    [[gnu::always_inline]] inline Value at(int level, int bars) const
    {
        const std::size_t back = static_cast<std::size_t>(bars / kBarsInStep) * rowSize(m_period);
        return Of::load(m_ring + ((m_row - back) & (ringSize(m_period) - 1)) + place(level));
    }

    [[no_unique_address]] Period m_period;
    double* m_ring;
    std::size_t m_row; ///< of the newest step
    Value m_previous;
    Value m_now[kMostLevels];
};

} // namespace TT_ENGINE_BUILD
} // namespace tt
