// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/exportbars.h"

#include "jobs/csvwriter.h"
#include "store/barstore.h"

#include <array>

namespace tt {

namespace {

constexpr std::array<std::string_view, 8> kColumns = {"ticker", "date",  "open",           "high",
                                                      "low",    "close", "adjusted_close", "volume"};

} // namespace

Result<StockBars> storedStockBars(Database& database, const std::string& typed)
{
    const Result<std::string> ticker = InstrumentStore(database).meant(typed);
    if (!ticker)
        return ticker.error();
    Result<BarChunk> bars = BarStore(database).loadWhole(*ticker);
    if (!bars)
        return bars.error();
    return StockBars{*ticker, std::move(*bars)};
}

Result<ExportedFile> exportBars(const StockBars& stock, const std::string& path)
{
    CsvWriter csv;
    for (const std::string_view column : kColumns)
        csv.text(column);
    csv.endRow();
    const Bars& bars = stock.bars.bars;
    for (std::size_t i = 0; i < bars.size(); ++i) {
        csv.text(stock.ticker);
        csv.text(dayText(bars.date[i]));
        for (const std::vector<double>* column :
             {&bars.open, &bars.high, &bars.low, &bars.close, &stock.bars.adjustedClose, &bars.volume})
            csv.number((*column)[i]);
        csv.endRow();
    }
    if (const Result<void> written = writeFileWhole(path, csv.bytes()); !written)
        return written.error();
    return ExportedFile{path, csv.rows() - 1, static_cast<int>(kColumns.size())};
}

} // namespace tt
