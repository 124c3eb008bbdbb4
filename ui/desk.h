// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "jobs/analysisservice.h"
#include "jobs/importservice.h"
#include "jobs/library.h"
#include "models/jobsmodel.h"
#include "models/listsmodel.h"
#include "models/resultsmodel.h"

#include <QObject>
#include <QStringList>
#include <QTimer>

#include <string>
#include <unordered_set>
#include <vector>

namespace tt {

/// What the window works with; application.cpp makes it and outlives the window.
struct Services
{
    AnalysisService& analysis;
    ImportService& imports;
    Library& library;
    const Clock& clock;
    AnalysisRequest defaults; ///< strategy, capital and so on as the settings have them
};

/// Between services and pages: holds the models, brings what the services say into them (at most 30 updates a
/// second, whatever the speed of a job) and asks the services for what the user does. Lives in the window's
/// thread and never waits.
class Desk : public QObject
{
    Q_OBJECT

public:
    explicit Desk(Services services, QObject* parent = nullptr);

    ResultsModel& results() { return m_results; }
    JobsModel& jobs() { return m_jobs; }
    ListsModel& lists() { return m_lists; }
    const std::vector<InstrumentSummary>& instruments() const { return m_instruments; }
    const AnalysisRequest& defaults() const { return m_services.defaults; }
    int realCount() const { return m_results.total() - demoCount(); }
    int demoCount() const { return static_cast<int>(m_demo.size()); }
    bool isOnDefault(const std::string& ticker) const { return m_default.contains(ticker); }
    const std::unordered_set<std::string>& defaultTickers() const { return m_default; }
    bool isBusy() const { return !m_running.empty() || m_importing; }
    bool isImporting() const { return m_importing; }
    /// The job that the progress strip shows: the newest of those that run; null without one.
    const Job* runningJob() const;

    /// Reads everything from the store; loaded() follows, then the offer to resume what was interrupted.
    void load();
    void start(const AnalysisRequest& request);
    void cancelJob(const QString& id);
    void resumeJob(const QString& id);
    void importPaths(const QStringList& paths);
    void cancelImport() { m_services.imports.cancel(); }
    /// The shown rows, in the order of the table.
    void exportShown(const QString& path);
    /// Bars of a ticker for chart and report; an older request's answer falls away when a newer one was made.
    void select(const QString& ticker);
    void addToDefault(const QStringList& tickers);
    void removeFromDefault(const QStringList& tickers);
    void loadFailures(const QString& jobId);

Q_SIGNALS:
    void loaded();
    void failed(const tt::Error& error);
    void barsReady(const QString& ticker, const tt::ChartBars& bars);
    void barsFailed(const QString& ticker, const tt::Error& error);
    void resultsChanged(); ///< after every update of the results
    void instrumentsChanged();
    void watchlistChanged();
    void watchlistEdited(int changed, bool added);
    void jobStarted(const tt::Job& job, bool attached);
    void jobChanged(const tt::Job& job);
    void jobEnded(const tt::Job& job);
    void failuresReady(const QString& jobId, const std::vector<tt::ItemFailure>& failures);  ///< more of them
    void failuresLoaded(const QString& jobId, const std::vector<tt::ItemFailure>& failures); ///< all
    void interruptedFound(const std::vector<tt::Job>& jobs);
    void importProgress(int done, int total, const QString& file);
    void imported(const tt::ImportReport& report);
    void exported(const QString& path, int rows, int columns);

private:
    void connectServices();
    void loadInstruments();
    void loadDefaultList();
    void recover();
    void onJob(const Job& job);
    void onEnded(const Job& job);
    void queue(const ResultChunk& chunk);
    void flush();
    void noteDemo(const std::vector<ResultRecord>& records);
    void updateCounts();

    Services m_services;
    ResultsModel m_results;
    JobsModel m_jobs;
    ListsModel m_lists;
    std::vector<InstrumentSummary> m_instruments;
    std::unordered_set<std::string> m_demo;    ///< tickers of m_results with demo data
    std::unordered_set<std::string> m_default; ///< of the Default watchlist
    std::vector<std::string> m_running;        ///< ids, oldest first
    std::vector<ResultChunk> m_waiting;
    std::vector<Job> m_waitingJobs;
    QTimer m_flushTimer;
    int m_selection = 0; ///< number of the newest request for bars
    int m_toLoad = 0;
    bool m_importing = false;
};

} // namespace tt
