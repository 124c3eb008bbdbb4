// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "text/format.h"
#include "text/verdicttext.h"
#include "ui/actions.h"
#include "ui/desk.h"
#include "ui/dialogs/filedialogs.h"
#include "ui/pages/datapage.h"
#include "ui/pages/jobspage.h"
#include "ui/pages/resultspage.h"
#include "ui/pages/screenerpage.h"
#include "ui/pages/startpage.h"
#include "ui/widgets/jobstrip.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/sidebar.h"
#include "ui/widgets/statusline.h"

#include <QCloseEvent>
#include <QCoreApplication>
#include <QDir>
#include <QLabel>
#include <QMenuBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolBar>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

constexpr int kStatusMs = 8000;
constexpr ListEntry::Kind kDefaultKind = ListEntry::Kind::Watchlist;

struct ShowInfo
{
    ActionId action;
    ListEntry::Kind kind;
};

constexpr ShowInfo kShow[] = {
    {ActionId::ShowAll, ListEntry::Kind::All},   {ActionId::ShowDefault, kDefaultKind},
    {ActionId::ShowDemo, ListEntry::Kind::Demo}, {ActionId::ShowJobs, ListEntry::Kind::Jobs},
    {ActionId::ShowData, ListEntry::Kind::Data},
};

bool isTableKind(ListEntry::Kind kind)
{
    return kind != ListEntry::Kind::Jobs && kind != ListEntry::Kind::Data;
}

} // namespace

MainWindow::MainWindow(const QString& stateFile, FileDialogs& files, QWidget* parent)
    : QMainWindow(parent)
    , m_files(files)
    , m_state(stateFile, QSettings::IniFormat)
    , m_actions(new Actions(this))
{
    setObjectName(u"mainWindow"_s);
    setWindowTitle(tr("TheTool"));
    createPages();
    createBars();
    connectActions();
    resize(1280, 720);
    restoreState();
    updateActions();
}

MainWindow::~MainWindow() = default;

void MainWindow::createPages()
{
    auto* middle = new QWidget(this);
    m_messages = new MessageBar(middle);
    m_split = new QSplitter(Qt::Horizontal, middle);
    m_split->setObjectName(u"sidebarSplitter"_s);
    m_split->setChildrenCollapsible(false);
    m_sidebar = new Sidebar(m_split);
    m_stack = new QStackedWidget(m_split);
    m_stack->setObjectName(u"pages"_s);
    m_closed = new QLabel(m_stack);
    m_closed->setObjectName(u"closedPage"_s);
    m_closed->setAlignment(Qt::AlignCenter);
    m_closed->setWordWrap(true);
    m_start = new StartPage(m_actions->at(ActionId::TryDemo), m_actions->at(ActionId::ImportFiles),
                            m_actions->at(ActionId::ImportFolder), m_stack);
    m_screener = new ScreenerPage(*m_actions, m_stack);
    m_jobsPage = new JobsPage(*m_actions, m_stack);
    m_data = new DataPage(*m_actions, m_stack);
    for (QWidget* page : std::initializer_list<QWidget*>{m_closed, m_start, m_screener, m_jobsPage, m_data})
        m_stack->addWidget(page);
    m_split->setSizes({160, 1120});
    m_split->setStretchFactor(0, 0);
    m_split->setStretchFactor(1, 1);
    m_strip = new JobStrip(middle);

    auto* column = new QVBoxLayout(middle);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_messages);
    column->addWidget(m_split, 1);
    column->addWidget(m_strip);
    setCentralWidget(middle);
}

void MainWindow::createBars()
{
    m_actions->fillMenus(menuBar());
    QToolBar* bar = addToolBar(tr("Tools"));
    bar->setObjectName(u"toolBar"_s);
    bar->setMovable(false);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->setIconSize({16, 16});
    m_actions->fillToolBar(bar);

    m_status = new StatusLine(this);
    setStatusBar(m_status);
}

