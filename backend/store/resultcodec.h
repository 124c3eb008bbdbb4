// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/analysis.h"

#include <string>
#include <string_view>

namespace tt {

/// The part of an analysis that is no column of its own, as JSON for the column `details`:
/// {"v":1, "votes":[[value, vote, confidence, weight, share, defined 0 or 1], ...], "values":[...],
///  "reasons":[["code", value], ...], "up":null or [close,"verdict"], "down":...}
/// Votes stand in the order of IndicatorId, values in that of IndicatorValues; undefined is null. Positions
/// instead of names keep a row at 1 to 2 KB and let it be read without a document tree.
std::string encodeDetails(const Analysis& analysis);

/// Fills votes, values, reasons and flips. False when the text is not what encodeDetails writes.
bool decodeDetails(std::string_view json, Analysis& analysis);

} // namespace tt
