// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/documents.h"
#include "app/cli/explaintext.h"
#include "engine/filterrules.h"
#include "engine/registry.h"
#include "jobs/strategyjson.h"

namespace tt::cli {

namespace {

void writeIndicator(JsonWriter& json, const IndicatorInfo& info, const Explanation& explained,
                    const JobPlan& plan)
{
    const Vote& vote = explained.analysis.votes[indexOf(info.id)];
    const bool counts = vote.defined && vote.weight > 0;
    json.beginObject().key("id").value(info.key).key("name").value(info.name);
    json.key("category").value(categoryName(info.category)).key("definition").value(info.help);
    json.key("parameters").beginObject();
    for (const ParamInfo& param : info.params) {
        const IndicatorParams& params = plan.config.strategy.params;
        json.key(param.name).value(param.period ? params.*param.period : params.*param.factor);
    }
    json.endObject().key("bars_used").value(explained.barsUsed[indexOf(info.id)]);
    json.key("values").beginObject();
    for (const auto& outputs : {info.outputs, info.reads}) {
        for (const OutputInfo& output : outputs)
            json.key(output.column).value(explained.analysis.values.*output.member);
    }
    json.endObject().key("value").value(vote.value).key("vote");
    counts ? json.value(vote.vote) : json.null();
    json.key("confidence").value(counts ? vote.confidence : kUndefined);
    json.key("weight").value(vote.weight);
    json.key("share").value(counts ? vote.share : kUndefined).endObject();
}

void writeFilters(JsonWriter& json, const Explanation& explained)
{
    json.key("entry_filters").beginArray();
    for (const ExplainedGroup& group : explained.filters) {
        json.beginObject().key("needed").value(group.needed).key("holding").value(group.holding);
        json.key("conditions").beginArray();
        for (const auto& [condition, holds] : group.conditions)
            json.beginObject().key("text").value(filterText(condition)).key("holds").value(holds).endObject();
        json.endArray().endObject();
    }
    json.endArray();
}

void writePlan(JsonWriter& json, const Explanation& explained)
{
    json.key("plan_status").value(planStatusName(explained.analysis.planStatus)).key("plan");
    if (!explained.plan) {
        json.null();
        return;
    }
    const TradePlan& plan = *explained.analysis.plan;
    json.beginObject().key("short").value(plan.isShort).key("entry").value(plan.entry);
    json.key("stop_loss").value(plan.stop).key("target").value(plan.target);
    json.key("risk_reward_ratio").value(plan.rewardRisk).key("stop_pct").value(explained.plan->stopPct);
    json.key("atr_stop_pct").value(explained.plan->atrStopPct).key("tick").value(plan.tick);
    json.key("tick_from").value(explained.plan->userTick ? "user" : "market");
    json.key("position_size").value(plan.shares);
    json.key("size_bound").value(plan.bound == SizeBound::Risk ? "risk" : "position");
    json.key("shares_by_risk").value(explained.plan->sharesByRisk);
    json.key("shares_by_position").value(explained.plan->sharesByPosition);
    json.key("capital_required").value(plan.capitalRequired).key("value_at_risk").value(plan.valueAtRisk);
    json.key("reward").value(plan.reward).key("traded_value_share").value(plan.tradedValueShare);
    json.endObject();
}

void writeGrade(JsonWriter& json, const Explanation& explained)
{
    json.key("data_grade").value(gradeName(explained.analysis.grade)).key("grade_reasons");
    writeReasons(json, explained.gradeReasons);
    json.key("findings").beginArray();
    for (const Finding& finding : explained.findings) {
        json.beginObject().key("date");
        writeDayOrNull(json, finding.date);
        json.key("line").value(finding.line).key("rule").value(findingRuleName(finding.rule));
        json.key("values").value(finding.values).endObject();
    }
    json.endArray();
}

} // namespace

std::string explanationDocument(const Explanation& explained, const SourceBars& source, const JobPlan& plan)
{
    const Analysis& analysis = explained.analysis;
    JsonWriter json;
    json.beginObject().key("ticker").value(source.ticker).key("name");
    writeTextOrNull(json, source.name);
    json.key("data_source").value(dataSourceName(source.source)).key("is_demo").value(source.isDemo);
    json.key("as_of");
    writeDayOrNull(json, plan.asOf);
    json.key("adjusted_splits").value(explained.splits);
    json.key("bars").value(analysis.bars).key("first_bar").value(dayText(analysis.firstBar));
    json.key("last_bar").value(dayText(analysis.lastBar)).key("close").value(analysis.close);
    json.key("strategy");
    writeStrategy(json, plan.config.strategy);
    json.key("indicators").beginArray();
    for (const IndicatorInfo& info : indicatorRegistry())
        writeIndicator(json, info, explained, plan);
    json.endArray().key("score").value(analysis.score).key("evidence").value(analysis.evidence);
    json.key("voters").value(explained.voters).key("categories").value(explained.categories);
    json.key("enabled").value(explained.enabled).key("defined").value(explained.defined);
    json.key("verdict").value(verdictName(analysis.verdict)).key("signal").value(signalName(analysis.signal));
    json.key("verdict_by_score").value(verdictName(explained.byScore));
    json.key("verdict_after_filter").value(verdictName(explained.afterFilter)).key("reasons");
    writeReasons(json, analysis.reasons);
    writeFilters(json, explained);
    writeFlips(json, analysis);
    writePlan(json, explained);
    writeGrade(json, explained);
    return json.endObject().take() + '\n';
}

} // namespace tt::cli
