// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/windowparts.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <functional>

namespace tt {

struct Watchlist;

/// Makes, renames and deletes watchlists, and brings tickers in and out: by action, paste and drop. Deleting
/// can be undone.
class ListEdits : public QObject
{
    Q_OBJECT

public:
    explicit ListEdits(const WindowParts& parts, QObject* parent = nullptr);

    /// Enables the actions that a list or selected rows need.
    void updateActions();

private:
    void connectActions();
    void connectLists();
    void askName(const QString& title, const QString& name, std::function<void(const QString&)> chosen);
    void askNew(const QStringList& tickers);
    void askRename();
    void removeList();
    void pasteTickers();
    void showSidebarMenu(const QPoint& at);
    void fillAddMenu();
    void addTyped(const QString& listId, const QStringList& typed);
    /// The watchlist that the table shows; null: another list.
    const Watchlist* shownList() const;
    QStringList selected() const;

    WindowParts m_parts;
    QStringList m_forNewList; ///< go into the list that is being made
};

} // namespace tt
