// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/bars.h"
#include "feed/dialect.h"

#include <array>
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tt {

/// A file of rubbish must not become a list as long as itself.
inline constexpr std::size_t kMaxBadLines = 5000;

/// The bars of one symbol as they stand in the file, unchecked.
struct RawSymbol
{
    std::string symbol, name, isin, currency, series;
    std::vector<RawBar> bars;
    std::vector<std::uint8_t> seriesRank; ///< of each bar: 0 EQ, 1 BE, 2 BZ; empty without a series column
    int sameDayTimes = 0;                 ///< bars that have the date of the one before but another time
};

/// Lines of one series that is no ordinary share.
struct OtherSeriesLines
{
    int firstLine = 0;
    int count = 0;
};

/// A line that gave no bar.
struct BadLine
{
    int line = 0;
    int symbol = -1; ///< index into RawRows::symbols
    FindingRule rule = FindingRule::FieldCount;
    std::string text;
};

struct RawRows
{
    std::vector<RawSymbol> symbols; ///< in the order of their first line
    std::vector<BadLine> badLines;  ///< at most kMaxBadLines
    int unlistedBadLines = 0;       ///< those beyond
    std::map<std::string, OtherSeriesLines, std::less<>> otherSeries;
    bool cancelled = false;
};

/// Reads the rows of a recognised file in one pass; nothing is allocated for a field or a plain row.
class RowReader
{
public:
    RowReader(const Dialect& dialect, std::string fileSymbol);
    RawRows read(const CancelCheck& cancelled);

private:
    struct Row
    {
        RawBar bar;
        double rawClose = std::numeric_limits<double>::quiet_NaN();
        int second = -1;
        std::string_view symbol, name, isin, series, type, currency;
    };

    int readLine(std::string_view line, Row& row); ///< the number of columns found, up to the last used one
    void readDateField(std::string_view field, Row& row);
    void readText(ColumnRole role, std::string_view field, Row& row);
    void addRow(const Row& row, std::string_view line);
    bool setAside(const Row& row);
    void addBadLine(std::string_view line, int symbol, FindingRule rule, int number);
    std::size_t symbolIndex(const Row& row);

    struct TextHash
    {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };

    const Dialect& m_dialect;
    std::string m_fileSymbol;
    std::vector<ColumnRole> m_roles; ///< of each column up to the last used one
    int m_required = 0;              ///< columns that a row must have
    std::unordered_map<std::string, std::size_t, TextHash, std::equal_to<>> m_index;
    std::size_t m_last = 0; ///< the symbol of the row before
    std::vector<int> m_lastSecond;
    std::array<char, 8> m_month{}; ///< "2024-01-" of the last plain date
    Day m_monthStart = kNoDay;
    std::string m_scratch;
    std::vector<std::string> m_quoted; ///< text cells with doubled quotes, one a role
    RawRows m_rows;
};

} // namespace tt
