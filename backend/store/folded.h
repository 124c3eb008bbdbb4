// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <string>

namespace tt {

/// The text without case, composed: what the columns *_folded hold and names are compared by.
std::string folded(const std::string& text);

/// A name that the user typed, without blanks at its ends. Errors: VALIDATION_ERROR (not 1 to 100 characters,
/// or a control character among them).
Result<std::string> checkedName(const std::string& typed);

} // namespace tt
