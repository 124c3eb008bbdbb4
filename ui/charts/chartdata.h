// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/bars.h"

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

namespace tt {

/// A range of prices or values; empty (low > high) when nothing was finite.
struct ValueRange
{
    double low = 1, high = 0;
    bool empty() const { return !(low <= high); }
    void include(double value); ///< NaN is passed over
    double span() const { return high - low; }
};

/// Lowest low and highest high of the bars first..last-1.
ValueRange priceRange(const Bars& bars, std::size_t first, std::size_t last);
ValueRange valueRange(std::span<const double> values);

/// The bars of one pixel column as one: first open, exact highest high and lowest low, last close, summed
/// volume (NaN when none has any).
struct MergedBar
{
    int column = 0; ///< pixels from the left edge
    double open = 0, high = 0, low = 0, close = 0, volume = 0;
};

/// The visible bars merged where several share a pixel column. Bar i lies at (i + 0.5 - first) *
/// pixelsPerBar.
std::vector<MergedBar> mergeBars(const Bars& bars, std::size_t from, std::size_t to, double first,
                                 double pixelsPerBar);

struct LinePoint
{
    double x = 0, value = 0; ///< x in pixels; a NaN value breaks the line
};

/// A line through value(i) for the bars from..to-1: every point while there is room, otherwise first, lowest,
/// highest and last of each pixel column, so peaks are never lost.
std::vector<LinePoint> reduceLine(const std::function<double(std::size_t)>& value, std::size_t from,
                                  std::size_t to, double first, double pixelsPerBar);

/// Round values (1, 2 or 5 times a power of ten apart) inside low..high, about `wanted` of them.
std::vector<double> linearTicks(double low, double high, int wanted);
/// The same for a logarithmic axis: 1, 2, 5 a decade over wide ranges, linear steps over narrow ones.
std::vector<double> logTicks(double low, double high, int wanted);
/// Decimals that tell neighbouring ticks apart.
int tickDecimals(const std::vector<double>& ticks);

/// A date on the axis: the first bar of a day, week, month, quarter, year ... whichever keeps at least
/// `leastGap` bars between two of them.
struct DateTick
{
    enum class Kind { OfDay, OfMonth, OfYear };
    std::size_t bar = 0;
    Day day = kNoDay;
    Kind kind = Kind::OfMonth; ///< how it is written: "14 Mar", "Mar", "2024"
};
std::vector<DateTick> dateTicks(const std::vector<Day>& dates, std::size_t from, std::size_t to,
                                double leastGap);

/// How many bars back a range of calendar months reaches from the newest bar.
std::size_t barsOfMonths(const std::vector<Day>& dates, int months);

} // namespace tt
