// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desk.h"

#include "jobs/csvwriter.h"
#include "jobs/exportservice.h"
#include "store/store.h"
#include "ui/whendone.h"

#include <QtConcurrentRun>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

constexpr int kFlushMs = 34; // at most 30 model updates a second
constexpr int kJobsShown = 500;
constexpr std::size_t kLogLines = 2'000;

} // namespace

Desk::Desk(Services services, QObject* parent)
    : QObject(parent)
    , m_services(std::move(services))
    , m_watchlists(m_services.library)
    , m_screens(m_services.library)
    , m_strategies(m_services.strategies)
    , m_previewer(m_services.store)
    , m_downloads(m_services.store, m_services.settings, m_services.clock)
    , m_preferences(m_services.settings, m_services.store)
{
    m_flushTimer.setSingleShot(true);
    m_flushTimer.setInterval(kFlushMs);
    connect(&m_flushTimer, &QTimer::timeout, this, &Desk::flush);
    connectServices();
}

void Desk::connectServices()
{
    const AnalysisService& analysis = m_services.analysis;
    connect(&analysis, &AnalysisService::jobChanged, this, &Desk::onJob);
    connect(&analysis, &AnalysisService::jobEnded, this, &Desk::onEnded);
    connect(&analysis, &AnalysisService::resultsReady, this,
            [this](const QString&, const ResultChunk& chunk) { queue(chunk); });
    connect(&analysis, &AnalysisService::failuresReady, this,
            [this](const QString& job, const FailureChunk& chunk) { Q_EMIT failuresReady(job, *chunk); });
    connect(&m_services.imports, &ImportService::progress, this,
            [this](int done, int total, const QString& file) {
                if (m_importing) // not a preview
                    Q_EMIT importProgress(done, total, file);
            });
    connect(&m_jobs, &JobsModel::activeChanged, &m_lists, &ListsModel::setActiveJobs);
    connect(&m_watchlists, &Watchlists::changed, this, &Desk::updateCounts);
    connect(&m_watchlists, &Watchlists::failed, this, &Desk::failed);
    connect(&m_screens, &Screens::changed, this, &Desk::updateCounts);
    connect(&m_screens, &Screens::failed, this, &Desk::failed);
    connect(&m_strategies, &Strategies::failed, this, &Desk::failed);
    connect(&m_downloads, &Downloads::done, this, &Desk::loadInstruments);
    connect(this, &Desk::instrumentsChanged, &m_previewer, &StrategyPreviewer::release);
    connect(&m_preferences, &Preferences::failed, this, &Desk::failed);
}

const Job* Desk::runningJob() const
{
    const Job* paused = nullptr;
    for (auto id = m_active.rbegin(); id != m_active.rend(); ++id) {
        const Job* job = m_jobs.find(*id);
        if (job && job->status != JobStatus::Paused)
            return job;
        paused = paused ? paused : job;
    }
    return paused;
}

bool Desk::knows(const std::string& ticker) const
{
    return m_stored.contains(ticker) || m_results.find(ticker);
}

void Desk::load()
{
    m_toLoad = 3;
    const auto done = [this] {
        if (--m_toLoad == 0) {
            Q_EMIT loaded();
            recover();
        }
    };
    whenDone(this, m_services.library.latestResults(),
             [this, done](const Result<std::vector<ResultRecord>>& results) {
                 if (results) {
                     queue(std::make_shared<const std::vector<ResultRecord>>(*results));
                     flush();
                 } else {
                     Q_EMIT failed(results.error());
                 }
                 done();
             });
    whenDone(this, m_services.library.instruments(),
             [this, done](const Result<std::vector<InstrumentSummary>>& all) {
                 setInstruments(all);
                 done();
             });
    whenDone(this, m_services.library.jobs(kJobsShown), [this, done](const Result<std::vector<Job>>& jobs) {
        if (jobs)
            m_jobs.setJobs(*jobs);
        else
            Q_EMIT failed(jobs.error());
        done();
    });
    m_watchlists.load();
    m_screens.load();
    m_strategies.load();
}

