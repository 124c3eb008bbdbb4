// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/job.h"
#include "base/result.h"
#include "engine/analysis.h"

namespace tt {

/// A request whose options keep every limit of cli.md, resolved to what the engine needs. Its tickers are
/// upper-cased and unique; whether they exist is known when the source is read.
struct CheckedRequest
{
    AnalysisRequest request;
    AnalysisConfig config;
};

/// Every violation at once, each with the field's name as it is typed on the command line ("capital",
/// "tickers"). `own` is the user's strategy that the request names, when it names none of the built-in ones.
Result<CheckedRequest> validateRequest(AnalysisRequest request, const Strategy* own = nullptr);

/// Whether the source and the risk of one that was read back from the database keep those limits still.
bool keepsLimits(const CheckedRequest& checked);

} // namespace tt
