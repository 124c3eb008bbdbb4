// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

#include <QCoreApplication>

#include <algorithm>

namespace tt::cli {

namespace {

QString utf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
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
    QString line = left.leftJustified(28) + u' ' + say(option.help);
    if (!facts.isEmpty())
        line += QStringLiteral(" [") + facts.join(QStringLiteral(", ")) + u']';
    return line + u'\n';
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

QString generalHelp()
{
    QString text =
        say(QT_TRANSLATE_NOOP("cli", "Usage: thetool-cli COMMAND [options]")) + QStringLiteral("\n\n");
    for (const Command& command : commandTable()) {
        const QString first = say(command.help).section(QStringLiteral(". "), 0, 0).simplified();
        const QString left =
            QStringLiteral("  ") + utf8(command.name) + u' ' + QString::fromUtf8(command.arguments);
        text += left.leftJustified(34) + u' ' + first + u'\n';
    }
    text += u'\n' + commonLines() + u'\n' +
            say(QT_TRANSLATE_NOOP(
                "cli", "Exit codes: 0 done, 1 some items failed, 2 the request is not valid, 3 a file, 4 the "
                       "database,\n5 the network, 130 interrupted ('jobs resume' goes on).")) +
            u'\n';
    return text + say(QT_TRANSLATE_NOOP("cli", "More: thetool-cli COMMAND --help")) + u'\n';
}

QString commandHelp(const Command& command)
{
    QString text = say(QT_TRANSLATE_NOOP("cli", "Usage: %1")).arg(usage(command));
    text += say(QT_TRANSLATE_NOOP("cli", " [options]")) + QStringLiteral("\n\n") + say(command.help) +
            QStringLiteral("\n\n");
    if (!command.options.empty())
        text += say(QT_TRANSLATE_NOOP("cli", "Options:")) + u'\n' + optionLines(command.options) + u'\n';
    if (command.details)
        text += command.details() + u'\n';
    return text + commonLines();
}

} // namespace tt::cli
