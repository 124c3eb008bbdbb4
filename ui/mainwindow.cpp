// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "charts/pricechart.h"
#include "engine/analysis.h"
#include "text/errortext.h"
#include "text/format.h"
#include "ui/actions.h"
#include "ui/desk.h"
#include "ui/dialogs/filedialogs.h"
#include "ui/gotopalette.h"
#include "ui/imports.h"
#include "ui/listedits.h"
#include "ui/pages/chartpage.h"
#include "ui/pages/datapage.h"
#include "ui/pages/healthpage.h"
#include "ui/pages/jobspage.h"
#include "ui/pages/resultspage.h"
#include "ui/pages/screenerpage.h"
#include "ui/pages/settingspage.h"
#include "ui/pages/startpage.h"
#include "ui/pages/strategiespage.h"
#include "ui/runs.h"
#include "ui/widgets/jobstrip.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/sidebar.h"
#include "ui/widgets/statusline.h"

#include <QBuffer>
#include <QClipboard>
#include <QCloseEvent>
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <QImage>
#include <QLabel>
#include <QMenuBar>
#include <QScreen>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolBar>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

struct ShowInfo
{
    ActionId action;
    ListEntry::Kind kind;
};

constexpr int kFollowMs = 2'000; // what another program writes is seen so soon

constexpr ShowInfo kShow[] = {
    {ActionId::ShowAll, ListEntry::Kind::All},
    {ActionId::ShowDefault, ListEntry::Kind::Watchlist}, // the first of them
    {ActionId::ShowDemo, ListEntry::Kind::Demo},
    {ActionId::ShowStrategies, ListEntry::Kind::Strategies},
    {ActionId::ShowJobs, ListEntry::Kind::Jobs},
    {ActionId::ShowData, ListEntry::Kind::Data},
    {ActionId::ShowHealth, ListEntry::Kind::Health},
    {ActionId::ShowSettings, ListEntry::Kind::Settings},
};

/// What is comfortable, or what the screen has room for beside the window's frame.
QSize firstSize()
{
    constexpr int kFrame = 40;
    const QScreen* screen = QGuiApplication::primaryScreen();
    const QSize room =
        screen ? screen->availableGeometry().size() - QSize(kFrame / 4, kFrame) : QSize(1280, 720);
    return QSize(1280, 720).boundedTo(room);
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
    resize(firstSize());
    restoreState();
    updateActions();
    m_follow.setInterval(kFollowMs);
    connect(&m_follow, &QTimer::timeout, this, [this] {
        m_desk->follow();
        m_status->setWaiting(m_desk->isWaiting());
    });
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
                            m_actions->at(ActionId::Download), m_stack);
    m_screener = new ScreenerPage(*m_actions, m_stack);
    m_strategies = new StrategiesPage(m_stack);
    m_jobsPage = new JobsPage(*m_actions, m_stack);
    m_data = new DataPage(*m_actions, m_stack);
    m_health = new HealthPage(m_stack);
    m_settings = new SettingsPage(m_stack);
    for (QWidget* page : std::initializer_list<QWidget*>{m_closed, m_start, m_screener, m_strategies,
                                                         m_jobsPage, m_data, m_health, m_settings})
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
    on(ActionId::ExportTable, [this] { askExport(); });
    on(ActionId::SaveChart, [this] { askSaveChart(); });
    on(ActionId::CopyChart,
       [this] { QGuiApplication::clipboard()->setImage(m_screener->chart()->chart()->image(2)); });
    on(ActionId::CopyRows, [this] { m_screener->table()->copySelected(); });
    on(ActionId::FocusFilter, [this] { m_screener->table()->focusFilter(); });
    on(ActionId::FocusTable, [this] { m_screener->table()->focusTable(); });
    for (const ShowInfo& info : kShow)
        on(info.action, [this, kind = info.kind] { m_sidebar->choose(kind); });
    on(ActionId::Quit, [this] { close(); });
    on(ActionId::About, [this] { about(); });
    connect(m_sidebar, &Sidebar::chosen, this, &MainWindow::showEntry);
    connect(m_jobsPage, &JobsPage::currentChanged, this, &MainWindow::updateActions);
    connect(m_screener->table(), &ResultsPage::selectionChanged, this, &MainWindow::updateActions);
    connect(m_screener->chart(), &ChartPage::contentChanged, this, &MainWindow::updateActions);
}

