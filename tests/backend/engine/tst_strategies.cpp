// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/strategy.h"

#include "engine/demo.h"
#include "engine/registry.h"
#include "engine/series.h"
#include "engine/tradeplan.h"
#include "engine/verdict.h"
#include "indicators/randombars.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <map>

namespace tt {
namespace {

/// What analyses of fixed demo bars come to under a strategy, folded into one number.
class Outputs
{
public:
    std::uint64_t of(const Strategy& strategy)
    {
        std::uint64_t hash = 14'695'981'039'346'656'037u;
        const auto add = [&](double value) {
            hash = (hash ^ std::hash<double>()(value + 0.0)) * 1'099'511'628'211u;
        };
        for (int ticker = 0; ticker < kSeries; ++ticker) {
            const Bars& bars = barsOf(ticker);
            AnalysisConfig config;
            config.strategy = strategy;
            config.positionLimitPct = strategy.risk.positionLimitPct;
            config.minRewardRisk = strategy.risk.minRewardRisk;
            config.allowShort = true;
            const std::vector<IndicatorValues<double>>& series = seriesOf(ticker, strategy.params);
            const std::vector<BarVerdict> verdicts = verdictSeries(series, strategy);
            for (std::size_t i = 0; i < verdicts.size(); ++i) {
                add(std::isnan(verdicts[i].score) ? -9 : verdicts[i].score);
                add(static_cast<double>(verdicts[i].verdict));
                const PlannedTrade trade =
                    planTrade(signalOf(verdicts[i].verdict), series[i], 1, bars.date[i],
                              {demoTicker(ticker), kUndefined, bars.date[i]}, config);
                add(static_cast<double>(trade.status));
                if (trade.plan)
                    add(trade.plan->stop), add(trade.plan->target), add(trade.plan->shares);
            }
        }
        for (const IndicatorValues<double>& values : partedSigns())
            add(static_cast<double>(judge(values, strategy).verdict));
        return hash;
    }

private:
    /// Bullish bars at which the oscillators that usually agree do not: rare in any series.
    static std::vector<IndicatorValues<double>> partedSigns()
    {
        std::vector<IndicatorValues<double>> all;
        for (int signs = 0; signs < 8; ++signs) {
            IndicatorValues<double> v = indicatorSeries(demoBars("DEMO0001.NS", 1, 260), {}).back();
            v.close = 100, v.sma20 = 98, v.sma50 = 95, v.emaFast = 99, v.emaSlow = 96, v.psar = 97, v.atr = 2;
            v.rsi = 60, v.macdHistogram = 1, v.adx = 30, v.plusDi = 30, v.minusDi = 10, v.cmf = 0.2;
            v.bollingerUpper = 105, v.bollingerLower = 92, v.obv = 9e6, v.obvSma20 = 1e6, v.volumeSma20 = 1e6;
            v.stochasticK = signs & 1 ? 60 : 40;
            v.cci = signs & 2 ? 10 : -10;
            v.williams = signs & 4 ? -40 : -60;
            all.push_back(v);
        }
        return all;
    }

    static constexpr int kSeries = 70;

    /// Demo bars, and wilder ones, in which votes that usually agree part company.
    const Bars& barsOf(int ticker)
    {
        Bars& bars = m_bars[ticker];
        if (bars.empty() && ticker < 20)
            bars = demoBars(demoTicker(ticker), 1, 420);
        if (bars.empty()) {
            test::Dice dice(static_cast<std::uint64_t>(ticker));
            bars = test::randomBars(dice, 420, false);
        }
        return bars;
    }

    const std::vector<IndicatorValues<double>>& seriesOf(int ticker, const IndicatorParams& params)
    {
        if (!(params == m_params))
            m_series.clear();
        m_params = params;
        auto& series = m_series[ticker];
        if (series.empty())
            series = indicatorSeries(m_bars[ticker], params);
        return series;
    }

    std::map<int, Bars> m_bars;
    std::map<int, std::vector<IndicatorValues<double>>> m_series;
    IndicatorParams m_params;
};

/// Whether the rule compares with this bound.
bool readsBound(FilterRule rule, double FilterCondition::*bound)
{
    using enum FilterRule;
    switch (rule) {
    case RsiBetween:
    case StochasticBetween:
        return true;
    case AdxAtLeast:
    case CciAbove:
    case WilliamsAbove:
    case StochasticAbove:
    case VolumeAtLeast:
    case CmfAbove:
        return bound == &FilterCondition::low;
    case AdxAtMost:
    case RsiBelow:
    case RsiAtMost:
    case StochasticBelow:
    case WilliamsBelow:
        return bound == &FilterCondition::high;
    case CloseAboveSma50:
    case Sma20AboveSma50:
    case CloseAboveSma20:
    case MacdAboveSignal:
    case ObvAboveSma20:
        return false;
    }
    return false;
}

class EveryConstant : public testing::TestWithParam<int>
{
protected:
    void SetUp() override
    {
        m_strategy = builtInStrategies()[static_cast<std::size_t>(GetParam())];
        m_before = m_outputs.of(m_strategy);
    }

    bool hasEffect(const std::function<void(Strategy&)>& change)
    {
        Strategy changed = m_strategy;
        change(changed);
        return m_outputs.of(changed) != m_before;
    }

