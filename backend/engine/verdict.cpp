// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/verdict.h"

#include "engine/filters.h"
#include "engine/registry.h"
#include "engine/votes.h"

#include <algorithm>
#include <cmath>

namespace tt {

namespace {

constexpr std::size_t kNamedVotes = 3;

bool isBuy(Verdict verdict)
{
    return verdict == Verdict::Buy || verdict == Verdict::StrongBuy;
}

bool isStrong(Verdict verdict)
{
    return verdict == Verdict::StrongBuy || verdict == Verdict::StrongSell;
}

void addMissing(std::vector<Reason>& reasons, const IndicatorValues<double>& values, const Strategy& strategy,
                int bars)
{
    const bool noVolume = std::isnan(values.volume) &&
                          strategy.weight(IndicatorId::Obv) + strategy.weight(IndicatorId::Cmf) > 0;
    if (bars < neededBars(strategy)) {
        reasons.push_back({"needs_bars", static_cast<double>(neededBars(strategy))});
        reasons.push_back({"has_bars", static_cast<double>(bars)});
    }
    if (noVolume)
        reasons.push_back({"volume_missing", kUndefined});
}

void addWeakness(std::vector<Reason>& reasons, const Score& score, Verdict byTable)
{
    const double size = std::fabs(score.score);
    if (byTable == Verdict::Hold) {
        if (score.voters == 0)
            reasons.push_back({"no_votes", kUndefined});
        else if (size < kWeakScore)
            reasons.push_back({"weak_score", score.score});
        if (score.voters > 0 && score.evidence < kWeakEvidence)
            reasons.push_back({"weak_evidence", score.evidence});
        return;
    }
    if (isStrong(byTable) || size < kStrongScore)
        return;
    if (score.evidence < kStrongEvidence)
        reasons.push_back({"not_strong_evidence", score.evidence});
    if (score.voters < kStrongVoters)
        reasons.push_back({"not_strong_voters", static_cast<double>(score.voters)});
    if (score.categories < kStrongCategories)
        reasons.push_back({"not_strong_categories", static_cast<double>(score.categories)});
}

/// The indicators with the largest shares, those of the score's side as "for", the others as "against".
void addVotes(std::vector<Reason>& reasons, const Judgement& judgement)
{
    std::array<std::size_t, kIndicatorCount> order;
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    const auto share = [&](std::size_t i) { return judgement.votes[i].share; };
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return std::fabs(share(a)) > std::fabs(share(b)); });
    for (std::size_t k = 0; k < kNamedVotes && share(order[k]) != 0; ++k) {
        const bool agrees = (share(order[k]) > 0) == (judgement.score.score >= 0);
        const std::string_view key = indicatorInfo(static_cast<IndicatorId>(order[k])).key;
        reasons.push_back({(agrees ? "for:" : "against:") + std::string(key), share(order[k])});
    }
}

} // namespace

Judgement judge(const IndicatorValues<double>& values, const Strategy& strategy)
{
    Judgement result;
    result.votes = castVotes(values, strategy);
    result.score = formScore(result.votes);
    result.byTable = result.verdict = verdictOf(result.score);
    if (isBuy(result.byTable) && !passesFilters(strategy.entryFilters, values))
        result.verdict = Verdict::Hold;
    return result;
}

VerdictOnly::VerdictOnly(const Strategy& strategy)
    : m_strategy(strategy)
    , m_weights(weightsOf(strategy))
{
}

Verdict VerdictOnly::verdict(const IndicatorValues<double>& values) const
{
    PerIndicator<Vote> votes{};
    for (std::size_t i = 0; i < kIndicatorCount; ++i) {
        if (m_weights[i] > 0)
            votes[i] = castVote(static_cast<IndicatorId>(i), values, m_weights[i]);
    }
    const Verdict byTable = verdictOf(countVotes(votes).score);
    return isBuy(byTable) && !passesFilters(m_strategy.entryFilters, values) ? Verdict::Hold : byTable;
}

Verdict capByGrade(Verdict verdict, Grade grade)
{
    if (grade != Grade::D || !isStrong(verdict))
        return verdict;
    return verdict == Verdict::StrongBuy ? Verdict::Buy : Verdict::Sell;
}

int neededBars(const Strategy& strategy)
{
    std::vector<int> lookbacks;
    for (const IndicatorInfo& info : indicatorRegistry()) {
        if (info.votes && strategy.weight(info.id) > 0)
            lookbacks.push_back(info.voteLookback(strategy.params));
    }
    if (lookbacks.empty())
        return 0;
    std::sort(lookbacks.begin(), lookbacks.end());
    const std::size_t needed = std::min<std::size_t>(kLeastDefined, lookbacks.size());
    return lookbacks[needed - 1] + 1;
}

std::vector<Reason> reasonsOf(const Judgement& judgement, const IndicatorValues<double>& values,
                              const Strategy& strategy, Grade grade, int bars)
{
    std::vector<Reason> reasons;
    if (judgement.byTable == Verdict::NoVerdict) {
        addMissing(reasons, values, strategy, bars);
        return reasons;
    }
    addWeakness(reasons, judgement.score, judgement.byTable);
    if (judgement.verdict != judgement.byTable)
        reasons = failedFilters(strategy.entryFilters, values);
    if (capByGrade(judgement.verdict, grade) != judgement.verdict)
        reasons.push_back({"grade_d", kUndefined});
    addVotes(reasons, judgement);
    return reasons;
}

std::vector<BarVerdict> verdictSeries(std::span<const IndicatorValues<double>> series,
                                      const Strategy& strategy)
{
    std::vector<BarVerdict> verdicts;
    verdicts.reserve(series.size());
    for (const IndicatorValues<double>& values : series) {
        const Judgement judgement = judge(values, strategy);
        if (judgement.verdict == Verdict::NoVerdict)
            verdicts.emplace_back();
        else
            verdicts.push_back({judgement.score.score, judgement.score.evidence, judgement.verdict});
    }
    return verdicts;
}

} // namespace tt
