// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace tt {

/// The text without case, composed: what the columns *_folded hold and names are compared by.
std::string folded(const std::string& text);

} // namespace tt
