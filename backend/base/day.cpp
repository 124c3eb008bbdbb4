// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/day.h"

#include <charconv>
#include <chrono>
#include <cstdio>

namespace tt {

namespace {

int floorDiv(int a, int b)
{
    return a / b - (a % b < 0 ? 1 : 0);
}

/// Weekdays from the Monday 1969-12-29 up to and including `day`.
int weekdaysUpTo(Day day)
{
    const int sinceMonday = day + 3;
    const int weeks = floorDiv(sinceMonday, 7);
    const int inWeek = sinceMonday - weeks * 7;
    return weeks * 5 + (inWeek < 5 ? inWeek + 1 : 5);
}

} // namespace

std::optional<Day> dayFromCivil(CivilDate date)
{
    using namespace std::chrono;
    if (date.year < 1 || date.year > 9999 || date.month < 1 || date.month > 12 || date.day < 1 ||
        date.day > 31)
        return std::nullopt;
    const year_month_day ymd(year(date.year), month(static_cast<unsigned>(date.month)),
                             std::chrono::day(static_cast<unsigned>(date.day)));
    if (!ymd.ok())
        return std::nullopt;
    return static_cast<Day>(sys_days(ymd).time_since_epoch().count());
}

CivilDate civilFromDay(Day day)
{
    using namespace std::chrono;
    const year_month_day ymd{sys_days(days(day))};
    return {static_cast<int>(ymd.year()), static_cast<int>(static_cast<unsigned>(ymd.month())),
            static_cast<int>(static_cast<unsigned>(ymd.day()))};
}

int weekday(Day day)
{
    const int r = (day + 3) % 7; // 1970-01-01 was a Thursday
    return r < 0 ? r + 7 : r;
}

int weekdaysBetween(Day from, Day to)
{
    return to <= from ? 0 : weekdaysUpTo(to) - weekdaysUpTo(from);
}

std::string dayText(Day day)
{
    if (day == kNoDay)
        return {};
    const CivilDate date = civilFromDay(day);
    char text[16];
    std::snprintf(text, sizeof text, "%04d-%02d-%02d", date.year, date.month, date.day);
    return text;
}

std::optional<Day> dayFromText(std::string_view iso)
{
    if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-')
        return std::nullopt;
    CivilDate date;
    const auto number = [&](std::size_t at, std::size_t length, int& out) {
        for (std::size_t i = at; i < at + length; ++i) {
            if (iso[i] < '0' || iso[i] > '9')
                return false;
        }
        return std::from_chars(iso.data() + at, iso.data() + at + length, out).ec == std::errc();
    };
    if (!number(0, 4, date.year) || !number(5, 2, date.month) || !number(8, 2, date.day))
        return std::nullopt;
    return dayFromCivil(date);
}

} // namespace tt
