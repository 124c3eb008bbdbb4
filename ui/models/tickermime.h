// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

class QMimeData;

namespace tt {

/// Tickers on their way by drag or clipboard: as the program's own kind, and as text of one a line.
QMimeData* tickerMime(const QStringList& tickers);
/// Of the program's own kind, else from text; empty: none.
QStringList tickersOf(const QMimeData& data);
bool hasTickers(const QMimeData& data); ///< of the program's own kind

/// What of a pasted text may be a ticker: words between blanks, commas and semicolons, in upper case, each
/// once; what has a sign that no ticker has is left out.
QStringList tickersIn(const QString& text);

} // namespace tt
