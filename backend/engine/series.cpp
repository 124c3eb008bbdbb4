// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/series.h"

#include "engine/indicators/allindicators.h"

namespace tt {

template class AllIndicators<double>;

std::vector<IndicatorValues<double>> indicatorSeries(const Bars& bars, const IndicatorParams& params)
{
    std::vector<IndicatorValues<double>> series;
    series.reserve(bars.size());
    AllIndicators<double> all(params);
    for (std::size_t i = 0; i < bars.size(); ++i)
        series.push_back(all.update(bars.high[i], bars.low[i], bars.close[i], bars.volume[i]));
    return series;
}

IndicatorValues<double> newestValues(const Bars& bars, const IndicatorParams& params)
{
    AllIndicators<double> all(params);
    return newestValues(bars, params, all);
}

IndicatorValues<double> newestValues(const Bars& bars, const IndicatorParams& params,
                                     AllIndicators<double>& fresh)
{
    const std::size_t windowBars = static_cast<std::size_t>(AllIndicators<double>::windowBars(params));
    const std::size_t skipped = bars.size() > windowBars ? bars.size() - windowBars : 0;
    for (std::size_t i = 0; i < skipped; ++i)
        fresh.skip(bars.high[i], bars.low[i], bars.close[i], bars.volume[i]);
    IndicatorValues<double> values{};
    for (std::size_t i = skipped; i < bars.size(); ++i)
        values = fresh.update(bars.high[i], bars.low[i], bars.close[i], bars.volume[i]);
    return values;
}

} // namespace tt
