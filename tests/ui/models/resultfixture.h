// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/resultrecord.h"

#include <memory>
#include <random>
#include <string>
#include <vector>

namespace tt::test {

/// A result as a run would make it, with random but consistent values.
inline ResultRecord randomResult(const std::string& ticker, std::mt19937& random, std::int64_t atMs)
{
    std::uniform_real_distribution<double> unit;
    ResultRecord record;
    record.id = ticker + "#" + std::to_string(atMs);
    record.ticker = ticker;
    record.name = "Company " + ticker.substr(0, 6);
    record.strategyId = "1";
    record.strategyName = "Balanced";
    record.isDemo = random() % 4 == 0;
    record.source = record.isDemo ? DataSource::Demo : DataSource::Csv;
    record.analyzedAtMs = atMs;
    Analysis& a = record.analysis;
    a.verdict = static_cast<Verdict>(random() % 6);
    a.score = 2 * unit(random) - 1;
    a.evidence = unit(random);
    a.grade = static_cast<Grade>(random() % 4);
    a.signal = static_cast<Signal>(random() % 4);
    a.close = 10 + 3000 * unit(random);
    a.bars = 50 + static_cast<int>(random() % 900);
    a.lastBar = 19'000 + static_cast<Day>(random() % 9);
    for (Vote& vote : a.votes) {
        vote.defined = random() % 8 != 0;
        vote.value = vote.defined ? 100 * unit(random) : kUndefined;
        vote.vote = static_cast<int>(random() % 3) - 1;
        vote.weight = static_cast<double>(random() % 2);
    }
    if (random() % 2 == 0) {
        TradePlan plan;
        plan.entry = a.close;
        plan.stop = a.close * 0.98;
        plan.target = a.close * 1.04;
        plan.rewardRisk = 2;
        plan.shares = static_cast<double>(random() % 500);
        plan.capitalRequired = plan.shares * plan.entry;
        a.plan = plan;
        a.planStatus = PlanStatus::Ok;
    }
    return record;
}

inline std::shared_ptr<const std::vector<ResultRecord>> chunkOf(std::vector<ResultRecord> records)
{
    return std::make_shared<const std::vector<ResultRecord>>(std::move(records));
}

} // namespace tt::test
