// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/documents.h"
#include "app/cli/texttable.h"
#include "store/settingsstore.h"

#include <QCoreApplication>

#include <algorithm>

namespace tt::cli {

namespace {

QString utf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// What is wrong with the value in force; empty when nothing is.
std::string faultOf(const SettingInfo& info, const Settings& settings)
{
    const auto fault = checkSetting(info, settings.text(info.key));
    return fault ? fault->message : std::string();
}

Error refusedSetting(const std::string& key, const SettingInfo* info)
{
    std::vector<std::string_view> keys;
    for (const SettingInfo& row : settingTable())
        keys.push_back(row.key);
    const std::string_view near = nearestName(key, keys);
    if (info)
        return validationError(
            {{key, "cannot be kept in the database: use its variable or option", ViolationType::Conflict}});
    return validationError(
        {{key,
          "unknown setting" + (near.empty() ? std::string() : "; did you mean " + std::string(near) + "?"),
          ViolationType::Unknown}});
}

} // namespace

Exit settingsList(Context& context)
{
    if (const Result<Store*> store = context.openStore(); !store)
        return context.fail(store.error());
    const Settings& settings = context.settings();
    const auto valueOf = [&](const SettingInfo& info) {
        return info.key == "data.dir" ? context.dataDir().toStdString() : settings.text(info.key);
    };
    if (context.json()) {
        JsonWriter json;
        json.beginObject().key("settings").beginArray();
        for (const SettingInfo& info : settingTable()) {
            json.beginObject().key("key").value(info.key).key("value");
            writeTextOrNull(json, valueOf(info));
            json.key("default");
            writeTextOrNull(json, info.byDefault);
            json.key("range");
            writeTextOrNull(json, info.range);
            json.key("origin").value(settingOriginName(settings.origin(info.key))).key("environment");
            writeTextOrNull(json, info.environment);
            json.key("fault");
            writeTextOrNull(json, faultOf(info, settings));
            json.key("help").value(info.help).endObject();
        }
        json.endArray().endObject();
        return context.print(json.take() + '\n');
    }
    TextTable table({{say(QT_TRANSLATE_NOOP("cli", "Key"))},
                     {say(QT_TRANSLATE_NOOP("cli", "Value"))},
                     {say(QT_TRANSLATE_NOOP("cli", "Default"))},
                     {say(QT_TRANSLATE_NOOP("cli", "Range"))},
                     {say(QT_TRANSLATE_NOOP("cli", "Origin"))},
                     {say(QT_TRANSLATE_NOOP("cli", "Environment"))}});
    QString faults;
    for (const SettingInfo& info : settingTable()) {
        table.addRow({utf8(info.key), utf8(valueOf(info)), utf8(info.byDefault), utf8(info.range),
                      utf8(settingOriginName(settings.origin(info.key))), utf8(info.environment)});
        if (const std::string fault = faultOf(info, settings); !fault.empty())
            faults += utf8(info.key) + u' ' + utf8(fault) + u'\n';
    }
    return context.print(table.text() + faults);
}

Exit settingsSet(Context& context)
{
    const std::string key = context.argument(0);
    const SettingInfo* info = findSetting(key);
    if (!info || !info->stored)
        return context.fail(refusedSetting(key, info));
    const bool isReset = context.arguments().size() == 1;
    const std::string value = isReset ? std::string(info->byDefault) : context.argument(1);
    if (auto fault = checkSetting(*info, value))
        return context.fail(validationError({*fault}));
    const Result<Store*> store = context.openStore();
    if (!store)
        return context.fail(store.error());
    const Result<void> written = Context::wait((*store)->run([=](Database& database) {
        SettingsStore settings(database);
        return isReset ? settings.remove(key) : settings.set(key, value);
    }));
    if (!written)
        return context.fail(written.error());
    if (!context.json())
        return context.print(utf8(key) + QStringLiteral(" = ") + utf8(value) + u'\n');
    JsonWriter json;
    json.beginObject().key("key").value(key).key("value");
    writeTextOrNull(json, value);
    json.endObject();
    return context.print(json.take() + '\n');
}

} // namespace tt::cli
