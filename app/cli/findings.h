// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsonwriter.h"
#include "jobs/importservice.h"

#include <QString>

#include <span>

namespace tt::cli {

/// "findings": [...], inside an open object.
void writeFindings(JsonWriter& json, std::span<const ImportFinding> findings);
/// Grouped by rule, the first few of each.
QString findingText(std::span<const ImportFinding> findings);

} // namespace tt::cli
