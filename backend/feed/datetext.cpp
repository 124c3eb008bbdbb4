// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/datetext.h"

#include <array>
#include <cctype>
#include <charconv>
#include <cmath>

namespace tt {

namespace {

constexpr std::array<std::string_view, 12> kMonths = {"january",   "february", "march",    "april",
                                                      "may",       "june",     "july",     "august",
                                                      "september", "october",  "november", "december"};
constexpr std::array<std::string_view, 3> kOrders = {"DMY", "MDY", "YMD"};
constexpr std::array<std::string_view, 7> kExamples = {
    "", "2024-01-31", "20240131", "31-01-2024", "31-Jan-2024", "epoch seconds", "epoch milliseconds"};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
bool isLetter(char c)
{
    return std::isalpha(static_cast<unsigned char>(c)) != 0;
}
char lower(char c)
{
    return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

/// 1..12 by at least three letters of the English name, 0 otherwise.
int monthByName(std::string_view word)
{
    if (word.size() < 3)
        return 0;
    for (std::size_t month = 0; month < kMonths.size(); ++month) {
        const std::string_view name = kMonths[month];
        bool same = word.size() <= name.size();
        for (std::size_t i = 0; same && i < word.size(); ++i)
            same = lower(word[i]) == name[i];
        if (same)
            return static_cast<int>(month) + 1;
    }
    return 0;
}

/// The parts of a date as they stand in the text, and where they end.
struct Parts
{
    std::array<int, 3> number{};
    std::array<int, 3> digits{};
    int numbers = 0;
    int month = 0; ///< by name
    bool bad = false;
    std::string_view rest;

    bool complete() const { return numbers + (month > 0 ? 1 : 0) == 3; }
};

std::size_t runLength(std::string_view text, bool (*of)(char))
{
    std::size_t length = 0;
    while (length < text.size() && of(text[length]))
        ++length;
    return length;
}

/// Whether `rest`, behind a date, is nothing or a time.
bool endsDate(std::string_view rest)
{
    constexpr std::string_view kBeforeTime = " T,;";
    return rest.empty() || kBeforeTime.find(rest.front()) != std::string_view::npos;
}

Parts splitDate(std::string_view text)
{
    Parts parts;
    while (!text.empty() && !parts.complete() && !parts.bad) {
        if (isDigit(text.front())) {
            const std::size_t length = runLength(text, isDigit);
            parts.bad = length > 4 || length == 3;
            if (parts.bad)
                break;
            const auto at = static_cast<std::size_t>(parts.numbers++);
            std::from_chars(text.data(), text.data() + length, parts.number[at]);
            parts.digits[at] = static_cast<int>(length);
            text.remove_prefix(length);
        } else if (isLetter(text.front())) {
            const std::size_t length = runLength(text, isLetter);
            parts.bad = parts.month != 0;
            parts.month = monthByName(text.substr(0, length));
            parts.bad = parts.bad || parts.month == 0;
            text.remove_prefix(length);
        } else {
            text.remove_prefix(1);
        }
    }
    // The third sign of 2024年6月1日 is three bytes of one character.
    if (text.starts_with("\xe6\x97\xa5"))
        text.remove_prefix(3);
    parts.rest = text;
    parts.bad = parts.bad || !parts.complete() || !endsDate(text);
    return parts;
}

int fullYear(int year, int digits)
{
    if (digits > 2)
        return year;
    return year + (year < 70 ? 2000 : 1900);
}

/// Series of prices begin in the 19th century: an earlier year is a slip of typing (0204, 1024).
constexpr int kFirstYear = 1800;

Day dayOf(int year, int month, int day)
{
    return year < kFirstYear ? kNoDay : dayFromCivil({year, month, day}).value_or(kNoDay);
}
Day dayOf(int year, int digits, int month, int day)
{
    return dayOf(fullYear(year, digits), month, day);
}

Day assemble(const Parts& p, DateOrder order)
{
    const auto& n = p.number;
    const auto& d = p.digits;
    if (p.month > 0)
        return d[0] == 4 ? dayOf(n[0], 4, p.month, n[1]) : dayOf(n[1], d[1], p.month, n[0]);
    if (d[0] == 4 || order == DateOrder::YearMonthDay)
        return dayOf(n[0], d[0], n[1], n[2]);
    if (order == DateOrder::DayMonthYear)
        return dayOf(n[2], d[2], n[1], n[0]);
    return dayOf(n[2], d[2], n[0], n[1]);
}

/// The time behind a date: " 09:30", "T09:30:00.000Z", " 093000"; -1 without one.
int timeOf(std::string_view text)
{
    while (!text.empty() && !isDigit(text.front()))
        text.remove_prefix(1);
    std::array<int, 3> part{};
    std::size_t count = 0;
    while (count < 3 && text.size() >= 2 && isDigit(text[0]) && isDigit(text[1])) {
        part[count++] = (text[0] - '0') * 10 + (text[1] - '0');
        text.remove_prefix(2);
        if (count < 3 && !text.empty() && text.front() == ':')
            text.remove_prefix(1);
    }
    const bool real = count >= 2 && part[0] < 24 && part[1] < 60 && part[2] < 61;
    return real ? part[0] * 3600 + part[1] * 60 + part[2] : -1;
}

/// The number of exactly `length` digits at `at`, -1 when one is no digit.
int fixedDigits(std::string_view text, std::size_t at, std::size_t length)
{
    int value = 0;
    for (std::size_t i = at; i < at + length; ++i) {
        if (!isDigit(text[i]))
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

DateText readYearFirst(std::string_view text)
{
    const int year = fixedDigits(text, 0, 4);
    const int month = fixedDigits(text, 5, 2);
    const int day = fixedDigits(text, 8, 2);
    if (year < 0 || month < 0 || day < 0)
        return {};
    return {dayOf(year, month, day), text.size() > 10 ? timeOf(text.substr(10)) : -1};
}

DateText readCompact(std::string_view text)
{
    const int year = fixedDigits(text, 0, 4);
    const int month = fixedDigits(text, 4, 2);
    const int day = fixedDigits(text, 6, 2);
    return {dayOf(year, month, day), text.size() > 8 ? timeOf(text.substr(8)) : -1};
}

DateText readEpoch(std::string_view text, std::int64_t unitsASecond)
{
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    std::int64_t seconds = value / unitsASecond;
    // Midnight of Indian Standard Time begins the day that its stamp means; in UTC it lies in the day before.
    constexpr std::int64_t indianMidnight = 18 * 3600 + 30 * 60;
    if (seconds % 86400 == indianMidnight)
        seconds += 86400 - indianMidnight;
    return {static_cast<Day>(seconds / 86400), static_cast<int>(seconds % 86400)};
}

DateShape shapeOfDigits(std::size_t length, std::string_view rest)
{
    if (length == 8 && (rest.empty() || rest.front() == ' ' || rest.front() == 'T'))
        return DateShape::Compact;
    if (!rest.empty())
        return DateShape::None;
    if (length == 14)
        return DateShape::Compact;
    if (length == 9 || length == 10)
        return DateShape::EpochSeconds;
    return length == 12 || length == 13 ? DateShape::EpochMillis : DateShape::None;
}

} // namespace

std::string_view dateOrderName(DateOrder order)
{
    return kOrders[static_cast<std::size_t>(order)];
}

std::optional<DateOrder> dateOrderFromName(std::string_view name)
{
    for (std::size_t i = 0; i < kOrders.size(); ++i) {
        const std::string_view known = kOrders[i];
        if (name.size() == known.size() && lower(name[0]) == lower(known[0]) &&
            lower(name[1]) == lower(known[1]) && lower(name[2]) == lower(known[2]))
            return static_cast<DateOrder>(i);
    }
    return std::nullopt;
}

std::string_view dateShapeExample(DateShape shape)
{
    return kExamples[static_cast<std::size_t>(shape)];
}

DateShape dateShape(std::string_view text)
{
    const std::size_t digits = runLength(text, isDigit);
    if (digits >= 8)
        return shapeOfDigits(digits, text.substr(digits));
    const Parts parts = splitDate(text);
    if (parts.bad)
        return DateShape::None;
    if (parts.month > 0)
        return DateShape::MonthName;
    return parts.digits[0] == 4 ? DateShape::YearFirst : DateShape::Numbers;
}

DateText readDate(std::string_view text, DateOrder order)
{
    if (text.size() >= 10 && text[4] == '-' && text[7] == '-') {
        const DateText date = readYearFirst(text);
        if (date.day != kNoDay && endsDate(text.substr(10)))
            return date;
    }
    switch (dateShape(text)) {
    case DateShape::None:
        return {};
    case DateShape::Compact:
        return readCompact(text);
    case DateShape::EpochSeconds:
        return readEpoch(text, 1);
    case DateShape::EpochMillis:
        return readEpoch(text, 1000);
    case DateShape::YearFirst:
    case DateShape::Numbers:
    case DateShape::MonthName:
        break;
    }
    const Parts parts = splitDate(text);
    return {assemble(parts, order), timeOf(parts.rest)};
}

void DateOrderVotes::add(std::string_view text)
{
    const Parts parts = splitDate(text);
    if (parts.bad || parts.month > 0 || parts.digits[0] == 4)
        return;
    ++numbers;
    firstAbove12 += parts.number[0] > 12 ? 1 : 0;
    secondAbove12 += parts.number[1] > 12 ? 1 : 0;
}

std::optional<DateOrder> DateOrderVotes::order() const
{
    // A few impossible dates must not hide what all the others say.
    if (firstAbove12 > 9 * secondAbove12)
        return DateOrder::DayMonthYear;
    if (secondAbove12 > 9 * firstAbove12)
        return DateOrder::MonthDayYear;
    return std::nullopt;
}

} // namespace tt
