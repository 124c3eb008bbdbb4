// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions.h"

#include "ui/widgets/icons.h"

#include <QKeySequence>
#include <QMenu>
#include <QMenuBar>
#include <QToolBar>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

struct ActionInfo
{
    ActionId id;
    const char* name;
    const char* text;
    const char* shortcut; ///< portable text; empty: reached by the menu
    const char* icon;     ///< of resources/icons; empty: none
    const char* hint;
};

constexpr ActionInfo kActions[] = {
    {ActionId::Analyze, "actionAnalyze", QT_TRANSLATE_NOOP("tt::Actions", "&Analyze…"), "Ctrl+R", "analyze",
     QT_TRANSLATE_NOOP("tt::Actions", "Choose what to analyze and with which settings")},
    {ActionId::AnalyzeAgain, "actionAnalyzeAgain", QT_TRANSLATE_NOOP("tt::Actions", "Analyze &again"),
     "Ctrl+Shift+R", "",
     QT_TRANSLATE_NOOP("tt::Actions", "Analyze the selected stocks with the last settings")},
    {ActionId::TryDemo, "actionTryDemo", QT_TRANSLATE_NOOP("tt::Actions", "Try with &demo data"), "", "demo",
     QT_TRANSLATE_NOOP("tt::Actions", "Analyze 2,200 made-up stocks; nothing is downloaded")},
    {ActionId::PauseJob, "actionPauseJob", QT_TRANSLATE_NOOP("tt::Actions", "&Pause job"), "Ctrl+Shift+.",
     "pause", QT_TRANSLATE_NOOP("tt::Actions", "Stop for now; the job goes on with Resume")},
    {ActionId::ResumeJob, "actionResumeJob", QT_TRANSLATE_NOOP("tt::Actions", "Res&ume job"), "Ctrl+U",
     "resume", QT_TRANSLATE_NOOP("tt::Actions", "Go on with what is left of the paused or interrupted job")},
    {ActionId::CancelJob, "actionCancelJob", QT_TRANSLATE_NOOP("tt::Actions", "&Cancel job"), "Ctrl+.",
     "cancel", QT_TRANSLATE_NOOP("tt::Actions", "Stop for good; what is finished is kept")},
    {ActionId::RetryJob, "actionRetryJob", QT_TRANSLATE_NOOP("tt::Actions", "&Retry all"), "", "retry",
     QT_TRANSLATE_NOOP("tt::Actions", "Analyze the failed and cancelled stocks of this job again")},
    {ActionId::RetryTransient, "actionRetryTransient", QT_TRANSLATE_NOOP("tt::Actions", "Retry &transient"),
     "", "",
     QT_TRANSLATE_NOOP("tt::Actions", "Analyze again only what failed for a reason that may have passed")},
    {ActionId::ImportFiles, "actionImportFiles", QT_TRANSLATE_NOOP("tt::Actions", "&Import files…"), "Ctrl+O",
     "import", QT_TRANSLATE_NOOP("tt::Actions", "Store the prices of CSV files")},
    {ActionId::ImportFolder, "actionImportFolder", QT_TRANSLATE_NOOP("tt::Actions", "Import &folder…"),
     "Ctrl+Shift+O", "folder",
     QT_TRANSLATE_NOOP("tt::Actions", "Store the prices of every file of a folder")},
    {ActionId::ImportPreview, "actionImportPreview",
     QT_TRANSLATE_NOOP("tt::Actions", "Import with &preview…"), "Ctrl+Shift+I", "",
     QT_TRANSLATE_NOOP("tt::Actions",
                       "See how files are understood, and correct it, before they are stored")},
    {ActionId::Download, "actionDownload", QT_TRANSLATE_NOOP("tt::Actions", "&Download bars…"),
     "Ctrl+Shift+B", "download",
     QT_TRANSLATE_NOOP("tt::Actions", "Fetch daily prices from the internet, once you say so")},
    {ActionId::ExportTable, "actionExportTable", QT_TRANSLATE_NOOP("tt::Actions", "&Export table…"), "Ctrl+E",
     "export", QT_TRANSLATE_NOOP("tt::Actions", "Write the shown rows to a CSV file")},
    {ActionId::SaveChart, "actionSaveChart", QT_TRANSLATE_NOOP("tt::Actions", "&Save chart…"), "Ctrl+Shift+S",
     "", QT_TRANSLATE_NOOP("tt::Actions", "Write the chart to a PNG or SVG file")},
    {ActionId::CopyChart, "actionCopyChart", QT_TRANSLATE_NOOP("tt::Actions", "&Copy chart"), "Ctrl+Shift+C",
     "", QT_TRANSLATE_NOOP("tt::Actions", "Put a picture of the chart on the clipboard")},
    {ActionId::CopyRows, "actionCopyRows", QT_TRANSLATE_NOOP("tt::Actions", "&Copy rows"), "Ctrl+C", "copy",
     QT_TRANSLATE_NOOP("tt::Actions", "Copy the selected rows for a spreadsheet")},
    {ActionId::NewList, "actionNewList", QT_TRANSLATE_NOOP("tt::Actions", "&New watchlist…"), "Ctrl+N",
     "plus", QT_TRANSLATE_NOOP("tt::Actions", "Make an empty watchlist")},
    {ActionId::SaveScreen, "actionSaveScreen", QT_TRANSLATE_NOOP("tt::Actions", "&Save screen…"), "Ctrl+S",
     "filter", QT_TRANSLATE_NOOP("tt::Actions", "Keep filter, columns and order of the table under a name")},
    {ActionId::RenameList, "actionRenameList", QT_TRANSLATE_NOOP("tt::Actions", "Re&name…"), "F2", "",
     QT_TRANSLATE_NOOP("tt::Actions", "Give the shown watchlist or screen another name")},
    {ActionId::DeleteList, "actionDeleteList", QT_TRANSLATE_NOOP("tt::Actions", "&Delete"), "", "",
     QT_TRANSLATE_NOOP("tt::Actions", "Delete the shown watchlist or screen; this can be undone")},
    {ActionId::MoveListUp, "actionMoveListUp", QT_TRANSLATE_NOOP("tt::Actions", "Move &up"), "Ctrl+Shift+Up",
     "", QT_TRANSLATE_NOOP("tt::Actions", "Move the shown watchlist up")},
    {ActionId::MoveListDown, "actionMoveListDown", QT_TRANSLATE_NOOP("tt::Actions", "Move d&own"),
     "Ctrl+Shift+Down", "", QT_TRANSLATE_NOOP("tt::Actions", "Move the shown watchlist down")},
    {ActionId::AddToDefault, "actionAddToDefault", QT_TRANSLATE_NOOP("tt::Actions", "Add to &Default"),
     "Ctrl+D", "star", QT_TRANSLATE_NOOP("tt::Actions", "Put the selected stocks on the Default watchlist")},
    {ActionId::AddToList, "actionAddToList", QT_TRANSLATE_NOOP("tt::Actions", "Add to &list"), "", "list",
     QT_TRANSLATE_NOOP("tt::Actions", "Put the selected stocks on a watchlist")},
    {ActionId::RemoveFromList, "actionRemoveFromList",
     QT_TRANSLATE_NOOP("tt::Actions", "&Remove from this list"), "Ctrl+Shift+D", "",
     QT_TRANSLATE_NOOP("tt::Actions", "Take the selected stocks off the shown watchlist")},
    {ActionId::PasteTickers, "actionPasteTickers", QT_TRANSLATE_NOOP("tt::Actions", "&Paste tickers"),
     "Ctrl+V", "",
     QT_TRANSLATE_NOOP("tt::Actions", "Put the tickers on the clipboard on the shown watchlist")},
    {ActionId::FocusFilter, "actionFocusFilter", QT_TRANSLATE_NOOP("tt::Actions", "&Filter"), "Ctrl+F",
     "filter", QT_TRANSLATE_NOOP("tt::Actions", "Go to the filter box")},
    {ActionId::FocusTable, "actionFocusTable", QT_TRANSLATE_NOOP("tt::Actions", "Go to the &table"), "Ctrl+T",
     "", QT_TRANSLATE_NOOP("tt::Actions", "Go to the results table")},
    {ActionId::ShowAll, "actionShowAll", QT_TRANSLATE_NOOP("tt::Actions", "&All stocks"), "Ctrl+1", "stocks",
     QT_TRANSLATE_NOOP("tt::Actions", "The newest result of every stock")},
    {ActionId::ShowDefault, "actionShowDefault", QT_TRANSLATE_NOOP("tt::Actions", "&Default watchlist"),
     "Ctrl+2", "star", QT_TRANSLATE_NOOP("tt::Actions", "The stocks of the Default watchlist")},
    {ActionId::ShowDemo, "actionShowDemo", QT_TRANSLATE_NOOP("tt::Actions", "De&mo"), "Ctrl+3", "demo",
     QT_TRANSLATE_NOOP("tt::Actions", "Results of demo data")},
    {ActionId::ShowStrategies, "actionShowStrategies", QT_TRANSLATE_NOOP("tt::Actions", "&Strategies"),
     "Ctrl+4", "strategy", QT_TRANSLATE_NOOP("tt::Actions", "Compare, read, copy and edit strategies")},
    {ActionId::ShowJobs, "actionShowJobs", QT_TRANSLATE_NOOP("tt::Actions", "&Jobs"), "Ctrl+5", "jobs",
     QT_TRANSLATE_NOOP("tt::Actions", "Runs, their progress and failures")},
    {ActionId::ShowData, "actionShowData", QT_TRANSLATE_NOOP("tt::Actions", "Da&ta"), "Ctrl+6", "data",
     QT_TRANSLATE_NOOP("tt::Actions", "Stored stocks and what imports found")},
    {ActionId::ShowHealth, "actionShowHealth", QT_TRANSLATE_NOOP("tt::Actions", "&Health and log"), "Ctrl+7",
     "health", QT_TRANSLATE_NOOP("tt::Actions", "Whether the data folder is well, and the log")},
    {ActionId::ShowSettings, "actionShowSettings", QT_TRANSLATE_NOOP("tt::Actions", "S&ettings"), "Ctrl+,",
     "settings", QT_TRANSLATE_NOOP("tt::Actions", "Capital, risk and other usual values")},
    {ActionId::GoTo, "actionGoTo", QT_TRANSLATE_NOOP("tt::Actions", "&Go to…"), "Ctrl+K", "search",
     QT_TRANSLATE_NOOP("tt::Actions", "Find a stock, a list, a strategy or a command")},
    {ActionId::Quit, "actionQuit", QT_TRANSLATE_NOOP("tt::Actions", "&Quit"), "Ctrl+Q", "",
     QT_TRANSLATE_NOOP("tt::Actions", "Close the window; a running job can be resumed later")},
    {ActionId::About, "actionAbout", QT_TRANSLATE_NOOP("tt::Actions", "&About TheTool"), "", "info",
     QT_TRANSLATE_NOOP("tt::Actions", "Version and license")},
};
static_assert(std::size(kActions) == kActionCount);

