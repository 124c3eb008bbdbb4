// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/numbertext.h"

#include <charconv>
#include <cmath>

namespace tt {

void appendNumber(std::string& out, double value)
{
    if (!std::isfinite(value))
        return;
    if (value == 0)
        value = 0; // drops the sign of -0
    char text[32];
    const double size = std::fabs(value);
    // Shares and prices read better without an exponent; shortest digits either way.
    const auto format =
        size == 0 || (size >= 1e-5 && size < 1e16) ? std::chars_format::fixed : std::chars_format::scientific;
    const std::to_chars_result end = std::to_chars(text, text + sizeof text, value, format);
    out.append(text, end.ptr);
}

std::string numberText(double value)
{
    std::string text;
    appendNumber(text, value);
    return text;
}

std::optional<double> numberFromText(std::string_view text)
{
    double value = 0;
    const std::from_chars_result end = std::from_chars(text.data(), text.data() + text.size(), value);
    if (end.ec != std::errc() || end.ptr != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

} // namespace tt
