// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/listsmodel.h"

#include "text/format.h"

#include <QCoreApplication>

#include <array>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

constexpr std::array<TableColumn, 1> kColumns = {{
    {QT_TRANSLATE_NOOP("tt::Columns", "Lists"),
     QT_TRANSLATE_NOOP("tt::Columns", "What the table shows: every stock, a watchlist, or the jobs"), false,
     180},
}};

} // namespace

ListsModel::ListsModel(QObject* parent)
    : RowsModel(parent)
{
    setRows({{ListEntry::Kind::All, {}, QCoreApplication::translate("tt::Columns", "All stocks"), 0},
             {ListEntry::Kind::Jobs, {}, QCoreApplication::translate("tt::Columns", "Jobs"), 0}});
}

void ListsModel::setAllCount(int count)
{
    ListEntry entry = all().front();
    entry.count = count;
    if (entry != all().front())
        replaceRow(0, std::move(entry));
}

void ListsModel::setActiveJobs(int count)
{
    ListEntry entry = all().back();
    entry.count = count;
    if (entry != all().back())
        replaceRow(static_cast<int>(all().size()) - 1, std::move(entry));
}

void ListsModel::setWatchlists(std::vector<ListEntry> watchlists)
{
    std::vector<ListEntry> entries{all().front()};
    for (ListEntry& entry : watchlists) {
        entry.kind = ListEntry::Kind::Watchlist;
        entries.push_back(std::move(entry));
    }
    entries.push_back(all().back());
    if (entries != all())
        setRows(std::move(entries));
}

int ListsModel::rowOfWatchlist(const QString& name) const
{
    for (std::size_t i = 0; i < all().size(); ++i) {
        if (all()[i].kind == ListEntry::Kind::Watchlist && all()[i].name == name)
            return static_cast<int>(i);
    }
    return -1;
}

std::span<const TableColumn> ListsModel::columns() const
{
    return kColumns;
}

QVariant ListsModel::cell(int at, int, int role) const
{
    const ListEntry& entry = row(at);
    switch (role) {
    case Qt::DisplayRole:
        return entry.count > 0 ? QString(entry.name + u"  (%1)"_s.arg(formatCount(entry.count))) : entry.name;
    case Qt::ToolTipRole:
        return entry.name;
    case SortRole:
        return at;
    case IdRole:
        return entry.id;
    case KindRole:
        return static_cast<int>(entry.kind);
    default:
        return {};
    }
}

} // namespace tt
