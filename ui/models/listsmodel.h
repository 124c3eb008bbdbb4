// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/tablemodel.h"

#include <QString>

namespace tt {

/// An entry of the left side: what the table shows, then the other pages.
struct ListEntry
{
    enum class Kind { All, Watchlist, Demo, Screen, Strategies, Jobs, Data, Health, Settings };
    Kind kind = Kind::All;
    QString id;   ///< of the watchlist or screen
    QString name; ///< as shown
    int count = 0;
    bool operator==(const ListEntry&) const = default;
    bool isTable() const { return kind <= Kind::Screen; }
};

/// All, the watchlists, Demo (while there is any), the saved screens, then the pages: one column; the count
/// stands behind the name.
class ListsModel : public RowsModel<ListEntry>
{
public:
    static constexpr int KindRole = FirstFreeRole;      ///< int(ListEntry::Kind)
    static constexpr int CountRole = FirstFreeRole + 1; ///< int

    explicit ListsModel(QObject* parent = nullptr);

    void setAllCount(int count);
    void setDemoCount(int count); ///< 0: the entry is not shown
    void setActiveJobs(int count);
    void setDataCount(int count);
    /// Behind All. An entry whose id stays keeps its row, as far as the order allows.
    void setWatchlists(const std::vector<ListEntry>& watchlists);
    /// Above the pages, likewise.
    void setScreens(const std::vector<ListEntry>& screens);
    int rowOfWatchlist(const QString& name) const; ///< -1 when not known
    int rowOf(ListEntry::Kind kind) const;         ///< the first of the kind, -1 when not shown
    int rowOfId(const QString& id) const;          ///< of a watchlist or screen, -1 when not known

    std::span<const TableColumn> columns() const override;

protected:
    QVariant cell(int row, int column, int role) const override;

private:
    void setCount(ListEntry::Kind kind, int count);
    void setEntries(ListEntry::Kind kind, int at, const std::vector<ListEntry>& entries);
};

} // namespace tt
