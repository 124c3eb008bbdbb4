// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/failurereasons.h"

#include "base/transient.h"

#include <algorithm>
#include <map>

namespace tt {

namespace {

/// "Only 20 bars of A.NS" and "Only 31 bars of B.NS" are one sentence.
std::string patternOf(const ItemFailure& failure)
{
    std::string pattern = failure.message;
    if (!failure.ticker.empty()) {
        for (std::size_t at = 0; (at = pattern.find(failure.ticker, at)) != std::string::npos; ++at)
            pattern.replace(at, failure.ticker.size(), 1, '*');
    }
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    std::string numberless;
    for (const char c : pattern) {
        if (!isDigit(c))
            numberless += c;
        else if (!numberless.ends_with('#'))
            numberless += '#';
    }
    return numberless;
}

} // namespace

std::vector<FailureReason> groupFailures(std::span<const ItemFailure> failures)
{
    std::vector<FailureReason> reasons;
    std::map<std::pair<ErrorCode, std::string>, std::size_t> places;
    for (const ItemFailure& failure : failures) {
        const auto [place, isNew] = places.try_emplace({failure.code, patternOf(failure)}, reasons.size());
        if (isNew)
            reasons.push_back({failure.code, failure.message, isTransient(failure.code), {}});
        reasons[place->second].tickers.push_back(failure.ticker);
    }
    std::ranges::stable_sort(reasons, std::ranges::greater(),
                             [](const FailureReason& reason) { return reason.tickers.size(); });
    return reasons;
}

} // namespace tt
