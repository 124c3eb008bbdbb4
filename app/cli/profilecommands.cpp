// SPDX-License-Identifier: GPL-3.0-or-later
// Corrections of imports that are remembered.
#include "app/cli/command.h"
#include "app/cli/documents.h"
#include "app/cli/texttable.h"
#include "base/clock.h"
#include "jobs/barssource.h"
#include "jobs/readcorrections.h"
#include "store/profilestore.h"

#include <QCoreApplication>

namespace tt::cli {

namespace {

constexpr std::size_t kIdShown = 8;

QString utf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// The inside of one object.
void writeProfile(JsonWriter& json, const ImportProfile& profile)
{
    json.key("id").value(profile.id).key("header").value(profile.header);
    json.key("correction").value(correctionText(correctionFromJson(profile.correction)));
    json.key("changed_at").value(utcText(profile.changedAtMs));
}

} // namespace

Exit dataProfiles(Context& context)
{
    const Result<Store*> store = context.openStore();
    if (!store)
        return context.fail(store.error());
    const auto profiles =
        Context::wait((*store)->run([](Database& database) { return ProfileStore(database).list(); }));
    if (!profiles)
        return context.fail(profiles.error());
    if (context.json()) {
        JsonWriter json;
        json.beginObject().key("profiles").beginArray();
        for (const ImportProfile& profile : *profiles) {
            json.beginObject();
            writeProfile(json, profile);
            json.endObject();
        }
        json.endArray().endObject();
        return context.print(json.take() + '\n');
    }
    TextTable table({{say(QT_TRANSLATE_NOOP("cli", "Id"))},
                     {say(QT_TRANSLATE_NOOP("cli", "Since"))},
                     {say(QT_TRANSLATE_NOOP("cli", "Correction"))},
                     {say(QT_TRANSLATE_NOOP("cli", "Header"))}});
    for (const ImportProfile& profile : *profiles)
        table.addRow({utf8(profile.id.substr(0, kIdShown)), utf8(dayText(localDay(profile.changedAtMs))),
                      utf8(correctionText(correctionFromJson(profile.correction))),
                      shortened(utf8(profile.header), 80)});
    return context.print(table.text());
}

Exit dataForget(Context& context)
{
    const Result<Store*> store = context.openStore();
    if (!store)
        return context.fail(store.error());
    const auto removed = Context::wait((*store)->run(
        [id = context.argument(0)](Database& database) { return ProfileStore(database).remove(id); }));
    if (!removed)
        return context.fail(removed.error());
    if (context.json()) {
        JsonWriter json;
        json.beginObject();
        writeProfile(json, *removed);
        json.endObject();
        return context.print(json.take() + '\n');
    }
    return context.print(say(QT_TRANSLATE_NOOP("cli", "Forgotten: %1")).arg(utf8(removed->header)) + u'\n');
}

} // namespace tt::cli