void MainWindow::connectActions()
{
    const auto on = [this](ActionId id, auto slot) {
        connect(m_actions->at(id), &QAction::triggered, this, slot);
    };
    on(ActionId::Analyze, [this] { askRun(); });
    on(ActionId::AnalyzeAgain, [this] { analyzeAgain(); });
    on(ActionId::TryDemo, [this] { startDemo(); });
    on(ActionId::CancelJob, [this] { cancelWork(); });
    on(ActionId::ResumeJob, [this] { resumeChosen(); });
    on(ActionId::ImportFiles,
       [this] { m_files.openFiles(this, [this](const QStringList& paths) { m_desk->importPaths(paths); }); });
    on(ActionId::ImportFolder,
       [this] { m_files.openFolder(this, [this](const QString& path) { m_desk->importPaths({path}); }); });
    on(ActionId::ExportTable, [this] { askExport(); });
    on(ActionId::CopyRows, [this] { m_screener->table()->copySelected(); });
    on(ActionId::AddToDefault, [this] { m_desk->addToDefault(m_screener->table()->selectedTickers()); });
    on(ActionId::RemoveFromDefault,
       [this] { m_desk->removeFromDefault(m_screener->table()->selectedTickers()); });
    on(ActionId::FocusFilter, [this] { m_screener->table()->focusFilter(); });
    on(ActionId::FocusTable, [this] { m_screener->table()->focusTable(); });
    for (const ShowInfo& info : kShow)
        on(info.action, [this, kind = info.kind] { m_sidebar->choose(kind); });
    on(ActionId::Quit, [this] { close(); });
    on(ActionId::About, [this] { about(); });
    connect(m_sidebar, &Sidebar::chosen, this, &MainWindow::showKind);
    connect(m_strip, &JobStrip::cancelClicked, this, &MainWindow::cancelWork);
    connect(m_jobsPage, &JobsPage::currentChanged, this, &MainWindow::updateActions);
    connect(m_screener->table(), &ResultsPage::selectionChanged, this, &MainWindow::updateActions);
}

void MainWindow::bind(Desk& desk, const QString& databasePath)
{
    m_desk = &desk;
    m_last = desk.defaults();
    m_status->setDatabase(databasePath);
    m_sidebar->setLists(&desk.lists());
    m_screener->bind(desk);
    m_jobsPage->bind(desk);
    m_data->bind(desk);
    connectDesk();
    updateActions();
    desk.load();
}

void MainWindow::connectDesk()
{
    connect(m_desk, &Desk::loaded, this, &MainWindow::onLoaded);
    connect(m_desk, &Desk::failed, this, [this](const Error& error) {
        if (!m_desk->isBusy())
            m_strip->finish();
        m_messages->addError(error);
        choosePage();
        updateActions();
    });
    connect(m_desk, &Desk::jobStarted, this, [this](const Job& job, bool attached) {
        if (attached)
            m_status->showMessage(
                tr("This run is active already: %1").arg(QString::fromStdString(job.description)), kStatusMs);
        choosePage();
    });
    connect(m_desk, &Desk::jobChanged, this, [this] {
        if (const Job* job = m_desk->runningJob())
            m_strip->showJob(*job, m_desk->jobs().rate(*job), m_desk->jobs().secondsLeft(*job));
        updateStatus();
        updateActions();
    });
    connect(m_desk, &Desk::jobEnded, this, &MainWindow::onJobEnded);
    connect(m_desk, &Desk::interruptedFound, this, &MainWindow::offerResume);
    connect(m_desk, &Desk::importProgress, this, [this](int done, int total, const QString& file) {
        m_strip->showImport(done, total, QDir(file).dirName());
        updateActions();
    });
    connect(m_desk, &Desk::imported, this, &MainWindow::onImported);
    connect(m_desk, &Desk::exported, this, [this](const QString& path, int rows, int columns) {
        m_messages->add(
            {Message::Kind::Info,
             tr("Wrote %1 rows of %2 columns to %3.").arg(formatCount(rows), formatCount(columns), path),
             {},
             {}});
    });
    connect(m_desk, &Desk::watchlistEdited, this, [this](int changed, bool added) {
        m_status->showMessage(added ? tr("Added to Default: %1").arg(formatCount(changed))
                                    : tr("Removed from Default: %1").arg(formatCount(changed)),
                              kStatusMs);
    });
    connect(m_desk, &Desk::resultsChanged, this, [this] {
        if (m_wantDemo && m_desk->demoCount() > 0) {
            m_wantDemo = false;
            m_sidebar->choose(ListEntry::Kind::Demo);
        }
        choosePage();
        updateStatus();
    });
    connect(m_desk, &Desk::instrumentsChanged, this, [this] {
        choosePage();
        updateStatus();
    });
}

