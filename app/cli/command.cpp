// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

#include "app/environment.h"
#include "base/id.h"
#include "base/jsonwriter.h"
#include "base/logcontext.h"
#include "engine/analysis.h"

#include <QCoreApplication>

#include <algorithm>
#include <optional>

namespace tt::cli {

namespace {

std::string_view firstWord(std::string_view name)
{
    return name.substr(0, name.find(' '));
}

struct Found
{
    const Command* command = nullptr;
    std::size_t words = 0;              ///< of its name
    std::vector<const Command*> family; ///< the commands that share the first word, when the second is wrong
};

Found findCommand(std::span<const std::string> words)
{
    Found found;
    if (words.empty())
        return found;
    for (const Command& command : commandTable()) {
        if (firstWord(command.name) != words[0])
            continue;
        found.family.push_back(&command);
        const bool isOneWord = command.name.find(' ') == std::string_view::npos;
        if (isOneWord || (words.size() > 1 && command.name == words[0] + " " + words[1])) {
            found.command = &command;
            found.words = isOneWord ? 1 : 2;
        }
    }
    return found;
}

std::string joined(std::span<const std::string_view> names)
{
    std::string all;
    for (const std::string_view name : names)
        (all += all.empty() ? "" : ", ") += name;
    return all;
}

/// What is wrong with the command itself.
Violation commandFault(std::span<const std::string> words, const Found& found)
{
    if (words.empty())
        return {"command",
                say(QT_TRANSLATE_NOOP("cli", "is needed; 'thetool-cli help' lists them")).toStdString(),
                ViolationType::Required};
    std::vector<std::string_view> names;
    const bool inFamily = !found.family.empty();
    for (const Command& command : commandTable()) {
        const std::string_view name = inFamily ? command.name : firstWord(command.name);
        if ((!inFamily || firstWord(name) == words[0]) &&
            std::find(names.begin(), names.end(), name) == names.end())
            names.push_back(name);
    }
    const std::string typed = inFamily && words.size() > 1 ? words[0] + " " + words[1] : words[0];
    const std::string_view near = nearestName(typed, names);
    QString message = say(QT_TRANSLATE_NOOP("cli", "unknown command '%1'; known: %2"))
                          .arg(QString::fromStdString(typed), QString::fromStdString(joined(names)));
    if (!near.empty())
        message += say(QT_TRANSLATE_NOOP("cli", "; did you mean '%1'?"))
                       .arg(QString::fromStdString(std::string(near)));
    return {"command", message.toStdString(), ViolationType::Unknown};
}

bool takes(const Command& command, std::string_view option)
{
    const auto has = [&](std::span<const std::string_view> names) {
        return std::find(names.begin(), names.end(), option) != names.end();
    };
    return has(commonOptions()) || has(command.options);
}

/// Options of other commands and the wrong number of arguments.
void checkUse(const Command& command, std::span<const std::string> arguments, Typed& typed)
{
    const QString name = QString::fromStdString(std::string(command.name));
    for (const auto& [option, values] : typed.options) {
        if (!takes(command, option))
            typed.violations.push_back(
                {option, say(QT_TRANSLATE_NOOP("cli", "is no option of '%1'")).arg(name).toStdString(),
                 ViolationType::Unknown});
    }
    // An empty word, as a script's empty variable gives it, names nothing.
    const auto needed = arguments.first(std::min(command.least, arguments.size()));
    if (arguments.size() < command.least || std::ranges::find(needed, "") != needed.end())
        typed.violations.push_back({"arguments",
                                    say(QT_TRANSLATE_NOOP("cli", "'%1' needs %2"))
                                        .arg(name, QString::fromUtf8(command.arguments))
                                        .toStdString(),
                                    ViolationType::Required});
    if (arguments.size() > command.most)
        typed.violations.push_back(
            {"arguments", say(QT_TRANSLATE_NOOP("cli", "'%1' takes fewer words")).arg(name).toStdString(),
             ViolationType::Length});
}

Settings settingsOf(const Typed& typed)
{
    Settings settings(environmentValue);
    for (const OptionInfo& option : optionTable()) {
        const std::optional<std::string> value = typed.value(option.name);
        if (value && !option.setting.empty())
            settings.override(option.setting, *value);
    }
    if (typed.has("allow-short"))
        settings.override("analysis.allow_short", "true");
    if (typed.has("quiet") || typed.has("verbose"))
        settings.override("log.level", typed.has("quiet") ? "error" : "debug");
    return settings;
}

/// The same rules for values of the environment, under the name of their variable.
void addEnvironmentFaults(const Settings& settings, std::vector<Violation>& violations)
{
    for (Violation& broken : settings.violations()) {
        if (settings.origin(broken.field) != SettingOrigin::Environment)
            continue;
        broken.field = findSetting(broken.field)->environment;
        violations.push_back(std::move(broken));
    }
}

/// One fault is told once, under the name that the user gave it: a value of the environment is the request's
/// too.
void dropRepeated(std::vector<Violation>& violations)
{
    std::vector<Violation> unique;
    for (Violation& violation : violations) {
        const bool known = std::any_of(unique.begin(), unique.end(), [&](const Violation& told) {
            return told.message == violation.message &&
                   (told.field == violation.field || told.field.starts_with("THETOOL_"));
        });
        if (!known)
            unique.push_back(std::move(violation));
    }
    violations = std::move(unique);
}

Exit printVersion(bool asJson)
{
    if (asJson) {
        JsonWriter json;
        json.beginObject().key("program").value(TT_VERSION).key("engine_version").value(kEngineVersion);
        json.key("rules_version").value(kRulesVersion).endObject();
        print(json.take() + '\n');
        return Exit::Done;
    }
    print(QStringLiteral("thetool-cli %1, engine %2, rules %3\n")
              .arg(QStringLiteral(TT_VERSION), QString::fromStdString(std::string(kEngineVersion)))
              .arg(kRulesVersion));
    return Exit::Done;
}

} // namespace

Exit runCommandLine(std::span<const std::string> arguments)
{
    Typed typed = parseArguments(arguments);
    const bool asJson = typed.has("json");
    if (typed.has("version"))
        return printVersion(asJson);
    if (!typed.words.empty() && typed.words[0] == "help") {
        typed.words.erase(typed.words.begin());
        typed.options["help"] = {};
    }
    const Found found = findCommand(typed.words);
    if (typed.has("help") && (found.command || !found.family.empty() || typed.words.empty())) {
        print(found.command ? commandHelp(*found.command)
                            : generalHelp(found.family.empty() ? std::string_view() : typed.words[0]));
        return Exit::Done;
    }
    if (!found.command) {
        typed.violations.insert(typed.violations.begin(), commandFault(typed.words, found));
        return printError(validationError(std::move(typed.violations)), asJson);
    }
    std::vector<std::string> rest(typed.words.begin() + static_cast<std::ptrdiff_t>(found.words),
                                  typed.words.end());
    checkUse(*found.command, rest, typed);
    const LogScope scope({newId(), {}, {}});
    Context context(typed, std::move(rest), settingsOf(typed));
    std::vector<Violation> violations = typed.violations;
    if (found.command->run != settingsList) // which shows what is wrong with each
        addEnvironmentFaults(context.settings(), violations);
    if (found.command->check)
        found.command->check(context, violations);
    dropRepeated(violations);
    if (!violations.empty())
        return context.fail(validationError(std::move(violations)));
    return found.command->run(context);
}

} // namespace tt::cli
