// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/healthmodels.h"

#include "text/format.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <array>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

#define TT_COLUMN(title, hint) QT_TRANSLATE_NOOP("tt::Columns", title), QT_TRANSLATE_NOOP("tt::Columns", hint)
constexpr std::array<TableColumn, 3> kHealthColumns = {{
    {TT_COLUMN("State", "ok, degraded or failed"), false, 110},
    {TT_COLUMN("Check", "What was looked at"), false, 120},
    {TT_COLUMN("Detail", "What was found"), false, 400},
}};
constexpr std::array<TableColumn, 6> kLogColumns = {{
    {TT_COLUMN("Time", "When it was written, in local time"), false, 160},
    {TT_COLUMN("Level", "Weight of the line"), false, 90},
    {TT_COLUMN("Part", "Which part of the program wrote it"), false, 110},
    {TT_COLUMN("Ticker", "The stock it is about"), false, 110},
    {TT_COLUMN("Job", "The job it belongs to"), false, 90},
    {TT_COLUMN("Message", "What happened"), false, 400},
}};
#undef TT_COLUMN

struct Look
{
    const char* text;
    const char16_t* mark;
    Tone tone;
};

constexpr std::array<Look, 3> kStates = {{
    {QT_TRANSLATE_NOOP("tt::Health", "ok"), u"✓", Tone::Up},
    {QT_TRANSLATE_NOOP("tt::Health", "degraded"), u"!", Tone::Warning},
    {QT_TRANSLATE_NOOP("tt::Health", "failed"), u"✕", Tone::Down},
}};
constexpr std::array<Look, 4> kLevels = {{
    {QT_TRANSLATE_NOOP("tt::Health", "error"), u"✕", Tone::Down},
    {QT_TRANSLATE_NOOP("tt::Health", "warning"), u"!", Tone::Warning},
    {QT_TRANSLATE_NOOP("tt::Health", "info"), u"·", Tone::Normal},
    {QT_TRANSLATE_NOOP("tt::Health", "debug"), u"·", Tone::Muted},
}};

QString textOf(const Look& look)
{
    return QString::fromUtf16(look.mark) + u' ' + QCoreApplication::translate("tt::Health", look.text);
}

QString utf(const std::string& text)
{
    return QString::fromStdString(text);
}

QString logText(const LogLine& line, int column)
{
    switch (column) {
    case LogModel::Time: {
        const QDateTime time = QDateTime::fromString(utf(line.time), Qt::ISODateWithMs).toLocalTime();
        return time.isValid() ? QLocale().toString(time, u"dd MMM yyyy HH:mm:ss"_s) : utf(line.time);
    }
    case LogModel::Level:
        return textOf(kLevels[static_cast<std::size_t>(line.level)]);
    case LogModel::Module:
        return utf(line.module);
    case LogModel::Ticker:
        return utf(line.ticker);
    case LogModel::JobId:
        return utf(line.jobId.substr(0, 8));
    default:
        return utf(line.message);
    }
}

} // namespace

std::span<const TableColumn> HealthModel::columns() const
{
    return kHealthColumns;
}

QVariant HealthModel::cell(int at, int column, int role) const
{
    const HealthCheck& check = row(at);
    const Look& look = kStates[static_cast<std::size_t>(check.status)];
    switch (role) {
    case Qt::DisplayRole:
    case SortRole:
    case Qt::ToolTipRole:
        return column == State ? textOf(look) : column == Check ? utf(check.name) : utf(check.detail);
    case ToneRole:
        return static_cast<int>(column == State ? look.tone : Tone::Normal);
    default:
        return {};
    }
}

std::span<const TableColumn> LogModel::columns() const
{
    return kLogColumns;
}

QVariant LogModel::cell(int at, int column, int role) const
{
    const LogLine& line = row(at);
    switch (role) {
    case Qt::DisplayRole:
    case SortRole:
        return logText(line, column);
    case Qt::ToolTipRole:
        return column == JobId ? utf(line.jobId) : logText(line, column);
    case ToneRole:
        return static_cast<int>(column == Level || line.level == LogLevel::Error
                                    ? kLevels[static_cast<std::size_t>(line.level)].tone
                                : column == Text ? Tone::Normal
                                                 : Tone::Muted);
    default:
        return {};
    }
}

} // namespace tt
