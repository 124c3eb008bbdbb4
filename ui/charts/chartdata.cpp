// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/chartdata.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

namespace tt {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

int columnOf(std::size_t bar, double first, double pixelsPerBar)
{
    return static_cast<int>(std::floor((static_cast<double>(bar) + 0.5 - first) * pixelsPerBar));
}

void merge(MergedBar& into, const Bars& bars, std::size_t bar)
{
    into.high = std::max(into.high, bars.high[bar]);
    into.low = std::min(into.low, bars.low[bar]);
    into.close = bars.close[bar];
    if (std::isnan(into.volume))
        into.volume = bars.volume[bar];
    else if (!std::isnan(bars.volume[bar]))
        into.volume += bars.volume[bar];
}

/// First, lowest, highest and last point of one pixel column, in the order in which they come.
struct Column
{
    std::array<LinePoint, 4> points{}; ///< first, lowest, highest, last
    std::array<std::size_t, 4> at{};
    bool any = false;

    void add(LinePoint point, std::size_t bar)
    {
        if (!any) {
            points.fill(point);
            at.fill(bar);
            any = true;
            return;
        }
        const auto put = [&](std::size_t slot) { points[slot] = point, at[slot] = bar; };
        if (point.value < points[1].value)
            put(1);
        if (point.value > points[2].value)
            put(2);
        put(3);
    }

    void flush(std::vector<LinePoint>& out)
    {
        if (!any)
            return;
        const bool lowFirst = at[1] <= at[2];
        std::size_t previous = std::numeric_limits<std::size_t>::max();
        for (const std::size_t slot : {std::size_t{0}, std::size_t{lowFirst ? 1u : 2u},
                                       std::size_t{lowFirst ? 2u : 1u}, std::size_t{3}}) {
            if (at[slot] != previous)
                out.push_back(points[slot]);
            previous = at[slot];
        }
        any = false;
    }
};

/// 1, 2 or 5 times a power of ten, at least `least`.
double roundStep(double least)
{
    const double power = std::pow(10, std::floor(std::log10(least)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= least * (1 - 1e-9))
            return factor * power;
    }
    return 10 * power;
}

enum class Step { Daily, Week, Month, Quarter, Half, Year, TwoYears, FiveYears, TenYears };

struct StepRow
{
    Step step;
    double bars; ///< how many bars it spans, about
};
constexpr std::array<StepRow, 9> kSteps = {{{Step::Daily, 1},
                                            {Step::Week, 5},
                                            {Step::Month, 21},
                                            {Step::Quarter, 63},
                                            {Step::Half, 125},
                                            {Step::Year, 250},
                                            {Step::TwoYears, 500},
                                            {Step::FiveYears, 1250},
                                            {Step::TenYears, 2500}}};

/// Changes exactly where a new span of `step` begins.
int spanNumber(Day day, Step step)
{
    const CivilDate date = civilFromDay(day);
    switch (step) {
    case Step::Daily:
        return day;
    case Step::Week:
        return (day - weekday(day)) / 7;
    case Step::Month:
        return date.year * 12 + date.month;
    case Step::Quarter:
        return date.year * 4 + (date.month - 1) / 3;
    case Step::Half:
        return date.year * 2 + (date.month - 1) / 6;
    case Step::Year:
        return date.year;
    case Step::TwoYears:
        return date.year / 2;
    case Step::FiveYears:
        return date.year / 5;
    case Step::TenYears:
        break;
    }
    return date.year / 10;
}

DateTick::Kind tickKind(Day day, Day before, Step step)
{
    const CivilDate now = civilFromDay(day), then = civilFromDay(before);
    if (now.year != then.year)
        return DateTick::Kind::OfYear;
    return step == Step::Daily || (step == Step::Week && now.month == then.month) ? DateTick::Kind::OfDay
                                                                                  : DateTick::Kind::OfMonth;
}

} // namespace

void ValueRange::include(double value)
{
    if (!std::isfinite(value))
        return;
    if (empty()) {
        low = high = value;
        return;
    }
    low = std::min(low, value);
    high = std::max(high, value);
}

ValueRange priceRange(const Bars& bars, std::size_t first, std::size_t last)
{
    ValueRange range;
    if (first >= last)
        return range;
    const auto begin = static_cast<std::ptrdiff_t>(first), end = static_cast<std::ptrdiff_t>(last);
    range.low = *std::min_element(bars.low.begin() + begin, bars.low.begin() + end);
    range.high = *std::max_element(bars.high.begin() + begin, bars.high.begin() + end);
    return range;
}

ValueRange valueRange(std::span<const double> values)
{
    ValueRange range;
    for (const double value : values)
        range.include(value);
    return range;
}