void MainWindow::showClosed(const Error& error, const QString& dataDir)
{
    m_messages->addError(error);
    m_closed->setText(tr("The data folder could not be opened.\n\n%1\n\nNothing in it was changed. Close the "
                         "window, or start with another folder: --data-dir DIR")
                          .arg(QDir::toNativeSeparators(dataDir)));
    m_sidebar->hide();
    m_stack->setCurrentWidget(m_closed);
}

void MainWindow::onLoaded()
{
    m_loaded = true;
    if (m_desk->realCount() == 0 && m_desk->demoCount() > 0)
        m_sidebar->choose(ListEntry::Kind::Demo);
    choosePage();
    updateActions();
    updateStatus();
    if (m_stack->currentWidget() == m_screener)
        m_screener->table()->focusTable();
}

void MainWindow::showKind(ListEntry::Kind kind)
{
    if (isTableKind(kind))
        m_screener->table()->showList(kind);
    choosePage();
    updateActions();
}

void MainWindow::choosePage()
{
    if (!m_loaded)
        return;
    const bool empty = m_desk->results().total() == 0 && m_desk->instruments().empty();
    const ListEntry::Kind kind = m_sidebar->kind();
    QWidget* page = m_screener;
    if (kind == ListEntry::Kind::Jobs)
        page = m_jobsPage;
    else if (kind == ListEntry::Kind::Data)
        page = m_data;
    else if (empty && !m_desk->isBusy())
        page = m_start;
    if (m_stack->currentWidget() != page) {
        m_stack->setCurrentWidget(page);
        updateActions();
    }
}

void MainWindow::updateActions()
{
    const bool ready = m_loaded;
    const bool table = ready && m_stack->currentWidget() == m_screener;
    const bool chosen = table && !m_screener->table()->selectedTickers().isEmpty();
    const bool importing = ready && m_desk->isImporting();
    const Job* job = ready && m_stack->currentWidget() == m_jobsPage ? m_jobsPage->currentJob() : nullptr;
    const auto enable = [this](std::initializer_list<ActionId> ids, bool on) {
        for (const ActionId id : ids)
            m_actions->at(id)->setEnabled(on);
    };
    enable({ActionId::Analyze, ActionId::TryDemo, ActionId::ShowAll, ActionId::ShowDefault,
            ActionId::ShowJobs, ActionId::ShowData},
           ready);
    enable({ActionId::ShowDemo}, ready && m_desk->demoCount() > 0);
    enable({ActionId::ImportFiles, ActionId::ImportFolder}, ready && !importing);
    enable({ActionId::FocusFilter, ActionId::FocusTable}, table);
    enable({ActionId::CopyRows, ActionId::AddToDefault, ActionId::RemoveFromDefault, ActionId::AnalyzeAgain},
           chosen);
    enable({ActionId::ExportTable}, table && m_desk->results().rowCount() > 0);
    const bool open = job && !isFinal(job->status);
    enable({ActionId::CancelJob}, ready && (importing || m_desk->runningJob() || open));
    enable({ActionId::ResumeJob}, job && job->status == JobStatus::Interrupted);
}

