// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/explanation.h"

#include "engine/checks.h"
#include "engine/filters.h"
#include "engine/registry.h"
#include "engine/verdict.h"

#include <algorithm>
#include <cmath>

namespace tt {

namespace {

/// A windowed indicator reads its window alone, a recursive one every bar since the first.
int barsUsedBy(const IndicatorInfo& info, const Strategy& strategy, int bars)
{
    const int first = info.lookback(strategy.params);
    if (first >= bars)
        return 0;
    return info.windowed ? first + 1 : bars;
}

std::vector<ExplainedGroup> explainFilters(const std::vector<FilterGroup>& groups,
                                           const IndicatorValues<double>& values)
{
    std::vector<ExplainedGroup> explained;
    for (const FilterGroup& group : groups) {
        ExplainedGroup one{group.needed, 0, {}};
        for (const FilterCondition& condition : group.conditions) {
            const bool holds = passesFilters({{1, {condition}}}, values);
            one.holding += holds ? 1 : 0;
            one.conditions.emplace_back(condition, holds);
        }
        explained.push_back(std::move(one));
    }
    return explained;
}

ExplainedPlan explainPlan(const Analysis& analysis, const InstrumentFacts& facts,
                          const AnalysisConfig& config)
{
    const TradePlan& plan = *analysis.plan;
    const RiskProfile& risk = config.strategy.risk;
    ExplainedPlan explained;
    explained.atrStopPct = 100 * risk.atrMultiple * analysis.values.atr / analysis.values.close;
    explained.stopPct = std::isfinite(explained.atrStopPct)
                            ? std::max(risk.stopPct, std::min(explained.atrStopPct, risk.widestStopPct))
                            : risk.stopPct;
    explained.sharesByRisk =
        std::floor(config.capital * config.riskPct / 100 / std::fabs(plan.entry - plan.stop));
    explained.sharesByPosition = std::floor(config.capital * config.positionLimitPct / 100 / plan.entry);
    explained.userTick = facts.userTick > 0;
    return explained;
}

} // namespace

Result<Explanation> explain(const Bars& bars, std::span<const Finding> findings, const InstrumentFacts& facts,
                            const AnalysisConfig& config)
{
    Result<Analysis> analysis = analyze(bars, findings, facts, config);
    if (!analysis)
        return analysis.error();
    Explanation explained;
    explained.analysis = std::move(*analysis);
    explained.splits = bars.splits;
    const Strategy& strategy = config.strategy;
    const Analysis& result = explained.analysis;
    for (const IndicatorInfo& info : indicatorRegistry())
        explained.barsUsed[indexOf(info.id)] = barsUsedBy(info, strategy, result.bars);
    const Judgement judgement = judge(result.values, strategy);
    explained.byScore = judgement.byTable;
    explained.afterFilter = judgement.verdict;
    explained.voters = judgement.score.voters;
    explained.categories = judgement.score.categories;
    explained.enabled = judgement.score.enabled;
    explained.defined = judgement.score.defined;
    explained.filters = explainFilters(strategy.entryFilters, result.values);
    if (result.plan)
        explained.plan = explainPlan(result, facts, config);
    explained.gradeReasons = gradeReasons(bars, findings, facts.asOf);
    explained.findings = gradedFindings(bars, findings, facts.asOf);
    return explained;
}

} // namespace tt
