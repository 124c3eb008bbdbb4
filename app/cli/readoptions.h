// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/options.h"
#include "feed/pricefile.h"

#include <vector>

namespace tt::cli {

/// The user's corrections of how files are read: --date-format, --delimiter, --column, --symbol.
ReadOptions readOptionsOf(const Typed& typed, std::vector<Violation>& violations);

} // namespace tt::cli
