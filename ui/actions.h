// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QObject>

#include <array>
#include <cstddef>
#include <cstdint>

class QMenuBar;
class QToolBar;
class QWidget;

namespace tt {

enum class ActionId : std::uint8_t {
    Analyze,
    AnalyzeAgain,
    TryDemo,
    PauseJob,
    ResumeJob,
    CancelJob,
    RetryJob,
    RetryTransient,
    ImportFiles,
    ImportFolder,
    ImportPreview,
    Download,
    ExportTable,
    SaveChart,
    CopyChart,
    CopyRows,
    NewList,
    SaveScreen,
    RenameList,
    DeleteList,
    MoveListUp,
    MoveListDown,
    AddToDefault,
    AddToList,
    RemoveFromList,
    PasteTickers,
    FocusFilter,
    FocusTable,
    ShowAll,
    ShowDefault,
    ShowDemo,
    ShowStrategies,
    ShowJobs,
    ShowData,
    ShowHealth,
    ShowSettings,
    GoTo,
    Quit,
    About,
};
inline constexpr std::size_t kActionCount = static_cast<std::size_t>(ActionId::About) + 1;

/// Every action of the window: object name, text, shortcut, icon and hint stand in one table.
class Actions : public QObject
{
    Q_OBJECT

public:
    /// The actions are children of `window` and their shortcuts work anywhere in it.
    explicit Actions(QWidget* window);

    QAction* at(ActionId id) const { return m_actions[static_cast<std::size_t>(id)]; }
    void fillMenus(QMenuBar* bar) const;
    void fillToolBar(QToolBar* bar) const;
    /// Draws the icons anew in the window's palette.
    void refreshIcons();

private:
    QWidget* m_window;
    std::array<QAction*, kActionCount> m_actions{};
};

} // namespace tt
