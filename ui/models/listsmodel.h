// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/tablemodel.h"

#include <QString>

namespace tt {

/// An entry of the left side.
struct ListEntry
{
    enum class Kind { All, Watchlist, Demo, Jobs, Data };
    Kind kind = Kind::All;
    QString id;   ///< of the watchlist
    QString name; ///< as shown
    int count = 0;
    bool operator==(const ListEntry&) const = default;
};

/// All, the watchlists, Demo (while there is any), Jobs, Data: one column; the count stands behind the name.
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
    void setWatchlists(std::vector<ListEntry> watchlists); ///< behind All
    int rowOfWatchlist(const QString& name) const;         ///< -1 when not known
    int rowOf(ListEntry::Kind kind) const;                 ///< the first of the kind, -1 when not shown

    std::span<const TableColumn> columns() const override;

protected:
    QVariant cell(int row, int column, int role) const override;

private:
    void setCount(ListEntry::Kind kind, int count);
};

} // namespace tt
