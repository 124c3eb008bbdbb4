// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/score.h"

#include "indicators/randombars.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tt {
namespace {

Vote vote(int sign, double confidence, double weight = 1)
{
    Vote v;
    v.vote = sign, v.confidence = confidence, v.weight = weight, v.defined = true;
    return v;
}

Score tableScore(double score, double evidence, int voters = 4, int categories = 2)
{
    return {score, evidence, voters, categories, 12, 12};
}

TEST(Score, WeighsVotesByConfidenceAndWeight)
{
    PerIndicator<Vote> votes{};
    votes[indexOf(IndicatorId::Rsi)] = vote(1, 0.5, 2);
    votes[indexOf(IndicatorId::Macd)] = vote(-1, 0.25, 1);
    votes[indexOf(IndicatorId::Obv)] = vote(0, 0, 1);
    const Score score = formScore(votes);
    EXPECT_DOUBLE_EQ(score.score, (1.0 - 0.25) / 1.25);
    EXPECT_DOUBLE_EQ(score.evidence, 1.25 / 4);
    EXPECT_EQ(score.voters, 2);
    EXPECT_EQ(score.categories, 2);
    EXPECT_EQ(score.enabled, 3);
    EXPECT_DOUBLE_EQ(votes[indexOf(IndicatorId::Rsi)].share, 0.8);
    EXPECT_DOUBLE_EQ(votes[indexOf(IndicatorId::Macd)].share, -0.2);
}

TEST(Score, WithoutAVoterIsZeroNotUndefined)
{
    PerIndicator<Vote> votes{};
    for (Vote& v : votes)
        v = vote(0, 0);
    const Score score = formScore(votes);
    EXPECT_EQ(score.score, 0);
    EXPECT_EQ(score.evidence, 0);
}

TEST(Score, SkipsWeightZeroAndAbstainers)
{
    PerIndicator<Vote> votes{};
    votes[0] = vote(1, 0.5);
    votes[1] = vote(1, 0.25);
    PerIndicator<Vote> more = votes;
    more[2] = vote(-1, 1, 0);
    Vote abstains;
    abstains.weight = 3;
    more[3] = abstains;
    const Score a = formScore(votes), b = formScore(more);
    EXPECT_EQ(a.score, b.score);
    EXPECT_EQ(a.evidence, b.evidence);
    EXPECT_EQ(a.voters, b.voters);
    EXPECT_EQ(b.enabled, 3);
    EXPECT_EQ(b.defined, 2);
}

TEST(Score, StaysInItsRangeAndItsSharesAddUp)
{
    const std::uint64_t seed = testing::UnitTest::GetInstance()->random_seed() + 20'240;
    SCOPED_TRACE(seed);
    test::Dice dice(seed);
    for (int round = 0; round < 20'000; ++round) {
        PerIndicator<Vote> votes{};
        for (Vote& v : votes) {
            v = vote(dice.between(-1, 1), dice.unit(), dice.one(4) ? 0 : dice.unit() * 10);
            v.confidence = v.vote == 0 ? 0 : v.confidence;
            v.defined = !dice.one(5);
        }
        const Score score = formScore(votes);
        ASSERT_LE(std::fabs(score.score), 1 + 1e-12);
        ASSERT_GE(score.evidence, 0);
        ASSERT_LE(score.evidence, 1 + 1e-12);
        double sum = 0;
        for (const Vote& v : votes)
            sum += v.share;
        ASSERT_NEAR(sum, score.score, 1e-12);
    }
}

TEST(Verdict, FollowsTheTableOnBothSidesOfEachThreshold)
{
    using enum Verdict;
    EXPECT_EQ(verdictOf(tableScore(0.6, 0.25)), StrongBuy);
    EXPECT_EQ(verdictOf(tableScore(-0.6, 0.25)), StrongSell);
    EXPECT_EQ(verdictOf(tableScore(0.5999, 0.25)), Buy);
    EXPECT_EQ(verdictOf(tableScore(0.6, 0.2499)), Buy);
    EXPECT_EQ(verdictOf(tableScore(0.6, 0.25, 3)), Buy);
    EXPECT_EQ(verdictOf(tableScore(-0.6, 0.25, 4, 1)), Sell);
    EXPECT_EQ(verdictOf(tableScore(0.2, 0.10, 1, 1)), Buy);
    EXPECT_EQ(verdictOf(tableScore(-0.2, 0.10, 1, 1)), Sell);
    EXPECT_EQ(verdictOf(tableScore(0.1999, 0.9)), Hold);
    EXPECT_EQ(verdictOf(tableScore(0.9, 0.0999)), Hold);
}

TEST(Verdict, NeedsSixDefinedOrAllThatAreEnabled)
{
    Score score = tableScore(0.9, 0.9);
    score.defined = 5;
    EXPECT_EQ(verdictOf(score), Verdict::NoVerdict);
    score.defined = 6;
    EXPECT_EQ(verdictOf(score), Verdict::StrongBuy);
    score.enabled = 3, score.defined = 2;
    EXPECT_EQ(verdictOf(score), Verdict::NoVerdict);
    score.defined = 3;
    EXPECT_EQ(verdictOf(score), Verdict::StrongBuy);
    score.enabled = score.defined = 0;
    EXPECT_EQ(verdictOf(score), Verdict::NoVerdict);
}

} // namespace
} // namespace tt
