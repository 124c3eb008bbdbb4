// SPDX-License-Identifier: GPL-3.0-or-later
// Backup, restore and cleanup of the database.
#include "app/cli/command.h"
#include "app/cli/documents.h"
#include "jobs/cleanup.h"
#include "store/restore.h"
#include "text/format.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace tt::cli {

namespace {

QString utf8(const std::string& text)
{
    return QString::fromStdString(text);
}

QString megabytes(std::int64_t bytes)
{
    return QString::number(static_cast<double>(bytes) / 1e6, 'f', 1);
}

void writeContents(JsonWriter& json, const char* key, const StoreContents& contents)
{
    const auto count = [&](const char* name, int number) {
        json.key(name);
        number < 0 ? json.null() : json.value(number);
    };
    json.key(key).beginObject();
    if (contents.version > 0)
        json.key("version").value(contents.version);
    count("instruments", contents.instruments);
    count("watchlists", contents.watchlists);
    count("jobs", contents.jobs);
    count("results", contents.results);
    json.endObject();
}

QString contentsText(const char* sentence, const StoreContents& contents)
{
    const auto count = [](int number) {
        return number < 0 ? say(QT_TRANSLATE_NOOP("cli", "unreadable")) : formatCount(number);
    };
    return say(sentence).arg(count(contents.instruments), count(contents.watchlists), count(contents.jobs),
                             count(contents.results)) +
           u'\n';
}

/// What became of the database that stood in the place.
QString restoreText(const RestoreReport& report, const QString& backup)
{
    const StoreContents& before = report.before;
    const bool isReplaced = !report.keptAside.isEmpty();
    const char* done = !isReplaced ? QT_TRANSLATE_NOOP("cli", "Restored %1; there was no database before.")
                       : before.isWhole()
                           ? QT_TRANSLATE_NOOP("cli", "Restored %1 in the place of the present database.")
                           : QT_TRANSLATE_NOOP("cli", "Restored %1 in the place of a damaged database.");
    QString text = say(done).arg(backup) + u'\n';
    if (isReplaced && !before.isUnreadable())
        text += contentsText(
            QT_TRANSLATE_NOOP("cli", "Before: %1 instruments, %2 watchlists, %3 jobs, %4 results"), before);
    if (report.lost.hasAny())
        text += contentsText(
            QT_TRANSLATE_NOOP("cli", "Of it are lost: %1 instruments, %2 watchlists, %3 jobs, %4 results"),
            report.lost);
    text += contentsText(QT_TRANSLATE_NOOP("cli", "Now: %1 instruments, %2 watchlists, %3 jobs, %4 results"),
                         report.after);
    if (isReplaced)
        text += say(before.isWhole() ? QT_TRANSLATE_NOOP("cli", "The database of before is kept: %1")
                                     : QT_TRANSLATE_NOOP("cli", "The damaged one is kept as it was: %1"))
                    .arg(report.keptAside) +
                u'\n';
    return text;
}

QString cleanupText(const CleanupReport& report, const RetentionRules& rules)
{
    QString text =
        say(QT_TRANSLATE_NOOP("cli", "Deleted: %1 results (the last %2 of each ticker and strategy "
                                     "are kept) and %3 jobs of more than %4 days."))
            .arg(formatCount(report.retired.results), formatCount(rules.resultsEach),
                 formatCount(report.retired.jobs), formatCount(rules.jobDays)) +
        u'\n';
    if (report.retired.jobsKept > 0)
        text += say(report.retired.jobsKept == 1
                        ? QT_TRANSLATE_NOOP("cli", "%1 job older than %2 days stays: results of it are kept.")
                        : QT_TRANSLATE_NOOP("cli",
                                            "%1 jobs older than %2 days stay: results of theirs are kept."))
                    .arg(formatCount(report.retired.jobsKept), formatCount(rules.jobDays)) +
                u'\n';
    text += say(QT_TRANSLATE_NOOP("cli", "The database went from %1 MB to %2 MB."))
                .arg(megabytes(report.bytesBefore), megabytes(report.bytesAfter)) +
            u'\n';
    if (!report.isShrunk)
        text += say(QT_TRANSLATE_NOOP(
                    "cli", "Another program is reading it: the file shrinks when that has finished.")) +
                u'\n';
    return text;
}

} // namespace

Exit databaseBackup(Context& context)
{
    const Result<Store*> store = context.openStore();
    if (!store)
        return context.fail(store.error());
    const QString path = QFileInfo(utf8(context.argument(0))).absoluteFilePath();
    const Result<void> copied =
        Context::wait((*store)->run([path](Database& database) { return database.backupTo(path); }));
    if (!copied)
        return context.fail(copied.error());
    const std::int64_t bytes = QFileInfo(path).size();
    if (!context.json())
        return context.print(
            say(QT_TRANSLATE_NOOP("cli", "Backup written: %1, %2 MB")).arg(path, megabytes(bytes)) + u'\n');
    JsonWriter json;
    json.beginObject().key("path").value(path.toStdString()).key("bytes").value(bytes).endObject();
    return context.print(json.take() + '\n');
}

Exit databaseRestore(Context& context)
{
    const Result<RestoreReport> done = restoreDatabase(context.dataDir(), utf8(context.argument(0)));
    if (!done)
        return context.fail(done.error());
    if (context.json()) {
        JsonWriter json;
        json.beginObject();
        writeContents(json, "before", done->before);
        writeContents(json, "after", done->after);
        writeContents(json, "lost", done->lost);
        json.key("kept_aside");
        writeTextOrNull(json, done->keptAside.toStdString());
        json.endObject();
        return context.print(json.take() + '\n');
    }
    return context.print(restoreText(*done, utf8(context.argument(0))));
}

Exit databaseCleanup(Context& context)
{
    const Result<Store*> store = context.store();
    if (!store)
        return context.fail(store.error());
    const RetentionRules rules = retentionOf(context.settings());
    const Result<CleanupReport> done = Context::wait(cleanUp(**store, rules));
    if (!done)
        return context.fail(done.error());
    if (!context.json())
        return context.print(cleanupText(*done, rules));
    JsonWriter json;
    json.beginObject().key("results_deleted").value(done->retired.results);
    json.key("jobs_deleted").value(done->retired.jobs);
    json.key("jobs_kept_for_results").value(done->retired.jobsKept);
    json.key("bytes_before").value(done->bytesBefore).key("bytes_after").value(done->bytesAfter).endObject();
    return context.print(json.take() + '\n');
}

} // namespace tt::cli
