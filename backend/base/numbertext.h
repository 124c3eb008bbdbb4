// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tt {

/// The shortest text that reads back to the same double ('.' whatever the locale; 1e+16 and beyond or tiny
/// values in scientific form). Empty for an undefined (not finite) value; -0 is written 0.
std::string numberText(double value);
void appendNumber(std::string& out, double value);

/// The whole text as a finite number in C notation; nullopt otherwise.
std::optional<double> numberFromText(std::string_view text);

} // namespace tt
