// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/resultcolumns.h"

#include "base/clock.h"
#include "engine/registry.h"

#include <cmath>
#include <vector>

namespace tt {

namespace {

using R = const ResultRecord&;
using I = IndicatorId;

Cell text(std::string_view value)
{
    return value.empty() ? Cell() : Cell(std::string(value));
}

Cell number(double value)
{
    return std::isfinite(value) ? Cell(value) : Cell();
}

Cell whole(std::int64_t value)
{
    return value;
}

Cell plan(R r, double TradePlan::*member)
{
    const Analysis& a = r.analysis;
    return a.plan && a.planStatus != PlanStatus::None ? number((*a.plan).*member) : Cell();
}

Cell reasons(R r, I)
{
    std::string codes;
    for (const Reason& reason : r.analysis.reasons)
        (codes += codes.empty() ? "" : ";") += reason.code;
    return text(codes);
}

const Vote* countedVote(R r, I id)
{
    const Vote& vote = r.analysis.votes[indexOf(id)];
    return vote.defined && vote.weight > 0 ? &vote : nullptr;
}

const ResultColumn kPlain[] = {
    {"ticker", [](R r, I) { return text(r.ticker); }},
    {"symbol", [](R r, I) { return text(r.symbol); }},
    {"name", [](R r, I) { return text(r.name); }},
    {"verdict", [](R r, I) { return text(verdictName(r.analysis.verdict)); }},
    {"signal", [](R r, I) { return text(signalName(r.analysis.signal)); }},
    {"score", [](R r, I) { return number(r.analysis.score); }},
    {"evidence", [](R r, I) { return number(r.analysis.evidence); }},
    {"entry", [](R r, I) { return plan(r, &TradePlan::entry); }},
    {"stop_loss", [](R r, I) { return plan(r, &TradePlan::stop); }},
    {"target", [](R r, I) { return plan(r, &TradePlan::target); }},
    {"risk_reward_ratio", [](R r, I) { return plan(r, &TradePlan::rewardRisk); }},
    {"position_size", [](R r, I) { return plan(r, &TradePlan::shares); }},
    {"capital_required", [](R r, I) { return plan(r, &TradePlan::capitalRequired); }},
    {"value_at_risk", [](R r, I) { return plan(r, &TradePlan::valueAtRisk); }},
    {"plan_status", [](R r, I) { return text(planStatusName(r.analysis.planStatus)); }},
    {"strategy_id", [](R r, I) { return text(r.strategyId); }},
    {"strategy", [](R r, I) { return text(r.strategyName); }},
    {"data_source", [](R r, I) { return text(dataSourceName(r.source)); }},
    {"is_demo", [](R r, I) { return Cell(r.isDemo); }},
    {"data_grade", [](R r, I) { return text(gradeName(r.analysis.grade)); }},
    {"bars", [](R r, I) { return whole(r.analysis.bars); }},
    {"first_bar", [](R r, I) { return text(dayText(r.analysis.firstBar)); }},
    {"last_bar", [](R r, I) { return text(dayText(r.analysis.lastBar)); }},
    {"close", [](R r, I) { return number(r.analysis.close); }},
    {"reasons", reasons},
    {"job_id", [](R r, I) { return text(r.jobId); }},
    {"analyzed_at", [](R r, I) { return text(utcText(r.analyzedAtMs)); }},
    {"engine_version", [](R r, I) { return text(r.engineVersion); }},
    {"rules_version", [](R r, I) { return whole(r.rulesVersion); }},
};

Cell indicatorValue(R r, I id)
{
    return number(r.analysis.votes[indexOf(id)].value);
}

Cell indicatorVote(R r, I id)
{
    const Vote* vote = countedVote(r, id);
    return vote ? whole(vote->vote) : Cell();
}

Cell indicatorConfidence(R r, I id)
{
    const Vote* vote = countedVote(r, id);
    return vote ? number(vote->confidence) : Cell();
}

std::vector<ResultColumn> makeColumns()
{
    std::vector<ResultColumn> columns(std::begin(kPlain), std::end(kPlain));
    for (const IndicatorInfo& info : indicatorRegistry()) {
        const std::string key(info.key);
        columns.push_back({key, indicatorValue, info.id});
        columns.push_back({key + "_vote", indicatorVote, info.id});
        columns.push_back({key + "_confidence", indicatorConfidence, info.id});
    }
    return columns;
}

} // namespace

std::span<const ResultColumn> resultColumns()
{
    static const std::vector<ResultColumn> columns = makeColumns();
    return columns;
}

} // namespace tt
