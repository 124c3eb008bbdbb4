// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tablemodel.h"

#include "models/tickermime.h"

#include <QCoreApplication>
#include <QMimeData>

#include <memory>
#include <set>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("tt::Columns", text);
}

} // namespace

int TableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : rows();
}

int TableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(columns().size());
}

QVariant TableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    QVariant value = cell(index.row(), index.column(), role);
    if (value.isValid())
        return value;
    if (role == Qt::TextAlignmentRole) {
        const bool number = columns()[static_cast<std::size_t>(index.column())].number;
        return QVariant::fromValue(
            Qt::Alignment(number ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter));
    }
    if (role == Qt::AccessibleTextRole)
        return QString(columnTitle(index.column()) + u": "_s +
                       cell(index.row(), index.column(), Qt::DisplayRole).toString());
    return {};
}

QVariant TableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const TableColumn& column = columns()[static_cast<std::size_t>(section)];
    switch (role) {
    case Qt::DisplayRole:
        return translated(column.title);
    case Qt::ToolTipRole:
        return translated(column.hint);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::Alignment((column.number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    default:
        return {};
    }
}

Qt::ItemFlags TableModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags usual = QAbstractTableModel::flags(index);
    return index.isValid() && index.data(TickerRole).isValid() ? usual | Qt::ItemIsDragEnabled : usual;
}

QStringList TableModel::mimeTypes() const
{
    const std::unique_ptr<QMimeData> example(tickerMime({}));
    return example->formats();
}

QMimeData* TableModel::mimeData(const QModelIndexList& indexes) const
{
    std::set<int> rows;
    for (const QModelIndex& each : indexes)
        rows.insert(each.row());
    QStringList tickers;
    for (const int row : rows)
        tickers += index(row, 0).data(TickerRole).toString();
    return tickerMime(tickers);
}

QString TableModel::columnTitle(int column) const
{
    return translated(columns()[static_cast<std::size_t>(column)].title);
}

QString TableModel::tsv(const std::vector<int>& rows) const
{
    QString text;
    const int count = columnCount();
    for (int column = 0; column < count; ++column)
        text += columnTitle(column) + (column + 1 < count ? u'\t' : u'\n');
    for (const int row : rows) {
        for (int column = 0; column < count; ++column) {
            QString field = index(row, column).data(Qt::DisplayRole).toString();
            field.replace(u'\t', u' ').replace(u'\n', u' ');
            text += field + (column + 1 < count ? u'\t' : u'\n');
        }
    }
    return text;
}

} // namespace tt
