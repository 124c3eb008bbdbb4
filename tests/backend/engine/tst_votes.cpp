// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/votes.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

namespace tt {
namespace {

using Values = IndicatorValues<double>;

/// Values at which nothing votes, everything defined.
Values calm()
{
    Values v{};
    v.close = 100, v.volume = 1'000;
    v.rsi = 50, v.stochasticK = v.stochasticD = 50, v.cci = 0, v.williams = -50;
    v.adx = 10, v.plusDi = v.minusDi = 20;
    v.psar = 100, v.emaFast = v.emaSlow = 100, v.supertrend = 90, v.supertrendDirection = 1,
    v.supertrendAtr = 2;
    v.atr = 2;
    v.bollingerUpper = 110, v.bollingerMiddle = 100, v.bollingerLower = 90;
    v.obv = v.obvSma20 = 5'000, v.volumeSma20 = v.volumeSma20Before = 1'000;
    v.sma20 = v.sma50 = 100, v.tradedValueSma20 = 100'000;
    return v;
}

struct VoteCase
{
    IndicatorId id;
    double Values::*member;
    double value;
    int vote;
    double confidence;
};

class VoteTable : public testing::TestWithParam<VoteCase>
{
};

TEST_P(VoteTable, FollowsTheRules)
{
    const VoteCase& c = GetParam();
    Values values = calm();
    values.*c.member = c.value;
    const Vote vote = castVotes(values, builtInStrategies()[0])[indexOf(c.id)];
    EXPECT_TRUE(vote.defined);
    EXPECT_EQ(vote.vote, c.vote);
    EXPECT_NEAR(vote.confidence, c.confidence, 1e-12);
}

using enum IndicatorId;
INSTANTIATE_TEST_SUITE_P(
    Rows, VoteTable,
    testing::Values(
        VoteCase{Rsi, &Values::rsi, 30, 0, 0}, VoteCase{Rsi, &Values::rsi, 29.7, 1, 0.01},
        VoteCase{Rsi, &Values::rsi, 0, 1, 1}, VoteCase{Rsi, &Values::rsi, 70, 0, 0},
        VoteCase{Rsi, &Values::rsi, 85, -1, 0.5}, VoteCase{Stochastic, &Values::stochasticK, 20, 0, 0},
        VoteCase{Stochastic, &Values::stochasticK, 15, 1, 0.25},
        VoteCase{Stochastic, &Values::stochasticK, 80, 0, 0},
        VoteCase{Stochastic, &Values::stochasticK, 100, -1, 1}, VoteCase{Cci, &Values::cci, -100, 0, 0},
        VoteCase{Cci, &Values::cci, -150, 1, 0.5}, VoteCase{Cci, &Values::cci, 100, 0, 0},
        VoteCase{Cci, &Values::cci, 150, -1, 0.5}, VoteCase{Cci, &Values::cci, 500, -1, 1},
        VoteCase{Williams, &Values::williams, -80, 0, 0}, VoteCase{Williams, &Values::williams, -90, 1, 0.5},
        VoteCase{Williams, &Values::williams, -20, 0, 0}, VoteCase{Williams, &Values::williams, -5, -1, 0.75},
        VoteCase{Macd, &Values::macdHistogram, 0, 0, 0},
        VoteCase{Macd, &Values::macdHistogram, 0.25, 1, 0.25},
        VoteCase{Macd, &Values::macdHistogram, -7, -1, 1},
        VoteCase{Macd, &Values::macdHistogram, 1e-11, 0, 0}, VoteCase{Psar, &Values::psar, 97, 1, 1},
        VoteCase{Psar, &Values::psar, 101.5, -1, 0.5}, VoteCase{Ema, &Values::emaFast, 102, 1, 0.2},
        VoteCase{Ema, &Values::emaFast, 80, -1, 1}, VoteCase{Ema, &Values::emaFast, 100 + 1e-11, 0, 0},
        VoteCase{Supertrend, &Values::supertrend, 97, 1, 0.5},
        VoteCase{Bollinger, &Values::close, 88, 1, 0.1}, VoteCase{Bollinger, &Values::close, 90, 0, 0},
        VoteCase{Bollinger, &Values::close, 115, -1, 0.25}, VoteCase{Bollinger, &Values::close, 110, 0, 0},
        VoteCase{Obv, &Values::obv, 5'500, 1, 0.1}, VoteCase{Obv, &Values::obv, -95'000, -1, 1},
        VoteCase{Cmf, &Values::cmf, 0.1, 1, 0.4}, VoteCase{Cmf, &Values::cmf, -0.5, -1, 1}));

TEST(Votes, AdxVotesFromTwentyOn)
{
    Values values = calm();
    values.plusDi = 30;
    const auto vote = [&] { return castVotes(values, builtInStrategies()[0])[indexOf(Adx)]; };
    values.adx = 19.999;
    EXPECT_EQ(vote().vote, 0);
    values.adx = 20;
    EXPECT_EQ(vote().vote, 1);
    EXPECT_DOUBLE_EQ(vote().confidence, 0.4);
    values.minusDi = 45;
    EXPECT_EQ(vote().vote, -1);
}

TEST(Votes, SupertrendsDirectionVotesEvenAtTheLine)
{
    Values values = calm();
    values.supertrendDirection = -1;
    values.supertrend = values.close;
    const Vote vote = castVotes(values, builtInStrategies()[0])[indexOf(Supertrend)];
    EXPECT_EQ(vote.vote, -1);
    EXPECT_EQ(vote.confidence, 0);
}

TEST(Votes, AnUndefinedInputAbstains)
{
    const std::pair<IndicatorId, std::vector<double Values::*>> inputs[] = {
        {Rsi, {&Values::rsi}},
        {Macd, {&Values::macdHistogram, &Values::atr}},
        {Adx, {&Values::adx, &Values::plusDi, &Values::minusDi}},
        {Psar, {&Values::psar}},
        {Ema, {&Values::emaFast, &Values::emaSlow}},
        {Supertrend, {&Values::supertrend, &Values::supertrendAtr}},
        {Stochastic, {&Values::stochasticK}},
        {Cci, {&Values::cci}},
        {Williams, {&Values::williams}},
        {Bollinger, {&Values::bollingerUpper, &Values::bollingerLower}},
        {Obv, {&Values::obv, &Values::obvSma20, &Values::volumeSma20}},
        {Cmf, {&Values::cmf}}};
    for (const auto& [id, members] : inputs) {
        EXPECT_TRUE(castVotes(calm(), builtInStrategies()[0])[indexOf(id)].defined);
        for (double Values::*member : members) {
            Values values = calm();
            values.*member = kUndefined;
            const Vote vote = castVotes(values, builtInStrategies()[0])[indexOf(id)];
            EXPECT_FALSE(vote.defined) << int(id);
            EXPECT_EQ(vote.vote, 0);
            EXPECT_EQ(vote.confidence, 0);
        }
    }
}

TEST(Votes, AConfidenceOverZeroIsZero)
{
    Values values = calm();
    values.atr = values.supertrendAtr = values.volumeSma20 = 0;
    values.macdHistogram = 1;
    values.obv = 6'000;
    values.bollingerUpper = values.bollingerLower = 90;
    const PerIndicator<Vote> votes = castVotes(values, builtInStrategies()[0]);
    for (IndicatorId id : {Macd, Supertrend, Obv, Bollinger}) {
        EXPECT_TRUE(votes[indexOf(id)].defined);
        EXPECT_NE(votes[indexOf(id)].vote, 0) << int(id);
        EXPECT_EQ(votes[indexOf(id)].confidence, 0) << int(id);
    }
}

TEST(Votes, AtrNeverVotesAndHasNoWeight)
{
    Strategy strategy = builtInStrategies()[0];
    strategy.indicatorWeight[indexOf(Atr)] = 5;
    const Vote vote = castVotes(calm(), strategy)[indexOf(Atr)];
    EXPECT_FALSE(vote.defined);
    EXPECT_EQ(vote.weight, 0);
    EXPECT_EQ(vote.value, 2);
}

TEST(Votes, HeadlinesAreThoseOfTheFiles)
{
    Values values = calm();
    values.macdHistogram = 3, values.emaFast = 105, values.close = 95;
    EXPECT_EQ(headlineValue(Macd, values), 3);
    EXPECT_EQ(headlineValue(Ema, values), 5);
    EXPECT_EQ(headlineValue(Bollinger, values), 0.25);
    values.bollingerUpper = values.bollingerLower = 95;
    EXPECT_TRUE(std::isnan(headlineValue(Bollinger, values)));
}

} // namespace
} // namespace tt
