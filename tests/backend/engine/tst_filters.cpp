// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/filters.h"

#include "engine/reasons.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace tt {
namespace {

using Values = IndicatorValues<double>;
using enum FilterRule;

Values some()
{
    Values v{};
    v.close = 100, v.sma20 = 100, v.sma50 = 100, v.rsi = 50, v.adx = 25, v.macdHistogram = 1,
    v.stochasticK = 50;
    v.cci = 10, v.williams = -40, v.volume = 1'300, v.volumeSma20Before = 1'000, v.cmf = 0.1, v.obv = 2,
    v.obvSma20 = 1;
    return v;
}

struct ConditionCase
{
    FilterCondition condition;
    double Values::*member;
    double holds, fails;
};

class Condition : public testing::TestWithParam<ConditionCase>
{
};

TEST_P(Condition, HoldsOnItsSideAndFailsOnTheOtherAndWhenUndefined)
{
    const ConditionCase& c = GetParam();
    const std::vector<FilterGroup> filters = {{1, {c.condition}}};
    Values values = some();
    values.*c.member = c.holds;
    EXPECT_TRUE(passesFilters(filters, values));
    EXPECT_TRUE(failedFilters(filters, values).empty());
    values.*c.member = c.fails;
    EXPECT_FALSE(passesFilters(filters, values));
    ASSERT_EQ(failedFilters(filters, values).size(), 1u);
    EXPECT_NE(findReason(failedFilters(filters, values)[0].code), nullptr);
    values.*c.member = kUndefined;
    EXPECT_FALSE(passesFilters(filters, values));
    ASSERT_EQ(failedFilters(filters, values).size(), 1u);
    EXPECT_NE(reasonText(failedFilters(filters, values)[0]).find("undefined"), std::string::npos);
}

const double kJustAbove50 = std::nextafter(50, 60), kJustBelow50 = std::nextafter(50, 40);
INSTANTIATE_TEST_SUITE_P(
    Rules, Condition,
    testing::Values(ConditionCase{{CloseAboveSma50}, &Values::sma50, 100, 100.001},
                    ConditionCase{{Sma20AboveSma50}, &Values::sma20, 100, 99.999},
                    ConditionCase{{CloseAboveSma20}, &Values::sma20, 100, 100.001},
                    ConditionCase{{RsiBetween, 50, 60}, &Values::rsi, 50, kJustBelow50},
                    ConditionCase{{RsiBetween, 40, 50}, &Values::rsi, 50, kJustAbove50},
                    ConditionCase{{AdxAtLeast, 50}, &Values::adx, 50, kJustBelow50},
                    ConditionCase{{AdxAtMost, 0, 50}, &Values::adx, 50, kJustAbove50},
                    ConditionCase{{MacdAboveSignal}, &Values::macdHistogram, 0.001, 0},
                    ConditionCase{{StochasticBetween, 50, 60}, &Values::stochasticK, 50, kJustBelow50},
                    ConditionCase{{StochasticBetween, 40, 50}, &Values::stochasticK, 50, kJustAbove50},
                    ConditionCase{{CciAbove, 50}, &Values::cci, kJustAbove50, 50},
                    ConditionCase{{WilliamsAbove, -50}, &Values::williams, -kJustBelow50, -50},
                    ConditionCase{{RsiBelow, 0, 50}, &Values::rsi, kJustBelow50, 50},
                    ConditionCase{{RsiAtMost, 0, 50}, &Values::rsi, 50, kJustAbove50},
                    ConditionCase{{StochasticBelow, 0, 50}, &Values::stochasticK, kJustBelow50, 50},
                    ConditionCase{{StochasticAbove, 50}, &Values::stochasticK, kJustAbove50, 50},
                    ConditionCase{{WilliamsBelow, 0, -50}, &Values::williams, -kJustAbove50, -50},
                    ConditionCase{{VolumeAtLeast, 1.25}, &Values::volumeSma20Before, 1'040, 1'041},
                    ConditionCase{{CmfAbove, 0.25}, &Values::cmf, 0.26, 0.25},
                    ConditionCase{{ObvAboveSma20}, &Values::obvSma20, 1.999, 2}));

TEST(Filters, AFlatSeriesIsNotBelowItsOwnMean)
{
    Values values = some();
    values.sma50 = std::nextafter(100, 200);
    EXPECT_TRUE(passesFilters({{1, {{CloseAboveSma50}}}}, values));
}

TEST(Filters, SomeOfManyCountsThoseThatHold)
{
    const std::vector<FilterGroup> twoOfThree = {
        {2, {{RsiBetween, 40, 70}, {MacdAboveSignal}, {StochasticBetween, 30, 70}}}};
    Values values = some();
    EXPECT_TRUE(passesFilters(twoOfThree, values));
    values.macdHistogram = -1;
    EXPECT_TRUE(passesFilters(twoOfThree, values));
    EXPECT_TRUE(
        failedFilters(twoOfThree, values).empty()); // two are enough: not a reason beside another group's
    values.rsi = 20;
    EXPECT_FALSE(passesFilters(twoOfThree, values));
    const std::vector<Reason> reasons = failedFilters(twoOfThree, values);
    ASSERT_EQ(reasons.size(), 1u);
    EXPECT_EQ(reasons[0].code, "filter:confirmations");
    EXPECT_EQ(reasons[0].value, 1);
}

TEST(Filters, EachFailingConditionOfAnAllGroupIsNamed)
{
    Values values = some();
    values.adx = 10, values.rsi = 90;
    const std::vector<Reason> reasons =
        failedFilters({{3, {{AdxAtLeast, 25}, {MacdAboveSignal}, {RsiBetween, 40, 80}}}}, values);
    ASSERT_EQ(reasons.size(), 2u);
    EXPECT_EQ(reasons[0].code, "filter:adx_low");
    EXPECT_EQ(reasons[0].value, 10);
    EXPECT_EQ(reasons[1].code, "filter:rsi_range");
}

} // namespace
} // namespace tt
