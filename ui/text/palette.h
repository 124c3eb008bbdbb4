// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

namespace tt {

/// What a coloured number or mark means. A tone never stands alone: a sign, an arrow or a word goes with it.
enum class Tone { Normal, Up, Down, Neutral, Warning, Muted, Accent };

/// True when the window's background is dark.
bool isDark(const QPalette& palette);

/// Text colours, at least 4.5:1 against base and alternate base of either theme. Up and down are blue and
/// orange, which stay apart for every common kind of colour blindness.
QColor toneColor(Tone tone, bool dark);
QColor toneColor(Tone tone, const QPalette& palette);

/// WCAG contrast of two opaque colours, 1..21.
double contrastRatio(const QColor& a, const QColor& b);

/// `part` of `front` over `back`, opaque; part 0..1.
QColor blend(const QColor& front, const QColor& back, double part);

} // namespace tt