void MainWindow::bind(Desk& desk, const QString& databasePath)
{
    m_desk = &desk;
    m_sidebar->show();
    m_status->setDatabase(databasePath);
    m_sidebar->setLists(&desk.lists());
    m_screener->bind(desk);
    m_strategies->bind(desk);
    m_jobsPage->bind(desk);
    m_data->bind(desk);
    m_health->bind(desk);
    m_settings->bind(desk, QFileInfo(databasePath).absolutePath());
    const WindowParts parts{this,     desk,       *m_actions,  m_files,     *m_messages, *m_status,
                            *m_strip, *m_sidebar, *m_screener, *m_jobsPage, *m_data};
    m_runs = new Runs(parts, this);
    m_imports = new Imports(parts, this);
    m_listEdits = new ListEdits(parts, this);
    m_palette = new GotoPalette(parts, *m_strategies, this);
    m_palette->restoreFrom(m_state);
    connectDesk();
    updateActions();
    desk.load();
    m_follow.start();
}

void MainWindow::connectDesk()
{
    connect(m_desk, &Desk::loaded, this, &MainWindow::onLoaded);
    connect(m_desk, &Desk::failed, this, [this](const Error& error) {
        if (!m_desk->isBusy())
            m_strip->finish();
        m_messages->addError(error);
        refresh();
    });
    connect(m_runs, &Runs::stateChanged, this, &MainWindow::refresh);
    connect(m_imports, &Imports::stateChanged, this, &MainWindow::refresh);
    connect(m_imports, &Imports::analyzeAsked, m_runs, &Runs::ask);
    connect(&m_desk->watchlists(), &Watchlists::changed, this, &MainWindow::updateActions);
    connect(m_desk, &Desk::resultsChanged, this, &MainWindow::refresh);
    connect(m_desk, &Desk::instrumentsChanged, this, &MainWindow::refresh);
    connect(&m_desk->jobs(), &JobsModel::activeChanged, this, &MainWindow::updateStatus);
    connect(m_desk, &Desk::exported, this, [this](const QString& path, int rows, int columns) {
        const QString text = tr("Wrote %1 rows of %2 columns to %3.");
        tellWritten(text.arg(formatCount(rows), formatCount(columns), QDir::toNativeSeparators(path)), path);
    });
    connect(m_desk, &Desk::saved, this, [this](const QString& path) {
        tellWritten(tr("Wrote %1.").arg(QDir::toNativeSeparators(path)), path);
    });
}

void MainWindow::showOpening(const QString& dataDir)
{
    m_closed->setText(
        tr("Opening the data folder.\n\n%1\n\nIt may be that another program is using it, or that it "
           "is brought up to date.")
            .arg(QDir::toNativeSeparators(dataDir)));
}

void MainWindow::showClosed(const Error& error, const QString& dataDir)
{
    Message message{Message::Kind::Error, errorText(error), errorDetails(error), {}};
    const auto named =
        std::ranges::find(error.details, "last_backup", &std::pair<std::string, std::string>::first);
    if (named != error.details.end()) {
        const QString backup = QString::fromStdString(named->second);
        message.buttons.push_back({u"messageRestore"_s, tr("Restore the last backup"),
                                   [this, backup] { Q_EMIT restoreAsked(backup); }});
    }
    message.buttons.push_back({u"messageReopen"_s, tr("Try again"), [this] { Q_EMIT reopenAsked(); }});
    m_messages->add(std::move(message));
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
    refresh();
    if (m_stack->currentWidget() == m_screener)
        m_screener->table()->focusTable();
}

void MainWindow::showEntry(const ListEntry& entry)
{
    if (entry.isTable())
        m_screener->table()->showList(entry);
    choosePage();
    updateActions();
}

void MainWindow::choosePage()
{
    if (!m_loaded)
        return;
    const bool empty = m_desk->results().total() == 0 && m_desk->instruments().empty();
    QWidget* page = m_screener;
    switch (m_sidebar->kind()) {
    case ListEntry::Kind::Strategies:
        page = m_strategies;
        break;
    case ListEntry::Kind::Jobs:
        page = m_jobsPage;
        break;
    case ListEntry::Kind::Data:
        page = m_data;
        break;
    case ListEntry::Kind::Health:
        page = m_health;
        break;
    case ListEntry::Kind::Settings:
        page = m_settings;
        break;
    default:
        if (empty && !m_desk->isBusy())
            page = m_start;
    }
    if (m_stack->currentWidget() != page) {
        m_stack->setCurrentWidget(page);
        updateActions();
    }
}

