// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/day.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tt {

/// The order of day, month and year in a date of numbers whose year does not come first with four digits.
enum class DateOrder : std::uint8_t { DayMonthYear, MonthDayYear, YearMonthDay };
std::string_view dateOrderName(DateOrder order);                   ///< "DMY"
std::optional<DateOrder> dateOrderFromName(std::string_view name); ///< "DMY", "mdy", ...

enum class DateShape : std::uint8_t {
    None,         ///< not a date
    YearFirst,    ///< 2024-01-31, 2024/1/31, with or without time and zone
    Compact,      ///< 20240131, 20240131 093000
    Numbers,      ///< 31-01-2024, 1/31/24: needs an order
    MonthName,    ///< 31-Jan-2024, 31 Jan 24, Jan 31, 2024
    EpochSeconds, ///< 1706659200
    EpochMillis,
};
std::string_view dateShapeExample(DateShape shape);
DateShape dateShape(std::string_view text);

/// A date and, where the text has one, the time of day.
struct DateText
{
    Day day = kNoDay; ///< kNoDay: not a date, or one that does not exist or cannot be meant
    int second = -1;  ///< of the day; -1: no time
};

/// Reads a date of any shape; `order` matters for DateShape::Numbers alone. The date is the one written, a
/// time zone changes nothing; epoch times are UTC. Two-digit years are 1970..2069, others 1800..9999.
DateText readDate(std::string_view text, DateOrder order);

/// What all dates of a file say about the order of day and month.
struct DateOrderVotes
{
    int firstAbove12 = 0, secondAbove12 = 0, numbers = 0;
    void add(std::string_view text);
    std::optional<DateOrder> order() const; ///< nullopt: cannot be told
};

} // namespace tt
