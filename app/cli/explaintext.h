// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/explanation.h"
#include "jobs/barssource.h"

#include <QString>

#include <string>

namespace tt::cli {

/// Where every number of a verdict comes from, as a page of text and as JSON.
QString explanationText(const Explanation& explained, const SourceBars& source, const JobPlan& plan);
std::string explanationDocument(const Explanation& explained, const SourceBars& source, const JobPlan& plan);

} // namespace tt::cli
