// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/listsmodel.h"

#include <QListView>

namespace tt {

/// The left side: what the window shows. The current entry follows the arrow keys.
class Sidebar : public QListView
{
    Q_OBJECT

public:
    explicit Sidebar(QWidget* parent = nullptr);

    void setLists(ListsModel* lists);
    void choose(ListEntry::Kind kind);
    ListEntry::Kind kind() const { return m_kind; }
    QSize sizeHint() const override;

Q_SIGNALS:
    void chosen(tt::ListEntry::Kind kind);

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void changeEvent(QEvent* event) override;

private:
    ListsModel* m_lists = nullptr;
    ListEntry::Kind m_kind = ListEntry::Kind::All;
};

} // namespace tt
