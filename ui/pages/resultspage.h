// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/library.h"
#include "models/listsmodel.h"

#include <QStringList>
#include <QWidget>

class QSettings;

namespace tt {

class Actions;
class Desk;
class FilterBar;
class TableView;

/// The results table with its filter box. The row that is current stays current over updates, sorting and
/// filtering.
class ResultsPage : public QWidget
{
    Q_OBJECT

public:
    ResultsPage(Actions& actions, QWidget* parent = nullptr);

    void bind(Desk& desk);
    /// All, a watchlist, Demo or a saved screen.
    void showList(const ListEntry& entry);
    /// Filter, columns and order as they are now.
    SavedScreen screen(const QString& name) const;
    /// Makes the ticker's row the current one; a filter that hides it is cleared.
    void choose(const std::string& ticker);
    void focusFilter();
    void focusTable();
    QStringList selectedTickers() const;
    QString currentTicker() const;
    void copySelected() const;
    void saveTo(QSettings& state) const;
    void restoreFrom(const QSettings& state);

Q_SIGNALS:
    void tickerChosen(const QString& ticker); ///< empty: none
    void selectionChanged();

private:
    void build();
    void applyFilter();
    void applyList();
    void applyScreen(const SavedScreen& screen);
    QString emptyListText() const;
    bool isOfAll() const; ///< the real stocks
    void updateCounts();
    void updateHint();
    void chooseFirst();
    void onJobEnded();
    void announce(int row);
    void showMenu(const QPoint& at);

    Actions& m_actions;
    Desk* m_desk = nullptr;
    FilterBar* m_filter;
    TableView* m_table;
    ListEntry m_list;
    QByteArray m_columns; ///< to be restored once there is a model
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::DescendingOrder;
    bool m_chosenForUser = false; ///< the current row is not the user's choice
};

} // namespace tt
