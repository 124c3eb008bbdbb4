// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/analysis.h"

namespace tt {

/// Every indicator's vote at one bar (analysis.md section 2). `share` stays 0 until the score is formed. An
/// indicator abstains (defined false) while an input of its vote or its confidence is undefined.
PerIndicator<Vote> castVotes(const IndicatorValues<double>& values, const Strategy& strategy);

/// One of them, without its headline value.
Vote castVote(IndicatorId id, const IndicatorValues<double>& values, double weight);
/// Category weight * indicator weight; 0 for the ATR.
PerIndicator<double> weightsOf(const Strategy& strategy);

/// The value that stands for an indicator in tables: RSI, the MACD histogram, ADX, SAR, EMAfast-EMAslow, the
/// Supertrend line, %K, CCI, W%R, ATR, %B = (C-lower)/(upper-lower) (undefined at width 0), OBV, CMF.
double headlineValue(IndicatorId id, const IndicatorValues<double>& values);

} // namespace tt
