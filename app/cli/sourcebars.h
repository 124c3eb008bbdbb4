// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "jobs/barssource.h"

namespace tt::cli {

/// The bars of one instrument, not yet adjusted, and the day that its data is judged on when none was asked
/// for.
struct OneSource
{
    SourceBars bars;
    Day asOf = kNoDay;
};

/// The bars of the request's first ticker; with a file that holds one instrument the ticker may be missing.
/// Errors: VALIDATION_ERROR (not in the file), NOT_FOUND, FILE_*, STORAGE_*.
Result<OneSource> readOne(Context& context, const AnalysisRequest& request);

} // namespace tt::cli
