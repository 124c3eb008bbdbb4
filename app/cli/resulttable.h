// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/job.h"
#include "engine/resultrecord.h"

#include <QString>

#include <vector>

namespace tt::cli {

/// At most this many rows of results are printed for people; CSV and JSON have all.
inline constexpr std::size_t kTableRows = 25;

/// Strong verdicts first, buys before sells of the same strength, then by score, evidence and ticker.
void sortByStrength(std::vector<ResultRecord>& results);

/// The columns that matter, the first `kTableRows` rows, the number of those left out and the demo mark.
QString resultTable(const std::vector<ResultRecord>& results);
/// One line a failure, at most `kTableRows`; empty without any.
QString failureList(const std::vector<ItemFailure>& failures);
/// The failures by their reasons, whether it helps to try again, the first tickers of each; empty below two.
QString failureReasons(const std::vector<ItemFailure>& failures);
/// "2,199 analysed, 1 failed in 0.8 s; strategy Balanced; job 0b5c..."
QString jobSummary(const Job& job);
/// Says on standard error when fewer results of a finished job are stored than it gave.
void noteDeleted(const Job& job, std::size_t kept);

} // namespace tt::cli
