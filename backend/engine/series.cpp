// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/series.h"

#include "engine/indicators/allindicators.h"
#include "engine/lanekernel.h"
#include "engine/linevector.h"

#include <algorithm>
#include <array>
#include <bit>

namespace tt {

template class AllIndicators<double>;

namespace {

using Row = std::array<double, kValueCount>;

constexpr double kNothingMissing = 0;

BarColumns columnsOf(const Bars& bars)
{
    return {bars.high.data(),   bars.low.data(), bars.close.data(),
            bars.volume.data(), bars.size(),     &kNothingMissing};
}

double* scratch(std::size_t size)
{
    thread_local LineVector memory;
    if (memory.size() < size)
        memory.resize(size);
    return memory.data();
}

} // namespace

void IndicatorSeries::compute(const Bars& bars, const IndicatorParams& params)
{
    const LaneKernel& kernel = laneKernel(LaneSet::Scalar);
    m_size = bars.size();
    m_stride = m_size + kSpareBars;
    if (m_values.size() < m_stride * kValueCount)
        m_values.resize(m_stride * kValueCount);
    if (!bars.empty())
        kernel.series(columnsOf(bars), params, scratch(kernel.scratchSize(params)),
                      {m_values.data(), m_stride, true, [](void*, std::size_t, std::size_t) {}, nullptr});
}

std::span<const double> IndicatorSeries::column(double IndicatorValues<double>::*member) const
{
    Row numbers;
    for (std::size_t i = 0; i < kValueCount; ++i)
        numbers[i] = static_cast<double>(i);
    const auto index = static_cast<std::size_t>(std::bit_cast<IndicatorValues<double>>(numbers).*member);
    return {m_values.data() + index * m_stride, m_size};
}

IndicatorValues<double> IndicatorSeries::at(std::size_t bar) const
{
    Row row;
    for (std::size_t i = 0; i < kValueCount; ++i)
        row[i] = m_values[i * m_stride + bar];
    return std::bit_cast<IndicatorValues<double>>(row);
}

std::vector<IndicatorValues<double>> indicatorSeries(const Bars& bars, const IndicatorParams& params)
{
    IndicatorSeries columns;
    columns.compute(bars, params);
    std::vector<IndicatorValues<double>> rows;
    rows.reserve(bars.size());
    for (std::size_t bar = 0; bar < bars.size(); ++bar)
        rows.push_back(columns.at(bar));
    return rows;
}

IndicatorValues<double> newestValues(const Bars& bars, const IndicatorParams& params)
{
    return newestState(bars, params).values;
}

NewestState newestState(const Bars& bars, const IndicatorParams& params)
{
    const LaneKernel& kernel = laneKernel(LaneSet::Scalar);
    NewestState state;
    Row row;
    state.obv.resize(static_cast<std::size_t>(windowReach(params)));
    kernel.newest(columnsOf(bars), params, scratch(kernel.scratchSize(params)),
                  {row.data(), state.chains.data(), state.obv.data()});
    state.values = std::bit_cast<IndicatorValues<double>>(row);
    return state;
}

AllIndicators<double> resumedFrom(const NewestState& newest, const Bars& bars, const IndicatorParams& params)
{
    const double* next = newest.chains.data();
    const Chains<double> chains(Chains<double>(params), [&next](double) { return *next++; });
    AllIndicators<double> all(params);
    all.resume(chains, static_cast<double>(bars.size()) - 1);
    const std::size_t kept = std::min(newest.obv.size(), bars.size()), skipped = bars.size() - kept;
    const double* obv = newest.obv.data() + (newest.obv.size() - kept);
    for (std::size_t i = skipped; i < bars.size(); ++i)
        all.remember(bars.high[i], bars.low[i], bars.close[i], bars.volume[i], obv[i - skipped]);
    return all;
}

IndicatorValues<double> newestValues(const Bars& bars, const IndicatorParams& params,
                                     AllIndicators<double>& fresh)
{
    const NewestState newest = newestState(bars, params);
    fresh = resumedFrom(newest, bars, params);
    return newest.values;
}

} // namespace tt
