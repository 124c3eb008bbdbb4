// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/universefile.h"

#include "feed/columns.h"
#include "feed/fields.h"
#include "feed/inputfile.h"
#include "feed/textfile.h"
#include "feed/tickername.h"

#include <algorithm>
#include <array>
#include <set>

namespace tt {

namespace {

constexpr std::array<std::string_view, 3> kShareSeries = {"EQ", "BE", "BZ"};
constexpr std::size_t kMaxName = 120, kMaxIsin = 12, kMaxSeries = 8;

struct Columns
{
    int symbol = -1, name = -1, yahoo = -1, series = -1, isin = -1;
};

Columns columnsOf(const std::vector<std::string_view>& fields)
{
    Columns columns;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const std::string header = normalHeader(fields[i]);
        const int at = static_cast<int>(i);
        if (header == "symbol")
            columns.symbol = at;
        else if (header == "name" || header == "nameofcompany" || header == "companyname")
            columns.name = at;
        else if (header == "yahoosymbol")
            columns.yahoo = at;
        else if (header == "series")
            columns.series = at;
        else if (header == "isin" || header == "isinnumber")
            columns.isin = at;
    }
    return columns;
}

std::string_view fieldAt(const std::vector<std::string_view>& fields, int at)
{
    const bool there = at >= 0 && at < static_cast<int>(fields.size());
    return there ? unescapedCell(fields[static_cast<std::size_t>(at)]) : std::string_view();
}

} // namespace

Result<UniverseFile> readUniverse(const std::string& path)
{
    const Result<TextFile> file = readTextFile(path);
    if (!file)
        return file.error();
    LineCursor cursor(file->text(), lineEndOf(file->text()));
    if (!cursor.next())
        return wrongFileFormat(path, "is empty.");
    const char delimiter = cursor.line().find(';') != std::string_view::npos ? ';' : ',';
    const Columns columns = columnsOf(splitFields(cursor.line(), delimiter));
    if (columns.symbol < 0)
        return wrongFileFormat(path,
                               "has no column 'symbol' in its first line: give symbol,name,yahoo_symbol, "
                               "or EQUITY_L.csv of NSE.");
    const bool isNse = columns.series >= 0;
    UniverseFile universe;
    std::set<std::string> seen;
    while (cursor.next()) {
        if (trimmed(cursor.line()).empty())
            continue;
        ++universe.rows;
        const std::vector<std::string_view> fields = splitFields(cursor.line(), delimiter);
        if (isNse && std::find(kShareSeries.begin(), kShareSeries.end(), fieldAt(fields, columns.series)) ==
                         kShareSeries.end()) {
            ++universe.setAside;
            continue;
        }
        const std::string_view yahoo = fieldAt(fields, columns.yahoo);
        ListedStock stock{yahoo.empty() ? tickerOf(fieldAt(fields, columns.symbol), isNse ? "NSE" : "")
                                        : tickerOf(yahoo, ""),
                          displayText(fieldAt(fields, columns.name), kMaxName),
                          displayText(fieldAt(fields, columns.isin), kMaxIsin),
                          displayText(fieldAt(fields, columns.series), kMaxSeries), isNse};
        if (stock.ticker.empty())
            ++universe.unusable;
        else if (!seen.insert(stock.ticker).second)
            ++universe.duplicates;
        else
            universe.stocks.push_back(std::move(stock));
    }
    if (universe.stocks.empty())
        return wrongFileFormat(path, "names no stock: a row with a symbol is needed.");
    return universe;
}

} // namespace tt
