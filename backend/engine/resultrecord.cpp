// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/resultrecord.h"

namespace tt {

namespace {

constexpr std::array<std::string_view, 5> kSources = {"demo", "csv", "stored", "yahoo", "nse"};

} // namespace

std::string_view dataSourceName(DataSource source)
{
    return kSources[static_cast<std::size_t>(source)];
}

std::optional<DataSource> dataSourceFromName(std::string_view name)
{
    for (std::size_t i = 0; i < kSources.size(); ++i) {
        if (kSources[i] == name)
            return static_cast<DataSource>(i);
    }
    return std::nullopt;
}

std::string_view symbolOfTicker(std::string_view ticker)
{
    const bool indian = ticker.size() > 3 && (ticker.ends_with(".NS") || ticker.ends_with(".BO"));
    return indian ? ticker.substr(0, ticker.size() - 3) : ticker;
}

} // namespace tt
