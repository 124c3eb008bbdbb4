// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/bars.h"
#include "engine/linevector.h"
#include "engine/series.h"

#include <functional>
#include <span>
#include <vector>

namespace tt {

struct MarketOptions
{
    int threads = 1;
    LaneSet lanes = LaneSet::Automatic;
};

/// Called for each symbol once, in any order, from as many threads as were asked for.
using NewestVisitor = std::function<void(std::size_t symbol, const NewestState& state)>;

/// The bars of many symbols in memory, laid out for the lanes once; evaluated as often as parameters change.
class Market
{
public:
    /// The bars may go away afterwards. None may be empty.
    explicit Market(std::span<const Bars* const> symbols, const MarketOptions& options = {});

    std::size_t size() const { return m_size; }
    void evaluate(const IndicatorParams& params, const NewestVisitor& visit) const;
    /// Bit for bit what newestValues gives for each symbol alone.
    std::vector<IndicatorValues<double>> newestValues(const IndicatorParams& params) const;

    /// Symbols side by side, as long as the longest.
    struct Group
    {
        std::vector<std::size_t> symbols; ///< one a lane in use
        std::vector<double> missing;      ///< one a lane
        std::size_t length = 0;
        LineVector columns; ///< high, low, close, volume, one after another
    };

private:
    MarketOptions m_options;
    std::size_t m_size;
    std::vector<Group> m_groups;
};

/// The same without keeping the bars: laid out and evaluated group by group. None may be empty.
void evaluateOnce(std::span<const Bars* const> symbols, const IndicatorParams& params,
                  const MarketOptions& options, const NewestVisitor& visit);

/// The values at some bars of one symbol.
struct SeriesBlock
{
    std::size_t from, bars; ///< the symbol's bars from .. from + bars - 1
    const double* first;    ///< of bar `from`, in the column of the first value
    std::size_t stride;     ///< from column to column
    std::size_t step;       ///< from bar to bar

    IndicatorValues<double> at(std::size_t bar) const; ///< from <= bar < from + bars
};
/// Called for the blocks of each symbol in their order, from as many threads as were asked for.
using SeriesVisitor = std::function<void(std::size_t symbol, const SeriesBlock& block)>;

/// Every indicator at every bar of every symbol. The values of one block live in the cache of one thread
/// until it is visited and are never written to memory as a whole. None may be empty.
void evaluateSeries(std::span<const Bars* const> symbols, const IndicatorParams& params,
                    const MarketOptions& options, const SeriesVisitor& visit);

} // namespace tt
