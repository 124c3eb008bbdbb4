// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/findingsmodel.h"

#include "text/format.h"
#include "text/verdicttext.h"

#include <QCoreApplication>

#include <array>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

#define TT_COLUMN(title, hint) QT_TRANSLATE_NOOP("tt::Columns", title), QT_TRANSLATE_NOOP("tt::Columns", hint)
constexpr std::array<TableColumn, 6> kColumns = {{
    {TT_COLUMN("Ticker", "Symbol and exchange"), false, 120},
    {TT_COLUMN("Date", "Date of the bar"), true, 100},
    {TT_COLUMN("Line", "Line of the file"), true, 70},
    {TT_COLUMN("Done", "What was done with the bar"), false, 110},
    {TT_COLUMN("Finding", "What is wrong with it"), false, 260},
    {TT_COLUMN("As read", "The bar or line as it was read"), false, 320},
}};
#undef TT_COLUMN

struct KindRow
{
    const char* text;
    Tone tone;
};
constexpr std::array<KindRow, 3> kKinds = {{
    {QT_TRANSLATE_NOOP("tt::Columns", "✕ Left out"), Tone::Down},
    {QT_TRANSLATE_NOOP("tt::Columns", "✓ Repaired"), Tone::Up},
    {QT_TRANSLATE_NOOP("tt::Columns", "● Note"), Tone::Neutral},
}};

const KindRow& kindOf(const FindingRow& row)
{
    return kKinds[static_cast<std::size_t>(findingKind(row.finding.rule))];
}

QString text(const FindingRow& row, int column)
{
    switch (column) {
    case FindingsModel::Ticker:
        return QString::fromStdString(row.ticker);
    case FindingsModel::Date:
        return formatDay(row.finding.date);
    case FindingsModel::Line:
        return row.finding.line > 0 ? formatCount(row.finding.line) : undefinedText();
    case FindingsModel::Kind:
        return QCoreApplication::translate("tt::Columns", kindOf(row).text);
    case FindingsModel::Rule:
        return findingText(row.finding.rule);
    default:
        return QString::fromStdString(row.finding.values);
    }
}

} // namespace

std::span<const TableColumn> FindingsModel::columns() const
{
    return kColumns;
}

QVariant FindingsModel::cell(int at, int column, int role) const
{
    const FindingRow& entry = row(at);
    switch (role) {
    case Qt::DisplayRole:
        return text(entry, column);
    case Qt::ToolTipRole:
        return column == Values ? QVariant(text(entry, column)) : QVariant();
    case SortRole:
        if (column == Date)
            return entry.finding.date == kNoDay ? QVariant() : QVariant(entry.finding.date);
        if (column == Line)
            return entry.finding.line > 0 ? QVariant(entry.finding.line) : QVariant();
        return text(entry, column);
    case ToneRole:
        return static_cast<int>(column == Kind ? kindOf(entry).tone : Tone::Normal);
    case TickerRole:
        return QString::fromStdString(entry.ticker);
    default:
        return {};
    }
}

} // namespace tt
