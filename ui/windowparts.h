// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

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
class StatusLine;

/// What the window is made of, for those who answer its actions (Runs, Imports, ListEdits). Everything in it
/// outlives them.
struct WindowParts
{
    QWidget* window;
    Desk& desk;
    Actions& actions;
    FileDialogs& files;
    MessageBar& messages;
    StatusLine& status;
    JobStrip& strip;
    Sidebar& sidebar;
    ScreenerPage& screener;
    JobsPage& jobs;
    DataPage& data;
};

inline constexpr int kStatusMs = 8000; ///< how long a message stays in the status line

} // namespace tt
