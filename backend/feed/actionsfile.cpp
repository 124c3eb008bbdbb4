// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/actionsfile.h"

#include "base/numbertext.h"
#include "feed/columns.h"
#include "feed/datetext.h"
#include "feed/fields.h"
#include "feed/inputfile.h"
#include "feed/textfile.h"
#include "feed/tickername.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tt {

namespace {

enum Column { Ticker, Date, Kind, Value, kColumns };
using Places = std::array<int, kColumns>; ///< of each column in a line; -1: it is not there

struct HeaderName
{
    std::string_view name;
    Column column;
};
constexpr HeaderName kHeaderNames[] = {{"ticker", Ticker}, {"symbol", Ticker}, {"date", Date},
                                       {"exdate", Date},   {"kind", Kind},     {"type", Kind},
                                       {"event", Kind},    {"action", Kind},   {"value", Value},
                                       {"ratio", Value},   {"amount", Value}};

Places placesOf(const std::vector<std::string_view>& header)
{
    Places places;
    places.fill(-1);
    for (std::size_t i = 0; i < header.size(); ++i) {
        const std::string name = normalHeader(header[i]);
        for (const HeaderName& known : kHeaderNames) {
            if (name == known.name && places[known.column] < 0)
                places[known.column] = static_cast<int>(i);
        }
    }
    return places;
}

std::string lowerCase(std::string_view text)
{
    std::string lower(text);
    for (char& c : lower)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return lower;
}

/// The event of a line, or what is wrong with it.
Result<FileAction> actionOf(const std::vector<std::string_view>& fields, const Places& places)
{
    const auto field = [&](Column column) {
        const auto at = static_cast<std::size_t>(places[column]);
        return at < fields.size() ? unescapedCell(fields[at]) : std::string_view();
    };
    const auto fault = [](std::string what) { return makeError(ErrorCode::DataInvalid, std::move(what)); };
    FileAction found;
    found.ticker = tickerOf(field(Ticker), "");
    if (found.ticker.empty())
        return fault("has no ticker");
    // Day and month in numbers alone could be meant either way.
    const bool isClear = dateShape(field(Date)) != DateShape::Numbers;
    found.action.day = isClear ? readDate(field(Date), DateOrder::YearMonthDay).day : kNoDay;
    if (found.action.day == kNoDay)
        return fault("has no date such as 2024-01-31 or 31-Jan-2024");
    const auto kind = actionKindFromName(lowerCase(field(Kind)));
    if (!kind)
        return fault("has no kind: split, bonus or dividend");
    found.action.kind = *kind;
    found.action.origin = ActionOrigin::File;
    const std::optional<double> value = actionValue(*kind, field(Value));
    if (!value)
        return fault("has no value such as 5, 10:2 or 1:1");
    found.action.value = *value;
    if (const char* wrong = actionFault(found.action))
        return fault(std::string("has a value that ") + wrong);
    return found;
}

} // namespace

std::optional<double> actionValue(ActionKind kind, std::string_view text)
{
    text = trimmed(text);
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos)
        return numberFromText(text);
    const auto first = numberFromText(trimmed(text.substr(0, colon)));
    const auto second = numberFromText(trimmed(text.substr(colon + 1)));
    if (!first || !second || *first <= 0 || *second <= 0 || kind == ActionKind::Dividend)
        return std::nullopt;
    const double ratio = *first / *second;
    return kind == ActionKind::Bonus ? 1 + ratio : ratio;
}

Result<ActionsFile> readActions(const std::string& path)
{
    const Result<TextFile> file = readTextFile(path);
    if (!file)
        return file.error();
    LineCursor cursor(file->text(), lineEndOf(file->text()));
    if (!cursor.next())
        return wrongFileFormat(path, "is empty.");
    const char delimiter = cursor.line().find(';') != std::string_view::npos ? ';' : ',';
    const Places places = placesOf(splitFields(cursor.line(), delimiter));
    if (std::find(places.begin(), places.end(), -1) != places.end())
        return wrongFileFormat(path, "lacks a column: its first line must name ticker,date,kind,value.");
    ActionsFile read;
    while (cursor.next()) {
        if (trimmed(cursor.line()).empty())
            continue;
        ++read.rows;
        Result<FileAction> action = actionOf(splitFields(cursor.line(), delimiter), places);
        if (action)
            read.actions.push_back(std::move(action).value());
        else
            read.faults.push_back({cursor.number(), action.error().message});
    }
    if (read.actions.empty())
        return wrongFileFormat(path, read.faults.empty()
                                         ? "has no event: a row below the header is needed."
                                         : "has no event; line " + std::to_string(read.faults[0].line) + ' ' +
                                               read.faults[0].what + '.');
    return read;
}

} // namespace tt
