// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace tt {

/// Asks for a name of 1 to 100 characters.
class NameDialog : public QDialog
{
    Q_OBJECT

public:
    NameDialog(const QString& title, const QString& name, QWidget* parent);

Q_SIGNALS:
    void chosen(const QString& name); ///< without blanks at its ends; not after Cancel
};

} // namespace tt
