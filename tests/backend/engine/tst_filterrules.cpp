// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/filterrules.h"

#include <gtest/gtest.h>

#include <set>

namespace tt {
namespace {

constexpr int kRuleCount = static_cast<int>(FilterRule::ObvAboveSma20) + 1;

TEST(FilterRules, NamesAreUniqueAndReadBack)
{
    std::set<std::string_view> names;
    for (int i = 0; i < kRuleCount; ++i) {
        const FilterRule rule = static_cast<FilterRule>(i);
        const FilterRuleInfo& info = filterRuleInfo(rule);
        EXPECT_TRUE(names.insert(info.name).second) << info.name;
        EXPECT_EQ(filterRuleFromName(info.name), rule);
        EXPECT_EQ(info.low, info.text.find("%1") != std::string_view::npos) << info.name;
        EXPECT_EQ(info.high, info.text.find("%2") != std::string_view::npos) << info.name;
        EXPECT_EQ(info.least < info.most, info.low || info.high) << info.name;
    }
    EXPECT_FALSE(filterRuleFromName("rsi"));
}

TEST(FilterRules, TheFiveStrategiesAreWithinTheLimitsAndSetNoUnusedNumber)
{
    for (const Strategy& strategy : builtInStrategies()) {
        for (const FilterGroup& group : strategy.entryFilters) {
            for (const FilterCondition& condition : group.conditions) {
                const FilterRuleInfo& info = filterRuleInfo(condition.rule);
                EXPECT_TRUE(info.low || condition.low == 0) << strategy.name << info.name;
                EXPECT_TRUE(info.high || condition.high == 0) << strategy.name << info.name;
                EXPECT_TRUE(!info.low || (condition.low >= info.least && condition.low <= info.most));
                EXPECT_TRUE(!info.high || (condition.high >= info.least && condition.high <= info.most));
            }
        }
    }
}

TEST(FilterRules, SayTheirNumbers)
{
    EXPECT_EQ(filterText({FilterRule::RsiBetween, 30, 70.5}), "RSI from 30 to 70.5");
    EXPECT_EQ(filterText({FilterRule::WilliamsBelow, 0, -80}), "Williams %R below -80");
    EXPECT_EQ(filterText({FilterRule::MacdAboveSignal}), "MACD above its signal line");
}

} // namespace
} // namespace tt
