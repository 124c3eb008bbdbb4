// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/resultrecord.h"
#include "feed/datetext.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tt {

/// What a column of a price file means.
enum class ColumnRole : std::uint8_t {
    Date,
    Time,
    Open,
    High,
    Low,
    Close,
    AdjustedClose,
    Volume,
    Symbol,
    Name,
    Isin,
    Series,
    InstrumentType,
    Exchange,
    Currency,
    RawClose, ///< what open, high and low belong to where the close is an adjusted one
    Count
};
inline constexpr std::size_t kColumnRoles = static_cast<std::size_t>(ColumnRole::Count);
std::string_view columnRoleName(ColumnRole role);                    ///< "adjusted close"
std::optional<ColumnRole> columnRoleFromName(std::string_view name); ///< as normalHeader sees it

/// The user's word on a column: a header name, or a 1-based number.
struct ColumnChoice
{
    ColumnRole role = ColumnRole::Close;
    std::string column;
};

/// 0-based position of every role, -1 where the file has none.
struct ColumnMap
{
    std::array<int, kColumnRoles> index;

    ColumnMap() { index.fill(-1); }
    int operator[](ColumnRole role) const { return index[static_cast<std::size_t>(role)]; }
    int& operator[](ColumnRole role) { return index[static_cast<std::size_t>(role)]; }
    bool has(ColumnRole role) const { return (*this)[role] >= 0; }
    int known() const;
};

/// A header name without case, spaces and marks: "PREV. CLOSE" and "<Prev_Close>" are "prevclose".
std::string normalHeader(std::string_view header);

/// The roles of a header line by the table of synonyms; headers must be normalised.
ColumnMap matchHeader(std::span<const std::string> headers);

/// The columns of a file without a header, by the kinds of its first fields (T text, D date, N number).
std::optional<ColumnMap> matchLayout(std::span<const std::string_view> fields);

/// One row of the table of sources: what its header must hold and what follows from it.
struct SourceKind
{
    std::string_view name;
    std::string_view signature; ///< normalised headers, separated by blanks; all must be there
    std::string_view exchange;  ///< "NSE", "BSE", or empty
    bool shareSeries = false;   ///< rows of other series than EQ, BE, BZ are set aside
    bool dateInFileName = false;
};
const SourceKind& sourceKind(std::span<const std::string> headers);
const SourceKind& headerlessSource();

} // namespace tt
