// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/analysis.h"

#include <QString>
#include <QStringList>

#include <string_view>

namespace tt {

/// One reason of a verdict as a sentence for people: the engine's own table, translated, with its value
/// grouped.
QString reasonSentence(const Reason& reason);

/// What the next close would have to be for another verdict, a sentence a direction: "A next close of 102.50
/// (+2.50 %) makes it Buy.", "No higher close within 15 % changes the verdict."; one alone where the same
/// close again is enough.
QStringList flipTexts(const Analysis& analysis, std::string_view ticker);

} // namespace tt
