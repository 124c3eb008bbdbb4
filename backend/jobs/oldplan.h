// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/strategy.h"

#include <optional>

class QJsonObject;

namespace tt {

/// The strategy of a plan as programs up to schema version 4 stored it: weights and risk as lists, filter
/// rules by number. No value when it is none, or a number is outside its limits.
std::optional<Strategy> readOldStrategy(const QJsonObject& json);

} // namespace tt
