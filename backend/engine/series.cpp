// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/series.h"

#include "engine/indicators/allindicators.h"
#include "engine/indicators/columnrun.h"

#include <algorithm>
#include <array>
#include <bit>

namespace tt {

template class AllIndicators<double>;

namespace {

using Run = ColumnRun<PortableLanes, 1>;
using Row = std::array<double, kValueCount>;

constexpr double kNothingMissing = 0;

BarColumns columnsOf(const Bars& bars)
{
    return {bars.high.data(),   bars.low.data(), bars.close.data(),
            bars.volume.data(), bars.size(),     &kNothingMissing};
}

double* scratch(std::size_t size)
{
    thread_local std::vector<double> memory;
    if (memory.size() < size)
        memory.resize(size);
    return memory.data();
}

IndicatorValues<double*> columnsAt(double* first, std::size_t stride)
{
    std::array<double*, kValueCount> columns;
    for (std::size_t i = 0; i < kValueCount; ++i)
        columns[i] = first + i * stride;
    return std::bit_cast<IndicatorValues<double*>>(columns);
}

} // namespace

void IndicatorSeries::compute(const Bars& bars, const IndicatorParams& params)
{
    m_size = bars.size();
    m_stride = m_size + kLanes<PortableLanes>;
    if (m_values.size() < m_stride * kValueCount)
        m_values.resize(m_stride * kValueCount);
    if (!bars.empty())
        Run(params, columnsOf(bars), scratch(Run::scratchSize(params)))
            .series(columnsAt(m_values.data(), m_stride));
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
    Row row;
    Run(params, columnsOf(bars), scratch(Run::scratchSize(params))).newest(columnsAt(row.data(), 1));
    return std::bit_cast<IndicatorValues<double>>(row);
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
