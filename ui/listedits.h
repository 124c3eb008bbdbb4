// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/windowparts.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <functional>

namespace tt {

struct SavedScreen;
struct Watchlist;

/// Makes, renames, orders and deletes watchlists and saved screens, and brings tickers in and out of
/// watchlists: by action, paste and drop. Deleting can be undone.
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
    void connectScreens();
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
    const SavedScreen* shownScreen() const; ///< null: the table shows no screen
    void askSaveScreen();
    void moveList(int by);
    /// Where the shown watchlist would come, among all of them; -1: it cannot move so.
    int placeAfterMove(int by) const;
    QStringList selected() const;

    WindowParts m_parts;
    QStringList m_forNewList; ///< go into the list that is being made
};

} // namespace tt
