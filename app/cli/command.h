// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tt::cli {

/// One command: a row that the dispatcher, the help and the tests read.
struct Command
{
    std::string_view name;                     ///< "jobs list"
    const char* arguments;                     ///< for help: "TICKER..."
    const char* help;                          ///< to be translated
    std::span<const std::string_view> options; ///< beside the common ones
    std::size_t least, most;                   ///< number of arguments
    Exit (*run)(Context&);
    /// Adds what is wrong with the options together; nullptr: nothing can be.
    void (*check)(Context&, std::vector<Violation>&) = nullptr;
    /// More for its help page; nullptr: nothing.
    QString (*details)() = nullptr;
};

std::span<const Command> commandTable();

/// Finds the command, names every fault of what was typed at once, runs it.
Exit runCommandLine(std::span<const std::string> arguments);

/// Of all commands, or of those whose name begins with the word `family`.
QString generalHelp(std::string_view family = {});
QString commandHelp(const Command& command);

// One function a row, each in the file of its subject.
Exit analyze(Context& context);
void checkAnalyze(Context& context, std::vector<Violation>& violations);
Exit indicators(Context& context);
void checkIndicators(Context& context, std::vector<Violation>& violations);
void checkExport(Context& context, std::vector<Violation>& violations);
Exit explain(Context& context);
void checkExplain(Context& context, std::vector<Violation>& violations);
Exit importFiles(Context& context);
void checkImport(Context& context, std::vector<Violation>& violations);
Exit dataProfiles(Context& context);
Exit dataForget(Context& context);
Exit download(Context& context);
void checkDownload(Context& context, std::vector<Violation>& violations);
QString downloadDetails();
Exit dataCheck(Context& context);
Exit dataDelete(Context& context);
Exit eventList(Context& context);
Exit eventAdd(Context& context);
Exit eventRemove(Context& context);
Exit eventImport(Context& context);
Exit instruments(Context& context);
Exit jobsList(Context& context);
Exit jobsShow(Context& context);
Exit jobsCancel(Context& context);
Exit jobsPause(Context& context);
Exit jobsResume(Context& context);
Exit jobsRetry(Context& context);
Exit results(Context& context);
Exit resultsDiff(Context& context);
Exit exportAllResults(Context& context);
Exit exportStockBars(Context& context);
Exit exportJob(Context& context);
Exit health(Context& context);
Exit databaseMigrate(Context& context);
Exit databaseBackup(Context& context);
Exit databaseCheck(Context& context);
Exit databaseCleanup(Context& context);
Exit databaseRestore(Context& context);
Exit exportHistory(Context& context);
Exit exportWatchlist(Context& context);
Exit settingsList(Context& context);
Exit settingsSet(Context& context);
Exit watchlistCreate(Context& context);
Exit watchlistDelete(Context& context);
Exit watchlistRename(Context& context);
Exit universeImport(Context& context);
Exit universeList(Context& context);
Exit universeTick(Context& context);
Exit strategyList(Context& context);
Exit strategyShow(Context& context);
Exit strategyCopy(Context& context);
Exit strategyEdit(Context& context);
void checkStrategyEdit(Context& context, std::vector<Violation>& violations);
QString strategyKeys(); ///< what --set takes
Exit strategyDelete(Context& context);
Exit watchlistList(Context& context);
Exit watchlistShow(Context& context);
Exit watchlistAdd(Context& context);
Exit watchlistRemove(Context& context);

} // namespace tt::cli
