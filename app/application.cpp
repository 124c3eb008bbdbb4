// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"

#include "app/environment.h"
#include "base/clock.h"
#include "jobs/analysisservice.h"
#include "jobs/importservice.h"
#include "jobs/library.h"
#include "jobs/strategyservice.h"
#include "store/settingsstore.h"
#include "ui/desk.h"
#include "ui/mainwindow.h"
#include "ui/whendone.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/messagebar.h"

#include <QApplication>
#include <QDir>
#include <QEvent>
#include <QLoggingCategory>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

Q_LOGGING_CATEGORY(lcWindow, "thetool.window")

} // namespace

struct Application::Opened
{
    Result<std::unique_ptr<Store>> store;
    SettingsStore::Rows settings;
};

Application::Application(Settings settings, FileDialogs* files)
    : m_settings(std::move(settings))
    , m_dataDir(dataFolder(m_settings))
    , m_files(files ? *files : m_systemFiles)
    , m_window(std::make_unique<MainWindow>(QDir(m_dataDir).filePath(u"window.ini"_s), m_files))
{
    m_window->setWindowIcon(applicationIcon());
    m_window->installEventFilter(this);
    m_slowOpening.setSingleShot(true);
    m_slowOpening.setInterval(kLongWait);
    connect(&m_slowOpening, &QTimer::timeout, m_window.get(), [this] { m_window->showOpening(m_dataDir); });
    connect(m_window.get(), &MainWindow::reopenAsked, this, &Application::startOpening);
    connect(m_window.get(), &MainWindow::restoreAsked, this, &Application::restore);
}

Application::~Application()
{
    m_opening.waitForFinished();
    m_restoring.waitForFinished();
    m_window.reset();
    m_desk.reset();
    m_analysis.reset();
    m_strategies.reset();
    m_imports.reset();
    m_library.reset();
    m_store.reset();
}

void Application::open(bool demoAtOnce, const QElapsedTimer& sinceStart)
{
    m_demoAtOnce = demoAtOnce;
    m_sinceStart = sinceStart;
    startOpening();
    m_window->show();
}

void Application::startOpening()
{
    m_slowOpening.start();
    m_opening = QtConcurrent::run([dir = m_dataDir] {
        auto opened = std::make_shared<Opened>(Opened{Store::open(dir), {}});
        if (!opened->store)
            return opened;
        QFuture<Result<SettingsStore::Rows>> rows =
            (*opened->store)->run([](Database& database) { return SettingsStore(database).all(); });
        rows.waitForFinished();
        if (Result<SettingsStore::Rows> read = rows.result(); read)
            opened->settings = std::move(*read);
        else
            opened->store = read.error();
        return opened;
    });
    whenDone(this, m_opening, [this](const std::shared_ptr<Opened>& opened) { onOpened(*opened); });
}

void Application::onOpened(Opened& opened)
{
    m_slowOpening.stop();
    if (!opened.store) {
        m_window->showClosed(opened.store.error(), m_dataDir);
        Q_EMIT ready(false);
        return;
    }
    m_store = std::move(*opened.store);
    logMigration(m_store->migration());
    m_settings.setStored(std::move(opened.settings));
    makeServices();
    if (std::vector<Violation> broken = m_settings.violations(); !broken.empty())
        m_window->messages().addError(validationError(std::move(broken)));
    if (m_demoAtOnce)
        connect(m_desk.get(), &Desk::loaded, m_window.get(), [this] { m_window->startDemo(); });
    m_window->bind(*m_desk, m_store->databasePath());
    Q_EMIT ready(true);
}

void Application::restore(const QString& backup)
{
    m_window->showOpening(m_dataDir);
    m_restoring = QtConcurrent::run(restoreDatabase, m_dataDir, backup);
    whenDone(this, m_restoring,
             [this, backup](const Result<RestoreReport>& report) { onRestored(report, backup); });
}

void Application::onRestored(const Result<RestoreReport>& report, const QString& backup)
{
    if (!report)
        return m_window->showClosed(Error(report.error()).with("last_backup", backup.toStdString()),
                                    m_dataDir);
    const QString text =
        report->keptAside.isEmpty()
            ? tr("Restored %1.").arg(QDir::toNativeSeparators(backup))
            : tr("Restored %1. The database of before is kept: %2")
                  .arg(QDir::toNativeSeparators(backup), QDir::toNativeSeparators(report->keptAside));
    m_window->messages().add({Message::Kind::Info, text, {}, {}});
    startOpening();
}

void Application::makeServices()
{
    m_library = std::make_unique<Library>(*m_store);
    m_imports = std::make_unique<ImportService>(*m_store, m_store->clock());
    m_strategies = std::make_unique<StrategyService>(*m_store);
    m_analysis = std::make_unique<AnalysisService>(*m_store, m_store->clock());
    m_desk = std::make_unique<Desk>(
        Services{*m_analysis, *m_imports, *m_library, *m_strategies, *m_store, m_settings, m_store->clock()});
}

bool Application::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Paint && watched == m_window.get()) {
        qCDebug(lcWindow, "first paint %lld ms after the start",
                static_cast<long long>(m_sinceStart.elapsed()));
        m_window->removeEventFilter(this);
    }
    return QObject::eventFilter(watched, event);
}

} // namespace tt
