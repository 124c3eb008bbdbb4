// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/day.h"

#include <string>
#include <string_view>

namespace tt {

/// The ticker of a symbol: upper case, blanks to `_`, other characters than A-Z 0-9 . - & ^ = _ to `_`, the
/// exchange's suffix (.NS, .BO) where it is known, at most 32 characters: a longer one ends in a checksum of
/// its whole text, so that two never become one. Empty when nothing is left.
std::string tickerOf(std::string_view symbol, std::string_view exchange);

/// The symbol that a file's name carries: NSE's exports hold it inside, any other name is the symbol.
std::string symbolFromPath(std::string_view path);

/// The date in a day file's name: 01MAR2021, EQ010321; kNoDay without.
Day dateFromPath(std::string_view path);

} // namespace tt
