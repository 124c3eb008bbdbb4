// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/options.h"
#include "base/job.h"

namespace tt::cli {

/// The user's corrections of how files are read: --date-format, --delimiter, --column, --symbol.
ReadCorrections correctionsOf(const Typed& typed);

} // namespace tt::cli
