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

struct EntryInfo
{
    Kind kind;
    const char* name;
};

constexpr EntryInfo kEntries[] = {
    {Kind::All, QT_TRANSLATE_NOOP("tt::Columns", "All stocks")},
    {Kind::Strategies, QT_TRANSLATE_NOOP("tt::Columns", "Strategies")},
    {Kind::Jobs, QT_TRANSLATE_NOOP("tt::Columns", "Jobs")},
    {Kind::Data, QT_TRANSLATE_NOOP("tt::Columns", "Data")},
    {Kind::Health, QT_TRANSLATE_NOOP("tt::Columns", "Health & log")},
    {Kind::Settings, QT_TRANSLATE_NOOP("tt::Columns", "Settings")},
};

} // namespace

ListsModel::ListsModel(QObject* parent)
    : RowsModel(parent)
{
    std::vector<ListEntry> entries;
    for (const EntryInfo& info : kEntries)
        entries.push_back({info.kind, {}, QCoreApplication::translate("tt::Columns", info.name), 0});
    setRows(std::move(entries));
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
        const int screen = rowOf(Kind::Screen);
        insertRow(screen >= 0 ? screen : rowOf(Kind::Strategies),
                  {Kind::Demo, {}, QCoreApplication::translate("tt::Columns", "Demo"), count});
    } else if (shown) {
        removeRow(rowOf(Kind::Demo));
    }
}

void ListsModel::setWatchlists(const std::vector<ListEntry>& watchlists)
{
    setEntries(Kind::Watchlist, rowOf(Kind::All) + 1, watchlists);
}

void ListsModel::setScreens(const std::vector<ListEntry>& screens)
{
    const int demo = rowOf(Kind::Demo);
    const auto lists = std::count_if(all().begin(), all().end(),
                                     [](const ListEntry& each) { return each.kind == Kind::Watchlist; });
    setEntries(Kind::Screen, demo >= 0 ? demo + 1 : rowOf(Kind::All) + 1 + static_cast<int>(lists), screens);
}

/// The entries of a kind stand together from row `at` on.
void ListsModel::setEntries(Kind kind, int at, const std::vector<ListEntry>& entries)
{
    const auto isWanted = [&](const ListEntry& entry) {
        return std::any_of(entries.begin(), entries.end(),
                           [&](const ListEntry& list) { return list.id == entry.id; });
    };
    for (int old = static_cast<int>(all().size()) - 1; old >= 0; --old) {
        if (row(old).kind == kind && !isWanted(row(old)))
            removeRow(old);
    }
    for (const ListEntry& list : entries) {
        ListEntry wanted = list;
        wanted.kind = kind;
        const int known = rowOfId(wanted.id);
        if (known < 0)
            insertRow(at, wanted);
        else if (known > at)
            moveRowUp(known, at);
        if (row(at) != wanted)
            replaceRow(at, wanted);
        ++at;
    }
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

int ListsModel::rowOfId(const QString& id) const
{
    const auto entry = std::find_if(all().begin(), all().end(), [&](const ListEntry& each) {
        return !each.id.isEmpty() && each.id == id;
    });
    return entry == all().end() ? -1 : static_cast<int>(entry - all().begin());
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
