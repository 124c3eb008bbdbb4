// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/documents.h"
#include "app/cli/findings.h"
#include "app/cli/interrupt.h"
#include "app/cli/readoptions.h"
#include "app/cli/texttable.h"
#include "base/clock.h"
#include "base/numbertext.h"
#include "jobs/importservice.h"
#include "jobs/readcorrections.h"
#include "text/format.h"

#include <QCoreApplication>

#include <algorithm>

namespace tt::cli {

namespace {

using Side = TextTable::Side;

QString utf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

void writePreview(JsonWriter& json, const ImportedFile& file)
{
    json.key("reasons").beginArray();
    for (const std::string& reason : file.reasons)
        json.value(reason);
    json.endArray().key("preview").beginArray();
    for (const PreviewRow& row : file.preview) {
        json.beginObject().key("ticker").value(row.ticker).key("date");
        writeDayOrNull(json, row.date);
        json.key("open").value(row.open).key("high").value(row.high).key("low").value(row.low);
        json.key("close").value(row.close).key("volume").value(row.volume).endObject();
    }
    json.endArray();
}

void writeFile(JsonWriter& json, const ImportedFile& file, bool withPreview)
{
    json.beginObject().key("path").value(file.path).key("dialect");
    writeTextOrNull(json, file.dialect);
    json.key("rows")
        .value(file.rows)
        .key("accepted")
        .value(file.accepted)
        .key("repaired")
        .value(file.repaired);
    json.key("quarantined").value(file.quarantined).key("duplicates").value(file.duplicates);
    json.key("instruments").value(file.instruments).key("error");
    if (file.error) {
        json.beginObject().key("code").value(errorCodeName(file.error->code));
        json.key("message").value(file.error->message).endObject();
    } else {
        json.null();
    }
    if (withPreview)
        writePreview(json, file);
    json.endObject();
}

std::string document(const ImportReport& report, bool withPreview)
{
    JsonWriter json;
    json.beginObject().key("files").beginArray();
    for (const ImportedFile& file : report.files)
        writeFile(json, file, withPreview);
    json.endArray();
    writeFindings(json, report.findings);
    json.endObject();
    return json.take() + '\n';
}

QString fileTable(const ImportReport& report)
{
    TextTable table({{say(QT_TRANSLATE_NOOP("cli", "File"))},
                     {say(QT_TRANSLATE_NOOP("cli", "Rows")), Side::Right},
                     {say(QT_TRANSLATE_NOOP("cli", "Accepted")), Side::Right},
                     {say(QT_TRANSLATE_NOOP("cli", "Repaired")), Side::Right},
                     {say(QT_TRANSLATE_NOOP("cli", "Quarantined")), Side::Right},
                     {say(QT_TRANSLATE_NOOP("cli", "Duplicates")), Side::Right},
                     {say(QT_TRANSLATE_NOOP("cli", "Instruments")), Side::Right},
                     {say(QT_TRANSLATE_NOOP("cli", "Read as"))}});
    for (const ImportedFile& file : report.files)
        table.addRow({utf8(file.path), formatCount(file.rows), formatCount(file.accepted),
                      formatCount(file.repaired), formatCount(file.quarantined), formatCount(file.duplicates),
                      formatCount(file.instruments),
                      file.error ? say(QT_TRANSLATE_NOOP("cli", "failed: %1")).arg(utf8(file.error->message))
                                 : utf8(file.dialect)});
    return table.text();
}

/// How each file was understood, and its first bars.
QString previewText(const ImportReport& report)
{
    QString text;
    for (const ImportedFile& file : report.files) {
        if (file.error)
            continue;
        text += QStringLiteral("%1: %2\n").arg(utf8(file.path), utf8(file.dialect));
        for (const std::string& reason : file.reasons)
            text += QStringLiteral("  ") + utf8(reason) + u'\n';
        TextTable table({{say(QT_TRANSLATE_NOOP("cli", "Ticker"))},
                         {say(QT_TRANSLATE_NOOP("cli", "Date"))},
                         {say(QT_TRANSLATE_NOOP("cli", "Open")), Side::Right},
                         {say(QT_TRANSLATE_NOOP("cli", "High")), Side::Right},
                         {say(QT_TRANSLATE_NOOP("cli", "Low")), Side::Right},
                         {say(QT_TRANSLATE_NOOP("cli", "Close")), Side::Right},
                         {say(QT_TRANSLATE_NOOP("cli", "Volume")), Side::Right}});
        for (const PreviewRow& row : file.preview)
            table.addRow({utf8(row.ticker), utf8(dayText(row.date)), utf8(numberText(row.open)),
                          utf8(numberText(row.high)), utf8(numberText(row.low)), utf8(numberText(row.close)),
                          utf8(numberText(row.volume))});
        text += table.text() + u'\n';
    }
    return text;
}

/// That remembered corrections were used, or these will be, and where they can be seen.
QString rememberedText(const ImportReport& report)
{
    const auto corrected =
        std::ranges::count_if(report.files, [](const ImportedFile& file) { return file.isRemembered; });
    if (corrected > 0)
        return say(QT_TRANSLATE_NOOP("cli", "%1 files were read as corrected before: 'thetool-cli data "
                                            "profiles' lists the corrections, 'data forget' drops one."))
                   .arg(formatCount(corrected)) +
               u'\n';
    if (report.remembered == 0)
        return {};
    return say(QT_TRANSLATE_NOOP("cli", "The corrections are remembered for files of the same header: "
                                        "'thetool-cli data profiles' lists them, 'data forget' drops one.")) +
           u'\n';
}

QString summary(const ImportReport& report)
{
    int accepted = 0;
    std::int64_t failed = 0;
    for (const ImportedFile& file : report.files) {
        accepted += file.accepted;
        failed += file.error ? 1 : 0;
    }
    return say(QT_TRANSLATE_NOOP(
                   "cli",
                   "%1 bars of %2 instruments from %3 files, %4 files failed, %5 bars replaced, in %6 s"))
               .arg(formatCount(accepted), formatCount(report.instruments),
                    formatCount(static_cast<std::int64_t>(report.files.size())), formatCount(failed),
                    formatCount(report.replaced), QString::number(report.seconds, 'f', 1)) +
           u'\n';
}

Exit report(const Context& context, const ImportReport& report)
{
    const bool preview = context.typed().has("preview");
    const bool anyFailed = std::any_of(report.files.begin(), report.files.end(),
                                       [](const auto& file) { return file.error.has_value(); });
    const Exit exit = report.cancelled ? Exit::Interrupted : anyFailed ? Exit::SomeFailed : Exit::Done;
    if (report.cancelled)
        note(say(QT_TRANSLATE_NOOP(
            "cli", "Interrupted; the files listed are stored whole. Import again to go on.")));
    if (context.json())
        return context.print(document(report, preview), exit);
    const QString end =
        preview
            ? say(QT_TRANSLATE_NOOP("cli", "Nothing was kept: import without --preview to keep it.")) + u'\n'
            : summary(report) + rememberedText(report);
    return context.print((preview ? previewText(report) : QString()) + fileTable(report) +
                             findingText(report.findings) + end,
                         exit);
}

} // namespace

void checkImport(Context& context, std::vector<Violation>& violations)
{
    readOptionsOf(correctionsOf(context.typed()), violations);
}

Exit importFiles(Context& context)
{
    const Result<Store*> store = context.store();
    if (!store)
        return context.fail(store.error());
    QStringList paths;
    for (const std::string& path : context.arguments())
        paths.append(utf8(path));

    std::vector<Violation> checked; // checkImport has named them
    const ImportOptions options{readOptionsOf(correctionsOf(context.typed()), checked),
                                context.typed().has("preview")};

    ImportService service(**store, (*store)->clock());
    const Interrupt interrupt([&service] { service.cancel(); });
    ProgressLine progress(!context.quiet());
    Exit exit = Exit::Done;
    QObject::connect(&service, &ImportService::progress, &service,
                     [&](int done, int total, const QString& file) {
                         progress.show(QStringLiteral("%1 / %2  %3").arg(done).arg(total).arg(file));
                     });
    service.start(paths, options).then(&service, [&](const Result<ImportReport>& done) {
        progress.clear();
        exit = done ? report(context, *done) : context.fail(done.error());
        endLoop(exit);
    });
    QCoreApplication::exec();
    return exit;
}

} // namespace tt::cli
