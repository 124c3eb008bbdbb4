// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/resultsdiff.h"

#include "jobs/jobjson.h"

#include <cmath>
#include <map>

namespace tt {

namespace {

/// The configuration of a job alone: neither its tickers nor its source nor its day.
std::string configurationOf(const Job& job)
{
    const Result<JobPlan> plan = planFromJson(job.configJson);
    if (!plan)
        return job.strategyId;
    JobPlan bare;
    bare.config = plan->config;
    bare.config.strategy.name.clear();
    return planToJson(bare);
}

bool sameNumber(double a, double b)
{
    return a == b || (std::isnan(a) && std::isnan(b));
}

bool hasSameData(const ResultRecord& a, const ResultRecord& b)
{
    return a.source == b.source && a.analysis.bars == b.analysis.bars &&
           a.analysis.firstBar == b.analysis.firstBar && a.analysis.lastBar == b.analysis.lastBar &&
           sameNumber(a.analysis.close, b.analysis.close);
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
    diff.strategyChanged = configurationOf(before) != configurationOf(after);
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
        const bool sameData = hasSameData(*a, *b);
        ++diff.both;
        diff.dataChanged += sameData ? 0 : 1;
        diff.rulesChanged = diff.rulesChanged || !hasSameRules(*a, *b);
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
