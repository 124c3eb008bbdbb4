// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/job.h"

#include <span>
#include <string>
#include <vector>

namespace tt {

/// Failures that say the same of different tickers.
struct FailureReason
{
    ErrorCode code = ErrorCode::Internal;
    std::string message;    ///< what the first of them says
    bool transient = false; ///< may succeed when it is tried again
    std::vector<std::string> tickers;
};

/// Groups by code and by sentence, tickers and numbers in it left aside. The most frequent reason comes
/// first.
std::vector<FailureReason> groupFailures(std::span<const ItemFailure> failures);

} // namespace tt
