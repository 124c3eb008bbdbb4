// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace tt::cli {

namespace {

QString utf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

constexpr qsizetype kWidth = 100, kCommandColumn = 35, kOptionColumn = 29;

/// `left`, then `text` from `column` on, in lines of kWidth; below a `left` that is too long for the column.
QString entry(const QString& left, const QString& text, qsizetype column)
{
    QString all, line = left;
    if (!left.isEmpty() && left.size() >= column)
        all = std::exchange(line, QString()) + u'\n';
    line = line.leftJustified(column);
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    for (const QString& word : words) {
        const bool isFirst = line.size() == column;
        if (!isFirst && line.size() + 1 + word.size() > kWidth) {
            all += line + u'\n';
            line = QString(column, u' ') + word;
        } else {
            line += (isFirst ? QString() : QStringLiteral(" ")) + word;
        }
    }
    return all + line + u'\n';
}

QString optionLine(const OptionInfo& option)
{
    QString left = QStringLiteral("  --") + utf8(option.name);
    if (option.value)
        left += u' ' + QString::fromUtf8(option.value);
    QStringList facts;
    if (!option.range.empty())
        facts.append(utf8(option.range));
    if (option.byDefault)
        facts.append(say(QT_TRANSLATE_NOOP("cli", "default %1")).arg(say(option.byDefault)));
    QString text = say(option.help);
    if (!facts.isEmpty())
        text += QStringLiteral(" [") + facts.join(QStringLiteral(", ")) + u']';
    return entry(left, text, kOptionColumn);
}

/// In the order of the table, so that the same option stands at the same place in every help.
QString optionLines(std::span<const std::string_view> names)
{
    QString lines;
    for (const OptionInfo& option : optionTable()) {
        if (std::find(names.begin(), names.end(), option.name) != names.end())
            lines += optionLine(option);
    }
    return lines;
}

QString usage(const Command& command)
{
    QString line = QStringLiteral("thetool-cli ") + utf8(command.name);
    if (*command.arguments)
        line += u' ' + QString::fromUtf8(command.arguments);
    return line;
}

QString commonLines()
{
    return say(QT_TRANSLATE_NOOP("cli", "Options of every command:")) + u'\n' + optionLines(commonOptions());
}

} // namespace

QString generalHelp(std::string_view family)
{
    QString text =
        say(QT_TRANSLATE_NOOP("cli", "Usage: thetool-cli COMMAND [options]")) + QStringLiteral("\n\n");
    for (const Command& command : commandTable()) {
        if (!family.empty() && command.name.substr(0, command.name.find(' ')) != family)
            continue;
        QString first = say(command.help).section(QStringLiteral(". "), 0, 0);
        if (!first.endsWith(u'.'))
            first += u'.';
        const QString left =
            QStringLiteral("  ") + utf8(command.name) + u' ' + QString::fromUtf8(command.arguments);
        text += entry(left, first, kCommandColumn);
    }
    text += u'\n' + commonLines() + u'\n' +
            entry({},
                  say(QT_TRANSLATE_NOOP(
                      "cli", "Exit codes: 0 done, 1 some items failed, 2 the request is not valid, 3 a file, "
                             "4 the database, 5 the network, 130 interrupted ('jobs resume' goes on).")),
                  0);
    return text + say(QT_TRANSLATE_NOOP("cli", "More: thetool-cli COMMAND --help")) + u'\n';
}

QString commandHelp(const Command& command)
{
    QString text = say(QT_TRANSLATE_NOOP("cli", "Usage: %1")).arg(usage(command));
    text += say(QT_TRANSLATE_NOOP("cli", " [options]")) + QStringLiteral("\n\n") +
            entry({}, say(command.help), 0) + u'\n';
    if (!command.options.empty())
        text += say(QT_TRANSLATE_NOOP("cli", "Options:")) + u'\n' + optionLines(command.options) + u'\n';
    if (command.details)
        text += command.details() + u'\n';
    return text + commonLines();
}

} // namespace tt::cli
