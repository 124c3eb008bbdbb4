// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/numberformat.h"

#include "feed/fields.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <limits>
#include <string>

namespace tt {

namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

struct Suffix
{
    std::string_view text; ///< lower case; longer ones first
    double factor;
};
constexpr std::array<Suffix, 10> kSuffixes = {{{"crore", 1e7},
                                               {"lakh", 1e5},
                                               {"lac", 1e5},
                                               {"cr", 1e7},
                                               {"l", 1e5},
                                               {"k", 1e3},
                                               {"m", 1e6},
                                               {"b", 1e9},
                                               {"bn", 1e9},
                                               {"t", 1e12}}};
constexpr std::array<std::string_view, 6> kCurrencySigns = {"$",        "\xe2\x82\xb9", "\xe2\x82\xac",
                                                            "\xc2\xa3", "Rs.",          "Rs"};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

void removeCurrency(std::string_view& text)
{
    for (const std::string_view sign : kCurrencySigns) {
        if (text.starts_with(sign)) {
            text.remove_prefix(sign.size());
            text = trimmed(text);
            return;
        }
    }
}

/// Takes a suffix off the end; 1 without, 0 for letters that are none.
double takeSuffix(std::string_view& text)
{
    std::size_t letters = 0;
    while (letters < text.size() && std::isalpha(static_cast<unsigned char>(text[text.size() - 1 - letters])))
        ++letters;
    if (letters == 0)
        return 1;
    std::string word(text.substr(text.size() - letters));
    std::transform(word.begin(), word.end(), word.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    for (const Suffix& suffix : kSuffixes) {
        if (word == suffix.text) {
            text.remove_suffix(letters);
            text = trimmed(text);
            return suffix.factor;
        }
    }
    return 0;
}

double readAscii(const char* begin, const char* end)
{
    double value = 0;
    const auto [stop, error] = std::from_chars(begin, end, value);
    if (stop != end || begin == end)
        return kMissing;
    if (error == std::errc::result_out_of_range)
        return std::numeric_limits<double>::infinity();
    return error == std::errc() ? value : kMissing;
}

/// Without grouping, with '.' as the decimal sign; false when it does not fit or has foreign characters.
bool normalise(std::string_view text, bool decimalComma, std::string& out)
{
    const char decimal = decimalComma ? ',' : '.';
    const char group = decimalComma ? '.' : ',';
    for (const char c : text) {
        if (c == group || c == ' ' || c == '\'')
            continue;
        if (c == '\xc2' || c == '\xa0') // a no-break space between groups
            continue;
        out += c == decimal ? '.' : c;
    }
    return out.size() <= 64;
}

} // namespace

double readNumber(std::string_view text, NumberFormat format)
{
    text = trimmed(text);
    if (text.empty() || text.size() > 96)
        return kMissing;
    const char* position = text.data();
    double plain = 0;
    if (!format.decimalComma && readPlainNumber(position, text.data() + text.size(), '\0', plain))
        return plain;

    bool negative = false;
    if (text.front() == '+' || text.front() == '-') {
        negative = text.front() == '-';
        text.remove_prefix(1);
    }
    removeCurrency(text);
    if (text.empty() || !(isDigit(text.front()) || text.front() == '.' || text.front() == ','))
        return kMissing;
    const double factor = takeSuffix(text);
    std::string digits;
    if (factor == 0 || !normalise(text, format.decimalComma, digits))
        return kMissing;
    const double value = readAscii(digits.data(), digits.data() + digits.size()) * factor;
    return negative && value != 0 ? -value : value;
}

void DecimalVotes::add(std::string_view text)
{
    text = trimmed(text);
    const std::size_t lastComma = text.rfind(',');
    const std::size_t lastPoint = text.rfind('.');
    constexpr std::size_t kNone = std::string_view::npos;
    if (lastComma == kNone) {
        if (lastPoint != kNone)
            (text.find('.') == lastPoint ? point : comma) += 1; // 1.234.567 groups with points
        return;
    }
    if (lastPoint != kNone) {
        (lastComma > lastPoint ? comma : point) += 1;
        return;
    }
    std::size_t behind = 0;
    while (lastComma + 1 + behind < text.size() && isDigit(text[lastComma + 1 + behind]))
        ++behind;
    if (text.find(',') != lastComma)
        ++point; // several commas group
    else
        (behind == 3 ? unclearComma : comma) += 1;
}

bool DecimalVotes::decimalComma(char delimiter) const
{
    if (comma != 0 || point != 0)
        return comma > point;
    return unclearComma > 0 && delimiter != ',';
}

} // namespace tt
