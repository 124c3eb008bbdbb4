// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text/palette.h"
#include "text/tableroles.h"

#include <QAbstractTableModel>

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>
#include <vector>

namespace tt {

/// One column of a table. The texts are translated in the context "tt::Columns".
struct TableColumn
{
    const char* title;
    const char* hint; ///< what the column shows, one sentence
    bool number = false;
    int width = 80; ///< of the column at first, in pixels at 96 dpi
};

/// Seals what can go wrong with indexes: a subclass tells its columns and its number of rows and answers
/// cell(); row and column are always valid there. Alignment, tooltips and the accessible text ("Score:
/// +0.42") come from here unless the cell answers them itself.
class TableModel : public QAbstractTableModel
{
public:
    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const final;
    /// Rows that answer TickerRole can be dragged; what travels are their tickers.
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QStringList mimeTypes() const final;
    QMimeData* mimeData(const QModelIndexList& indexes) const final;

    virtual std::span<const TableColumn> columns() const = 0;
    QString columnTitle(int column) const;

    /// The rows as tab-separated text with a header line, for the clipboard.
    QString tsv(const std::vector<int>& rows) const;

protected:
    virtual int rows() const = 0;
    virtual QVariant cell(int row, int column, int role) const = 0;
};

/// A table of plain rows. `Row` is any value type.
template<class Row>
class RowsModel : public TableModel
{
public:
    using TableModel::TableModel;

    const Row& row(int index) const { return m_rows[static_cast<std::size_t>(index)]; }
    const std::vector<Row>& all() const { return m_rows; }

    /// Another set of rows: what changes is told in ranges, so selection and scroll position stay.
    void setRows(std::vector<Row> rows)
    {
        const int before = this->rows();
        const int after = static_cast<int>(rows.size());
        const int common = std::min(before, after);
        std::move(rows.begin(), rows.begin() + common, m_rows.begin());
        changed(0, common - 1);
        if (after < before) {
            beginRemoveRows({}, after, before - 1);
            m_rows.erase(m_rows.begin() + after, m_rows.end());
            endRemoveRows();
        } else if (after > before) {
            beginInsertRows({}, before, after - 1);
            std::move(rows.begin() + before, rows.end(), std::back_inserter(m_rows));
            endInsertRows();
        }
    }

    void clear() { setRows({}); }

protected:
    int rows() const final { return static_cast<int>(m_rows.size()); }

    void removeRow(int at)
    {
        beginRemoveRows({}, at, at);
        m_rows.erase(m_rows.begin() + at);
        endRemoveRows();
    }
    void insertRow(int at, Row row)
    {
        beginInsertRows({}, at, at);
        m_rows.insert(m_rows.begin() + at, std::move(row));
        endInsertRows();
    }
    void moveRowUp(int from, int to)
    {
        beginMoveRows({}, from, from, {}, to);
        std::rotate(m_rows.begin() + to, m_rows.begin() + from, m_rows.begin() + from + 1);
        endMoveRows();
    }
    void replaceRow(int at, Row row)
    {
        m_rows[static_cast<std::size_t>(at)] = std::move(row);
        changed(at, at);
    }
    void changed(int first, int last)
    {
        if (last >= first)
            Q_EMIT dataChanged(index(first, 0), index(last, columnCount() - 1));
    }

private:
    std::vector<Row> m_rows;
};

} // namespace tt
