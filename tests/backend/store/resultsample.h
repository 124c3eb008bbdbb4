// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/id.h"
#include "engine/resultrecord.h"

#include <cmath>
#include <cstring>
#include <random>

namespace tt {

/// A result with every part filled by chance, undefined values among them.
inline ResultRecord sampleResult(std::mt19937& random, const std::string& jobId, const std::string& ticker)
{
    const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    const auto real = [&] { return below(12) == 0 ? kUndefined : (below(2'000'000) - 1'000'000) / 977.0; };
    const auto unit = [&] { return below(1'000'001) / 1e6; };
    ResultRecord record;
    record.id = newId();
    record.jobId = jobId;
    record.ticker = ticker;
    record.symbol = ticker.substr(0, ticker.find('.'));
    record.name = "M\xc3\xbcller & S\xc3\xb6hne, \"" + ticker + "\"";
    record.strategyId = "1";
    record.strategyName = "Balanced";
    record.source = static_cast<DataSource>(below(5));
    record.isDemo = record.source == DataSource::Demo;
    record.analyzedAtMs = 1'700'000'000'000 + below(1'000'000);
    record.engineVersion = kEngineVersion;
    Analysis& a = record.analysis;
    a.verdict = static_cast<Verdict>(below(6));
    a.signal = static_cast<Signal>(below(4));
    a.score = 2 * unit() - 1;
    a.evidence = unit();
    for (Vote& vote : a.votes)
        vote = {real(), below(3) - 1, unit(), unit() * 10, 2 * unit() - 1, below(2) == 0};
    double values[sizeof a.values / sizeof(double)];
    for (double& value : values)
        value = real();
    std::memcpy(&a.values, values, sizeof values);
    for (int i = below(6); i > 0; --i)
        a.reasons.push_back({"reason_" + std::to_string(i), real()});
    a.planStatus = static_cast<PlanStatus>(below(5));
    if (a.planStatus != PlanStatus::None) {
        a.plan = TradePlan{below(2) == 0,
                           100 + unit(),
                           98,
                           104,
                           0.05,
                           2,
                           50,
                           5'000,
                           100,
                           200,
                           static_cast<SizeBound>(below(2)),
                           real()};
    }
    if (below(2) == 0)
        a.flipUp = Flip{100 + unit(), Verdict::StrongBuy};
    if (below(2) == 0)
        a.flipDown = Flip{90 + unit(), Verdict::Hold};
    a.grade = static_cast<Grade>(below(5));
    a.bars = 50 + below(2'000);
    a.firstBar = below(4) == 0 ? kNoDay : 15'000;
    a.lastBar = 19'000 + below(500);
    a.close = real();
    return record;
}

inline bool sameNumber(double a, double b)
{
    return a == b || (std::isnan(a) && std::isnan(b));
}

inline bool samePlan(const TradePlan& a, const TradePlan& b)
{
    return a.isShort == b.isShort && a.entry == b.entry && a.stop == b.stop && a.target == b.target &&
           a.tick == b.tick && a.rewardRisk == b.rewardRisk && a.shares == b.shares &&
           a.capitalRequired == b.capitalRequired && a.valueAtRisk == b.valueAtRisk && a.reward == b.reward &&
           a.bound == b.bound && sameNumber(a.tradedValueShare, b.tradedValueShare);
}

inline bool sameFlip(const std::optional<Flip>& a, const std::optional<Flip>& b)
{
    return a.has_value() == b.has_value() && (!a || (a->close == b->close && a->verdict == b->verdict));
}

inline bool sameDetails(const Analysis& a, const Analysis& b)
{
    for (std::size_t i = 0; i < a.votes.size(); ++i) {
        const Vote &x = a.votes[i], &y = b.votes[i];
        if (!sameNumber(x.value, y.value) || x.vote != y.vote || x.confidence != y.confidence ||
            x.weight != y.weight || x.share != y.share || x.defined != y.defined)
            return false;
    }
    double left[sizeof a.values / sizeof(double)], right[sizeof a.values / sizeof(double)];
    std::memcpy(left, &a.values, sizeof left);
    std::memcpy(right, &b.values, sizeof right);
    for (std::size_t i = 0; i < std::size(left); ++i) {
        if (!sameNumber(left[i], right[i]))
            return false;
    }
    if (a.reasons.size() != b.reasons.size())
        return false;
    for (std::size_t i = 0; i < a.reasons.size(); ++i) {
        if (a.reasons[i].code != b.reasons[i].code || !sameNumber(a.reasons[i].value, b.reasons[i].value))
            return false;
    }
    return sameFlip(a.flipUp, b.flipUp) && sameFlip(a.flipDown, b.flipDown);
}

inline bool sameHeadline(const ResultRecord& a, const ResultRecord& b)
{
    const Analysis &x = a.analysis, &y = b.analysis;
    return a.id == b.id && a.jobId == b.jobId && a.ticker == b.ticker && a.symbol == b.symbol &&
           a.name == b.name && a.strategyId == b.strategyId && a.strategyName == b.strategyName &&
           a.source == b.source && a.isDemo == b.isDemo && a.analyzedAtMs == b.analyzedAtMs &&
           a.engineVersion == b.engineVersion && a.rulesVersion == b.rulesVersion && x.verdict == y.verdict &&
           x.signal == y.signal && x.score == y.score && x.evidence == y.evidence &&
           x.planStatus == y.planStatus && x.plan.has_value() == y.plan.has_value() &&
           (!x.plan || samePlan(*x.plan, *y.plan)) && x.grade == y.grade && x.bars == y.bars &&
           x.firstBar == y.firstBar && x.lastBar == y.lastBar && sameNumber(x.close, y.close);
}

} // namespace tt