void Desk::follow()
{
    whenDone(this, m_services.store.othersVersion(), [this](const Result<QString>& version) {
        if (!version || *version == m_version)
            return;
        const bool isFirst = m_version.isEmpty();
        m_version = *version;
        if (!isFirst)
            reload();
    });
}

void Desk::reload()
{
    whenDone(this, m_services.library.latestResults(),
             [this](const Result<std::vector<ResultRecord>>& results) {
                 if (results)
                     queue(std::make_shared<const std::vector<ResultRecord>>(*results));
             });
    whenDone(this, m_services.library.jobs(kJobsShown), [this](const Result<std::vector<Job>>& jobs) {
        if (!jobs)
            return;
        for (const Job& job : *jobs)
            m_jobs.upsert(job, m_services.clock.nowMs());
    });
    loadInstruments();
    m_watchlists.load();
    m_screens.load();
    m_strategies.load();
}

void Desk::loadInstruments()
{
    whenDone(this, m_services.library.instruments(),
             [this](const Result<std::vector<InstrumentSummary>>& all) { setInstruments(all); });
}

void Desk::setInstruments(const Result<std::vector<InstrumentSummary>>& all)
{
    if (!all) {
        Q_EMIT failed(all.error());
        return;
    }
    m_instruments = *all;
    m_stored.clear();
    for (const InstrumentSummary& each : m_instruments)
        m_stored.insert(each.ticker);
    updateCounts();
    Q_EMIT instrumentsChanged();
}

void Desk::recover()
{
    whenDone(this, m_services.analysis.recover(), [this](const Result<std::vector<Job>>& found) {
        if (!found) {
            Q_EMIT failed(found.error());
            return;
        }
        for (const Job& job : *found)
            m_jobs.upsert(job, m_services.clock.nowMs());
        std::vector<Job> interrupted;
        for (const Job& job : m_jobs.all()) {
            if (job.status == JobStatus::Interrupted)
                interrupted.push_back(job);
        }
        if (!interrupted.empty())
            Q_EMIT interruptedFound(interrupted);
    });
}

void Desk::start(const AnalysisRequest& request)
{
    whenDone(this, m_services.analysis.start(request),
             [this](const Result<StartedJob>& started) { tellStarted(started); });
}

void Desk::retryJob(const QString& id, RetryItems items)
{
    whenDone(this, m_services.analysis.retry(id, items),
             [this](const Result<StartedJob>& started) { tellStarted(started); });
}

void Desk::tellStarted(const Result<StartedJob>& started)
{
    if (!started) {
        Q_EMIT failed(started.error());
        return;
    }
    // A short job may have ended before its answer arrives here.
    const Job* known = m_jobs.find(started->job.id);
    if (!known || !isFinal(known->status))
        onJob(started->job);
    Q_EMIT jobStarted(started->job, started->attached);
    if (started->interrupted) {
        onJob(*started->interrupted);
        Q_EMIT sameWasInterrupted(*started->interrupted);
    }
}

void Desk::tellJob(const QFuture<Result<Job>>& answer)
{
    whenDone(this, answer, [this](const Result<Job>& job) {
        const Job* known = job ? m_jobs.find(job->id) : nullptr;
        if (!job)
            Q_EMIT failed(job.error());
        else if (!known || !isFinal(known->status))
            onJob(*job);
    });
}

void Desk::cancelJob(const QString& id)
{
    tellJob(m_services.analysis.cancel(id));
}

void Desk::pauseJob(const QString& id)
{
    tellJob(m_services.analysis.pause(id));
}

void Desk::resumeJob(const QString& id)
{
    whenDone(this, m_services.analysis.resume(id), [this](const Result<Job>& job) {
        if (!job)
            Q_EMIT failed(job.error());
    });
}

