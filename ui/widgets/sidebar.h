// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/listsmodel.h"

#include <QListView>

namespace tt {

/// The left side: what the window shows. The current entry follows the arrow keys and keeps its place when
/// lists come and go. Rows of a table can be dropped on a watchlist.
class Sidebar : public QListView
{
    Q_OBJECT

public:
    explicit Sidebar(QWidget* parent = nullptr);

    void setLists(ListsModel* lists);
    void choose(ListEntry::Kind kind);
    void chooseList(const QString& id); ///< a watchlist or a screen
    const ListEntry& current() const { return m_current; }
    ListEntry::Kind kind() const { return m_current.kind; }
    QSize sizeHint() const override;

Q_SIGNALS:
    void chosen(const tt::ListEntry& entry);
    void dropped(const QString& listId, const QStringList& tickers);

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void dataChanged(const QModelIndex& from, const QModelIndex& to, const QList<int>& roles) override;
    void changeEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void chooseRow(int row);
    /// The watchlist under the pointer; -1: none.
    int listAt(const QPoint& at) const;

    ListsModel* m_lists = nullptr;
    ListEntry m_current;
    int m_dropRow = -1;
};

} // namespace tt
