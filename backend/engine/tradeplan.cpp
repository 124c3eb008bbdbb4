// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/tradeplan.h"

#include "engine/ticks.h"

#include <algorithm>
#include <cmath>

namespace tt {

namespace {

constexpr double kTolerance = 1e-9;

double stopPercent(const IndicatorValues<double>& values, const RiskProfile& risk)
{
    const double byAtr = 100 * risk.atrMultiple * values.atr / values.close;
    return std::isfinite(byAtr) ? std::max(risk.stopPct, std::min(byAtr, risk.widestStopPct)) : risk.stopPct;
}

/// The stop is rounded away from the entry, the target towards it.
void placePrices(TradePlan& plan, double stopPct, double targetPct)
{
    const double stop = plan.entry * stopPct / 100, target = plan.entry * targetPct / 100;
    if (plan.isShort) {
        plan.stop = tickAbove(plan.entry + stop, plan.tick);
        plan.target = tickAbove(plan.entry - target, plan.tick);
        plan.rewardRisk = (plan.entry - plan.target) / (plan.stop - plan.entry);
    } else {
        plan.stop = tickBelow(plan.entry - stop, plan.tick);
        plan.target = tickBelow(plan.entry + target, plan.tick);
        plan.rewardRisk = (plan.target - plan.entry) / (plan.entry - plan.stop);
    }
}

bool tooCoarse(const TradePlan& plan, double wantedRatio)
{
    const double low = std::min(plan.stop, plan.target);
    return !(plan.rewardRisk > 0) || low <= 0 || plan.rewardRisk < wantedRatio / 2;
}

void sizePosition(TradePlan& plan, const AnalysisConfig& config)
{
    const double risk = std::fabs(plan.entry - plan.stop);
    const double byRisk = std::floor(config.capital * config.riskPct / 100 / risk);
    const double byLimit = std::floor(config.capital * config.positionLimitPct / 100 / plan.entry);
    plan.bound = byRisk < byLimit ? SizeBound::Risk : SizeBound::Position;
    plan.shares = std::min(byRisk, byLimit);
    plan.capitalRequired = plan.shares * plan.entry;
    plan.valueAtRisk = plan.shares * risk;
    plan.reward = plan.shares * std::fabs(plan.target - plan.entry);
}

} // namespace

PlannedTrade planTrade(Signal signal, const IndicatorValues<double>& values, double factor, Day lastBar,
                       const InstrumentFacts& facts, const AnalysisConfig& config)
{
    const bool wanted = signal == Signal::Buy || (signal == Signal::Sell && config.allowShort);
    if (!wanted)
        return {};
    TradePlan plan;
    plan.isShort = signal == Signal::Sell;
    plan.entry = values.close * factor;
    plan.tick = facts.userTick > 0 ? facts.userTick : marketTick(facts.ticker, plan.entry, lastBar);

    const RiskProfile& risk = config.strategy.risk;
    const double stopPct = stopPercent(values, risk), wantedRatio = risk.targetPct / stopPct;
    placePrices(plan, stopPct, risk.targetPct);
    sizePosition(plan, config);
    if (values.tradedValueSma20 > 0)
        plan.tradedValueShare = plan.capitalRequired / values.tradedValueSma20;

    const PlanStatus status = wantedRatio < config.minRewardRisk - kTolerance ? PlanStatus::RejectedRr
                              : tooCoarse(plan, wantedRatio)                  ? PlanStatus::TickTooCoarse
                              : plan.shares < 1                               ? PlanStatus::SizeZero
                                                                              : PlanStatus::Ok;
    return {status, plan};
}

} // namespace tt
