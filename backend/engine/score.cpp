// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/score.h"

#include "engine/registry.h"

#include <algorithm>
#include <bitset>
#include <cmath>

namespace tt {

Count countVotes(const PerIndicator<Vote>& votes)
{
    Score result;
    double balance = 0, conviction = 0, weights = 0;
    std::bitset<kCategoryCount> categories;
    for (std::size_t i = 0; i < kIndicatorCount; ++i) {
        const Vote& vote = votes[i];
        if (!(vote.weight > 0))
            continue;
        ++result.enabled;
        if (!vote.defined)
            continue;
        ++result.defined;
        weights += vote.weight;
        if (vote.vote == 0)
            continue;
        ++result.voters;
        categories.set(indexOf(indicatorInfo(static_cast<IndicatorId>(i)).category));
        conviction += vote.confidence * vote.weight;
        balance += vote.vote * (vote.confidence * vote.weight);
    }
    result.categories = static_cast<int>(categories.count());
    result.evidence = weights > 0 ? conviction / weights : 0;
    if (conviction > 0)
        result.score = balance / conviction;
    return {result, conviction};
}

Score formScore(PerIndicator<Vote>& votes)
{
    const auto [score, conviction] = countVotes(votes);
    if (!(conviction > 0))
        return score;
    for (Vote& vote : votes) {
        if (vote.weight > 0 && vote.defined)
            vote.share = vote.vote * (vote.confidence * vote.weight) / conviction;
    }
    return score;
}

Verdict verdictOf(const Score& score)
{
    if (score.defined < std::min(kLeastDefined, score.enabled) || score.enabled == 0)
        return Verdict::NoVerdict;
    const double size = std::fabs(score.score);
    const bool buys = score.score > 0;
    if (size >= kStrongScore && score.evidence >= kStrongEvidence && score.voters >= kStrongVoters &&
        score.categories >= kStrongCategories)
        return buys ? Verdict::StrongBuy : Verdict::StrongSell;
    if (size >= kWeakScore && score.evidence >= kWeakEvidence)
        return buys ? Verdict::Buy : Verdict::Sell;
    return Verdict::Hold;
}

} // namespace tt
