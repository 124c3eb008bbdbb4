// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/registry.h"

#include "engine/series.h"
#include "indicators/randombars.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

namespace tt::test {
namespace {

using Values = IndicatorValues<double>;

TEST(Registry, HasTheThirteenInTheirOrder)
{
    const char* keys[] = {"rsi", "macd",     "adx", "psar",      "ema", "supertrend", "stochastic",
                          "cci", "williams", "atr", "bollinger", "obv", "cmf"};
    ASSERT_EQ(indicatorRegistry().size(), kIndicatorCount);
    for (std::size_t i = 0; i < kIndicatorCount; ++i) {
        const IndicatorInfo& row = indicatorRegistry()[i];
        EXPECT_EQ(row.key, keys[i]);
        EXPECT_EQ(indexOf(row.id), i);
        EXPECT_EQ(&indicatorInfo(row.id), &row);
        EXPECT_EQ(indicatorFromKey(row.key), row.id);
        EXPECT_EQ(row.votes, row.id != IndicatorId::Atr);
        EXPECT_FALSE(row.name.empty());
        EXPECT_GT(row.help.size(), 60U) << row.key;
    }
    EXPECT_FALSE(indicatorFromKey("RSI"));
    EXPECT_FALSE(indicatorFromKey(""));
}

TEST(Registry, ColumnsAreThoseOfTheSeriesFile)
{
    std::string columns;
    for (const IndicatorInfo& row : indicatorRegistry()) {
        for (const OutputInfo& output : row.outputs)
            columns += std::string(output.column) + ",";
    }
    EXPECT_EQ(columns,
              "rsi,macd,macd_signal,macd_histogram,adx,plus_di,minus_di,psar,ema_fast,ema_slow,supertrend,"
              "supertrend_direction,stochastic_k,stochastic_d,cci,williams,atr,bollinger_upper,"
              "bollinger_middle,bollinger_lower,obv,cmf,");
}

TEST(Registry, CategoriesAreThoseOfTheRules)
{
    std::string categories;
    for (const IndicatorInfo& row : indicatorRegistry())
        categories += std::string(categoryName(row.category)) + " ";
    EXPECT_EQ(categories, "momentum trend trend trend trend trend momentum momentum momentum volatility "
                          "volatility volume volume ");
    for (const auto name : {"trend", "momentum", "volatility", "volume"})
        EXPECT_EQ(categoryName(*categoryFromName(name)), name);
    EXPECT_FALSE(categoryFromName("Trend"));
}

TEST(Registry, EveryParameterHasOneRowAndASaneRange)
{
    const IndicatorParams defaults;
    std::set<std::string_view> names;
    for (const IndicatorInfo& row : indicatorRegistry()) {
        for (const ParamInfo& param : row.params) {
            EXPECT_TRUE(names.insert(param.name).second) << param.name;
            EXPECT_TRUE(param.name.starts_with(row.key)) << param.name;
            ASSERT_NE(param.period == nullptr, param.factor == nullptr) << param.name;
            const double value = param.period ? defaults.*param.period : defaults.*param.factor;
            EXPECT_LT(param.least, param.most);
            EXPECT_GE(value, param.least) << param.name;
            EXPECT_LE(value, param.most) << param.name;
            EXPECT_GE(param.least, param.period ? 1 : 0) << param.name;
        }
    }
    // No member of IndicatorParams is without a row: 16 periods and 5 factors.
    EXPECT_EQ(names.size(), 21U);
}

TEST(Registry, EveryParameterMovesItsIndicatorAlone)
{
    Dice dice(5);
    const Bars bars = randomBars(dice, 400, false);
    const auto before = indicatorSeries(bars, IndicatorParams{});
    for (const IndicatorInfo& owner : indicatorRegistry()) {
        for (const ParamInfo& param : owner.params) {
            IndicatorParams params;
            if (param.period)
                params.*param.period += 1;
            else
                params.*param.factor *= 0.75;
            const auto after = indicatorSeries(bars, params);
            for (const IndicatorInfo& row : indicatorRegistry()) {
                bool changed = false;
                for (const OutputInfo& output : row.outputs) {
                    for (std::size_t i = 250; i < bars.size(); ++i)
                        changed = changed || before[i].*output.member != after[i].*output.member;
                }
                EXPECT_EQ(changed, row.id == owner.id) << param.name << " and " << row.key;
            }
        }
    }
}

struct Inputs
{
    IndicatorId id;
    std::vector<double Values::*> headline, vote;
};

/// What the headline value and the vote of an indicator read (the rules' sections 1 and 2).
std::vector<Inputs> inputs()
{
    return {
        {IndicatorId::Rsi, {&Values::rsi}, {&Values::rsi}},
        {IndicatorId::Macd, {&Values::macdHistogram}, {&Values::macdHistogram, &Values::atr}},
        {IndicatorId::Adx, {&Values::adx}, {&Values::adx, &Values::plusDi, &Values::minusDi}},
        {IndicatorId::Psar, {&Values::psar}, {&Values::psar}},
        {IndicatorId::Ema, {&Values::emaFast, &Values::emaSlow}, {&Values::emaFast, &Values::emaSlow}},
        {IndicatorId::Supertrend,
         {&Values::supertrend},
         {&Values::supertrend, &Values::supertrendDirection, &Values::supertrendAtr}},
        {IndicatorId::Stochastic, {&Values::stochasticK}, {&Values::stochasticK}},
        {IndicatorId::Cci, {&Values::cci}, {&Values::cci}},
        {IndicatorId::Williams, {&Values::williams}, {&Values::williams}},
        {IndicatorId::Atr, {&Values::atr}, {&Values::atr}},
        {IndicatorId::Bollinger,
         {&Values::bollingerUpper, &Values::bollingerLower},
         {&Values::bollingerUpper, &Values::bollingerLower}},
        {IndicatorId::Obv, {&Values::obv}, {&Values::obv, &Values::obvSma20, &Values::volumeSma20}},
        {IndicatorId::Cmf, {&Values::cmf}, {&Values::cmf}},
    };
}

TEST(Registry, OutputsAndReadsAreAllThatAVoteIsMadeOf)
{
    for (const Inputs& row : inputs()) {
        const IndicatorInfo& info = indicatorInfo(row.id);
        const auto has = [](std::span<const OutputInfo> outputs, double Values::*member) {
            return std::ranges::find(outputs, member, &OutputInfo::member) != outputs.end();
        };
        for (const auto member : row.vote)
            EXPECT_TRUE(has(info.outputs, member) || has(info.reads, member)) << info.key;
        for (const OutputInfo& read : info.reads)
            EXPECT_NE(std::ranges::find(row.vote, read.member), row.vote.end()) << read.column;
    }
}

int firstDefined(const std::vector<Values>& series, const std::vector<double Values::*>& members)
{
    for (std::size_t i = 0; i < series.size(); ++i) {
        bool defined = true;
        for (const auto member : members)
            defined = defined && !std::isnan(series[i].*member);
        if (defined)
            return static_cast<int>(i);
    }
    return -1;
}

TEST(Registry, LookbacksAreTheFirstDefinedBars)
{
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        Dice dice(seed);
        const IndicatorParams params = seed == 1 ? IndicatorParams{} : randomParams(dice);
        const auto series = indicatorSeries(randomBars(dice, 260, false), params);
        for (const Inputs& row : inputs()) {
            const IndicatorInfo& info = indicatorInfo(row.id);
            EXPECT_EQ(info.lookback(params), firstDefined(series, row.headline)) << info.key << " " << seed;
            EXPECT_EQ(info.voteLookback(params), firstDefined(series, row.vote)) << info.key << " " << seed;
        }
    }
}

TEST(Registry, DefaultLookbacksAreThoseOfTheRules)
{
    const int lookbacks[] = {14, 33, 27, 1, 199, 10, 15, 19, 13, 14, 19, 0, 19};
    const int voteLookbacks[] = {14, 33, 27, 1, 199, 10, 15, 19, 13, 14, 19, 19, 19};
    for (std::size_t i = 0; i < kIndicatorCount; ++i) {
        EXPECT_EQ(indicatorRegistry()[i].lookback(IndicatorParams{}), lookbacks[i]);
        EXPECT_EQ(indicatorRegistry()[i].voteLookback(IndicatorParams{}), voteLookbacks[i]);
    }
}

} // namespace
} // namespace tt::test
