// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QString>

namespace tt {

/// A few words for a heading: "The file cannot be read".
QString errorTitle(ErrorCode code);
/// One plain sentence that says what to do; the violations of a request follow, one a line.
QString errorText(const Error& error);
/// What stands behind the fold, to be copied: code, time and the named facts, one a line.
QString errorDetails(const Error& error);

} // namespace tt
