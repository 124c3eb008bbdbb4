// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/bars.h"
#include "engine/indicatorid.h"

#include <vector>

namespace tt {

template<class Real>
class AllIndicators;

/// Every indicator's values at every bar, all in one pass; size() == bars.size(). Undefined is NaN.
std::vector<IndicatorValues<double>> indicatorSeries(const Bars& bars, const IndicatorParams& params);

/// The values at the newest bar alone, bit for bit the last row of indicatorSeries. `bars` must not be empty.
IndicatorValues<double> newestValues(const Bars& bars, const IndicatorParams& params);

/// The same through `fresh`, made of `params` and not fed yet; it can go on with further bars.
IndicatorValues<double> newestValues(const Bars& bars, const IndicatorParams& params,
                                     AllIndicators<double>& fresh);

} // namespace tt
