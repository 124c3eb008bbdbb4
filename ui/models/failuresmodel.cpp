// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/failuresmodel.h"

#include "text/errortext.h"
#include "text/format.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

constexpr qsizetype kTickersShown = 8;

#define TT_COLUMN(title, hint) QT_TRANSLATE_NOOP("tt::Columns", title), QT_TRANSLATE_NOOP("tt::Columns", hint)
constexpr std::array<TableColumn, 5> kColumns = {{
    {TT_COLUMN("Reason", "Why the tickers failed"), false, 180},
    {TT_COLUMN("Tickers", "How many failed for this reason"), true, 70},
    {TT_COLUMN("Retry", "Whether trying again may help"), false, 110},
    {TT_COLUMN("Message", "What the first of them says"), false, 380},
    {TT_COLUMN("Which", "The first of them"), false, 320},
}};
#undef TT_COLUMN

} // namespace

int FailuresModel::total() const
{
    std::size_t sum = 0;
    for (const FailureGroup& group : all())
        sum += group.tickers.size();
    return static_cast<int>(sum);
}

bool FailuresModel::hasTransient() const
{
    return std::any_of(all().begin(), all().end(), [](const FailureGroup& group) { return group.transient; });
}

QStringList FailuresModel::tickers(int at) const
{
    QStringList list;
    for (const std::string& ticker : row(at).tickers)
        list << QString::fromStdString(ticker);
    return list;
}

std::span<const TableColumn> FailuresModel::columns() const
{
    return kColumns;
}

QVariant FailuresModel::cell(int at, int column, int role) const
{
    const FailureGroup& group = row(at);
    if (role == SortRole && column == Count)
        return static_cast<int>(group.tickers.size());
    if (role == ToneRole)
        return static_cast<int>(column == Reason ? Tone::Warning : Tone::Normal);
    if (role != Qt::DisplayRole && role != SortRole && role != Qt::ToolTipRole)
        return {};
    switch (column) {
    case Reason:
        return errorTitle(group.code);
    case Count:
        return role == Qt::ToolTipRole ? QVariant()
                                       : QVariant(formatCount(static_cast<int>(group.tickers.size())));
    case Retry:
        return group.transient ? QCoreApplication::translate("tt::Columns", "may help")
                               : QCoreApplication::translate("tt::Columns", "will not help");
    case Tickers: {
        const QStringList names = tickers(at);
        const QString more = names.size() > kTickersShown ? u", …"_s : QString();
        return QString(names.mid(0, kTickersShown).join(u", "_s) + more);
    }
    default:
        return QString::fromStdString(group.message);
    }
}

} // namespace tt
