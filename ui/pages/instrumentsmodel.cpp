// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/instrumentsmodel.h"

#include "text/errortext.h"
#include "text/format.h"
#include "text/verdicttext.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <array>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

#define TT_COLUMN(title, hint) QT_TRANSLATE_NOOP("tt::Columns", title), QT_TRANSLATE_NOOP("tt::Columns", hint)
constexpr std::array<TableColumn, 7> kInstrumentColumns = {{
    {TT_COLUMN("Ticker", "Symbol with the suffix of its exchange"), false, 140},
    {TT_COLUMN("Name", "Name of the company where it is known"), false, 240},
    {TT_COLUMN("Source", "Where the newest bars came from"), false, 90},
    {TT_COLUMN("First bar", "Date of the oldest bar"), true, 110},
    {TT_COLUMN("Last bar", "Date of the newest bar"), true, 110},
    {TT_COLUMN("Bars", "Stored daily bars"), true, 80},
    {TT_COLUMN("Grade", "Quality of the data as of today, A to F"), false, 70},
}};
constexpr std::array<TableColumn, 9> kFileColumns = {{
    {TT_COLUMN("File", "The imported file"), false, 220},
    {TT_COLUMN("Outcome", "Stored, or why it was not"), false, 260},
    {TT_COLUMN("Rows", "Rows of prices in the file"), true, 80},
    {TT_COLUMN("Accepted", "Rows that were stored"), true, 80},
    {TT_COLUMN("Repaired", "Accepted rows whose high or low was widened"), true, 80},
    {TT_COLUMN("Left out", "Rows that break a rule"), true, 80},
    {TT_COLUMN("Duplicates", "Rows that repeat another"), true, 85},
    {TT_COLUMN("Stocks", "Stocks in the file"), true, 70},
    {TT_COLUMN("Kind", "How the file was read"), false, 150},
}};
#undef TT_COLUMN

QString utf(const std::string& text)
{
    return QString::fromStdString(text);
}

QString outcomeText(const ImportedFile& file)
{
    if (!file.error)
        return u"✓ "_s + QCoreApplication::translate("tt::Columns", "Stored");
    return u"✗ "_s + errorText(*file.error);
}

QVariant number(int value, int role)
{
    return role == SortRole ? QVariant(value) : QVariant(formatCount(value));
}

QVariant instrumentText(const InstrumentSummary& row, int column, int role)
{
    const auto day = [role](Day value) {
        return role == SortRole ? QVariant(value) : QVariant(formatDay(value));
    };
    switch (column) {
    case InstrumentsModel::Ticker:
        return utf(row.ticker);
    case InstrumentsModel::Name:
        return utf(row.name);
    case InstrumentsModel::Source:
        return sourceText(row.source);
    case InstrumentsModel::First:
        return day(row.firstBar);
    case InstrumentsModel::Last:
        return day(row.lastBar);
    case InstrumentsModel::Bars:
        return number(row.bars, role);
    default:
        return gradeText(row.grade);
    }
}

QVariant fileText(const ImportedFile& row, int column, int role)
{
    switch (column) {
    case ImportedFilesModel::File:
        return QFileInfo(utf(row.path)).fileName();
    case ImportedFilesModel::Outcome:
        return outcomeText(row);
    case ImportedFilesModel::Rows:
        return number(row.rows, role);
    case ImportedFilesModel::Accepted:
        return number(row.accepted, role);
    case ImportedFilesModel::Repaired:
        return number(row.repaired, role);
    case ImportedFilesModel::Quarantined:
        return number(row.quarantined, role);
    case ImportedFilesModel::Duplicates:
        return number(row.duplicates, role);
    case ImportedFilesModel::Stocks:
        return number(row.instruments, role);
    default:
        return utf(row.dialect);
    }
}

} // namespace

std::span<const TableColumn> InstrumentsModel::columns() const
{
    return kInstrumentColumns;
}

QVariant InstrumentsModel::cell(int at, int column, int role) const
{
    const InstrumentSummary& entry = row(at);
    switch (role) {
    case Qt::DisplayRole:
    case SortRole:
        return instrumentText(entry, column, role);
    case Qt::ToolTipRole:
        return column == DataGrade ? gradeHint(entry.grade) : instrumentText(entry, column, Qt::DisplayRole);
    case ToneRole:
        return static_cast<int>(column == DataGrade && entry.grade >= Grade::D ? Tone::Warning
                                                                               : Tone::Normal);
    case TickerRole:
        return utf(entry.ticker);
    default:
        return {};
    }
}

std::span<const TableColumn> ImportedFilesModel::columns() const
{
    return kFileColumns;
}

QVariant ImportedFilesModel::cell(int at, int column, int role) const
{
    const ImportedFile& entry = row(at);
    switch (role) {
    case Qt::DisplayRole:
    case SortRole:
        return fileText(entry, column, role);
    case Qt::ToolTipRole:
        return column == File ? utf(entry.path) : fileText(entry, column, Qt::DisplayRole).toString();
    case ToneRole: {
        const bool bad =
            (column == Outcome && entry.error) || (column == Quarantined && entry.quarantined > 0);
        return static_cast<int>(bad ? Tone::Warning : Tone::Normal);
    }
    default:
        return {};
    }
}

} // namespace tt
