// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/chosenresults.h"
#include "app/cli/command.h"
#include "app/cli/jobfollower.h"
#include "app/cli/resulttable.h"
#include "base/jsonwriter.h"
#include "jobs/csvwriter.h"
#include "jobs/exportbars.h"
#include "jobs/exportservice.h"
#include "text/format.h"

#include <QCoreApplication>

namespace tt::cli {

namespace {

Exit reportFiles(const Context& context, const std::vector<ExportedFile>& files)
{
    if (!context.json()) {
        QString text;
        for (const ExportedFile& file : files)
            text += say(QT_TRANSLATE_NOOP("cli", "%1: %2 rows, %3 columns"))
                        .arg(QString::fromStdString(file.path), formatCount(file.rows),
                             formatCount(file.columns)) +
                    u'\n';
        return context.print(text);
    }
    JsonWriter json;
    json.beginObject().key("files").beginArray();
    for (const ExportedFile& file : files) {
        json.beginObject().key("path").value(file.path).key("rows").value(file.rows);
        json.key("columns").value(file.columns).endObject();
    }
    json.endArray().endObject();
    return context.print(json.take() + '\n');
}

std::string target(const Context& context)
{
    return context.typed().value("out").value_or(std::string());
}

} // namespace

void checkExport(Context& context, std::vector<Violation>& violations)
{
    if (!context.typed().has("out"))
        violations.push_back({"out", say(QT_TRANSLATE_NOOP("cli", "is needed: --out FILE")).toStdString(),
                              ViolationType::Required});
}

Exit exportAllResults(Context& context)
{
    if (const Result<void> possible = checkWritable(target(context)); !possible)
        return context.fail(possible.error());
    const Result<std::vector<ResultRecord>> results = chosenResults(context);
    if (!results)
        return context.fail(results.error());
    const Result<ExportedFile> file = exportResults(*results, target(context));
    return file ? reportFiles(context, {*file}) : context.fail(file.error());
}

Exit exportStockBars(Context& context)
{
    if (const Result<void> possible = checkWritable(target(context)); !possible)
        return context.fail(possible.error());
    const Result<Store*> store = context.store();
    if (!store)
        return context.fail(store.error());
    const std::string typed = QString::fromStdString(context.argument(0)).toUpper().toStdString();
    const Result<StockBars> bars = Context::wait(
        (*store)->run([typed](Database& database) { return storedStockBars(database, typed); }));
    if (!bars)
        return context.fail(bars.error());
    const Result<ExportedFile> file = exportBars(*bars, target(context));
    return file ? reportFiles(context, {*file}) : context.fail(file.error());
}

Exit exportJob(Context& context)
{
    if (const Result<void> possible = checkWritable(target(context)); !possible)
        return context.fail(possible.error());
    if (const Result<Store*> store = context.store(); !store)
        return context.fail(store.error());
    const Result<Job> job = Context::wait(context.library().job(QString::fromStdString(context.argument(0))));
    if (!job)
        return context.fail(job.error());
    auto results = Context::wait(context.library().resultsOfJob(QString::fromStdString(job->id)));
    if (!results)
        return context.fail(results.error());
    auto failures = Context::wait(context.library().failuresOfJob(QString::fromStdString(job->id)));
    if (!failures)
        return context.fail(failures.error());
    noteDeleted(*job, results->size());
    sortByTicker(*results, *failures);
    const Result<ExportedFile> file = exportResults(*results, target(context));
    if (!file)
        return context.fail(file.error());
    const Result<ExportedFile> failed = exportFailures(*failures, target(context) + ".failures.csv");
    return failed ? reportFiles(context, {*file, *failed}) : context.fail(failed.error());
}

Exit exportHistory(Context& context)
{
    if (const Result<void> possible = checkWritable(target(context)); !possible)
        return context.fail(possible.error());
    if (const Result<Store*> store = context.store(); !store)
        return context.fail(store.error());
    const auto results =
        Context::wait(context.library().history(QString::fromStdString(context.argument(0))));
    if (!results)
        return context.fail(results.error());
    const Result<ExportedFile> file = exportResults(*results, target(context));
    return file ? reportFiles(context, {*file}) : context.fail(file.error());
}

Exit exportWatchlist(Context& context)
{
    if (const Result<void> possible = checkWritable(target(context)); !possible)
        return context.fail(possible.error());
    if (const Result<Store*> store = context.store(); !store)
        return context.fail(store.error());
    const auto items =
        Context::wait(context.library().watchlistItems(QString::fromStdString(context.argument(0))));
    if (!items)
        return context.fail(items.error());
    const Result<ExportedFile> file = exportWatchlistItems(*items, target(context));
    return file ? reportFiles(context, {*file}) : context.fail(file.error());
}

} // namespace tt::cli
