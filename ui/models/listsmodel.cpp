// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/listsmodel.h"

#include "text/format.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

using Kind = ListEntry::Kind;

constexpr std::array<TableColumn, 1> kColumns = {{
    {QT_TRANSLATE_NOOP("tt::Columns", "Lists"),
     QT_TRANSLATE_NOOP("tt::Columns", "What the table shows: every stock, a watchlist, or the jobs"), false,
     180},
}};

} // namespace

ListsModel::ListsModel(QObject* parent)
    : RowsModel(parent)
{
    setRows({{Kind::All, {}, QCoreApplication::translate("tt::Columns", "All stocks"), 0},
             {Kind::Jobs, {}, QCoreApplication::translate("tt::Columns", "Jobs"), 0},
             {Kind::Data, {}, QCoreApplication::translate("tt::Columns", "Data"), 0}});
}

void ListsModel::setCount(Kind kind, int count)
{
    const int at = rowOf(kind);
    ListEntry entry = row(at);
    entry.count = count;
    if (entry != row(at))
        replaceRow(at, std::move(entry));
}

void ListsModel::setAllCount(int count)
{
    setCount(Kind::All, count);
}

void ListsModel::setActiveJobs(int count)
{
    setCount(Kind::Jobs, count);
}

void ListsModel::setDataCount(int count)
{
    setCount(Kind::Data, count);
}

void ListsModel::setDemoCount(int count)
{
    const bool shown = rowOf(Kind::Demo) >= 0;
    if (shown && count > 0) {
        setCount(Kind::Demo, count);
    } else if (count > 0) {
        insertRow(rowOf(Kind::Jobs),
                  {Kind::Demo, {}, QCoreApplication::translate("tt::Columns", "Demo"), count});
    } else if (shown) {
        std::vector<ListEntry> entries = all();
        std::erase_if(entries, [](const ListEntry& entry) { return entry.kind == Kind::Demo; });
        setRows(std::move(entries));
    }
}

void ListsModel::setWatchlists(std::vector<ListEntry> watchlists)
{
    std::vector<ListEntry> entries;
    for (const ListEntry& entry : all()) {
        if (entry.kind == Kind::Watchlist)
            continue;
        entries.push_back(entry);
        if (entry.kind != Kind::All)
            continue;
        for (ListEntry& list : watchlists) {
            list.kind = Kind::Watchlist;
            entries.push_back(std::move(list));
        }
    }
    if (entries != all())
        setRows(std::move(entries));
}

int ListsModel::rowOf(Kind kind) const
{
    const auto entry =
        std::find_if(all().begin(), all().end(), [&](const ListEntry& each) { return each.kind == kind; });
    return entry == all().end() ? -1 : static_cast<int>(entry - all().begin());
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
    case CountRole:
        return entry.count;
    default:
        return {};
    }
}

} // namespace tt
