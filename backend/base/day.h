// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace tt {

/// A calendar day without time or zone: days since 1970-01-01 (proleptic Gregorian).
using Day = std::int32_t;

/// "No day known"; below every real day, so it sorts first.
inline constexpr Day kNoDay = std::numeric_limits<Day>::min();

struct CivilDate
{
    int year = 1970;
    int month = 1; ///< 1..12
    int day = 1;   ///< 1..31
};

/// Days of year 1..9999; nullopt when no such day exists (30 February).
std::optional<Day> dayFromCivil(CivilDate date);
CivilDate civilFromDay(Day day);

/// 0 = Monday .. 6 = Sunday.
int weekday(Day day);

/// Weekdays (Monday to Friday) in (from, to]; 0 when to <= from.
int weekdaysBetween(Day from, Day to);

std::string dayText(Day day);                         ///< "2024-01-31"; empty for kNoDay
std::optional<Day> dayFromText(std::string_view iso); ///< strictly YYYY-MM-DD

} // namespace tt
