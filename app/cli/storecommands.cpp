// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/documents.h"
#include "app/cli/texttable.h"
#include "jobs/health.h"

#include <QCoreApplication>

#include <algorithm>

namespace tt::cli {

namespace {

QString utf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

Exit exitOfHealth(HealthStatus status)
{
    constexpr Exit exits[] = {Exit::Done, Exit::SomeFailed, Exit::Database};
    return exits[static_cast<std::size_t>(status)];
}

Exit printHealth(const Context& context, const HealthReport& report)
{
    const Exit exit = exitOfHealth(report.status);
    if (context.json()) {
        JsonWriter json;
        json.beginObject().key("status").value(healthStatusName(report.status)).key("checks").beginArray();
        for (const HealthCheck& check : report.checks) {
            json.beginObject().key("name").value(check.name);
            json.key("status")
                .value(healthStatusName(check.status))
                .key("detail")
                .value(check.detail)
                .endObject();
        }
        json.endArray().endObject();
        return context.print(json.take() + '\n', exit);
    }
    TextTable table({{say(QT_TRANSLATE_NOOP("cli", "Check"))},
                     {say(QT_TRANSLATE_NOOP("cli", "Status"))},
                     {say(QT_TRANSLATE_NOOP("cli", "Detail"))}});
    for (const HealthCheck& check : report.checks)
        table.addRow({utf8(check.name), utf8(healthStatusName(check.status)), utf8(check.detail)});
    return context.print(
        table.text() +
            say(QT_TRANSLATE_NOOP("cli", "Status: %1")).arg(utf8(healthStatusName(report.status))) + u'\n',
        exit);
}

} // namespace

Exit health(Context& context)
{
    const Result<Store*> store = context.openStore();
    if (!store) // a faulty request is told as such, a faulty folder is the answer
        return exitOf(store.error().code) == Exit::BadRequest
                   ? context.fail(store.error())
                   : printHealth(context, failedHealth(store.error()));
    const Result<StoreHealth> found = Context::wait((*store)->health(retentionOf(context.settings())));
    return printHealth(context, found ? judgeHealth(*found) : failedHealth(found.error()));
}

Exit databaseMigrate(Context& context)
{
    const Result<Store*> store = context.openStore();
    if (!store)
        return context.fail(store.error());
    const MigrationReport& done = (*store)->migration();
    if (context.json()) {
        JsonWriter json;
        json.beginObject().key("from").value(done.from).key("to").value(done.to).key("backup");
        writeTextOrNull(json, done.backup.toStdString());
        json.endObject();
        return context.print(json.take() + '\n');
    }
    QString text =
        done.from == done.to
            ? say(QT_TRANSLATE_NOOP("cli", "The database has version %1 already; nothing was changed."))
                  .arg(done.to)
            : say(QT_TRANSLATE_NOOP("cli", "The database went from version %1 to %2."))
                  .arg(done.from)
                  .arg(done.to);
    if (done.isNewer)
        text += u' ' + say(QT_TRANSLATE_NOOP("cli", "It is newer than this program, and compatible."));
    if (!done.backup.isEmpty())
        text += u' ' + say(QT_TRANSLATE_NOOP("cli", "Backup: %1")).arg(done.backup);
    return context.print(text + u'\n');
}

Exit databaseCheck(Context& context)
{
    const Result<Store*> store = context.openStore();
    if (!store)
        return context.fail(store.error());
    const Result<QString> check =
        Context::wait((*store)->run([](Database& database) { return database.fullCheck(); }));
    if (!check)
        return context.fail(check.error());
    const std::string found = check->toStdString();
    if (found != "ok")
        return context.fail(
            makeError(ErrorCode::StorageCorrupt,
                      say(QT_TRANSLATE_NOOP("cli", "The database is damaged, restore a backup: %1"))
                          .arg(*check)
                          .toStdString())
                .with("path", (*store)->databasePath().toStdString()));
    if (context.json()) {
        JsonWriter json;
        json.beginObject().key("status").value("ok").key("path").value(
            (*store)->databasePath().toStdString());
        json.key("version").value((*store)->migration().to).endObject();
        return context.print(json.take() + '\n');
    }
    return context.print(
        say(QT_TRANSLATE_NOOP("cli", "No damage found in %1")).arg((*store)->databasePath()) + u'\n');
}

} // namespace tt::cli
