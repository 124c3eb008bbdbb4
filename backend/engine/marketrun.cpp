// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/marketrun.h"

#include "engine/indicators/warmup.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <system_error>
#include <thread>

namespace tt {

namespace {

using Group = Market::Group;

/// Symbols of like length together, so that few lanes wait for bars of their own.
std::vector<std::vector<std::size_t>> membersOf(std::span<const Bars* const> symbols, std::size_t lanes)
{
    std::vector<std::size_t> order(symbols.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return symbols[a]->size() > symbols[b]->size(); });
    std::vector<std::vector<std::size_t>> groups;
    for (std::size_t i = 0; i < order.size(); i += lanes)
        groups.emplace_back(order.begin() + static_cast<std::ptrdiff_t>(i),
                            order.begin() + static_cast<std::ptrdiff_t>(std::min(i + lanes, order.size())));
    return groups;
}

/// One column: in front of a shorter symbol its first bar repeated, then all lanes together.
void loadColumn(const LaneKernel& kernel, const Group& group,
                std::span<const std::vector<double>* const> from, double* to)
{
    const std::size_t lanes = kernel.symbols;
    std::size_t common = 0;
    for (const double missing : group.missing)
        common = std::max(common, static_cast<std::size_t>(missing));
    std::array<const double*, 8> starts{};
    for (std::size_t lane = 0; lane < lanes; ++lane) {
        const std::size_t missing = static_cast<std::size_t>(group.missing[lane]);
        const std::vector<double>& column = *from[lane];
        for (std::size_t bar = 0; bar < common; ++bar)
            to[bar * lanes + lane] = column[bar < missing ? 0 : bar - missing];
        starts[lane] = column.data() + (common - missing);
    }
    kernel.interleave(starts.data(), group.length - common, to + common * lanes);
}

void load(const LaneKernel& kernel, std::span<const Bars* const> symbols,
          const std::vector<std::size_t>& members, Group& group)
{
    group.symbols = members;
    group.length = symbols[members.front()]->size();
    group.missing.assign(kernel.symbols, 0);
    std::array<const Bars*, 8> lanes{};
    for (std::size_t lane = 0; lane < kernel.symbols; ++lane) {
        // A lane without a symbol repeats the last one.
        lanes[lane] = symbols[members[std::min(lane, members.size() - 1)]];
        group.missing[lane] = static_cast<double>(group.length - lanes[lane]->size());
    }
    const std::size_t column = group.length * kernel.symbols;
    group.columns.resize(4 * column);
    double* to = group.columns.data();
    for (const auto member : {&Bars::high, &Bars::low, &Bars::close, &Bars::volume}) {
        std::array<const std::vector<double>*, 8> from{};
        for (std::size_t lane = 0; lane < kernel.symbols; ++lane)
            from[lane] = &(lanes[lane]->*member);
        loadColumn(kernel, group, from, to);
        to += column;
    }
}

/// The memory of one thread.
class Evaluator
{
public:
    Evaluator(const LaneKernel& kernel, const IndicatorParams& params)
        : m_kernel(kernel)
        , m_params(params)
        , m_reach(static_cast<std::size_t>(windowReach(params)))
        , m_scratch(kernel.scratchSize(params))
        , m_values(kValueCount * kernel.symbols)
        , m_chains(kChainValues * kernel.symbols)
        , m_obv(m_reach * kernel.symbols)
    {
    }

    void runSeries(const Group& group, const SeriesVisitor& visit)
    {
        m_series.resize(kValueCount * seriesStride());
        m_group = &group;
        m_visit = &visit;
        m_kernel.series(barsOf(group), m_params, m_scratch.data(),
                        {m_series.data(), seriesStride(), false,
                         [](void* self, std::size_t from, std::size_t bars) {
                             static_cast<const Evaluator*>(self)->visitBlock(from, bars);
                         },
                         this});
    }

