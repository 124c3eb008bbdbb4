// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "engine/resultrecord.h"

#include <vector>

namespace tt::cli {

/// The stored results that --latest and --strategy choose, newest first. Errors: VALIDATION_ERROR, STORAGE_*.
Result<std::vector<ResultRecord>> chosenResults(Context& context);

} // namespace tt::cli