void MainWindow::updateActions()
{
    if (!m_loaded) {
        for (QAction* action : actions())
            action->setEnabled(action == m_actions->at(ActionId::Quit) ||
                               action == m_actions->at(ActionId::About));
        return;
    }
    const bool table = m_stack->currentWidget() == m_screener;
    const bool chosen = table && !m_screener->table()->selectedTickers().isEmpty();
    const auto enable = [this](std::initializer_list<ActionId> ids, bool on) {
        for (const ActionId id : ids)
            m_actions->at(id)->setEnabled(on);
    };
    enable({ActionId::Analyze, ActionId::TryDemo, ActionId::Download, ActionId::ShowAll,
            ActionId::ShowDefault, ActionId::ShowStrategies, ActionId::ShowJobs, ActionId::ShowData,
            ActionId::ShowHealth, ActionId::ShowSettings, ActionId::GoTo},
           true);
    enable({ActionId::ShowDemo}, m_desk->demoCount() > 0);
    enable({ActionId::ImportFiles, ActionId::ImportFolder, ActionId::ImportPreview}, !m_desk->isImporting());
    enable({ActionId::FocusFilter, ActionId::FocusTable}, table);
    enable({ActionId::CopyRows, ActionId::AnalyzeAgain}, chosen);
    enable({ActionId::ExportTable}, table && m_desk->results().rowCount() > 0);
    enable({ActionId::SaveChart, ActionId::CopyChart}, table && m_screener->chart()->hasBars());
    m_runs->updateActions();
    m_listEdits->updateActions();
}

void MainWindow::updateStatus()
{
    if (!m_loaded)
        return;
    Day newest = kNoDay;
    for (const InstrumentSummary& each : m_desk->instruments())
        newest = std::max(newest, each.lastBar);
    m_status->setNewest(newest);
    m_status->setRunning(m_desk->jobs().active());
}

void MainWindow::refresh()
{
    choosePage();
    updateActions();
    updateStatus();
}

void MainWindow::startDemo()
{
    m_runs->startDemo();
}

void MainWindow::askExport()
{
    const QString title = tr("Export %1 rows").arg(formatCount(m_desk->results().rowCount()));
    m_files.saveCsv(this, title, u"results.csv"_s,
                    [this](const QString& path) { m_desk->exportShown(path); });
}

void MainWindow::tellWritten(const QString& text, const QString& path)
{
    m_messages->add(
        {Message::Kind::Info, text, {}, {{u"messageOpenFolder"_s, tr("Open folder"), [this, path] {
                                              m_files.showFolder(QFileInfo(path).absolutePath());
                                          }}}});
}

void MainWindow::askSaveChart()
{
    const PriceChart* chart = m_screener->chart()->chart();
    const QString name = QString::fromStdString(chart->content().ticker) + u".png"_s;
    m_files.savePicture(this, name, [this, chart](const QString& path) {
        // Painting belongs to this thread, packing and writing to another.
        if (path.endsWith(u".svg", Qt::CaseInsensitive))
            m_desk->writeFile(path, [svg = chart->svg()] { return svg; });
        else
            m_desk->writeFile(path, [image = chart->image(2)] {
                QByteArray bytes;
                QBuffer buffer(&bytes);
                image.save(&buffer, "PNG");
                return bytes;
            });
    });
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
        m_strategies->saveTo(m_state);
        m_jobsPage->saveTo(m_state);
        m_data->saveTo(m_state);
        m_health->saveTo(m_state);
        m_palette->saveTo(m_state);
    }
    m_state.sync();
}

void MainWindow::restoreState()
{
    restoreGeometry(m_state.value(u"window/geometry"_s).toByteArray());
    m_split->restoreState(m_state.value(u"window/sidebar"_s).toByteArray());
    m_screener->restoreFrom(m_state);
    m_strategies->restoreFrom(m_state);
    m_jobsPage->restoreFrom(m_state);
    m_data->restoreFrom(m_state);
    m_health->restoreFrom(m_state);
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
