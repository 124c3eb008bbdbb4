// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/palette.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tt {

namespace {

struct ToneRow
{
    QRgb light, dark;
};

constexpr std::array<ToneRow, 7> kTones = {{
    {0xff1d2329, 0xffe3e6ea}, // Normal
    {0xff1259a8, 0xff6cb2ff}, // Up
    {0xffa84400, 0xffffa45c}, // Down
    {0xff565f69, 0xffa9b2bc}, // Neutral
    {0xff8a5300, 0xfff2c14e}, // Warning
    {0xff626b75, 0xff98a2ad}, // Muted
    {0xff5b3fa6, 0xffc0a8ff}, // Accent
}};
static_assert(kTones.size() == static_cast<std::size_t>(Tone::Accent) + 1);

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

bool isDark(const QPalette& palette)
{
    return luminance(palette.color(QPalette::Base)) < 0.18;
}

QColor toneColor(Tone tone, bool dark)
{
    const ToneRow& row = kTones[static_cast<std::size_t>(tone)];
    return QColor::fromRgb(dark ? row.dark : row.light);
}

QColor toneColor(Tone tone, const QPalette& palette)
{
    return toneColor(tone, isDark(palette));
}

double contrastRatio(const QColor& a, const QColor& b)
{
    const double first = luminance(a), second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

QColor blend(const QColor& front, const QColor& back, double part)
{
    const auto mix = [part](int a, int b) {
        return static_cast<int>(std::lround(a * part + b * (1 - part)));
    };
    return QColor(mix(front.red(), back.red()), mix(front.green(), back.green()),
                  mix(front.blue(), back.blue()));
}

} // namespace tt
