// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "models/listsmodel.h"

#include <QMainWindow>
#include <QSettings>
#include <QTimer>

#include <memory>

class QLabel;
class QSplitter;
class QStackedWidget;

namespace tt {

class Actions;
class DataPage;
class Desk;
class FileDialogs;
class GotoPalette;
class HealthPage;
class Imports;
class JobsPage;
class JobStrip;
class ListEdits;
class MessageBar;
class Runs;
class ScreenerPage;
class SettingsPage;
class Sidebar;
class StartPage;
class StatusLine;
class StrategiesPage;

/// The one window: lists on the left, pages beside them, messages above and the running job below. It is
/// shown before the store is open; bind() brings it to life. What the actions do is in Runs, Imports and
/// ListEdits; here is which page is shown and what is remembered.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// `stateFile`: where geometry, splitters, columns, sort and filter are remembered.
    MainWindow(const QString& stateFile, FileDialogs& files, QWidget* parent = nullptr);
    ~MainWindow() override;

    void bind(Desk& desk, const QString& databasePath);
    /// Opening takes long: says what for.
    void showOpening(const QString& dataDir);
    /// The store cannot be opened: says why and what to do, and offers to try again, and the last backup
    /// where the error names one.
    void showClosed(const Error& error, const QString& dataDir);
    /// Analyzes demo data at once.
    void startDemo();
    MessageBar& messages() { return *m_messages; }

Q_SIGNALS:
    void reopenAsked();
    void restoreAsked(const QString& backup);

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
    void showEntry(const ListEntry& entry);
    void choosePage();
    void updateActions();
    void updateStatus();
    void refresh(); ///< all three
    void askExport();
    void askSaveChart();
    void tellWritten(const QString& text, const QString& path);
    void about();

    FileDialogs& m_files;
    QTimer m_follow;
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
    StrategiesPage* m_strategies = nullptr;
    JobsPage* m_jobsPage = nullptr;
    DataPage* m_data = nullptr;
    HealthPage* m_health = nullptr;
    SettingsPage* m_settings = nullptr;
    JobStrip* m_strip = nullptr;
    StatusLine* m_status = nullptr;
    Runs* m_runs = nullptr;
    Imports* m_imports = nullptr;
    ListEdits* m_listEdits = nullptr;
    GotoPalette* m_palette = nullptr;
    bool m_loaded = false;
};

} // namespace tt
