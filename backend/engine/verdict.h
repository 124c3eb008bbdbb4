// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/analysis.h"
#include "engine/score.h"

#include <span>
#include <vector>

namespace tt {

/// What the values of one bar come to under a strategy.
struct Judgement
{
    PerIndicator<Vote> votes{};
    Score score;
    Verdict byTable = Verdict::NoVerdict; ///< score and evidence alone
    Verdict verdict = Verdict::NoVerdict; ///< after the entry filter, before the cap by the grade
};

Judgement judge(const IndicatorValues<double>& values, const Strategy& strategy);

/// judge(...).verdict without the votes' headline values and shares, for many values of one strategy.
class VerdictOnly
{
public:
    explicit VerdictOnly(const Strategy& strategy);
    Verdict verdict(const IndicatorValues<double>& values) const;

private:
    const Strategy& m_strategy;
    PerIndicator<double> m_weights;
};

/// Grade D lets nothing be Strong.
Verdict capByGrade(Verdict verdict, Grade grade);

/// How many bars the verdict needs: the first bar count at which enough enabled indicators are defined.
int neededBars(const Strategy& strategy);

/// Why the verdict is what it is: what capped it, which filters failed, and the votes that weigh most.
std::vector<Reason> reasonsOf(const Judgement& judgement, const IndicatorValues<double>& values,
                              const Strategy& strategy, Grade grade, int bars);

/// Score, evidence and verdict at one bar; the verdict is the one before the cap by the grade, which is a
/// statement about the whole series.
struct BarVerdict
{
    double score = kUndefined, evidence = kUndefined; ///< undefined at No verdict
    Verdict verdict = Verdict::NoVerdict;
};
std::vector<BarVerdict> verdictSeries(std::span<const IndicatorValues<double>> series,
                                      const Strategy& strategy);

} // namespace tt
