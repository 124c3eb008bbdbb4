// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/resultrecord.h"
#include "models/tablemodel.h"

#include <span>
#include <string_view>

namespace tt {

/// The columns of the results table, in their order.
enum class ResultsColumn : int {
    Ticker,
    Name,
    Close,
    Verdict,
    Score,
    Evidence,
    Votes,
    Grade,
    Signal,
    Entry,
    Stop,
    Target,
    RewardRisk,
    Shares,
    Capital,
    Risk,
    PlanStatus,
    Strategy,
    Source,
    Demo,
    Bars,
    LastBar,
    AnalyzedAt,
};
inline constexpr int kResultsColumns = 23;

/// One column: how it looks and how it sorts. Exactly one of `number` and `text` is set.
struct ResultsColumnInfo
{
    TableColumn column;
    double (*number)(const ResultRecord&);         ///< sort key; NaN sorts last
    std::string_view (*text)(const ResultRecord&); ///< sort key; empty sorts last
    QString (*display)(const ResultRecord&);
    Tone (*tone)(const ResultRecord&);
    QString (*tip)(const ResultRecord&); ///< may be null
};

const ResultsColumnInfo& resultsColumn(int column);
/// What a saved screen calls a column, whatever the language; -1: no column has the key.
std::string_view resultsColumnKey(int column);
int resultsColumnOfKey(std::string_view key);
std::span<const TableColumn> resultsTableColumns();

} // namespace tt
