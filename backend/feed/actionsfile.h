// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "engine/corporateaction.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tt {

/// The value of an event as people write it: "5"; "10:2", from a face value of 10 to one of 2, or 10 shares
/// for 2, both a split of 5; "1:1", a bonus of one share for one held, which is 2. A dividend is an amount.
/// nullopt: no number, or a ratio of 0.
std::optional<double> actionValue(ActionKind kind, std::string_view text);

/// One event of a file.
struct FileAction
{
    std::string ticker;
    CorporateAction action; ///< origin File
};

/// A line that gives no event.
struct ActionFault
{
    int line = 0;
    std::string what; ///< the end of a sentence: "has no date"
};

struct ActionsFile
{
    std::vector<FileAction> actions; ///< in the order of the file
    std::vector<ActionFault> faults;
    int rows = 0; ///< actions and faults
};

/// Reads `ticker,date,kind,value`, with a header line, the columns in any order. Kinds are split, bonus and
/// dividend; the date is the ex-date. A bad line is a fault, never an error. Errors: FILE_UNREADABLE,
/// FILE_FORMAT (no such header, no event).
Result<ActionsFile> readActions(const std::string& path);

} // namespace tt
