// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"

#include <gtest/gtest.h>

namespace tt {

TEST(Clock, WritesUtcWithMilliseconds)
{
    EXPECT_EQ(utcText(0), "1970-01-01T00:00:00.000Z");
    EXPECT_EQ(utcText(1'795'422'600'123), "2026-11-23T08:30:00.123Z");
    EXPECT_EQ(utcText(-1), "1969-12-31T23:59:59.999Z");
    EXPECT_EQ(utcText(-86'400'000), "1969-12-31T00:00:00.000Z");
}

TEST(Clock, SystemClockIsInThisCentury)
{
    EXPECT_GT(systemClock().nowMs(), 1'700'000'000'000);
}

TEST(Clock, ForwardClockNeverGoesBack)
{
    struct SetClock : Clock
    {
        std::int64_t nowMs() const override { return now; }
        std::int64_t now = 1'000;
    } set;
    const ForwardClock clock(set, 990);
    EXPECT_EQ(clock.nowMs(), 1'000);
    EXPECT_EQ(clock.nowMs(), 1'000); // the same moment
    set.now = 500;
    EXPECT_EQ(clock.nowMs(), 1'001);
    EXPECT_EQ(clock.nowMs(), 1'002);
    set.now = 2'000;
    EXPECT_EQ(clock.nowMs(), 2'000);
    EXPECT_EQ(ForwardClock(set, 3'000).nowMs(), 3'001);
}

} // namespace tt
