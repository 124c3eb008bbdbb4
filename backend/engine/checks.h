// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/analysis.h"
#include "engine/bars.h"

#include <vector>

namespace tt {

/// Bars that passed the rules of analysis.md section 6, and what was found on the way.
struct CheckedBars
{
    Bars bars;
    std::vector<double> adjustedClose; ///< as long as bars; NaN where not given
    std::vector<Finding> findings;     ///< by date, then line
    int rows = 0, accepted = 0, repaired = 0, quarantined = 0,
        duplicates = 0; ///< accepted counts repaired ones too
};

/// Sorts by date, widens high or low within 1e-6 relative, quarantines what breaks a rule. rows == accepted +
/// quarantined
/// + duplicates. `asOf` kNoDay: no bar is too new. Never fails: a file of rubbish gives no bars and findings.
CheckedBars checkBars(std::vector<RawBar> raw, Day asOf);

/// A move from one close to the next of 40 % or more of the former.
bool isJump(double before, double after);

/// One jump that no event explains: of the bar of `day` against the bar before.
struct Jump
{
    Day day = kNoDay;
    double before = 0, after = 0; ///< closes of the adjusted view
};
/// All of them, oldest first.
std::vector<Jump> unexplainedJumps(const Bars& bars);

/// The grade over the last 500 bars before `asOf` (analysis.md section 6).
Grade gradeBars(const Bars& bars, std::span<const Finding> findings, Day asOf);

/// Why that grade and no better one: each rule of the grade that was met, codes "grade:..." of reasons.h.
/// Grade A has one reason too.
std::vector<Reason> gradeReasons(const Bars& bars, std::span<const Finding> findings, Day asOf);
/// The findings that the grade counts: those of the last 500 bars, notes left out.
std::vector<Finding> gradedFindings(const Bars& bars, std::span<const Finding> findings, Day asOf);

} // namespace tt
