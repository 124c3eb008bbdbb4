// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/analysis.h"

#include <span>

namespace tt {

/// One row of the closed set of reasons. `text` is the English sentence, %1 stands for the value.
struct ReasonInfo
{
    std::string_view code;
    std::string_view text;
    int decimals;          ///< of the value as people read it
    bool isSigned = false; ///< a + stands before a value above 0
};

/// Codes of the verdict's making, of the entry filters ("filter:...") and of the grade's cap, and "for:<id>"
/// and "against:<id>" of the indicators that weigh most, each with its share of the score.
std::span<const ReasonInfo> reasonTable();
/// nullptr for a code that is not of the set.
const ReasonInfo* findReason(std::string_view code);
/// The sentence with its value in plain digits, or "undefined"; what a code outside the set gets is its code.
std::string reasonText(const Reason& reason);

} // namespace tt
