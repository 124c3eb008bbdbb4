// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/texttable.h"

#include <algorithm>

namespace tt::cli {

TextTable::TextTable(std::vector<Column> columns)
    : m_columns(std::move(columns))
{
}

void TextTable::addRow(QStringList cells)
{
    cells.replaceInStrings(QStringLiteral("\n"), QString(QChar::ReplacementCharacter)); // a row is one line
    m_rows.push_back(std::move(cells));
}

QString TextTable::line(const QStringList& cells, const std::vector<qsizetype>& widths) const
{
    QString text;
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        const QString& cell = cells[static_cast<qsizetype>(i)];
        text +=
            m_columns[i].side == Side::Right ? cell.rightJustified(widths[i]) : cell.leftJustified(widths[i]);
        text += QStringLiteral("  ");
    }
    while (text.endsWith(u' '))
        text.chop(1);
    return text + u'\n';
}

QString TextTable::text() const
{
    QStringList titles, rules;
    std::vector<qsizetype> widths;
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        qsizetype width = m_columns[i].title.size();
        for (const QStringList& row : m_rows)
            width = std::max(width, row[static_cast<qsizetype>(i)].size());
        titles.append(m_columns[i].title);
        rules.append(QString(width, u'-'));
        widths.push_back(width);
    }
    QString all = line(titles, widths) + line(rules, widths);
    for (const QStringList& row : m_rows)
        all += line(row, widths);
    return all;
}

QString shortened(const QString& text, qsizetype width)
{
    return text.size() <= width ? text : text.left(width - 1) + u'…';
}

} // namespace tt::cli
