// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/pricefile.h"
#include "scratchfile.h"

#include <set>

/// Whatever the bytes of a price file: no crash, every row is counted once, and no bar breaks a rule.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto read = tt::readPriceFile(tt::test::scratchFile("ABC.csv", data, size));
    if (!read)
        return 0;
    if (read->rows != read->accepted + read->quarantined + read->duplicates)
        std::abort();
    std::set<std::string> tickers;
    for (const tt::InstrumentBars& one : read->instruments) {
        if (one.ticker.empty() || one.ticker.size() > 32 || !tickers.insert(one.ticker).second)
            std::abort();
        const tt::Bars& bars = one.checked.bars;
        for (std::size_t i = 0; i < bars.size(); ++i) {
            const bool ordered = i == 0 || bars.date[i - 1] < bars.date[i];
            const bool whole = bars.low[i] > 0 && bars.low[i] <= bars.open[i] &&
                               bars.low[i] <= bars.close[i] && bars.open[i] <= bars.high[i] &&
                               bars.close[i] <= bars.high[i] && bars.high[i] < 1e308 && !(bars.volume[i] < 0);
            if (!ordered || !whole)
                std::abort();
        }
    }
    return 0;
}