    void expectEffect(const std::string& what, const std::function<void(Strategy&)>& change)
    {
        EXPECT_TRUE(hasEffect(change)) << m_strategy.name << ": " << what;
    }

    Outputs m_outputs;
    Strategy m_strategy;
    std::uint64_t m_before = 0;
};

TEST_P(EveryConstant, OfTheWeightsHasAnEffect)
{
    for (std::size_t c = 0; c < kCategoryCount; ++c)
        expectEffect(std::string(categoryName(static_cast<Category>(c))),
                     [&](Strategy& s) { s.categoryWeight[c] *= 1.5; });
    for (const IndicatorInfo& info : indicatorRegistry()) {
        if (info.votes)
            expectEffect(std::string(info.key),
                         [&](Strategy& s) { s.indicatorWeight[indexOf(info.id)] += 0.5; });
    }
}

TEST_P(EveryConstant, OfTheParametersHasAnEffect)
{
    // Supertrend has no weight in the five; it gets one here so that its parameters can show.
    m_strategy.indicatorWeight[indexOf(IndicatorId::Supertrend)] = 1;
    m_before = m_outputs.of(m_strategy);
    for (const IndicatorInfo& info : indicatorRegistry()) {
        for (const ParamInfo& param : info.params) {
            if (param.name == "stochastic_signal")
                continue; // no rule reads %D: the next test
            expectEffect(std::string(param.name), [&](Strategy& s) {
                if (param.period)
                    s.params.*param.period += 1;
                else
                    s.params.*param.factor *= 1.25;
            });
        }
    }
}

TEST_P(EveryConstant, OfTheStochasticsSignalShowsInItsLine)
{
    const Bars bars = demoBars(demoTicker(0), 1, 260);
    const auto line = [&] { return newestValues(bars, m_strategy.params).stochasticD; };
    const double before = line();
    m_strategy.params.stochasticSignal += 1;
    EXPECT_NE(line(), before);
}

TEST_P(EveryConstant, OfTheFiltersHasAnEffect)
{
    for (std::size_t g = 0; g < m_strategy.entryFilters.size(); ++g) {
        for (std::size_t c = 0; c < m_strategy.entryFilters[g].conditions.size(); ++c) {
            const FilterCondition& condition = m_strategy.entryFilters[g].conditions[c];
            const std::string name = "filter " + std::to_string(g) + '.' + std::to_string(c);
            const auto shifted = [&](double FilterCondition::*bound, double by) {
                return hasEffect([&](Strategy& s) { s.entryFilters[g].conditions[c].*bound += by; });
            };
            const double by = condition.rule == FilterRule::VolumeAtLeast ? 0.3
                              : condition.rule == FilterRule::CmfAbove    ? 0.2
                                                                          : 20;
            for (double FilterCondition::*bound : {&FilterCondition::low, &FilterCondition::high}) {
                if (readsBound(condition.rule, bound)) {
                    EXPECT_TRUE(shifted(bound, by) || shifted(bound, -by)) << m_strategy.name << ' ' << name;
                }
            }
        }
        expectEffect("needed " + std::to_string(g), [&](Strategy& s) { s.entryFilters[g].needed -= 1; });
    }
}

TEST_P(EveryConstant, OfTheRiskProfileHasAnEffect)
{
    for (double RiskProfile::*number :
         {&RiskProfile::stopPct, &RiskProfile::widestStopPct, &RiskProfile::atrMultiple,
          &RiskProfile::targetPct, &RiskProfile::minRewardRisk, &RiskProfile::positionLimitPct})
        expectEffect("risk", [&](Strategy& s) { s.risk.*number *= 0.8; });
}

INSTANTIATE_TEST_SUITE_P(BuiltIn, EveryConstant, testing::Range(0, 5));

TEST(Strategies, AreFiveAndFoundByNumberAndName)
{
    ASSERT_EQ(builtInStrategies().size(), 5u);
    for (int i = 0; i < 5; ++i) {
        const Strategy& strategy = builtInStrategies()[static_cast<std::size_t>(i)];
        EXPECT_EQ(strategy.id, std::to_string(i + 1));
        EXPECT_EQ(findBuiltInStrategy(strategy.id), &strategy);
        EXPECT_EQ(strategy.weight(IndicatorId::Atr), 0);
        EXPECT_EQ(strategy.weight(IndicatorId::Supertrend), 0);
    }
    EXPECT_EQ(findBuiltInStrategy("mean REVERSION")->id, "3");
    EXPECT_EQ(findBuiltInStrategy("6"), nullptr);
    EXPECT_EQ(findBuiltInStrategy(""), nullptr);
}

TEST(Strategies, WeightIsCategoryTimesIndicator)
{
    EXPECT_DOUBLE_EQ(builtInStrategies()[1].weight(IndicatorId::Macd), 1.5 * 2.5);
    EXPECT_DOUBLE_EQ(builtInStrategies()[4].weight(IndicatorId::Rsi), 4.0);
    EXPECT_DOUBLE_EQ(builtInStrategies()[2].weight(IndicatorId::Bollinger), 1.3 * 2.5);
}

} // namespace
} // namespace tt
