// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/bars.h"
#include "engine/indicatorid.h"
#include "engine/lanekernel.h"

#include <span>
#include <vector>

namespace tt {

template<class Real>
class AllIndicators;

/// Every indicator's values at every bar, a column a value. Undefined is NaN.
class IndicatorSeries
{
public:
    /// The memory of an earlier series is used again.
    void compute(const Bars& bars, const IndicatorParams& params);

    std::size_t size() const { return m_size; }
    /// series.column(&IndicatorValues<double>::rsi): `size()` values, valid until the next compute.
    std::span<const double> column(double IndicatorValues<double>::*member) const;
    IndicatorValues<double> at(std::size_t bar) const;

private:
    std::size_t m_size = 0, m_stride = 0;
    std::vector<double> m_values;
};

/// The same as rows; size() == bars.size().
std::vector<IndicatorValues<double>> indicatorSeries(const Bars& bars, const IndicatorParams& params);

/// The values at the newest bar alone, bit for bit the last row of indicatorSeries. `bars` must not be empty.
IndicatorValues<double> newestValues(const Bars& bars, const IndicatorParams& params);

/// What the newest bar leaves behind, enough to go on from.
struct NewestState
{
    IndicatorValues<double> values;
    std::array<double, kChainValues> chains; ///< see NewestColumns
    std::vector<double> obv;                 ///< of the last windowReach bars, oldest first
};
NewestState newestState(const Bars& bars, const IndicatorParams& params);
/// All indicators as they stand after `bars`, of which `newest` is the state; for further bars.
AllIndicators<double> resumedFrom(const NewestState& newest, const Bars& bars, const IndicatorParams& params);

/// The same through `fresh`, made of `params` and not fed yet; it can go on with further bars.
IndicatorValues<double> newestValues(const Bars& bars, const IndicatorParams& params,
                                     AllIndicators<double>& fresh);

} // namespace tt