void Desk::onJob(const Job& job)
{
    const auto known = std::find(m_active.begin(), m_active.end(), job.id);
    const bool isActive = !isFinal(job.status) && job.status != JobStatus::Interrupted;
    if (isActive && known == m_active.end())
        m_active.push_back(job.id);
    else if (!isActive && known != m_active.end())
        m_active.erase(known);
    std::erase_if(m_waitingJobs, [&](const Job& old) { return old.id == job.id; });
    m_waitingJobs.push_back(job);
    if (!m_flushTimer.isActive())
        m_flushTimer.start();
}

void Desk::onEnded(const Job& job)
{
    onJob(job);
    flush();
    Q_EMIT jobEnded(job);
}

void Desk::queue(const ResultChunk& chunk)
{
    if (chunk->empty())
        return;
    m_waiting.push_back(chunk);
    if (!m_flushTimer.isActive())
        m_flushTimer.start();
}

void Desk::flush()
{
    m_flushTimer.stop();
    const std::vector<ResultChunk> chunks = std::exchange(m_waiting, {});
    for (const ResultChunk& chunk : chunks) {
        m_results.upsert(chunk);
        noteDemo(*chunk);
    }
    for (const Job& job : std::exchange(m_waitingJobs, {})) {
        m_jobs.upsert(job, m_services.clock.nowMs());
        Q_EMIT jobChanged(job);
    }
    if (!chunks.empty()) {
        updateCounts();
        Q_EMIT resultsChanged();
    }
}

void Desk::noteDemo(const std::vector<ResultRecord>& records)
{
    for (const ResultRecord& record : records) {
        if (record.isDemo)
            m_demo.insert(record.ticker);
        else
            m_demo.erase(record.ticker);
    }
}

void Desk::updateCounts()
{
    m_lists.setAllCount(realCount());
    std::vector<ListEntry> entries;
    for (const Watchlist& list : m_watchlists.all())
        entries.push_back(
            {ListEntry::Kind::Watchlist, list.id, list.name, static_cast<int>(list.tickers.size())});
    m_lists.setWatchlists(entries);
    m_lists.setDemoCount(demoCount());
    entries.clear();
    for (const SavedScreen& screen : m_screens.all())
        entries.push_back({ListEntry::Kind::Screen, QString::fromStdString(screen.id),
                           QString::fromStdString(screen.name), 0});
    m_lists.setScreens(entries);
    m_lists.setDataCount(static_cast<int>(m_instruments.size()));
}

void Desk::importPaths(const QStringList& paths, const ImportOptions& options)
{
    m_importing = true;
    Q_EMIT importProgress(0, 0, paths.value(0));
    whenDone(this, m_services.imports.start(paths, options), [this](const Result<ImportReport>& report) {
        m_importing = false;
        if (report)
            Q_EMIT imported(*report);
        else
            Q_EMIT failed(report.error());
        loadInstruments();
    });
}

void Desk::preview(QObject* context, const QStringList& paths, ImportOptions options,
                   std::function<void(const Result<ImportReport>&)> done)
{
    options.preview = true;
    whenDone(context, m_services.imports.start(paths, options), std::move(done));
}

void Desk::exportShown(const QString& path)
{
    // The records are copied here because the model changes while the worker writes.
    std::vector<ResultRecord> rows;
    for (const ResultRecord* record : m_results.shown())
        rows.push_back(*record);
    QFuture<Result<ExportedFile>> written = QtConcurrent::run(
        [rows = std::move(rows), target = path.toStdString()] { return exportResults(rows, target); });
    whenDone(this, written, [this](const Result<ExportedFile>& file) {
        if (file)
            Q_EMIT exported(QString::fromStdString(file->path), file->rows, file->columns);
        else
            Q_EMIT failed(file.error());
    });
}

