// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/joinbars.h"

#include "base/numbertext.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <string>
#include <utility>

namespace tt {

namespace {

bool sameNumber(double a, double b)
{
    return a == b || (std::isnan(a) && std::isnan(b));
}

bool sameBar(const Bars& bars, std::size_t a, std::size_t b)
{
    return sameNumber(bars.open[a], bars.open[b]) && sameNumber(bars.high[a], bars.high[b]) &&
           sameNumber(bars.low[a], bars.low[b]) && sameNumber(bars.close[a], bars.close[b]) &&
           sameNumber(bars.volume[a], bars.volume[b]);
}

std::string barText(const Bars& bars, std::size_t at)
{
    std::string text;
    for (const std::vector<double>* column : {&bars.open, &bars.high, &bars.low, &bars.close, &bars.volume}) {
        text += text.empty() ? "" : " ";
        appendNumber(text, (*column)[at]);
    }
    return text;
}

template<class T>
void appendAll(std::vector<T>& to, const std::vector<T>& from)
{
    to.insert(to.end(), from.begin(), from.end());
}

void appendBars(Bars& to, const Bars& from)
{
    appendAll(to.date, from.date);
    appendAll(to.open, from.open);
    appendAll(to.high, from.high);
    appendAll(to.low, from.low);
    appendAll(to.close, from.close);
    appendAll(to.volume, from.volume);
}

void takeIfGiven(std::string& to, std::string& from)
{
    if (!from.empty())
        to = std::move(from);
}

/// One column of all parts in date order, each date once.
void settleDates(CheckedBars& joined)
{
    const Bars all = std::move(joined.bars);
    const std::vector<double> adjusted = std::move(joined.adjustedClose);
    std::vector<std::size_t> order(all.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return all.date[a] < all.date[b]; });
    joined.bars = {};
    joined.adjustedClose.clear();
    joined.bars.reserve(all.size());
    std::size_t kept = 0;
    for (const std::size_t at : order) {
        if (joined.bars.empty() || joined.bars.date.back() != all.date[at]) {
            joined.bars.append(all.date[at], all.open[at], all.high[at], all.low[at], all.close[at],
                               all.volume[at]);
            joined.adjustedClose.push_back(adjusted[at]);
            kept = at;
            continue;
        }
        --joined.accepted;
        if (sameBar(all, kept, at)) {
            ++joined.duplicates;
            continue;
        }
        ++joined.quarantined;
        joined.findings.push_back({all.date[at], 0, FindingRule::DuplicateDate, barText(all, at)});
    }
}

} // namespace

InstrumentBars joinInstrument(std::vector<InstrumentBars> parts)
{
    InstrumentBars joined = std::move(parts.front());
    if (parts.size() == 1)
        return joined;
    CheckedBars& checked = joined.checked;
    for (std::size_t i = 1; i < parts.size(); ++i) {
        InstrumentBars& part = parts[i];
        takeIfGiven(joined.name, part.name);
        takeIfGiven(joined.isin, part.isin);
        takeIfGiven(joined.series, part.series);
        takeIfGiven(joined.currency, part.currency);
        appendBars(checked.bars, part.checked.bars);
        appendAll(checked.adjustedClose, part.checked.adjustedClose);
        appendAll(checked.findings, part.checked.findings);
        appendAll(joined.former, part.former);
        checked.rows += part.checked.rows;
        checked.accepted += part.checked.accepted;
        checked.repaired += part.checked.repaired;
        checked.quarantined += part.checked.quarantined;
        checked.duplicates += part.checked.duplicates;
    }
    settleDates(checked);
    std::stable_sort(checked.findings.begin(), checked.findings.end(),
                     [](const Finding& a, const Finding& b) {
                         return std::pair(a.date, a.line) < std::pair(b.date, b.line);
                     });
    return joined;
}

std::vector<InstrumentBars> joinInstruments(std::vector<PriceFile> files)
{
    std::map<std::string, std::vector<InstrumentBars>> byTicker;
    for (PriceFile& file : files) {
        for (InstrumentBars& instrument : file.instruments) {
            std::vector<InstrumentBars>& parts = byTicker[instrument.ticker];
            parts.push_back(std::move(instrument));
        }
    }
    std::vector<InstrumentBars> joined;
    joined.reserve(byTicker.size());
    for (auto& [ticker, parts] : byTicker)
        joined.push_back(joinInstrument(std::move(parts)));
    return joined;
}

} // namespace tt
