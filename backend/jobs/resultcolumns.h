// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/resultrecord.h"

#include <cstdint>
#include <span>
#include <string>
#include <variant>

namespace tt {

/// A cell of a results table; monostate: undefined (an empty CSV field, null in JSON).
using Cell = std::variant<std::monostate, double, std::int64_t, bool, std::string>;

struct ResultColumn
{
    std::string name; ///< "stop_loss", "rsi_vote"
    Cell (*value)(const ResultRecord&, IndicatorId);
    IndicatorId indicator = IndicatorId::Rsi; ///< what `value` is asked for, in the columns of an indicator
};

/// The columns of the results CSV, in their order; the JSON keys are the same.
std::span<const ResultColumn> resultColumns();

} // namespace tt
