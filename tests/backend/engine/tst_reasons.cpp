// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/reasons.h"

#include "engine/registry.h"

#include <gtest/gtest.h>

#include <set>

namespace tt {
namespace {

TEST(Reasons, CodesAreUniqueAndSpeakOfEveryVoter)
{
    std::set<std::string_view> codes;
    for (const ReasonInfo& row : reasonTable()) {
        EXPECT_TRUE(codes.insert(row.code).second) << row.code;
        EXPECT_EQ(row.code.find(';'), std::string_view::npos) << row.code; // they are joined by it
        EXPECT_FALSE(row.text.empty());
    }
    for (const IndicatorInfo& info : indicatorRegistry()) {
        EXPECT_EQ(codes.contains("for:" + std::string(info.key)), info.votes) << info.key;
        EXPECT_EQ(codes.contains("against:" + std::string(info.key)), info.votes) << info.key;
    }
}

TEST(Reasons, TextShowsTheValueAndNeverAnUndefinedNumber)
{
    EXPECT_EQ(reasonText({"needs_bars", 200}), "Too few indicators are defined: 200 bars are needed");
    EXPECT_EQ(reasonText({"filter:rsi_range", 73.26}), "No Buy: RSI is 73.3, outside the strategy's range");
    EXPECT_EQ(reasonText({"weak_score", kUndefined}),
              "The votes balance each other: the score of undefined is within 0.2 of zero");
    EXPECT_EQ(reasonText({"for:williams", -0.5}), "Williams %R supports the score with -0.50");
    EXPECT_EQ(reasonText({"against:ema", 0.25}), "The moving averages oppose the score with +0.25");
    EXPECT_EQ(reasonText({"from_the_future", 1}), "from_the_future");
}

} // namespace
} // namespace tt
