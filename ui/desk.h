// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "jobs/analysisservice.h"
#include "jobs/cleanup.h"
#include "jobs/health.h"
#include "jobs/importservice.h"
#include "jobs/library.h"
#include "jobs/logreader.h"
#include "jobs/strategypreview.h"
#include "models/jobsmodel.h"
#include "models/listsmodel.h"
#include "models/resultsmodel.h"
#include "ui/downloads.h"
#include "ui/preferences.h"
#include "ui/screens.h"
#include "ui/strategies.h"
#include "ui/watchlists.h"

#include <QObject>
#include <QStringList>
#include <QTimer>

#include <functional>
#include <string>
#include <unordered_set>
#include <vector>

namespace tt {

class Store;
class StrategyService;

/// What the window works with; application.cpp makes it and outlives the window.
struct Services
{
    AnalysisService& analysis;
    ImportService& imports;
    Library& library;
    StrategyService& strategies;
    Store& store;
    Settings& settings;
    const Clock& clock;
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
    Watchlists& watchlists() { return m_watchlists; }
    Screens& screens() { return m_screens; }
    Strategies& strategies() { return m_strategies; }
    StrategyPreviewer& previewer() { return m_previewer; }
    Downloads& downloads() { return m_downloads; }
    const std::vector<InstrumentSummary>& instruments() const { return m_instruments; }
    /// Has stored bars or a result.
    bool knows(const std::string& ticker) const;
    Preferences& preferences() { return m_preferences; }
    /// Strategy, capital and so on as the settings have them.
    AnalysisRequest defaults() const { return requestOf(m_services.settings); }
    int realCount() const { return m_results.total() - demoCount(); }
    int demoCount() const { return static_cast<int>(m_demo.size()); }
    bool isBusy() const { return !m_active.empty() || m_importing; }
    bool isImporting() const { return m_importing; }
    /// Another program has held the database for a while, and work waits for it.
    bool isWaiting() const { return m_services.store.isWaiting(); }
    /// The job that the progress strip shows: the newest of those that run, else of the paused ones; null
    /// without one.
    const Job* runningJob() const;

    /// Reads everything from the store; loaded() follows, then the offer to resume what was interrupted.
    void load();
    /// Reads it anew if another program has written to it since.
    void follow();
    void start(const AnalysisRequest& request);
    void cancelJob(const QString& id);
    void pauseJob(const QString& id);
    void resumeJob(const QString& id);
    void retryJob(const QString& id, RetryItems items);
    void importPaths(const QStringList& paths, const ImportOptions& options = {});
    /// Reads and reports without storing; `done` is not called when `context` is gone by then.
    void preview(QObject* context, const QStringList& paths, ImportOptions options,
                 std::function<void(const Result<ImportReport>&)> done);
    void cancelImport() { m_services.imports.cancel(); }
    /// The shown rows, in the order of the table.
    void exportShown(const QString& path);
    /// Makes the bytes of a file and writes them, both in a worker; saved() follows.
    void writeFile(const QString& path, std::function<QByteArray()> make);
    /// Every stored result of a ticker; historyReady() follows.
    void loadHistory(const QString& ticker);
    /// Where the numbers of a result come from; explained() or explainFailed() follows.
    void explain(const ResultRecord& result);
    /// Bars of a ticker for chart and report; an older request's answer falls away when a newer one was made.
    void select(const QString& ticker);
    void loadFailures(const QString& jobId);
    void loadHealth();                     ///< healthReady() and logReady() follow
    void countCleanup();                   ///< cleanupCounted() follows
    void cleanUp();                        ///< by the settings; cleanedUp() follows
    void loadStock(const QString& ticker); ///< its stored bars; stockReady() follows

Q_SIGNALS:
    void loaded();
    void failed(const tt::Error& error);
    void barsReady(const QString& ticker, const tt::ChartBars& bars);
    void barsFailed(const QString& ticker, const tt::Error& error);
    void resultsChanged(); ///< after every update of the results
    void instrumentsChanged();
    void jobStarted(const tt::Job& job, bool attached);
    /// An earlier job of the request that was just started; it can be resumed.
    void sameWasInterrupted(const tt::Job& earlier);
    void jobChanged(const tt::Job& job);
    void jobEnded(const tt::Job& job);
    void failuresReady(const QString& jobId, const std::vector<tt::ItemFailure>& failures);  ///< more of them
    void failuresLoaded(const QString& jobId, const std::vector<tt::ItemFailure>& failures); ///< all
    void healthReady(const tt::HealthReport& report);
    void logReady(const tt::Result<std::vector<tt::LogLine>>& lines);
    void cleanupCounted(const tt::Retired& wouldGo, const tt::RetentionRules& rules);
    void cleanedUp(const tt::CleanupReport& report);
    void stockReady(const QString& ticker, const tt::ChartBars& bars);
    void interruptedFound(const std::vector<tt::Job>& jobs);
    void importProgress(int done, int total, const QString& file);
    void imported(const tt::ImportReport& report);
    void exported(const QString& path, int rows, int columns);
    void saved(const QString& path);
    void historyReady(const QString& ticker, const std::vector<tt::ResultRecord>& newestFirst);
    void explained(const QString& resultId, const tt::ExplainedResult& explanation);
    void explainFailed(const QString& resultId, const tt::Error& error);

private:
    void connectServices();
    void loadInstruments();
    void reload();
    void reloadJobs();
    void recover();
    void tellStarted(const Result<StartedJob>& started);
    void tellJob(const QFuture<Result<Job>>& answer);
    void onJob(const Job& job);
    void onEnded(const Job& job);
    void queue(const ResultChunk& chunk);
    void flush();
    void setInstruments(const Result<std::vector<InstrumentSummary>>& all);
    void noteDemo(const std::vector<ResultRecord>& records);
    void updateCounts();

    Services m_services;
    ResultsModel m_results;
    JobsModel m_jobs;
    ListsModel m_lists;
    Watchlists m_watchlists;
    Screens m_screens;
    Strategies m_strategies;
    StrategyPreviewer m_previewer;
    Downloads m_downloads;
    Preferences m_preferences;
    std::vector<InstrumentSummary> m_instruments;
    std::unordered_set<std::string> m_stored; ///< tickers of m_instruments
    std::unordered_set<std::string> m_demo;   ///< tickers of m_results with demo data
    std::vector<std::string> m_active;        ///< ids of what waits, runs or is paused, oldest first
    std::vector<ResultChunk> m_waiting;
    std::vector<Job> m_waitingJobs;
    QTimer m_flushTimer;
    int m_selection = 0; ///< number of the newest request for bars
    int m_toLoad = 0;
    QString m_version; ///< Store::othersVersion()
    bool m_importing = false;
};

} // namespace tt
