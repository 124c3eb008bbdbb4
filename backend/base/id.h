// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tt {

/// A random UUID (version 4) from the system's entropy: 36 characters, lower case, no braces. Thread-safe.
std::string newId();

/// The same with the time in front (version 7): ids of later milliseconds sort behind, so that rows which are
/// made together lie together in an index.
std::string newTimedId(std::int64_t utcMs);

/// 8-4-4-4-12 hexadecimal digits, either case.
bool isId(std::string_view text);

} // namespace tt
