// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;

namespace tt {

/// A titled part of a panel: a small heading with a hairline below it, the content under that.
class Section : public QWidget
{
    Q_OBJECT

public:
    Section(const QString& title, QWidget* content, QWidget* parent = nullptr);

private:
    QLabel* m_title;
};

} // namespace tt
