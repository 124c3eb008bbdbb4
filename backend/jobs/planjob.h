// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/barssource.h"
#include "jobs/jobjson.h"
#include "jobs/validaterequest.h"

#include <memory>
#include <string>
#include <vector>

namespace tt {

class Clock;
class Store;

/// A request with its source read: ready to be stored as a job.
struct PlannedJob
{
    JobPlan plan;
    std::vector<std::string> tickers; ///< the items, unknown ones included, each once
    std::shared_ptr<const FileBars> files;
    Job draft; ///< kind, description, strategy, as-of day, configuration, hash
};

/// Threads of a request: as asked for, else one a core, at most 64.
int workersOf(const AnalysisRequest& request);

/// Reads the source, finds the tickers and the as-of day (analysis.md section 6). Blocking, not for the
/// store's thread. Errors: NOT_FOUND (nothing to analyse), FILE_*, STORAGE_*, CANCELLED.
Result<PlannedJob> planJob(Store& store, const Clock& clock, CheckedRequest checked,
                           const StopCheck& stopped);

/// The files of a stored plan, read again; nullptr for other sources. Errors: DATA_CHANGED, CANCELLED.
Result<std::shared_ptr<const FileBars>> reopenFiles(const JobPlan& plan, const StopCheck& stopped);

} // namespace tt
