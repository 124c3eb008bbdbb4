// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/day.h"

#include <gtest/gtest.h>

namespace tt {

TEST(Day, RoundTripsEveryDayOfFourCenturies)
{
    const Day first = *dayFromText("1900-01-01");
    const Day last = *dayFromText("2300-12-31");
    for (Day day = first; day <= last; ++day) {
        const CivilDate date = civilFromDay(day);
        ASSERT_EQ(dayFromCivil(date), day);
        ASSERT_EQ(dayFromText(dayText(day)), day);
    }
}

TEST(Day, RejectsDaysThatDoNotExist)
{
    for (const char* text :
         {"2023-02-29", "2024-02-30", "2024-13-01", "2024-00-10", "2024-04-31", "0000-01-01", "2024-1-01",
          "2024/01/01", "20240101", "", "2024-01-0x", "2024-01-+1"})
        EXPECT_EQ(dayFromText(text), std::nullopt) << text;
    EXPECT_TRUE(dayFromText("2024-02-29"));
}

TEST(Day, KnowsWeekdays)
{
    EXPECT_EQ(weekday(*dayFromText("2022-01-03")), 0);
    EXPECT_EQ(weekday(*dayFromText("1970-01-01")), 3);
    EXPECT_EQ(weekday(*dayFromText("1969-12-28")), 6);
}

TEST(Day, CountsWeekdaysLikeAPlainLoop)
{
    for (Day from = -40; from < 40; ++from) {
        int count = 0;
        for (Day to = from; to < from + 60; ++to) {
            count += to > from && weekday(to) < 5 ? 1 : 0;
            ASSERT_EQ(weekdaysBetween(from, to), count) << from << ' ' << to;
        }
    }
    EXPECT_EQ(weekdaysBetween(10, 3), 0);
}

TEST(Day, NoDayHasNoText)
{
    EXPECT_EQ(dayText(kNoDay), "");
}

} // namespace tt
