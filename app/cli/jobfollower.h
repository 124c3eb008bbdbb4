// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "app/cli/interrupt.h"
#include "jobs/analysisservice.h"

#include <QObject>

#include <optional>
#include <string>
#include <vector>

namespace tt::cli {

/// Starts or resumes one job, or attaches to it, waits for its end in the program's event loop and prints
/// what came out. Ctrl-C stops the job within one ticker and leaves it to be resumed.
class JobFollower : public QObject
{
public:
    explicit JobFollower(Context& context);
    ~JobFollower() override;

    Exit analyze(const AnalysisRequest& request);
    Exit resume(const QString& jobId);
    Exit retry(const QString& jobId, RetryItems items);

private:
    Exit loop();
    void onStarted(const Result<StartedJob>& started);
    void follow(const Job& job);
    void fail(const Error& error);
    void end(const Job& job);
    void stop();
    void leave(Exit exit);
    Result<void> loadResults(const std::string& jobId);
    Exit report(const Job& job);
    Exit reportFailed(const Job& job) const;
    Exit writeFile() const;
    Exit exitOfJob(const Job& job) const;

    Context& m_context;
    AnalysisService m_service;
    Interrupt m_interrupt;
    ProgressLine m_progress;
    std::string m_jobId;    ///< empty until it is known
    bool m_mine = false;    ///< this process runs the job and tells its end
    bool m_collect = false; ///< every result of the job passes by here
    bool m_stopped = false, m_left = false;
    std::optional<Job> m_ended;
    std::vector<ResultRecord> m_results;
    std::vector<ItemFailure> m_failures;
    std::vector<Error> m_leftOut; ///< files of a folder
};

/// A job's results and failures in the order of their tickers, the same for whoever asks.
void sortByTicker(std::vector<ResultRecord>& results, std::vector<ItemFailure>& failures);

/// The document or the table, summary and failures of a job; `leftOut` are files that could not be used.
Exit printJob(const Context& context, const Job& job, std::vector<ResultRecord> results,
              const std::vector<ItemFailure>& failures, const std::vector<Error>& leftOut, Exit exit);

} // namespace tt::cli
