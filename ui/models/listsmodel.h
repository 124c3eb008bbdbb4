// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/tablemodel.h"

#include <QString>

namespace tt {

/// An entry of the left side.
struct ListEntry
{
    enum class Kind { All, Watchlist, Jobs };
    Kind kind = Kind::All;
    QString id;   ///< of the watchlist
    QString name; ///< as shown
    int count = 0;
    bool operator==(const ListEntry&) const = default;
};

/// All, the watchlists, Jobs: one column; the count stands behind the name.
class ListsModel : public RowsModel<ListEntry>
{
public:
    static constexpr int KindRole = FirstFreeRole; ///< int(ListEntry::Kind)

    explicit ListsModel(QObject* parent = nullptr);

    void setAllCount(int count);
    void setActiveJobs(int count);
    void setWatchlists(std::vector<ListEntry> watchlists); ///< between All and Jobs
    int rowOfWatchlist(const QString& name) const;         ///< -1 when not known

    std::span<const TableColumn> columns() const override;

protected:
    QVariant cell(int row, int column, int role) const override;
};

} // namespace tt