void Desk::writeFile(const QString& path, std::function<QByteArray()> make)
{
    QFuture<Result<void>> written = QtConcurrent::run([path, make = std::move(make)]() -> Result<void> {
        const QByteArray bytes = make();
        return writeFileWhole(path.toStdString(), std::string_view(bytes.constData(), bytes.size()));
    });
    whenDone(this, written, [this, path](const Result<void>& done) {
        if (done)
            Q_EMIT saved(path);
        else
            Q_EMIT failed(done.error());
    });
}

void Desk::loadHistory(const QString& ticker)
{
    whenDone(this, m_services.library.history(ticker),
             [this, ticker](const Result<std::vector<ResultRecord>>& all) {
                 if (all)
                     Q_EMIT historyReady(ticker, *all);
                 else if (all.error().code != ErrorCode::NotFound)
                     Q_EMIT failed(all.error());
             });
}

void Desk::explain(const ResultRecord& result)
{
    whenDone(this, m_services.library.explain(result),
             [this, id = QString::fromStdString(result.id)](const Result<ExplainedResult>& answer) {
                 if (answer)
                     Q_EMIT explained(id, *answer);
                 else
                     Q_EMIT explainFailed(id, answer.error());
             });
}

void Desk::select(const QString& ticker)
{
    const int number = ++m_selection;
    const ResultRecord* record = m_results.find(ticker.toStdString());
    const QFuture<Result<ChartBars>> bars =
        record ? m_services.library.barsOf(*record) : m_services.library.storedBars(ticker);
    whenDone(this, bars, [this, number, ticker](const Result<ChartBars>& answer) {
        if (number != m_selection)
            return;
        if (answer)
            Q_EMIT barsReady(ticker, *answer);
        else
            Q_EMIT barsFailed(ticker, answer.error());
    });
}

void Desk::loadFailures(const QString& jobId)
{
    whenDone(this, m_services.library.failuresOfJob(jobId),
             [this, jobId](const Result<std::vector<ItemFailure>>& failures) {
                 if (failures)
                     Q_EMIT failuresLoaded(jobId, *failures);
                 else
                     Q_EMIT failed(failures.error());
             });
}

void Desk::loadHealth()
{
    whenDone(this, m_services.store.health(retentionOf(m_services.settings)),
             [this](const Result<StoreHealth>& found) {
                 Q_EMIT healthReady(found ? judgeHealth(*found) : failedHealth(found.error()));
             });
    whenDone(this, QtConcurrent::run([dir = m_services.store.dataDir()] { return readLog(dir, kLogLines); }),
             [this](const Result<std::vector<LogLine>>& lines) { Q_EMIT logReady(lines); });
}

void Desk::countCleanup()
{
    const RetentionRules rules = retentionOf(m_services.settings);
    const auto count = [rules, clock = &m_services.clock](Database& database) {
        return countRetired(database, rules, *clock);
    };
    whenDone(this, m_services.store.run(count), [this, rules](const Result<Retired>& found) {
        if (found)
            Q_EMIT cleanupCounted(*found, rules);
        else
            Q_EMIT failed(found.error());
    });
}

void Desk::cleanUp()
{
    whenDone(this, tt::cleanUp(m_services.store, retentionOf(m_services.settings)),
             [this](const Result<CleanupReport>& done) {
                 reloadJobs();
                 loadHealth();
                 if (done)
                     Q_EMIT cleanedUp(*done);
                 else
                     Q_EMIT failed(done.error());
             });
}

/// Those that were deleted leave the list.
void Desk::reloadJobs()
{
    whenDone(this, m_services.library.jobs(kJobsShown), [this](const Result<std::vector<Job>>& jobs) {
        if (jobs)
            m_jobs.setJobs(*jobs);
    });
}

void Desk::loadStock(const QString& ticker)
{
    whenDone(this, m_services.library.storedBars(ticker), [this, ticker](const Result<ChartBars>& bars) {
        if (bars)
            Q_EMIT stockReady(ticker, *bars);
        else
            Q_EMIT failed(bars.error());
    });
}

} // namespace tt
