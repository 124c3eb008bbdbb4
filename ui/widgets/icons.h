// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>
#include <QPalette>

namespace tt {

/// A line icon of resources/icons in the palette's text colours (a disabled one paler), sharp up to 200 %.
/// Made anew when the palette changes.
QIcon lineIcon(const QString& name, const QPalette& palette);
/// The same in one colour.
QPixmap linePixmap(const QString& name, const QColor& color, int size, qreal ratio);
/// The program's own icon.
QIcon applicationIcon();

} // namespace tt
