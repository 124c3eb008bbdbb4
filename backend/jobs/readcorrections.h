// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "base/job.h"
#include "feed/pricefile.h"

#include <string>
#include <string_view>
#include <vector>

class QJsonObject;

namespace tt {

class JsonWriter;

/// What the reader is told of typed corrections. Adds a violation for each that cannot be meant, under the
/// name of its option ("date-format").
ReadOptions readOptionsOf(const ReadCorrections& typed, std::vector<Violation>& violations);

/// The object {"date_format", "delimiter", "columns", "symbol"}, without those that are empty.
void writeCorrections(JsonWriter& json, const ReadCorrections& corrections);
ReadCorrections readCorrections(const QJsonObject& json);

/// A layout's correction as text, for the store. The text of another program may not be understood: empty.
std::string correctionToJson(const ReadCorrection& correction);
ReadCorrection correctionFromJson(std::string_view json);

/// For people: "--date-format DMY --column close=3".
std::string correctionText(const ReadCorrection& correction);

} // namespace tt
