// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <string>
#include <vector>

namespace tt {

/// One stock that a list names.
struct ListedStock
{
    std::string
        ticker; ///< the Yahoo symbol where the list gives one, else SYMBOL.NS in lists of NSE, else SYMBOL
    std::string name, isin, series; ///< empty: not given
    bool isNse = false;
};

struct UniverseFile
{
    std::vector<ListedStock> stocks; ///< in the order of the file, each ticker once
    int rows = 0;
    int setAside = 0; ///< rows of other series than EQ, BE, BZ
    int unusable = 0; ///< rows without a symbol
    int duplicates = 0;
};

/// Reads a list of stocks: `symbol,name,yahoo_symbol` (name and yahoo_symbol may lack), or a list of NSE with
/// a column SERIES, such as EQUITY_L.csv. rows = stocks + setAside + unusable + duplicates. Errors:
/// FILE_UNREADABLE, FILE_FORMAT (no column with symbols, no row).
Result<UniverseFile> readUniverse(const std::string& path);

} // namespace tt
