// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/resultsdiff.h"

#include "base/numbertext.h"
#include "engine/filterrules.h"
#include "jobs/jobjson.h"
#include "jobs/strategyfields.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <map>

namespace tt {

namespace {

void compare(std::vector<OptionChange>& changes, std::string_view option, std::string before,
             std::string after)
{
    if (before != after)
        changes.push_back({std::string(option), std::move(before), std::move(after)});
}

/// Every number of a strategy, and the rule of each of its filters: "filter2_1".
std::map<std::string, std::string> fieldTexts(Strategy strategy)
{
    std::map<std::string, std::string> texts;
    for (std::size_t g = 0; g < strategy.entryFilters.size(); ++g) {
        const std::vector<FilterCondition>& conditions = strategy.entryFilters[g].conditions;
        for (std::size_t c = 0; c < conditions.size(); ++c)
            texts["filter" + std::to_string(g + 1) + '_' + std::to_string(c + 1)] =
                filterRuleInfo(conditions[c].rule).name;
    }
    for (const StrategyField& field : strategyFields(strategy))
        texts[field.key] = numberText(field.value());
    return texts;
}

/// Field by field of what both say is the same strategy; a filter that only one has stands against nothing.
void compareFields(std::vector<OptionChange>& changes, const Strategy& before, const Strategy& after)
{
    const std::map<std::string, std::string> earlier = fieldTexts(before), later = fieldTexts(after);
    for (const auto& [key, value] : earlier) {
        const auto found = later.find(key);
        compare(changes, key, value, found == later.end() ? std::string() : found->second);
    }
    for (const auto& [key, value] : later) {
        if (!earlier.contains(key))
            compare(changes, key, {}, value);
    }
}

std::vector<OptionChange> optionChanges(const Job& before, const Job& after)
{
    std::vector<OptionChange> changes;
    const bool sameStrategy = before.strategyId == after.strategyId;
    if (!sameStrategy)
        changes.push_back({"strategy", before.strategyName, after.strategyName});
    const Result<JobPlan> earlier = planFromJson(before.configJson), later = planFromJson(after.configJson);
    if (!earlier || !later)
        return changes;
    const AnalysisConfig &a = earlier->config, &b = later->config;
    if (sameStrategy)
        compareFields(changes, a.strategy, b.strategy);
    compare(changes, "capital", numberText(a.capital), numberText(b.capital));
    compare(changes, "risk", numberText(a.riskPct), numberText(b.riskPct));
    compare(changes, "position_limit", numberText(a.positionLimitPct), numberText(b.positionLimitPct));
    compare(changes, "min_rr", numberText(a.minRewardRisk), numberText(b.minRewardRisk));
    compare(changes, "allow_short", a.allowShort ? "true" : "false", b.allowShort ? "true" : "false");
    return changes;
}

bool sameNumber(double a, double b)
{
    return a == b || (std::isnan(a) && std::isnan(b));
}

using Values = IndicatorValues<double>;

/// What the bars alone decide, whatever the periods.
constexpr double Values::*kOfBars[] = {&Values::close,    &Values::volume,      &Values::obv,
                                       &Values::obvSma20, &Values::volumeSma20, &Values::volumeSma20Before,
                                       &Values::sma20,    &Values::sma50,       &Values::tradedValueSma20};

/// With the same strategy and rules every value is one of the bars.
bool hasSameValues(const Values& a, const Values& b, bool isSameCalculation)
{
    if (!isSameCalculation)
        return std::ranges::all_of(kOfBars, [&](auto value) { return sameNumber(a.*value, b.*value); });
    const auto first = std::bit_cast<std::array<double, kValueCount>>(a);
    return std::ranges::equal(first, std::bit_cast<std::array<double, kValueCount>>(b), sameNumber);
}

/// Values tell of a bar that was corrected in the middle, or a split that became known.
bool hasSameData(const ResultRecord& a, const ResultRecord& b, bool isSameCalculation)
{
    return hasSameValues(a.analysis.values, b.analysis.values, isSameCalculation) && a.source == b.source &&
           a.analysis.bars == b.analysis.bars && a.analysis.firstBar == b.analysis.firstBar &&
           a.analysis.lastBar == b.analysis.lastBar && sameNumber(a.analysis.close, b.analysis.close);
}

bool hasSameRules(const ResultRecord& a, const ResultRecord& b)
{
    return a.engineVersion == b.engineVersion && a.rulesVersion == b.rulesVersion;
}

using ByTicker = std::map<std::string_view, const ResultRecord*>;

ByTicker byTicker(const std::vector<ResultRecord>& results)
{
    ByTicker all;
    for (const ResultRecord& result : results)
        all.emplace(result.ticker, &result);
    return all;
}

} // namespace

std::string_view resultMoveName(ResultMove move)
{
    constexpr std::string_view names[] = {"new", "gone", "flipped"};
    return names[static_cast<std::size_t>(move)];
}

ResultsDiff diffResults(const Job& before, const std::vector<ResultRecord>& earlier, const Job& after,
                        const std::vector<ResultRecord>& later)
{
    ResultsDiff diff;
    diff.options = optionChanges(before, after);
    const ByTicker old = byTicker(earlier), recent = byTicker(later);
    std::map<std::string_view, ResultChange> changes;
    for (const auto& [ticker, b] : recent) {
        const auto found = old.find(ticker);
        if (found == old.end()) {
            changes[ticker] = {b->ticker,
                               ResultMove::New,
                               Verdict::NoVerdict,
                               b->analysis.verdict,
                               kUndefined,
                               b->analysis.score,
                               false};
            continue;
        }
        const ResultRecord* a = found->second;
        const bool sameRules = hasSameRules(*a, *b);
        const bool sameData = hasSameData(*a, *b, sameRules && diff.options.empty());
        ++diff.both;
        diff.dataChanged += sameData ? 0 : 1;
        diff.rulesChanged = diff.rulesChanged || !sameRules;
        if (a->analysis.verdict != b->analysis.verdict)
            changes[ticker] = {b->ticker,
                               ResultMove::Flipped,
                               a->analysis.verdict,
                               b->analysis.verdict,
                               a->analysis.score,
                               b->analysis.score,
                               !sameData};
    }
    for (const auto& [ticker, a] : old) {
        if (!recent.contains(ticker))
            changes[ticker] = {a->ticker,
                               ResultMove::Gone,
                               a->analysis.verdict,
                               Verdict::NoVerdict,
                               a->analysis.score,
                               kUndefined,
                               false};
    }
    for (auto& [ticker, change] : changes)
        diff.changes.push_back(std::move(change));
    return diff;
}

} // namespace tt