constexpr auto kSeparator = static_cast<ActionId>(kActionCount);

struct MenuInfo
{
    const char* name;
    const char* title;
    std::initializer_list<ActionId> actions;
};

const MenuInfo kMenus[] = {
    {"menuFile",
     QT_TRANSLATE_NOOP("tt::Actions", "&File"),
     {ActionId::ImportFiles, ActionId::ImportFolder, ActionId::ImportPreview, ActionId::Download, kSeparator,
      ActionId::ExportTable, ActionId::SaveChart, ActionId::CopyChart, kSeparator, ActionId::Quit}},
    {"menuAnalysis",
     QT_TRANSLATE_NOOP("tt::Actions", "&Analysis"),
     {ActionId::Analyze, ActionId::AnalyzeAgain, ActionId::TryDemo, kSeparator, ActionId::PauseJob,
      ActionId::ResumeJob, ActionId::CancelJob, kSeparator, ActionId::RetryJob, ActionId::RetryTransient}},
    {"menuTable",
     QT_TRANSLATE_NOOP("tt::Actions", "&Table"),
     {ActionId::FocusFilter, ActionId::FocusTable, kSeparator, ActionId::SaveScreen, kSeparator,
      ActionId::CopyRows}},
    {"menuLists",
     QT_TRANSLATE_NOOP("tt::Actions", "&Lists"),
     {ActionId::NewList, ActionId::RenameList, ActionId::DeleteList, ActionId::MoveListUp,
      ActionId::MoveListDown, kSeparator, ActionId::AddToDefault, ActionId::AddToList,
      ActionId::RemoveFromList, ActionId::PasteTickers}},
    {"menuView",
     QT_TRANSLATE_NOOP("tt::Actions", "&View"),
     {ActionId::GoTo, kSeparator, ActionId::ShowAll, ActionId::ShowDefault, ActionId::ShowDemo, kSeparator,
      ActionId::ShowStrategies, ActionId::ShowJobs, ActionId::ShowData, ActionId::ShowHealth,
      ActionId::ShowSettings}},
    {"menuHelp", QT_TRANSLATE_NOOP("tt::Actions", "&Help"), {ActionId::About}},
};

