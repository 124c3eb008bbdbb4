// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/job.h"
#include "base/result.h"

#include <vector>

namespace tt {

class Clock;
class Store;

/// The one place where jobs of this machine whose process has died become `interrupted`; they are returned,
/// oldest first. Blocks.
Result<std::vector<Job>> interruptDeadJobs(Store& store, const Clock& clock);

} // namespace tt
