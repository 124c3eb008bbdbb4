// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analyzemany.h"
#include "engine/checks.h"
#include "engine/flips.h"
#include "engine/indicators/allindicators.h"
#include "engine/ticks.h"
#include "engine/tradeplan.h"
#include "engine/verdict.h"

namespace tt {

namespace {

/// A position above this part of the mean daily traded value gets a warning.
constexpr double kLargePosition = 0.01;

} // namespace

Error tooFewBars(const Bars& bars)
{
    return makeError(ErrorCode::DataInsufficient, "An analysis needs 50 usable bars; there are " +
                                                      std::to_string(bars.size()) + ". Add more history.");
}

Result<Analysis> analyze(const Bars& bars, std::span<const Finding> findings, const InstrumentFacts& facts,
                         const AnalysisConfig& config)
{
    const Grade grade = gradeBars(bars, findings, facts.asOf);
    if (grade == Grade::F)
        return tooFewBars(bars);
    return analyzeFrom(newestState(bars, config.strategy.params), grade, bars, facts, config);
}

Analysis analyzeFrom(const NewestState& newest, Grade grade, const Bars& bars, const InstrumentFacts& facts,
                     const AnalysisConfig& config)
{
    Analysis result;
    result.grade = grade;
    result.bars = static_cast<int>(bars.size());
    result.firstBar = bars.date.front();
    result.lastBar = bars.date.back();
    result.close = bars.close.back() * bars.lastFactor;

    const Strategy& strategy = config.strategy;
    result.values = newest.values;
    const Judgement judgement = judge(result.values, strategy);
    result.votes = judgement.votes;
    result.reasons = reasonsOf(judgement, result.values, strategy, result.grade, result.bars);
    if (bars.splits > 0)
        result.reasons.push_back({"adjusted_splits", static_cast<double>(bars.splits)});
    result.verdict = capByGrade(judgement.verdict, result.grade);
    result.signal = signalOf(result.verdict);
    const bool judged = result.verdict != Verdict::NoVerdict;
    result.score = judged ? judgement.score.score : kUndefined;
    result.evidence = judged ? judgement.score.evidence : kUndefined;
    if (!judged)
        return result;

    PlannedTrade planned =
        planTrade(result.signal, result.values, bars.lastFactor, result.lastBar, facts, config);
    result.planStatus = planned.status;
    result.plan = std::move(planned.plan);
    if (result.plan && result.plan->tradedValueShare > kLargePosition)
        result.reasons.push_back({"large_position", result.plan->tradedValueShare});
    const double tick =
        facts.userTick > 0 ? facts.userTick : marketTick(facts.ticker, result.close, result.lastBar);
    AllIndicators<double> state = resumedFrom(newest, bars, strategy.params);
    const Flips flips =
        findFlips(state, result.values, bars.lastFactor, tick, result.verdict, result.grade, strategy);
    result.flipUp = flips.up;
    result.flipDown = flips.down;
    return result;
}

} // namespace tt
