// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "base/job.h"
#include "jobs/validaterequest.h"

#include <vector>

namespace tt::cli {

/// --demo, --count, --bars, --seed, --csv, --stored into the request; faults are checkSource's.
void readSource(const Typed& typed, AnalysisRequest& request);

/// Two sources at once, and options of a source that was not chosen.
void checkSource(const Typed& typed, std::vector<Violation>& violations);

/// Everything that was typed for an analysis, and the settings.
AnalysisRequest analysisRequestOf(const Context& context);

/// validateRequest(), with the user's own strategies where there is a database. Errors: VALIDATION_ERROR,
/// STORAGE_*.
Result<CheckedRequest> checkRequest(Context& context, AnalysisRequest request);

/// What checkRequest finds, without what an option's own rule has named already.
void addRequestFaults(Context& context, AnalysisRequest request, std::vector<Violation>& violations);

} // namespace tt::cli
