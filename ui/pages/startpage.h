// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <utility>
#include <vector>

class QAction;
class QLabel;

namespace tt {

/// What an empty store shows: the ways to first results.
class StartPage : public QWidget
{
    Q_OBJECT

public:
    StartPage(QAction* demo, QAction* importFiles, QAction* download, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    QWidget* way(QAction* action, const QString& name, const QString& icon, const QString& title,
                 const QString& text);
    void drawIcons();

    std::vector<std::pair<QLabel*, QString>> m_icons;
    QWidget* m_first = nullptr;
};

} // namespace tt
