// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/datetext.h"

#include <cstdlib>

/// Whatever the text: no crash, a day between the years 1 and 9999 or none, and its ISO form reads as the
/// same day.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using enum tt::DateOrder;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const tt::DateShape shape = tt::dateShape(text);
    tt::DateOrderVotes votes;
    votes.add(text);
    for (const tt::DateOrder order : {DayMonthYear, MonthDayYear, YearMonthDay}) {
        const tt::DateText date = tt::readDate(text, order);
        if (date.second < -1 || date.second >= 86'400)
            std::abort();
        if (date.day == tt::kNoDay)
            continue;
        const int year = tt::civilFromDay(date.day).year;
        if (shape == tt::DateShape::None || year < 1 || year > 9999)
            std::abort();
        if (tt::readDate(tt::dayText(date.day), order).day != date.day)
            std::abort();
    }
    return 0;
}
