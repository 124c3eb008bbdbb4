// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/documents.h"
#include "app/cli/jobfollower.h"
#include "app/cli/resulttable.h"
#include "app/cli/texttable.h"
#include "base/clock.h"
#include "jobs/csvwriter.h"
#include "text/format.h"

#include <QCoreApplication>

#include <limits>

namespace tt::cli {

namespace {

using Side = TextTable::Side;

QString utf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// Opens the store; jobs whose process died are marked before anybody looks at them.
Result<Store*> openJobs(Context& context)
{
    const Result<Store*> store = context.store();
    if (!store)
        return store;
    AnalysisService service(**store, (*store)->clock());
    const auto recovered = Context::wait(service.recover());
    const auto cannotWrite = [](ErrorCode code) {
        return code == ErrorCode::StorageFull || code == ErrorCode::StorageBusy;
    };
    if (!recovered && !cannotWrite(recovered.error().code))
        return recovered.error();
    if (!recovered && !context.quiet()) // what is stored can be read all the same
        note(utf8(recovered.error().message));
    return store;
}

Result<Job> findJob(Context& context)
{
    if (const Result<Store*> store = openJobs(context); !store)
        return store.error();
    return Context::wait(context.library().job(utf8(context.argument(0))));
}

QString jobsTable(const std::vector<Job>& jobs)
{
    TextTable table({{say(QT_TRANSLATE_NOOP("cli", "Job"))},
                     {say(QT_TRANSLATE_NOOP("cli", "Kind"))},
                     {say(QT_TRANSLATE_NOOP("cli", "Status"))},
                     {say(QT_TRANSLATE_NOOP("cli", "Strategy"))},
                     {say(QT_TRANSLATE_NOOP("cli", "Total")), Side::Right},
                     {say(QT_TRANSLATE_NOOP("cli", "Done")), Side::Right},
                     {say(QT_TRANSLATE_NOOP("cli", "Failed")), Side::Right},
                     {say(QT_TRANSLATE_NOOP("cli", "Cancelled")), Side::Right},
                     {say(QT_TRANSLATE_NOOP("cli", "Created (UTC)"))}});
    for (const Job& job : jobs)
        table.addRow({utf8(job.id), utf8(jobKindName(job.kind)), utf8(jobStatusName(job.status)),
                      utf8(job.strategyName), formatCount(job.counts.total),
                      formatCount(job.counts.succeeded), formatCount(job.counts.failed),
                      formatCount(job.counts.cancelled), utf8(utcText(job.createdAtMs))});
    return table.text();
}

/// An order to a job that is carried out when it returns.
Exit order(Context& context, QFuture<Result<Job>> (AnalysisService::*give)(const QString&))
{
    const Result<Job> job = findJob(context);
    if (!job)
        return context.fail(job.error());
    AnalysisService service(*context.store().value(), context.store().value()->clock());
    Exit exit = Exit::Done;
    (service.*give)(utf8(job->id)).then(&service, [&](const Result<Job>& done) {
        if (!done)
            exit = context.fail(done.error());
        else if (context.json())
            exit = context.print(jobDocument(*done, {}, {}, {}));
        else
            exit = context.print(jobsTable({*done}));
        QCoreApplication::exit();
    });
    QCoreApplication::exec();
    return exit;
}

Result<void> checkTarget(const Context& context)
{
    const auto path = context.typed().value("out");
    return path ? checkWritable(*path) : Result<void>();
}

} // namespace

Exit jobsList(Context& context)
{
    if (const Result<Store*> store = openJobs(context); !store)
        return context.fail(store.error());
    const auto jobs = Context::wait(context.library().jobs(std::numeric_limits<int>::max()));
    if (!jobs)
        return context.fail(jobs.error());
    if (!context.json())
        return context.print(jobsTable(*jobs));
    JsonWriter json;
    json.beginObject().key("jobs").beginArray();
    for (const Job& job : *jobs) {
        json.beginObject();
        writeJobFacts(json, job);
        json.endObject();
    }
    json.endArray().endObject();
    return context.print(json.take() + '\n');
}

Exit jobsShow(Context& context)
{
    const Result<Job> job = findJob(context);
    if (!job)
        return context.fail(job.error());
    auto results = Context::wait(context.library().resultsOfJob(utf8(job->id)));
    if (!results)
        return context.fail(results.error());
    auto failures = Context::wait(context.library().failuresOfJob(utf8(job->id)));
    if (!failures)
        return context.fail(failures.error());
    noteDeleted(*job, results->size());
    sortByTicker(*results, *failures);
    return printJob(context, *job, std::move(*results), *failures, {}, Exit::Done);
}

Exit jobsCancel(Context& context)
{
    return order(context, &AnalysisService::cancel);
}

Exit jobsPause(Context& context)
{
    return order(context, &AnalysisService::pause);
}

Exit jobsRetry(Context& context)
{
    if (const Result<void> possible = checkTarget(context); !possible)
        return context.fail(possible.error());
    const Result<Job> job = findJob(context);
    if (!job)
        return context.fail(job.error());
    JobFollower follower(context);
    return follower.retry(utf8(job->id), context.typed().has("transient") ? RetryItems::TransientFailures
                                                                          : RetryItems::AllUnsuccessful);
}

Exit jobsResume(Context& context)
{
    if (const Result<void> possible = checkTarget(context); !possible)
        return context.fail(possible.error());
    const Result<Job> job = findJob(context);
    if (!job)
        return context.fail(job.error());
    JobFollower follower(context);
    return follower.resume(utf8(job->id));
}

} // namespace tt::cli
