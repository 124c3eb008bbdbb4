// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/analysis.h"

namespace tt {

/// What the votes come to (analysis.md section 3).
struct Score
{
    double score = 0;    ///< -1..1; 0 without a voter
    double evidence = 0; ///< 0..1
    int voters = 0;      ///< enabled indicators with a vote
    int categories = 0;  ///< categories they come from
    int enabled = 0;     ///< directional indicators with a weight above 0
    int defined = 0;     ///< of those, the ones that do not abstain
};

inline constexpr double kStrongScore = 0.6, kStrongEvidence = 0.25;
inline constexpr double kWeakScore = 0.2, kWeakEvidence = 0.10;
inline constexpr int kStrongVoters = 4, kStrongCategories = 2, kLeastDefined = 6;

/// The score, and what each share of it is a part of.
struct Count
{
    Score score;
    double conviction = 0; ///< sum of confidence * weight over the voters
};
Count countVotes(const PerIndicator<Vote>& votes);

/// Forms the score and fills each vote's share.
Score formScore(PerIndicator<Vote>& votes);

/// The verdict by the table alone, before filter and grade.
Verdict verdictOf(const Score& score);

} // namespace tt
