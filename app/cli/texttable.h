// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace tt::cli {

/// Lines up text in columns: a header, a rule, the rows, two blanks between columns.
class TextTable
{
public:
    enum class Side { Left, Right };
    struct Column
    {
        QString title;
        Side side = Side::Left;
    };

    explicit TextTable(std::vector<Column> columns);
    void addRow(QStringList cells); ///< as many cells as columns
    QString text() const;

private:
    QString line(const QStringList& cells, const std::vector<qsizetype>& widths) const;

    std::vector<Column> m_columns;
    std::vector<QStringList> m_rows;
};

/// Cuts a text that is longer than `width` and ends it with an ellipsis.
QString shortened(const QString& text, qsizetype width);

} // namespace tt::cli
