// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/indicatorid.h"

#include <optional>
#include <span>
#include <string_view>

namespace tt {

struct OutputInfo
{
    std::string_view column; ///< CSV column of the series: "macd_signal"
    double IndicatorValues<double>::*member;
};

/// A parameter with its range; integers are periods in bars.
struct ParamInfo
{
    std::string_view name; ///< "macd_fast"
    int IndicatorParams::*period = nullptr;
    double IndicatorParams::*factor = nullptr; ///< exactly one of the two is set
    double least = 0, most = 0;
};

/// One row an indicator: feeds the command line, tables, chart, help and tests.
struct IndicatorInfo
{
    IndicatorId id;
    std::string_view key;  ///< "rsi"
    std::string_view name; ///< "Relative Strength Index"
    Category category;
    bool votes; ///< false for ATR alone
    std::span<const ParamInfo> params;
    std::span<const OutputInfo> outputs;
    int (*lookback)(const IndicatorParams&);     ///< index of the first bar with the headline value
    int (*voteLookback)(const IndicatorParams&); ///< index of the first bar at which it can vote
    std::string_view help;                       ///< two or three sentences: what it measures, how it votes
    bool windowed = false; ///< reads the last lookback + 1 bars alone; else every bar since the first
    std::span<const OutputInfo> reads = {}; ///< beside its outputs and the close, for the vote's confidence
};

std::span<const IndicatorInfo> indicatorRegistry(); ///< 13 rows, in the order of IndicatorId
const IndicatorInfo& indicatorInfo(IndicatorId id);
std::optional<IndicatorId> indicatorFromKey(std::string_view key);
std::string_view categoryName(Category category); ///< "trend"
std::optional<Category> categoryFromName(std::string_view name);

} // namespace tt