void MainWindow::updateStatus()
{
    Day newest = kNoDay;
    for (const InstrumentSummary& each : m_desk->instruments())
        newest = std::max(newest, each.lastBar);
    m_status->setNewest(newest);
    m_status->setRunning(m_desk->jobs().active());
    m_actions->at(ActionId::ExportTable)
        ->setEnabled(m_stack->currentWidget() == m_screener && m_desk->results().rowCount() > 0);
}

bool MainWindow::allDemo(const QStringList& tickers) const
{
    return std::all_of(tickers.begin(), tickers.end(), [this](const QString& ticker) {
        const ResultRecord* result = m_desk->results().find(ticker.toStdString());
        return result && result->isDemo;
    });
}

void MainWindow::askRun()
{
    RunScopes scopes;
    if (m_stack->currentWidget() == m_screener) {
        const QStringList tickers = m_screener->table()->selectedTickers();
        for (const QString& ticker : tickers)
            scopes.selected.push_back(ticker.toStdString());
        scopes.selectedIsDemo = allDemo(tickers);
    }
    scopes.onDefault = static_cast<int>(m_desk->defaultTickers().size());
    scopes.stored = static_cast<int>(m_desk->instruments().size());
    scopes.preferDemo = m_sidebar->kind() == ListEntry::Kind::Demo;
    auto* dialog = new RunDialog(std::move(scopes), m_last, m_files, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &RunDialog::requested, this, [this](const AnalysisRequest& request) {
        m_last = request;
        start(request);
    });
    dialog->open();
}

void MainWindow::analyzeAgain()
{
    AnalysisRequest request = m_last;
    request.selection = Selection::Typed;
    request.tickers.clear();
    const QStringList tickers = m_screener->table()->selectedTickers();
    for (const QString& ticker : tickers)
        request.tickers.push_back(ticker.toStdString());
    request.source = allDemo(tickers) ? RequestSource::Demo : RequestSource::Stored;
    start(request);
}

void MainWindow::start(const AnalysisRequest& request)
{
    m_wantDemo = request.source == RequestSource::Demo && m_sidebar->kind() != kDefaultKind;
    m_desk->start(request);
}

void MainWindow::startDemo()
{
    AnalysisRequest request = m_desk->defaults();
    request.source = RequestSource::Demo;
    request.selection = Selection::All;
    start(request);
}

void MainWindow::cancelWork()
{
    const Job* chosen = m_stack->currentWidget() == m_jobsPage ? m_jobsPage->currentJob() : nullptr;
    const Job* job = chosen && !isFinal(chosen->status) ? chosen : m_desk->runningJob();
    if (m_desk->isImporting() && !job) {
        m_strip->showStopping();
        m_desk->cancelImport();
    } else if (job) {
        m_strip->showStopping();
        m_desk->cancelJob(QString::fromStdString(job->id));
    }
}

void MainWindow::resumeChosen()
{
    if (const Job* job = m_jobsPage->currentJob())
        m_desk->resumeJob(QString::fromStdString(job->id));
}

void MainWindow::askExport()
{
    const QString title = tr("Export %1 rows").arg(formatCount(m_desk->results().rowCount()));
    m_files.saveCsv(this, title, u"results.csv"_s,
                    [this](const QString& path) { m_desk->exportShown(path); });
}

