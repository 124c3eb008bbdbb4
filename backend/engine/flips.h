// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/analysis.h"

namespace tt {

template<class Real>
class AllIndicators;

struct Flips
{
    std::optional<Flip> up, down; ///< not engaged: none within 15 %
};

/// The nearest next closes, up and down, at which the verdict would be another one than `verdict`
/// (analysis.md section 3): one more bar of O = last close, C = the candidate, H and L their maximum and
/// minimum, V = mean of the last 20 volumes, outwards in steps of 0.1 %, then halving to the tick. `state`
/// has been fed all bars; prices of the flips are raw ones.
Flips findFlips(const AllIndicators<double>& state, const IndicatorValues<double>& newest, double factor,
                double tick, Verdict verdict, Grade grade, const Strategy& strategy);

} // namespace tt
