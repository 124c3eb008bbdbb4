// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsonwriter.h"
#include "store/actionstore.h"

#include <QString>

#include <span>
#include <string>

namespace tt::cli {

void writeEvent(JsonWriter& json, const std::string& ticker, const CorporateAction& action); ///< one object
QString eventTable(std::span<const ActionRow> rows);

} // namespace tt::cli