    void run(const Group& group, const NewestVisitor& visit)
    {
        const std::size_t lanes = m_kernel.symbols;
        m_kernel.newest(barsOf(group), m_params, m_scratch.data(),
                        {m_values.data(), m_chains.data(), m_obv.data()});
        for (std::size_t lane = 0; lane < group.symbols.size(); ++lane) {
            std::array<double, kValueCount> row;
            for (std::size_t i = 0; i < row.size(); ++i)
                row[i] = m_values[i * lanes + lane];
            m_state.values = std::bit_cast<IndicatorValues<double>>(row);
            for (std::size_t i = 0; i < kChainValues; ++i)
                m_state.chains[i] = m_chains[i * lanes + lane];
            m_state.obv.resize(m_reach);
            for (std::size_t i = 0; i < m_reach; ++i)
                m_state.obv[i] = m_obv[i * lanes + lane];
            visit(group.symbols[lane], m_state);
        }
    }

private:
    std::size_t seriesStride() const { return (kBlockBars + kSpareBars) * m_kernel.symbols; }
    void visitBlock(std::size_t from, std::size_t bars) const
    {
        const std::size_t lanes = m_kernel.symbols;
        for (std::size_t lane = 0; lane < m_group->symbols.size(); ++lane) {
            const std::size_t missing = static_cast<std::size_t>(m_group->missing[lane]);
            const std::size_t hidden = missing > from ? std::min(missing - from, bars) : 0;
            if (hidden < bars)
                (*m_visit)(m_group->symbols[lane],
                           {from + hidden - missing, bars - hidden, m_series.data() + hidden * lanes + lane,
                            seriesStride(), lanes});
        }
    }

    BarColumns barsOf(const Group& group) const
    {
        const std::size_t column = group.length * m_kernel.symbols;
        const double* high = group.columns.data();
        return {high,         high + column,       high + 2 * column, high + 3 * column,
                group.length, group.missing.data()};
    }

    const LaneKernel& m_kernel;
    const IndicatorParams& m_params;
    std::size_t m_reach;
    LineVector m_scratch, m_series;
    std::vector<double> m_values, m_chains, m_obv;
    NewestState m_state;
    const Group* m_group = nullptr;
    const SeriesVisitor* m_visit = nullptr;
};

/// Calls `work(evaluator, index)` for each index below `count`, shared between the threads.
template<class Work>
void shareOut(std::size_t count, const IndicatorParams& params, const MarketOptions& options, Work work)
{
    std::atomic<std::size_t> next = 0;
    const auto serve = [&] {
        Evaluator evaluator(laneKernel(options.lanes), params);
        for (std::size_t i = next++; i < count; i = next++)
            work(evaluator, i);
    };
    std::vector<std::jthread> helpers;
    for (int i = 1; i < options.threads && static_cast<std::size_t>(i) < count; ++i) {
        try {
            helpers.emplace_back(serve);
        } catch (const std::system_error&) {
            break; // no thread to be had: the others do the work
        }
    }
    serve();
}

} // namespace

IndicatorValues<double> SeriesBlock::at(std::size_t bar) const
{
    std::array<double, kValueCount> row;
    for (std::size_t i = 0; i < row.size(); ++i)
        row[i] = first[i * stride + (bar - from) * step];
    return std::bit_cast<IndicatorValues<double>>(row);
}

Market::Market(std::span<const Bars* const> symbols, const MarketOptions& options)
    : m_options(options)
    , m_size(symbols.size())
{
    const LaneKernel& kernel = laneKernel(options.lanes);
    for (const std::vector<std::size_t>& members : membersOf(symbols, kernel.symbols))
        load(kernel, symbols, members, m_groups.emplace_back());
}

void Market::evaluate(const IndicatorParams& params, const NewestVisitor& visit) const
{
    shareOut(m_groups.size(), params, m_options,
             [&](Evaluator& evaluator, std::size_t i) { evaluator.run(m_groups[i], visit); });
}

std::vector<IndicatorValues<double>> Market::newestValues(const IndicatorParams& params) const
{
    std::vector<IndicatorValues<double>> all(m_size);
    evaluate(params, [&](std::size_t symbol, const NewestState& state) { all[symbol] = state.values; });
    return all;
}

void evaluateOnce(std::span<const Bars* const> symbols, const IndicatorParams& params,
                  const MarketOptions& options, const NewestVisitor& visit)
{
    const LaneKernel& kernel = laneKernel(options.lanes);
    const auto groups = membersOf(symbols, kernel.symbols);
    shareOut(groups.size(), params, options, [&](Evaluator& evaluator, std::size_t i) {
        thread_local Group group;
        load(kernel, symbols, groups[i], group);
        evaluator.run(group, visit);
    });
}

void evaluateSeries(std::span<const Bars* const> symbols, const IndicatorParams& params,
                    const MarketOptions& options, const SeriesVisitor& visit)
{
    const LaneKernel& kernel = laneKernel(options.lanes);
    const auto groups = membersOf(symbols, kernel.symbols);
    shareOut(groups.size(), params, options, [&](Evaluator& evaluator, std::size_t i) {
        thread_local Group group;
        load(kernel, symbols, groups[i], group);
        evaluator.runSeries(group, visit);
    });
}

} // namespace tt
