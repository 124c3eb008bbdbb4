// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "feed/columns.h"
#include "feed/datetext.h"
#include "feed/numberformat.h"
#include "feed/pricefile.h"

#include <string>
#include <string_view>
#include <vector>

namespace tt {

/// How one file is to be read, decided from its content.
struct Dialect
{
    char delimiter = ',';
    char lineEnd = '\n';
    int firstDataLine = 1; ///< 1-based line number of `data`
    std::string_view data; ///< the text from the first line of data on
    std::string header;    ///< headerKey() of the header line; empty without one
    ColumnMap columns;
    const SourceKind* source = nullptr;
    std::string exchange; ///< "NSE", "BSE" or empty
    DateShape dateShape = DateShape::None;
    DateOrder dateOrder = DateOrder::DayMonthYear;
    Day fileDate = kNoDay; ///< for day files without a date column
    NumberFormat numbers;
    bool isRemembered = false; ///< read as the user corrected an earlier file
    /// Of an order of dates that the user gave: the dates alone do not tell it, or they tell another.
    bool isOrderNeeded = false, isOrderDenied = false;
    std::vector<std::string> reasons;

    std::string description() const; ///< "NSE archive set, comma, dates 2024-01-31"
};

/// Comments and blank lines carry no data anywhere in a file.
bool isIgnoredLine(std::string_view line);

/// What two header lines of one layout have in common: without case, blanks and quotes, at most 2,000 bytes.
std::string headerKey(std::string_view line);

/// Decides how `text` (of the file at `path`) is to be read. Errors: FILE_FORMAT, VALIDATION_ERROR.
Result<Dialect> recognise(std::string_view text, const std::string& path, const ReadOptions& options);

} // namespace tt
