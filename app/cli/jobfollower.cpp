// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/jobfollower.h"

#include "app/cli/documents.h"
#include "app/cli/resulttable.h"
#include "jobs/exportservice.h"
#include "text/format.h"

#include <QCoreApplication>

#include <algorithm>

namespace tt::cli {

JobFollower::JobFollower(Context& context)
    : m_context(context)
    , m_service(*context.store().value(), context.store().value()->clock())
    , m_interrupt([this] { stop(); })
    , m_progress(!context.quiet())
{
    connect(&m_service, &AnalysisService::jobChanged, this, [this](const Job& job) {
        const JobCounts& counts = job.counts;
        const char* paused = QT_TRANSLATE_NOOP("cli", "Paused: %1 of %2, %3 failed");
        m_progress.show(
            say(job.status == JobStatus::Paused ? paused : QT_TRANSLATE_NOOP("cli", "%1 of %2, %3 failed"))
                .arg(formatCount(counts.done()), formatCount(counts.total), formatCount(counts.failed)));
    });
    connect(&m_service, &AnalysisService::resultsReady, this,
            [this](const QString&, const ResultChunk& chunk) {
                m_results.insert(m_results.end(), chunk->begin(), chunk->end());
            });
    connect(&m_service, &AnalysisService::failuresReady, this,
            [this](const QString&, const FailureChunk& chunk) {
                m_failures.insert(m_failures.end(), chunk->begin(), chunk->end());
            });
    connect(&m_service, &AnalysisService::jobEnded, this, [this](const Job& job) { end(job); });
}

JobFollower::~JobFollower() = default;

Exit JobFollower::analyze(const AnalysisRequest& request)
{
    m_service.start(request).then(this, [this](const Result<StartedJob>& started) { onStarted(started); });
    return loop();
}

Exit JobFollower::retry(const QString& jobId, RetryItems items)
{
    m_service.retry(jobId, items).then(this, [this](const Result<StartedJob>& started) {
        onStarted(started);
    });
    return loop();
}

void JobFollower::onStarted(const Result<StartedJob>& started)
{
    if (!started)
        return fail(started.error());
    if (started->attached && (!m_context.quiet() || started->job.status == JobStatus::Paused))
        note(say(started->job.status == JobStatus::Paused
                     ? QT_TRANSLATE_NOOP("cli", "The same request is paused as job %1; waiting for it: "
                                                "'thetool-cli jobs resume %1' sets it going.")
                     : QT_TRANSLATE_NOOP("cli", "The same request is running already as job %1; waiting for "
                                                "it."))
                 .arg(QString::fromStdString(started->job.id)));
    if (const std::optional<Job>& cut = started->interrupted; cut && !m_context.quiet())
        note(say(QT_TRANSLATE_NOOP("cli", "Job %1 of the same request was interrupted with %2 of %3 done; "
                                          "'thetool-cli jobs resume %1' finishes it."))
                 .arg(QString::fromStdString(cut->id), formatCount(cut->counts.done()),
                      formatCount(cut->counts.total)));
    m_leftOut = started->leftOut;
    for (const Error& error : m_leftOut) {
        if (!m_context.quiet())
            note(say(QT_TRANSLATE_NOOP("cli", "Left out: %1")).arg(QString::fromStdString(error.message)));
    }
    m_mine = m_collect = !started->attached;
    follow(started->job);
}

Exit JobFollower::resume(const QString& jobId)
{
    m_service.resume(jobId).then(this, [this](const Result<Job>& resumed) {
        if (!resumed)
            return fail(resumed.error());
        m_mine = resumed->owner == m_context.store().value()->owner();
        follow(*resumed);
    });
    return loop();
}

Exit JobFollower::loop()
{
    return static_cast<Exit>(QCoreApplication::exec());
}

void JobFollower::leave(Exit exit)
{
    m_left = true;
    m_progress.clear();
    endLoop(exit);
}

void JobFollower::fail(const Error& error)
{
    m_progress.clear();
    leave(m_context.fail(error));
}

void JobFollower::follow(const Job& job)
{
    m_jobId = job.id;
    if (m_stopped)
        stop();
    if (m_ended && m_ended->id == m_jobId)
        end(*m_ended);
    else if (isFinal(job.status)) // ended before anybody could tell
        end(job);
}

void JobFollower::stop()
{
    m_stopped = true;
    if (m_jobId.empty())
        m_progress.show(say(QT_TRANSLATE_NOOP("cli", "Stopping ...")));
    m_service.interruptAll().then(this, [this](const Result<void>&) {
        // A job of ours tells its end itself; one that another process runs goes on without us.
        if (m_left || m_mine)
            return;
        const char* sentence =
            m_jobId.empty()
                ? QT_TRANSLATE_NOOP("cli", "Interrupted; 'thetool-cli jobs list' shows what can be resumed.")
                : QT_TRANSLATE_NOOP("cli", "Stopped waiting for job %1, which another process runs.");
        const QString text =
            m_jobId.empty() ? say(sentence) : say(sentence).arg(QString::fromStdString(m_jobId));
        fail(makeError(ErrorCode::Cancelled, text.toStdString()));
    });
}

void JobFollower::end(const Job& job)
{
    m_ended = job;
    if (job.id != m_jobId || m_left)
        return;
    m_progress.clear();
    if (!m_collect) {
        if (const Result<void> loaded = loadResults(job.id); !loaded)
            return fail(loaded.error());
    }
    sortByTicker(m_results, m_failures);
    leave(report(job));
}

Result<void> JobFollower::loadResults(const std::string& jobId)
{
    const QString id = QString::fromStdString(jobId);
    auto results = Context::wait(m_context.library().resultsOfJob(id));
    if (!results)
        return results.error();
    auto failures = Context::wait(m_context.library().failuresOfJob(id));
    if (!failures)
        return failures.error();
    m_results = std::move(*results);
    m_failures = std::move(*failures);
    return {};
}

Exit JobFollower::exitOfJob(const Job& job) const
{
    if (job.status == JobStatus::Interrupted)
        return Exit::Interrupted;
    if (job.status == JobStatus::Failed && job.error)
        return exitOf(job.error->code);
    const bool whole = job.status == JobStatus::Completed && job.counts.failed == 0 && m_leftOut.empty();
    return whole ? Exit::Done : Exit::SomeFailed;
}

Exit JobFollower::writeFile() const
{
    const std::optional<std::string> path = m_context.typed().value("out");
    if (!path)
        return Exit::Done;
    const Result<ExportedFile> written = exportResults(m_results, *path);
    return written ? Exit::Done : m_context.fail(Error(written.error()).with("job_id", m_jobId));
}

Exit JobFollower::reportFailed(const Job& job) const
{
    const Exit exit = m_context.fail(Error(*job.error).with("job_id", job.id));
    note(say(QT_TRANSLATE_NOOP("cli", "Job %1 keeps the %2 of %3 that are done. When the cause is gone: "
                                      "thetool-cli jobs resume %1, or jobs retry %1 if it is called failed."))
             .arg(QString::fromStdString(job.id), formatCount(job.counts.done()),
                  formatCount(job.counts.total)));
    return exit;
}

Exit JobFollower::report(const Job& job)
{
    if (job.error) // the job failed, or it cannot be taken over from a process that died
        return reportFailed(job);
    if (job.status != JobStatus::Interrupted) {
        if (const Exit written = writeFile(); written != Exit::Done) {
            if (!m_context.json()) // the results are stored: they are no less worth
                printJob(m_context, job, m_results, m_failures, m_leftOut, written);
            return written;
        }
    }
    const Exit exit = printJob(m_context, job, m_results, m_failures, m_leftOut, exitOfJob(job));
    if (job.status == JobStatus::Interrupted)
        note(say(QT_TRANSLATE_NOOP(
                     "cli", "Interrupted; what was finished is kept. Go on with: thetool-cli jobs resume %1"))
                 .arg(QString::fromStdString(job.id)));
    return exit;
}

void sortByTicker(std::vector<ResultRecord>& results, std::vector<ItemFailure>& failures)
{
    std::sort(results.begin(), results.end(),
              [](const ResultRecord& a, const ResultRecord& b) { return a.ticker < b.ticker; });
    std::sort(failures.begin(), failures.end(),
              [](const ItemFailure& a, const ItemFailure& b) { return a.ticker < b.ticker; });
}

Exit printJob(const Context& context, const Job& job, std::vector<ResultRecord> results,
              const std::vector<ItemFailure>& failures, const std::vector<Error>& leftOut, Exit exit)
{
    if (context.json())
        return context.print(jobDocument(job, results, failures, leftOut), exit);
    sortByStrength(results);
    return context.print(
        resultTable(results) + failureList(failures) + failureReasons(failures) + jobSummary(job), exit);
}

} // namespace tt::cli
