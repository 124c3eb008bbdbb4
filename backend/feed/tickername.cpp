// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/tickername.h"

#include "feed/datetext.h"
#include "feed/fields.h"
#include "feed/unpack.h"

#include <cctype>
#include <cstdio>
#include <cstring>

namespace tt {

namespace {

constexpr std::size_t kMaxTicker = 32;
constexpr std::string_view kTickerMarks = ".-&^=_";

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

std::string_view suffixOf(std::string_view exchange)
{
    if (exchange == "NSE")
        return ".NS";
    return exchange == "BSE" ? ".BO" : "";
}

std::string_view stemOf(std::string_view path)
{
    path.remove_prefix(path.find_last_of('/') + 1);
    for (int endings = 0; endings < 3; ++endings) {
        const std::size_t dot = path.rfind('.');
        const std::string_view ending = dot == std::string_view::npos ? "" : path.substr(dot + 1);
        if (dot == 0 || (ending != "csv" && ending != "CSV" && ending != "txt" && ending != "TXT" &&
                         ending != "tsv" && ending != "TSV" && ending != "gz" && ending != "zip"))
            break;
        path = path.substr(0, dot);
    }
    return path;
}

/// d stands for a digit; anything else for itself.
bool matches(std::string_view text, std::string_view pattern)
{
    if (text.size() < pattern.size())
        return false;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == 'd' ? !isDigit(text[i]) : text[i] != pattern[i])
            return false;
    }
    return true;
}

/// Its beginning, and a checksum of all of it: cut off, two names might be one.
std::string shortened(const std::string& ticker, std::size_t length)
{
    char sum[10];
    std::snprintf(sum, sizeof sum, "_%08X", crcOf(ticker));
    return ticker.substr(0, length - std::strlen(sum)) + sum;
}

} // namespace

std::string tickerOf(std::string_view symbol, std::string_view exchange)
{
    const std::string_view suffix = suffixOf(exchange);
    symbol = trimmed(symbol);
    std::string ticker;
    for (const char c : symbol) {
        const auto byte = static_cast<unsigned char>(c);
        const bool allowed =
            byte < 128 && (std::isalnum(byte) || kTickerMarks.find(c) != std::string_view::npos);
        const bool mark = !allowed && (byte < 128 || byte >= 0xc0); // one mark for a whole UTF-8 character
        if (allowed)
            ticker += static_cast<char>(std::toupper(byte));
        else if (mark)
            ticker += '_';
    }
    while (!ticker.empty() && (ticker.front() == '-' || ticker.front() == '='))
        ticker.erase(0, 1);
    if (ticker.find_first_not_of(kTickerMarks) == std::string::npos)
        return {};
    if (ticker.size() + suffix.size() > kMaxTicker)
        ticker = shortened(ticker, kMaxTicker - suffix.size());
    if (!ticker.ends_with(suffix))
        ticker += suffix;
    return ticker;
}

std::string symbolFromPath(std::string_view path)
{
    std::string_view stem = stemOf(path);
    constexpr std::string_view kHistory = "dd-dd-dddd-TO-dd-dd-dddd";
    if (matches(stem, kHistory)) {
        stem.remove_prefix(kHistory.size());
        if (stem.ends_with("ALLN"))
            stem.remove_suffix(4);
    }
    constexpr std::string_view kQuote = "Quote-Equity-";
    if (stem.starts_with(kQuote)) {
        stem.remove_prefix(kQuote.size());
        // The series and the span follow: INFY-EQ-01-01-2024-to-31-01-2024.
        for (std::size_t at = stem.find('-'); at != std::string_view::npos; at = stem.find('-', at + 1)) {
            if (at + 4 < stem.size() && stem[at + 3] == '-' && isDigit(stem[at + 4])) {
                stem = stem.substr(0, at);
                break;
            }
        }
    }
    return std::string(stem);
}

Day dateFromPath(std::string_view path)
{
    const std::string_view stem = stemOf(path);
    for (std::size_t at = 0; at + 9 <= stem.size(); ++at) {
        const std::string_view part = stem.substr(at, 9);
        if (isDigit(part[0]) && isDigit(part[1]) && isDigit(part[5]) && !isDigit(part[2]) &&
            !isDigit(part[4])) {
            if (const Day day = readDate(part, DateOrder::DayMonthYear).day; day != kNoDay)
                return day;
        }
    }
    if (matches(stem, "EQdddddd")) {
        const std::string text = std::string(stem.substr(2, 2)) + '-' + std::string(stem.substr(4, 2)) + '-' +
                                 std::string(stem.substr(6, 2));
        return readDate(text, DateOrder::DayMonthYear).day;
    }
    return kNoDay;
}

} // namespace tt
