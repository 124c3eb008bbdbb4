// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

#include <vector>

namespace tt {

class TableModel;

/// A dense read-only table of whole rows: first widths from the model's columns, columns that can be moved,
/// hidden (a menu on the header) and sorted; keys act on rows.
class TableView : public QTableView
{
    Q_OBJECT

public:
    explicit TableView(const QString& objectName, QWidget* parent = nullptr);

    /// `columns` describes the columns; `shown` is the same model or a proxy of it.
    void setTable(const TableModel* columns, QAbstractItemModel* shown);
    /// What a width at 96 dpi is multiplied with here: larger with the system's font.
    double columnScale() const;
    QByteArray saveColumns() const;
    bool restoreColumns(const QByteArray& state);
    /// The columns that are shown, in their order on the screen.
    std::vector<int> shownColumns() const;
    void showColumns(const std::vector<int>& columns);
    /// Rows that are selected, in the order of the table.
    std::vector<int> selectedRowNumbers() const;
    /// The text stands in the middle while the table is empty.
    void setEmptyText(const QString& text);

Q_SIGNALS:
    void currentRowChanged(int row); ///< -1: none
    void enterPressed(const QModelIndex& index);

protected:
    void paintEvent(QPaintEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void showHeaderMenu(const QPoint& at);
    void fitRows();

    QString m_emptyText;
};

} // namespace tt
