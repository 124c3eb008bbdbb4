// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace tt {

/// A random UUID (version 4) from the system's entropy: 36 characters, lower case, no braces. Thread-safe.
std::string newId();

/// 8-4-4-4-12 hexadecimal digits, either case.
bool isId(std::string_view text);

} // namespace tt