void MainWindow::onJobEnded(const Job& job)
{
    if (!m_desk->isBusy())
        m_strip->finish();
    m_wantDemo = false;
    choosePage();
    updateActions();
    updateStatus();
    const double seconds = static_cast<double>(job.finishedAtMs - job.startedAtMs) / 1000;
    m_status->showMessage(tr("%1: %2 done, %3 failed in %4")
                              .arg(jobStatusText(job.status), formatCount(job.counts.succeeded),
                                   formatCount(job.counts.failed), formatDuration(std::max(0.0, seconds))));
    if (job.error)
        m_messages->addError(*job.error);
    else if (job.counts.failed > 0)
        m_messages->add({Message::Kind::Warning,
                         tr("Could not be analyzed: %1 of %2 stocks. The others are shown.")
                             .arg(formatCount(job.counts.failed), formatCount(job.counts.total)),
                         {},
                         {{u"messageShowFailures"_s, tr("Show why"),
                           [this] { m_sidebar->choose(ListEntry::Kind::Jobs); }}}});
}

void MainWindow::onImported(const ImportReport& report)
{
    if (!m_desk->isBusy())
        m_strip->finish();
    m_data->showReport(report);
    const auto refused = std::count_if(report.files.begin(), report.files.end(),
                                       [](const ImportedFile& file) { return file.error.has_value(); });
    Message message;
    message.kind = refused > 0 ? Message::Kind::Warning : Message::Kind::Info;
    message.text = tr("Stocks imported: %1.").arg(formatCount(report.instruments));
    if (refused > 0)
        message.text +=
            u' ' + tr("Files that could not be read: %1; the report says why.").arg(formatCount(refused));
    message.buttons.push_back(
        {u"messageShowReport"_s, tr("Show report"), [this] { m_sidebar->choose(ListEntry::Kind::Data); }});
    if (report.instruments > 0)
        message.buttons.push_back({u"messageAnalyzeStored"_s, tr("Analyze…"), [this] { askRun(); }});
    m_messages->add(std::move(message));
    updateActions();
}

void MainWindow::offerResume(const std::vector<Job>& jobs)
{
    const Job& newest = jobs.front();
    Message message;
    message.text = tr("A run was interrupted: %1, %2 of %3 done.")
                       .arg(QString::fromStdString(newest.description),
                            formatCount(newest.counts.total - newest.counts.remaining()),
                            formatCount(newest.counts.total));
    if (jobs.size() > 1)
        message.text += u' ' + tr("%n more on the Jobs page.", nullptr, static_cast<int>(jobs.size()) - 1);
    message.buttons.push_back({u"messageResume"_s, tr("Resume"),
                               [this, id = QString::fromStdString(newest.id)] { m_desk->resumeJob(id); }});
    message.buttons.push_back(
        {u"messageShowJobs"_s, tr("Show jobs"), [this] { m_sidebar->choose(ListEntry::Kind::Jobs); }});
    m_messages->add(std::move(message));
}

void MainWindow::about()
{
    m_messages->add(
        {Message::Kind::Info,
         tr("TheTool %1, engine %2, rules %3. Free software under the GNU General Public License, "
            "version 3 or later. Its verdicts are arithmetic, not advice.")
             .arg(QCoreApplication::applicationVersion(),
                  QString::fromUtf8(kEngineVersion.data(), kEngineVersion.size()),
                  QString::number(kRulesVersion)),
         {},
         {}});
}

void MainWindow::saveState()
{
    m_state.setValue(u"window/geometry"_s, saveGeometry());
    m_state.setValue(u"window/sidebar"_s, m_split->saveState());
    if (m_desk) {
        m_screener->saveTo(m_state);
        m_jobsPage->saveTo(m_state);
        m_data->saveTo(m_state);
    }
    m_state.sync();
}

void MainWindow::restoreState()
{
    restoreGeometry(m_state.value(u"window/geometry"_s).toByteArray());
    m_split->restoreState(m_state.value(u"window/sidebar"_s).toByteArray());
    m_screener->restoreFrom(m_state);
    m_jobsPage->restoreFrom(m_state);
    m_data->restoreFrom(m_state);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    saveState();
    event->accept();
}

void MainWindow::changeEvent(QEvent* event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_actions)
        m_actions->refreshIcons();
}

} // namespace tt
