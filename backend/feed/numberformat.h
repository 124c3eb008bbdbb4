// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tt {

/// How a file writes numbers.
struct NumberFormat
{
    bool decimalComma = false; ///< 1.234,5 instead of 1,234.5 or 12,34,567.5
};

/// A number as price files write it: grouping, K M B T Cr L suffixes, a currency sign, a leading +. NaN for a
/// missing marker (empty, -, --, null, nan, n/a, none) and for what is no number.
double readNumber(std::string_view text, NumberFormat format);

/// What the numbers of a sample say about the decimal sign.
struct DecimalVotes
{
    int comma = 0, point = 0, unclearComma = 0;
    void add(std::string_view text);
    bool decimalComma(char delimiter) const;
};

/// The common case without a call: digits with at most one point, up to 15 significant ones, ended by
/// `delimiter` or the end of the line. Exact (one division of two exact doubles). False: nothing was moved.
inline bool readPlainNumber(const char*& position, const char* end, char delimiter, double& value)
{
    static constexpr std::array<double, 16> kPowers = {1,   1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                       1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    std::uint64_t mantissa = 0;
    const char* at = position;
    while (at != end && static_cast<unsigned char>(*at - '0') < 10)
        mantissa = mantissa * 10 + static_cast<unsigned char>(*at++ - '0');
    auto digits = at - position;
    std::ptrdiff_t decimals = 0;
    if (at != end && *at == '.') {
        const char* point = at++;
        while (at != end && static_cast<unsigned char>(*at - '0') < 10)
            mantissa = mantissa * 10 + static_cast<unsigned char>(*at++ - '0');
        decimals = at - point - 1;
        digits += decimals;
    }
    if (digits == 0 || digits > 15 || (at != end && *at != delimiter))
        return false;
    value = static_cast<double>(mantissa) / kPowers[static_cast<std::size_t>(decimals)];
    position = at;
    return true;
}

} // namespace tt
