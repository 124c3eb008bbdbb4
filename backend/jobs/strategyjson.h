// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsonwriter.h"
#include "base/result.h"
#include "engine/strategy.h"

#include <optional>
#include <string>
#include <string_view>

class QJsonObject;

namespace tt {

bool isBuiltIn(const Strategy& strategy);

/// {"id","name","built_in","revision","category_weights":{},"indicator_weights":{},"parameters":{},"risk":{},
///  "entry_filters":[{"needed","conditions":[{"rule","low","high"}]}]}; low and high only where the rule has
/// them. The keys of the four objects are those of StrategyField.
void writeStrategy(JsonWriter& json, const Strategy& strategy);

/// The numbers alone, as the database keeps them: the same without id, name, built_in and revision.
std::string strategyDefinition(const Strategy& strategy);
/// Reads what strategyDefinition() wrote; id, name and revision stay as made. Errors: STORAGE_CORRUPT.
Result<Strategy> strategyFromDefinition(std::string_view json);
/// Reads what writeStrategy() wrote; no value when a number is missing or outside its limits.
std::optional<Strategy> readStrategy(const QJsonObject& json);

} // namespace tt
