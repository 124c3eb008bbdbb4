// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/palettemodel.h"

#include <QDialog>

class QLineEdit;

namespace tt {

class TableView;

/// Type some letters, press Enter: stocks, lists, commands and strategies in one box. Up and Down choose
/// while the cursor stays in the box.
class PaletteDialog : public QDialog
{
    Q_OBJECT

public:
    PaletteDialog(std::vector<PaletteEntry> entries, const QStringList& recentKeys, QWidget* parent);

Q_SIGNALS:
    void used(const QString& key); ///< before it runs

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void choose(const QModelIndex& index);

    PaletteModel m_model;
    QLineEdit* m_box;
    TableView* m_list;
};

} // namespace tt
