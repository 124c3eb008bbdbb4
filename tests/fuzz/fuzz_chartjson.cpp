// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/chartjson.h"

#include <cstdlib>

/// Whatever the bytes: no crash, the counts add up, and nothing that is stored breaks a rule of bars.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    tt::HttpAnswer answer;
    answer.status = 200;
    answer.body = QByteArray(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    const auto read = tt::readChart({"AAPL"}, answer, 1'740'000'000'000);
    if (!read)
        return 0;
    const tt::CheckedBars& checked = read->checked;
    if (checked.rows != checked.accepted + checked.quarantined + checked.duplicates)
        std::abort();
    const tt::Bars& bars = checked.bars;
    for (std::size_t i = 0; i < bars.size(); ++i) {
        if (!(bars.low[i] > 0 && bars.high[i] >= bars.low[i] && bars.high[i] < 1e308))
            std::abort();
    }
    for (const tt::CorporateAction& action : read->actions) {
        if (tt::actionFault(action))
            std::abort();
    }
    tt::adjustedView(bars, read->actions, tt::kNoDay);
    return 0;
}
