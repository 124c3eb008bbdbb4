// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/numbertext.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>

namespace tt {

TEST(NumberText, EveryFiniteDoubleReadsBack)
{
    const std::uint64_t seed = std::random_device()();
    SCOPED_TRACE(seed);
    std::mt19937_64 random(seed);
    for (int i = 0; i < 200'000; ++i) {
        const double value = std::bit_cast<double>(random());
        if (!std::isfinite(value))
            continue;
        ASSERT_EQ(numberFromText(numberText(value)), value) << value;
    }
}

TEST(NumberText, ReadsAsPeopleWriteIt)
{
    EXPECT_EQ(numberText(0.1), "0.1");
    EXPECT_EQ(numberText(100'000), "100000");
    EXPECT_EQ(numberText(-0.0), "0");
    EXPECT_EQ(numberText(85'000.05), "85000.05");
    EXPECT_EQ(numberText(std::numeric_limits<double>::quiet_NaN()), "");
    EXPECT_EQ(numberText(std::numeric_limits<double>::infinity()), "");
}

TEST(NumberText, RefusesWhatIsNotOneNumber)
{
    for (const char* text : {"", " 1", "1 ", "1,5", "abc", "nan", "inf", "1e999", "0x10", "+1"})
        EXPECT_EQ(numberFromText(text), std::nullopt) << text;
}

} // namespace tt
