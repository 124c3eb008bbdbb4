// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analyzemany.h"

#include "engine/checks.h"
#include "engine/demo.h"
#include "indicators/members.h"
#include "indicators/randombars.h"

#include <gtest/gtest.h>

namespace tt::test {
namespace {

bool same(double a, double b)
{
    return sameBits(a, b);
}

bool same(const std::optional<Flip>& a, const std::optional<Flip>& b)
{
    return a.has_value() == b.has_value() && (!a || (same(a->close, b->close) && a->verdict == b->verdict));
}

bool same(const std::optional<TradePlan>& a, const std::optional<TradePlan>& b)
{
    if (!a || !b)
        return a.has_value() == b.has_value();
    for (const auto member : {&TradePlan::entry, &TradePlan::stop, &TradePlan::target, &TradePlan::tick,
                              &TradePlan::rewardRisk, &TradePlan::shares, &TradePlan::capitalRequired,
                              &TradePlan::valueAtRisk, &TradePlan::reward, &TradePlan::tradedValueShare}) {
        if (!same((*a).*member, (*b).*member))
            return false;
    }
    return a->isShort == b->isShort && a->bound == b->bound;
}

bool same(const Vote& a, const Vote& b)
{
    return same(a.value, b.value) && a.vote == b.vote && same(a.confidence, b.confidence) &&
           same(a.weight, b.weight) && same(a.share, b.share) && a.defined == b.defined;
}

void expectSame(const Result<Analysis>& alone, const Result<Analysis>& many)
{
    ASSERT_EQ(alone.ok(), many.ok());
    if (!alone.ok()) {
        ASSERT_EQ(alone.error().message, many.error().message);
        return;
    }
    const Analysis &a = *alone, &b = *many;
    ASSERT_EQ(a.verdict, b.verdict);
    ASSERT_EQ(a.signal, b.signal);
    ASSERT_TRUE(same(a.score, b.score) && same(a.evidence, b.evidence) && same(a.close, b.close));
    for (std::size_t i = 0; i < kIndicatorCount; ++i)
        ASSERT_TRUE(same(a.votes[i], b.votes[i])) << i;
    for (const auto& member : allMembers<double>())
        ASSERT_TRUE(same(a.values.*member.pointer, b.values.*member.pointer)) << member.name;
    ASSERT_EQ(a.reasons.size(), b.reasons.size());
    for (std::size_t i = 0; i < a.reasons.size(); ++i)
        ASSERT_TRUE(a.reasons[i].code == b.reasons[i].code && same(a.reasons[i].value, b.reasons[i].value));
    ASSERT_EQ(a.planStatus, b.planStatus);
    ASSERT_TRUE(same(a.plan, b.plan));
    ASSERT_TRUE(same(a.flipUp, b.flipUp) && same(a.flipDown, b.flipDown));
    ASSERT_EQ(a.grade, b.grade);
    ASSERT_TRUE(a.bars == b.bars && a.firstBar == b.firstBar && a.lastBar == b.lastBar);
}

void compare(const std::vector<Bars>& market, std::size_t strategy, const MarketOptions& options)
{
    AnalysisConfig config;
    config.strategy = builtInStrategies()[strategy];
    config.allowShort = true;
    std::vector<AnalysisInput> inputs;
    for (std::size_t i = 0; i < market.size(); ++i) {
        const Day asOf = market[i].empty() ? kNoDay : market[i].date.back();
        inputs.push_back({&market[i], {}, {demoTicker(static_cast<int>(i)), kUndefined, asOf}});
    }
    const auto results = analyzeMany(inputs, config, options);
    ASSERT_EQ(results.size(), inputs.size());
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        SCOPED_TRACE("symbol " + std::to_string(i));
        expectSame(analyze(*inputs[i].bars, {}, inputs[i].facts, config), results[i]);
        if (::testing::Test::HasFatalFailure())
            return;
    }
}

TEST(AnalyzeMany, IsAnalyzeOnTheWholeDemoUniverse)
{
    std::vector<Bars> market;
    for (int i = 0; i < kDemoUniverse; ++i)
        market.push_back(demoBars(demoTicker(i), kDemoSeed, kDemoBars));
    compare(market, 0, {2, LaneSet::Automatic});
}

TEST(AnalyzeMany, IsAnalyzeForEveryStrategyAndLaneSet)
{
    std::vector<Bars> market;
    Dice dice(5);
    for (int i = 0; i < 40; ++i)
        market.push_back(i % 3 == 0 ? randomBars(dice, dice.between(0, 400), true)
                                    : demoBars(demoTicker(i), 7, 40 + 13 * i));
    market.emplace_back(); // nothing at all
    for (std::size_t strategy = 0; strategy < builtInStrategies().size(); ++strategy) {
        for (const LaneSet set : {LaneSet::Scalar, LaneSet::Portable, LaneSet::Avx2})
            compare(market, strategy, {1, set});
    }
}

TEST(JudgeMarket, GivesTheVerdictsOfEveryStrategy)
{
    Dice dice(11);
    std::vector<Bars> bars;
    for (int i = 0; i < 60; ++i)
        bars.push_back(randomBars(dice, dice.between(50, 400), dice.one(3)));
    std::vector<Strategy> strategies(builtInStrategies().begin(), builtInStrategies().end());
    for (int i = 0; i < 6; ++i) {
        Strategy& strategy = strategies.emplace_back(builtInStrategies()[0]);
        strategy.params = i < 3 ? strategy.params : randomParams(dice); // neighbours of one evaluation
        strategy.categoryWeight[static_cast<std::size_t>(i % 4)] = dice.between(0, 10);
    }
    for (const LaneSet lanes : {LaneSet::Scalar, LaneSet::Automatic}) {
        std::vector<const Bars*> symbols;
        std::vector<Grade> grades;
        for (const Bars& one : bars) {
            symbols.push_back(&one);
            grades.push_back(gradeBars(one, {}, one.date.back()));
        }
        const Market market(symbols, {2, lanes});
        const auto verdicts = judgeMarket(market, grades, strategies);
        ASSERT_EQ(verdicts.size(), strategies.size());
        for (std::size_t i = 0; i < strategies.size(); ++i) {
            AnalysisConfig config;
            config.strategy = strategies[i];
            for (std::size_t j = 0; j < bars.size(); ++j) {
                const auto alone = analyze(bars[j], {}, {"X", kUndefined, bars[j].date.back()}, config);
                ASSERT_TRUE(alone.ok());
                ASSERT_EQ(verdicts[i][j], alone->verdict) << "strategy " << i << " symbol " << j;
            }
        }
    }
}

} // namespace
} // namespace tt::test
