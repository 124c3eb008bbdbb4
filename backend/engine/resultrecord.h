// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/analysis.h"

#include <string>

namespace tt {

/// Where the bars of a result came from. The names are a contract.
enum class DataSource : std::uint8_t { Demo, Csv, Stored, Yahoo, Nse };
std::string_view dataSourceName(DataSource source); ///< "demo"
std::optional<DataSource> dataSourceFromName(std::string_view name);

/// One analysis of one ticker as it is shown, stored and exported.
struct ResultRecord
{
    std::string id; ///< UUID
    std::string jobId;
    std::string ticker; ///< "M&M.NS"
    std::string symbol; ///< "M&M"
    std::string name;
    std::string strategyId, strategyName;
    DataSource source = DataSource::Csv;
    bool isDemo = false;
    std::int64_t analyzedAtMs = 0;
    std::string engineVersion;
    int rulesVersion = kRulesVersion;
    Analysis analysis;
};

/// "M&M" of "M&M.NS": the ticker without the suffix of its exchange (.NS, .BO); any other ticker as it is.
std::string_view symbolOfTicker(std::string_view ticker);

} // namespace tt
