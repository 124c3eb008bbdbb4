// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "jobs/settings.h"
#include "store/restore.h"
#include "store/store.h"
#include "ui/dialogs/filedialogs.h"

#include <QElapsedTimer>
#include <QFuture>
#include <QObject>
#include <QTimer>

#include <memory>

namespace tt {

class AnalysisService;
class Desk;
class ImportService;
class Library;
class MainWindow;
class StrategyService;

/// Makes everything that the window needs and takes it apart in the opposite order: window, desk, services
/// (which stop their jobs and leave them resumable), library, store. The window is shown first; the store
/// opens meanwhile in a worker.
class Application : public QObject
{
    Q_OBJECT

public:
    /// `files` may be null: the system's dialogs.
    explicit Application(Settings settings, FileDialogs* files = nullptr);
    ~Application() override;

    /// Shows the window and opens the store. `sinceStart` has run since the program began; the time until the
    /// first paint is logged.
    void open(bool demoAtOnce, const QElapsedTimer& sinceStart);
    MainWindow& window() { return *m_window; }
    Desk* desk() { return m_desk.get(); } ///< null until the store is open

Q_SIGNALS:
    void ready(bool opened);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Opened;
    void startOpening();
    void onOpened(Opened& opened);
    void restore(const QString& backup);
    void onRestored(const Result<RestoreReport>& report, const QString& backup);
    void makeServices();

    Settings m_settings;
    QString m_dataDir;
    SystemFileDialogs m_systemFiles;
    FileDialogs& m_files;
    bool m_demoAtOnce = false;
    QElapsedTimer m_sinceStart;
    QFuture<std::shared_ptr<Opened>> m_opening;
    QFuture<Result<RestoreReport>> m_restoring;
    QTimer m_slowOpening;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<Library> m_library;
    std::unique_ptr<ImportService> m_imports;
    std::unique_ptr<StrategyService> m_strategies;
    std::unique_ptr<AnalysisService> m_analysis;
    std::unique_ptr<Desk> m_desk;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace tt