std::vector<MergedBar> mergeBars(const Bars& bars, std::size_t from, std::size_t to, double first,
                                 double pixelsPerBar)
{
    std::vector<MergedBar> merged;
    for (std::size_t i = from; i < to; ++i) {
        const int column = columnOf(i, first, pixelsPerBar);
        if (merged.empty() || merged.back().column != column)
            merged.push_back(
                {column, bars.open[i], bars.high[i], bars.low[i], bars.close[i], bars.volume[i]});
        else
            merge(merged.back(), bars, i);
    }
    return merged;
}

std::vector<LinePoint> reduceLine(const std::function<double(std::size_t)>& value, std::size_t from,
                                  std::size_t to, double first, double pixelsPerBar)
{
    std::vector<LinePoint> line;
    Column column;
    int at = std::numeric_limits<int>::min();
    for (std::size_t i = from; i < to; ++i) {
        const double v = value(i);
        const double x = (static_cast<double>(i) + 0.5 - first) * pixelsPerBar;
        if (!std::isfinite(v)) {
            column.flush(line);
            if (!line.empty() && !std::isnan(line.back().value))
                line.push_back({x, kNaN});
            continue;
        }
        if (columnOf(i, first, pixelsPerBar) != at) {
            column.flush(line);
            at = columnOf(i, first, pixelsPerBar);
        }
        column.add({x, v}, i);
    }
    column.flush(line);
    return line;
}

std::vector<double> linearTicks(double low, double high, int wanted)
{
    std::vector<double> ticks;
    if (!(high > low) || wanted < 1)
        return ticks;
    const double step = roundStep((high - low) / wanted);
    for (double k = std::ceil(low / step - 1e-9); k * step <= high + step * 1e-9; ++k)
        ticks.push_back(k * step);
    return ticks;
}

std::vector<double> logTicks(double low, double high, int wanted)
{
    if (!(low > 0) || !(high > low))
        return {};
    if (high / low < 4)
        return linearTicks(low, high, wanted);
    const double decades = std::log10(high / low);
    const bool onlyTens = decades * 3 > 2.0 * wanted;
    std::vector<double> ticks;
    for (double power = std::pow(10, std::floor(std::log10(low))); power <= high; power *= 10) {
        for (const double factor : {1.0, 2.0, 5.0}) {
            const double tick = factor * power;
            if (tick >= low && tick <= high && (factor == 1.0 || !onlyTens))
                ticks.push_back(tick);
        }
    }
    return ticks;
}

int tickDecimals(const std::vector<double>& ticks)
{
    for (int decimals = 0; decimals < 6; ++decimals) {
        const double scale = std::pow(10, decimals);
        const bool enough = std::all_of(ticks.begin(), ticks.end(), [scale](double tick) {
            return std::abs(tick * scale - std::round(tick * scale)) < 1e-6 * std::max(1.0, std::abs(tick));
        });
        if (enough)
            return decimals;
    }
    return 6;
}

std::vector<DateTick> dateTicks(const std::vector<Day>& dates, std::size_t from, std::size_t to,
                                double leastGap)
{
    std::vector<DateTick> ticks;
    const auto found = std::find_if(kSteps.begin(), kSteps.end(),
                                    [leastGap](const StepRow& row) { return row.bars >= leastGap; });
    const Step step = found == kSteps.end() ? Step::TenYears : found->step;
    for (std::size_t i = std::max<std::size_t>(from, 1); i < to; ++i) {
        if (spanNumber(dates[i], step) == spanNumber(dates[i - 1], step))
            continue;
        const Day before = ticks.empty() ? dates[i - 1] : ticks.back().day;
        const DateTick tick{i, dates[i], tickKind(dates[i], before, step)};
        const bool tooClose = !ticks.empty() && static_cast<double>(i - ticks.back().bar) < leastGap * 0.7;
        if (!tooClose)
            ticks.push_back(tick);
        else if (tick.kind > ticks.back().kind)
            ticks.back() = tick; // the year's beginning wins
    }
    return ticks;
}

std::size_t barsOfMonths(const std::vector<Day>& dates, int months)
{
    if (dates.empty())
        return 0;
    const CivilDate last = civilFromDay(dates.back());
    const int month = last.year * 12 + last.month - 1 - months;
    std::optional<Day> start;
    for (int day = last.day; !start && day > 0; --day)
        start = dayFromCivil({month / 12, month % 12 + 1, day});
    const auto from = std::upper_bound(dates.begin(), dates.end(), start.value_or(dates.front()));
    return static_cast<std::size_t>(dates.end() - from);
}

} // namespace tt
