// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "engine/checks.h"
#include "engine/resultrecord.h"
#include "feed/columns.h"
#include "feed/datetext.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tt {

/// True: stop now. Asked every few thousand rows, from the reading thread.
using CancelCheck = std::function<bool()>;

/// What the user corrects in the layout of a file; everything unset is recognised by content.
struct ReadCorrection
{
    std::optional<DateOrder> dateOrder; ///< of dates such as 03/04/2024
    std::optional<char> delimiter;
    std::vector<ColumnChoice> columns;

    bool empty() const { return !dateOrder && !delimiter && columns.empty(); }
};

/// A correction that was remembered for files of the same header.
struct ReadProfile
{
    ReadCorrection correction;
    Day since = kNoDay;
};
/// By headerKey().
using ReadProfiles = std::map<std::string, ReadProfile, std::less<>>;

struct ReadOptions : ReadCorrection
{
    Day asOf = kNoDay;  ///< bars after it are quarantined; kNoDay: none
    std::string symbol; ///< for a file of one instrument; empty: from the file
    /// Used for a file whose layout the user does not correct himself; a remembered order of dates decides
    /// only where the file's dates do not.
    std::shared_ptr<const ReadProfiles> profiles = {};
};

/// The checked bars of one instrument of one file (or, joined, of several).
struct InstrumentBars
{
    std::string ticker;                  ///< valid: A-Z 0-9 . - & ^ = _, 1..32 characters
    std::string symbol;                  ///< as the file writes it, without the exchange's suffix
    std::string name, isin, series;      ///< empty where the file has none
    std::string currency, exchange;      ///< "INR" and "NSE" or "BSE" for their files, else empty
    DataSource source = DataSource::Csv; ///< Nse for every kind of file of NSE, else Csv
    CheckedBars checked;
    std::vector<FormerTicker> former; ///< oldest first
};

/// One price file as it was understood. rows == accepted + quarantined + duplicates.
struct PriceFile
{
    std::string path;
    std::string dialect;              ///< "NSE archive set, comma, dates 2024-01-31"
    std::vector<std::string> reasons; ///< why it was read so, one sentence each
    std::string header;               ///< headerKey() of its header line; empty without one
    std::string checksum;             ///< of the bytes, 16 hexadecimal digits
    int rows = 0, accepted = 0, repaired = 0, quarantined = 0, duplicates = 0;
    int setAside = 0; ///< lines that are no ordinary share's (bonds, rights); not in rows
    Day firstDate = kNoDay, lastDate = kNoDay; ///< of the accepted bars
    std::vector<InstrumentBars> instruments;   ///< by ticker
    std::vector<Finding> findings;             ///< of lines that belong to no instrument
    bool isRemembered = false;                 ///< read as the user corrected an earlier file
    bool isWorthKeeping = false; ///< the correction given now changed the reading, and the file bears it out
};

/// Reads one file of daily bars. Pure and thread-safe; several files may be read at once.
/// Errors: FILE_UNREADABLE (missing, a folder, no permission), FILE_FORMAT (empty, binary, too large, no
/// prices, closes only, bars within a day, day and month that cannot be told apart), VALIDATION_ERROR (an
/// option that does not fit the file), CANCELLED. A bad line is a finding, never an error.
Result<PriceFile> readPriceFile(const std::string& path, const ReadOptions& options = {},
                                const CancelCheck& cancelled = {});

} // namespace tt
