// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs.h"

#include "text/format.h"
#include "text/verdicttext.h"
#include "ui/actions.h"
#include "ui/desk.h"
#include "ui/dialogs/rundialog.h"
#include "ui/pages/jobspage.h"
#include "ui/pages/resultspage.h"
#include "ui/pages/screenerpage.h"
#include "ui/widgets/jobstrip.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/sidebar.h"
#include "ui/widgets/statusline.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tt {

Runs::Runs(const WindowParts& parts, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
    , m_last(parts.desk.defaults())
{
    connectActions();
    connectDesk();
}

void Runs::connectActions()
{
    const auto on = [this](ActionId id, auto slot) {
        connect(m_parts.actions.at(id), &QAction::triggered, this, slot);
    };
    on(ActionId::Analyze, [this] { ask(); });
    on(ActionId::AnalyzeAgain, [this] { analyzeAgain(); });
    on(ActionId::TryDemo, [this] { startDemo(); });
    on(ActionId::CancelJob, [this] { cancel(); });
    on(ActionId::PauseJob, [this] { pauseOrResume(true); });
    on(ActionId::ResumeJob, [this] { pauseOrResume(false); });
    on(ActionId::RetryJob, [this] { retry(RetryItems::AllUnsuccessful); });
    on(ActionId::RetryTransient, [this] { retry(RetryItems::TransientFailures); });
    connect(&m_parts.strip, &JobStrip::cancelClicked, this, &Runs::cancel);
    connect(&m_parts.strip, &JobStrip::pauseClicked, this, [this] { pauseOrResume(true); });
    connect(&m_parts.strip, &JobStrip::resumeClicked, this, [this] { pauseOrResume(false); });
    connect(&m_parts.jobs, &JobsPage::currentChanged, this, &Runs::updateActions);
}

void Runs::connectDesk()
{
    const Desk& desk = m_parts.desk;
    connect(&desk, &Desk::jobStarted, this, [this](const Job& job, bool attached) {
        if (attached)
            m_parts.status.showMessage(
                tr("This run is active already: %1").arg(QString::fromStdString(job.description)), kStatusMs);
        Q_EMIT stateChanged();
    });
    connect(&desk, &Desk::jobChanged, this, &Runs::onJobChanged);
    connect(&desk, &Desk::jobEnded, this, &Runs::onJobEnded);
    connect(&m_parts.desk.preferences(), &Preferences::changed, this,
            [this] { m_last = m_parts.desk.defaults(); });
    connect(&desk, &Desk::sameWasInterrupted, this, &Runs::tellInterrupted);
    connect(&desk, &Desk::interruptedFound, this, &Runs::offerResume);
    connect(&desk, &Desk::resultsChanged, this, [this] {
        if (m_wantDemo && m_parts.desk.demoCount() > 0) {
            m_wantDemo = false;
            m_parts.sidebar.choose(ListEntry::Kind::Demo);
        }
    });
}

void Runs::updateActions()
{
    const Job* job = m_parts.jobs.currentJob(); // of the page, when it is shown
    const Job* running = m_parts.desk.runningJob();
    const Job* chosen = chosenJob();
    const auto enable = [this](ActionId id, bool on) { m_parts.actions.at(id)->setEnabled(on); };
    enable(ActionId::CancelJob,
           m_parts.desk.isImporting() || running || (chosen && !isFinal(chosen->status)));
    enable(ActionId::PauseJob, chosen && chosen->status == JobStatus::Running);
    enable(ActionId::ResumeJob,
           chosen && (chosen->status == JobStatus::Interrupted || chosen->status == JobStatus::Paused));
    const bool ended = job && m_parts.jobs.isVisible() && isFinal(job->status);
    enable(ActionId::RetryJob, ended && job->counts.failed + job->counts.cancelled > 0);
    enable(ActionId::RetryTransient, ended && m_parts.jobs.hasTransientFailures());
}

const Job* Runs::chosenJob() const
{
    if (!m_parts.jobs.isVisible() || !m_parts.jobs.currentJob())
        return m_parts.desk.runningJob();
    const Job* chosen = m_parts.jobs.currentJob();
    return isFinal(chosen->status) ? nullptr : chosen;
}

bool Runs::allDemo(const QStringList& tickers) const
{
    return std::all_of(tickers.begin(), tickers.end(), [this](const QString& ticker) {
        const ResultRecord* result = m_parts.desk.results().find(ticker.toStdString());
        return result && result->isDemo;
    });
}

void Runs::ask()
{
    RunScopes scopes;
    if (m_parts.screener.isVisible()) {
        const QStringList tickers = m_parts.screener.table()->selectedTickers();
        for (const QString& ticker : tickers)
            scopes.selected.push_back(ticker.toStdString());
        scopes.selectedIsDemo = allDemo(tickers);
    }
    const ListEntry& shown = m_parts.sidebar.current();
    for (const Watchlist& list : m_parts.desk.watchlists().all()) {
        if (!list.tickers.empty())
            scopes.lists.push_back({list.name, static_cast<int>(list.tickers.size()),
                                    shown.kind == ListEntry::Kind::Watchlist && shown.id == list.id});
    }
    scopes.strategies = m_parts.desk.strategies().all();
    scopes.stored = static_cast<int>(m_parts.desk.instruments().size());
    scopes.preferDemo = shown.kind == ListEntry::Kind::Demo;
    auto* dialog = new RunDialog(std::move(scopes), m_last, m_parts.files, m_parts.window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &RunDialog::requested, this, [this](const AnalysisRequest& request) {
        m_last = request;
        start(request);
    });
    dialog->open();
}

void Runs::analyzeAgain()
{
    AnalysisRequest request = m_last;
    request.selection = Selection::Typed;
    request.tickers.clear();
    const QStringList tickers = m_parts.screener.table()->selectedTickers();
    for (const QString& ticker : tickers)
        request.tickers.push_back(ticker.toStdString());
    request.source = allDemo(tickers) ? RequestSource::Demo : RequestSource::Stored;
    start(request);
}

void Runs::start(const AnalysisRequest& request)
{
    m_wantDemo =
        request.source == RequestSource::Demo && m_parts.sidebar.kind() != ListEntry::Kind::Watchlist;
    m_parts.desk.start(request);
}

void Runs::startDemo()
{
    AnalysisRequest request = m_parts.desk.defaults();
    request.source = RequestSource::Demo;
    request.selection = Selection::All;
    start(request);
}

void Runs::cancel()
{
    const Job* job = chosenJob();
    if (job) {
        m_parts.strip.showStopping();
        m_parts.desk.cancelJob(QString::fromStdString(job->id));
    } else if (m_parts.desk.isImporting()) {
        m_parts.strip.showStopping();
        m_parts.desk.cancelImport();
    }
}

void Runs::pauseOrResume(bool pause)
{
    const Job* job = chosenJob();
    if (!job)
        return;
    const QString id = QString::fromStdString(job->id);
    if (pause)
        m_parts.desk.pauseJob(id);
    else
        m_parts.desk.resumeJob(id);
}

void Runs::retry(RetryItems items)
{
    if (const Job* job = m_parts.jobs.currentJob())
        m_parts.desk.retryJob(QString::fromStdString(job->id), items);
}

void Runs::onJobChanged()
{
    if (const Job* job = m_parts.desk.runningJob())
        m_parts.strip.showJob(*job, m_parts.desk.jobs().rate(*job), m_parts.desk.jobs().secondsLeft(*job));
    Q_EMIT stateChanged();
}

void Runs::onJobEnded(const Job& job)
{
    if (!m_parts.desk.isBusy())
        m_parts.strip.finish();
    m_wantDemo = false;
    Q_EMIT stateChanged();
    QString text = tr("%1: %2 done, %3 failed")
                       .arg(jobStatusText(job.status), formatCount(job.counts.succeeded),
                            formatCount(job.counts.failed));
    if (job.workedMs)
        text += u' ' + tr("in %1").arg(formatDuration(static_cast<double>(*job.workedMs) / 1000));
    m_parts.status.showMessage(text);
    if (job.error)
        m_parts.messages.addError(*job.error);
    else if (job.counts.failed > 0)
        m_parts.messages.add({Message::Kind::Warning,
                              tr("Could not be analyzed: %1 of %2 stocks. The others are shown.")
                                  .arg(formatCount(job.counts.failed), formatCount(job.counts.total)),
                              {},
                              {{u"messageShowFailures"_s, tr("Show why"),
                                [this] { m_parts.sidebar.choose(ListEntry::Kind::Jobs); }}}});
}

void Runs::tellInterrupted(const Job& earlier)
{
    Message message;
    message.text =
        tr("An earlier run of the same request was interrupted: %1, %2 of %3 done. This one starts "
           "anew; the Jobs page resumes the other.")
            .arg(QString::fromStdString(earlier.description), formatCount(earlier.counts.done()),
                 formatCount(earlier.counts.total));
    message.buttons.push_back(
        {u"messageShowJobs"_s, tr("Show jobs"), [this] { m_parts.sidebar.choose(ListEntry::Kind::Jobs); }});
    m_parts.messages.add(std::move(message));
}

void Runs::offerResume(const std::vector<Job>& jobs)
{
    const Job& newest = jobs.front();
    Message message;
    message.text = tr("A run was interrupted: %1, %2 of %3 done.")
                       .arg(QString::fromStdString(newest.description), formatCount(newest.counts.done()),
                            formatCount(newest.counts.total));
    if (jobs.size() > 1)
        message.text += u' ' + tr("%n more on the Jobs page.", nullptr, static_cast<int>(jobs.size()) - 1);
    message.buttons.push_back(
        {u"messageResume"_s, tr("Resume"),
         [this, id = QString::fromStdString(newest.id)] { m_parts.desk.resumeJob(id); }});
    message.buttons.push_back(
        {u"messageShowJobs"_s, tr("Show jobs"), [this] { m_parts.sidebar.choose(ListEntry::Kind::Jobs); }});
    m_parts.messages.add(std::move(message));
}

} // namespace tt
