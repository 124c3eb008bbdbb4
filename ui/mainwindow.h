// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/importservice.h"
#include "jobs/library.h"
#include "models/listsmodel.h"
#include "ui/dialogs/rundialog.h"

#include <QMainWindow>
#include <QSettings>

class QLabel;
class QSplitter;
class QStackedWidget;

namespace tt {

class Actions;
class DataPage;
class Desk;
class FileDialogs;
class JobsPage;
class JobStrip;
class MessageBar;
class ScreenerPage;
class Sidebar;
class StartPage;
class StatusLine;

/// The one window: lists on the left, pages beside them, messages above and the running job below. It is
/// shown before the store is open; bind() brings it to life.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// `stateFile`: where geometry, splitters, columns, sort and filter are remembered.
    MainWindow(const QString& stateFile, FileDialogs& files, QWidget* parent = nullptr);
    ~MainWindow() override;

    void bind(Desk& desk, const QString& databasePath);
    /// The store cannot be opened: says why and what to do.
    void showClosed(const Error& error, const QString& dataDir);
    /// Analyzes demo data at once.
    void startDemo();
    MessageBar& messages() { return *m_messages; }

protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void createPages();
    void createBars();
    void connectActions();
    void connectDesk();
    void saveState();
    void restoreState();

    void onLoaded();
    void showKind(ListEntry::Kind kind);
    void choosePage();
    void updateActions();
    void updateStatus();

    void askRun();
    void analyzeAgain();
    void start(const AnalysisRequest& request);
    void cancelWork();
    void resumeChosen();
    void askExport();
    void about();
    void onJobEnded(const Job& job);
    void onImported(const ImportReport& report);
    void offerResume(const std::vector<Job>& jobs);
    bool allDemo(const QStringList& tickers) const;

    FileDialogs& m_files;
    QSettings m_state;
    Actions* m_actions;
    Desk* m_desk = nullptr;
    MessageBar* m_messages = nullptr;
    Sidebar* m_sidebar = nullptr;
    QSplitter* m_split = nullptr;
    QStackedWidget* m_stack = nullptr;
    QLabel* m_closed = nullptr;
    StartPage* m_start = nullptr;
    ScreenerPage* m_screener = nullptr;
    JobsPage* m_jobsPage = nullptr;
    DataPage* m_data = nullptr;
    JobStrip* m_strip = nullptr;
    StatusLine* m_status = nullptr;
    AnalysisRequest m_last; ///< settings of the last run
    bool m_loaded = false;
    bool m_wantDemo = false; ///< show the Demo list as soon as there is one
};

} // namespace tt