constexpr ActionId kToolBar[] = {ActionId::Analyze, ActionId::ImportFiles, ActionId::ImportFolder,
                                 ActionId::ExportTable, ActionId::GoTo};

} // namespace

Actions::Actions(QWidget* window)
    : QObject(window)
    , m_window(window)
{
    for (const ActionInfo& info : kActions) {
        auto* action = new QAction(tr(info.text), window);
        action->setObjectName(QString::fromLatin1(info.name));
        action->setShortcut(QKeySequence(QString::fromLatin1(info.shortcut), QKeySequence::PortableText));
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        action->setStatusTip(tr(info.hint));
        action->setToolTip(keys.isEmpty() ? tr(info.hint) : u"%1 (%2)"_s.arg(tr(info.hint), keys));
        window->addAction(action);
        m_actions[static_cast<std::size_t>(info.id)] = action;
    }
    refreshIcons();
}

void Actions::fillMenus(QMenuBar* bar) const
{
    for (const MenuInfo& info : kMenus) {
        QMenu* menu = bar->addMenu(tr(info.title));
        menu->setObjectName(QString::fromLatin1(info.name));
        for (const ActionId id : info.actions) {
            if (id == kSeparator)
                menu->addSeparator();
            else
                menu->addAction(at(id));
        }
    }
}

void Actions::fillToolBar(QToolBar* bar) const
{
    for (const ActionId id : kToolBar)
        bar->addAction(at(id));
}

void Actions::refreshIcons()
{
    for (const ActionInfo& info : kActions) {
        if (*info.icon)
            at(info.id)->setIcon(lineIcon(QString::fromLatin1(info.icon), m_window->palette()));
    }
}

} // namespace tt
