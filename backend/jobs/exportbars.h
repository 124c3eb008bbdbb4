// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/exportservice.h"
#include "store/barcodec.h"

#include <string>

namespace tt {

class Database;

/// All stored bars of one instrument, raw.
struct StockBars
{
    std::string ticker;
    BarChunk bars;
};

/// On the store's thread. A bare name finds its .NS or .BO. Errors: NOT_FOUND, STORAGE_*.
Result<StockBars> storedStockBars(Database& database, const std::string& typed);

/// `ticker,date,open,high,low,close,adjusted_close,volume`, oldest first, undefined cells empty, numbers
/// shortest-exact: importing the file stores the same bars. Blocking. Errors: FILE_NOT_WRITABLE.
Result<ExportedFile> exportBars(const StockBars& stock, const std::string& path);

} // namespace tt
