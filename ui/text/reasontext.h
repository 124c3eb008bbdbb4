// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/analysis.h"

#include <QString>

#include <optional>
#include <string_view>

namespace tt {

/// One reason of a verdict as a sentence for people: the engine's own table, translated, with its value
/// grouped.
QString reasonSentence(const Reason& reason);

/// What the next close would have to be for another verdict: "A close of 2,512.40 would make it Buy."; "none
/// within 15 %" when there is no such close.
QString flipText(const std::optional<Flip>& flip, double close, bool up, std::string_view ticker);

} // namespace tt
