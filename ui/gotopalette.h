// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/palettemodel.h"
#include "ui/windowparts.h"

#include <QObject>
#include <QStringList>

class QSettings;

namespace tt {

class StrategiesPage;

/// Fills and opens the palette, and remembers what was used last.
class GotoPalette : public QObject
{
    Q_OBJECT

public:
    GotoPalette(const WindowParts& parts, StrategiesPage& strategies, QObject* parent = nullptr);

    void open();
    void saveTo(QSettings& state) const;
    void restoreFrom(const QSettings& state);

private:
    void addStocks(std::vector<PaletteEntry>& entries);
    void addLists(std::vector<PaletteEntry>& entries);
    void addCommands(std::vector<PaletteEntry>& entries);
    void showStock(const std::string& ticker);
    void remember(const QString& key);

    WindowParts m_parts;
    StrategiesPage& m_strategies;
    QStringList m_recent; ///< the newest first
};

} // namespace tt
