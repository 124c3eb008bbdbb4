// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/job.h"
#include "base/result.h"
#include "engine/resultrecord.h"

#include <QFuture>
#include <QObject>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace tt {

class Clock;
class Store;

/// A job that was asked for: its id, and whether it is one that was active already (the caller is attached to
/// it).
struct StartedJob
{
    Job job;
    bool attached = false;
    std::vector<Error> leftOut; ///< of the files of a folder that could not be used
    /// Of a job of its own: an earlier one of the same request that was cut off and can be resumed.
    std::optional<Job> interrupted;
};

using ResultChunk = std::shared_ptr<const std::vector<ResultRecord>>;
using FailureChunk = std::shared_ptr<const std::vector<ItemFailure>>;

/// What a retry takes of a job.
enum class RetryItems : std::uint8_t { AllUnsuccessful, TransientFailures };

/// Runs analysis jobs: validates, stores job and items in one transaction, computes in QtConcurrent, commits
/// results in chunks, and only then tells. One chunk is one store transaction and one signal. Jobs run one
/// after the other in the order of their requests; those of a few tickers have a lane of their own and do not
/// wait behind a large one. Lives in the thread that made it, which needs an event loop. Its destructor stops
/// the running jobs within one ticker each, waits, and leaves them `interrupted`, so they can be resumed.
/// Must be destroyed before the store.
class AnalysisService : public QObject
{
    Q_OBJECT

public:
    AnalysisService(Store& store, const Clock& clock, QObject* parent = nullptr);
    ~AnalysisService() override;

    /// Checks the request (every violation at once), makes the job, starts it. Errors: VALIDATION_ERROR,
    /// NOT_FOUND, FILE_*, DATA_*, STORAGE_*. The same request while one is active is answered with that job
    /// (attached), also when another process runs it: its progress is then followed through the store. Jobs
    /// of dead processes are interrupted first, so nobody attaches to one: the request gets a job of its own,
    /// which reads its bars now, and the interrupted one of the same request is named beside it.
    QFuture<Result<StartedJob>> start(AnalysisRequest request);

    /// `interrupted` -> `queued` -> runs what is left. A paused job goes on where it runs, in this process
    /// (which its owner tells) or in another, whose progress is then followed. Errors: NOT_FOUND, CONFLICT
    /// (wrong state), DATA_CHANGED.
    QFuture<Result<Job>> resume(const QString& jobId);

    /// `running` -> `paused` within one ticker; the work goes on with resume(). Other jobs run meanwhile.
    /// Errors: NOT_FOUND, CONFLICT.
    QFuture<Result<Job>> pause(const QString& jobId);

    /// A new job, child of a finished one, of its failed and cancelled items with the same strategy and
    /// configuration; its source is read anew. Errors: NOT_FOUND, CONFLICT (not finished, nothing to retry),
    /// those of start().
    QFuture<Result<StartedJob>> retry(const QString& jobId, RetryItems items = RetryItems::AllUnsuccessful);

    /// Stops within one ticker; what is finished is kept, the rest becomes `cancelled`. Errors: NOT_FOUND,
    /// CONFLICT.
    QFuture<Result<Job>> cancel(const QString& jobId);

    /// Stops all running jobs and leaves them `interrupted`; done when the last has stopped.
    QFuture<Result<void>> interruptAll();

    /// Jobs of this machine whose process died become `interrupted`; they are returned, oldest first.
    QFuture<Result<std::vector<Job>>> recover();

Q_SIGNALS:
    /// Status or counts have changed and are committed; at most 30 times a second and job, the last one
    /// always.
    void jobChanged(const tt::Job& job);
    /// Committed results, in chunks.
    void resultsReady(const QString& jobId, const tt::ResultChunk& results);
    void failuresReady(const QString& jobId, const tt::FailureChunk& failures);
    /// After the last chunk: the job is final or interrupted.
    void jobEnded(const tt::Job& job);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace tt
