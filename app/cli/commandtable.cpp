// SPDX-License-Identifier: GPL-3.0-or-later
// All commands with their words, help and options.
#include "app/cli/command.h"

#include <QCoreApplication>

#include <limits>

namespace tt::cli {

namespace {

constexpr std::size_t kMany = std::numeric_limits<std::size_t>::max();

constexpr std::string_view kAnalyzeOptions[] = {"demo",
                                                "count",
                                                "bars",
                                                "seed",
                                                "csv",
                                                "stored",
                                                "online",
                                                "all",
                                                "watchlist",
                                                "strategy",
                                                "capital",
                                                "risk",
                                                "position-limit",
                                                "min-rr",
                                                "allow-short",
                                                "indicators",
                                                "weight",
                                                "category-weight",
                                                "as-of",
                                                "include-partial-bar",
                                                "workers",
                                                "force",
                                                "out"};
constexpr std::string_view kIndicatorsOptions[] = {"demo",   "bars",     "seed", "csv",
                                                   "stored", "strategy", "out"};
constexpr std::string_view kExplainOptions[] = {"demo",           "bars",
                                                "seed",           "csv",
                                                "stored",         "strategy",
                                                "capital",        "risk",
                                                "position-limit", "min-rr",
                                                "allow-short",    "indicators",
                                                "weight",         "category-weight",
                                                "as-of",          "include-partial-bar"};
constexpr std::string_view kResultsOptions[] = {"latest", "strategy"};
constexpr std::string_view kExportResultsOptions[] = {"latest", "strategy", "out"};
constexpr std::string_view kRetryOptions[] = {"transient", "out"};
constexpr std::string_view kOut[] = {"out"};
constexpr std::string_view kDownloadOptions[] = {"all", "watchlist", "resume"};
constexpr std::string_view kImportOptions[] = {"preview", "date-format", "delimiter", "column", "symbol"};
constexpr std::string_view kStrategyEditOptions[] = {"set", "revision"};
constexpr std::string_view kStrategyDeleteOptions[] = {"revision"};

#define TT_HELP(text) QT_TRANSLATE_NOOP("cli", text)

constexpr Command kCommands[] = {
    {"analyze", "[TICKER...]",
     TT_HELP("Analyses stocks: verdict, score, evidence and trade plan of each, stored as a job. The prices "
             "are imported "
             "ones (--stored), downloaded (--online), made up (--demo) or read from files (--csv)."),
     kAnalyzeOptions, 0, kMany, analyze, checkAnalyze},
    {"indicators", "[TICKER]",
     TT_HELP("Every indicator at every bar of one stock, as CSV. With --csv the ticker may be left out when "
             "the file "
             "holds one."),
     kIndicatorsOptions, 0, 1, indicators, checkIndicators},
    {"import", "PATH...",
     TT_HELP(
         "Reads price files or folders, packed or not, and keeps their bars; says what was repaired or set "
         "aside."),
     kImportOptions, 1, kMany, importFiles, checkImport},
    {"download", "TICKER...",
     TT_HELP("Downloads daily bars into the store: the whole history of a stock, later what is missing."),
     kDownloadOptions, 0, kMany, download, checkDownload, downloadDetails},
    {"data check",
     "TICKER",
     TT_HELP(
         "What is stored of a stock's prices: sources, grade and its reasons, findings, events, jumps that "
         "no event explains."),
     {},
     1,
     1,
     dataCheck},
    {"data delete",
     "TICKER",
     TT_HELP("Deletes the stored bars of a stock and their findings, after a backup of the database. Its "
             "events, results and places in watchlists stay."),
     {},
     1,
     1,
     dataDelete},
    {"event list",
     "[TICKER]",
     TT_HELP("Splits, bonuses and dividends: of one stock or all."),
     {},
     0,
     1,
     eventList},
    {"event add",
     "TICKER DATE KIND VALUE",
     TT_HELP(
         "Adds a split, bonus or dividend, or corrects yours of that date. DATE is the ex-date. VALUE of a "
         "split is 5 or 10:2 (the face value before and after), of a bonus 1:1 (new for held), of a dividend "
         "the amount a share. Prices of earlier dates are adjusted when they are read."),
     {},
     4,
     4,
     eventAdd},
    {"event remove",
     "TICKER DATE KIND",
     TT_HELP("Removes the events of that kind and date; a download does not bring them back."),
     {},
     3,
     3,
     eventRemove},
    {"event import",
     "FILE",
     TT_HELP("Adds the events of a CSV file with the columns ticker,date,kind,value."),
     {},
     1,
     1,
     eventImport},
    {"explain", "[TICKER]",
     TT_HELP(
         "Where each number of a verdict comes from: definition, parameters, bars used and share of every "
         "indicator, the "
         "reasons, what would change it, the plan and the data grade. With --csv the ticker may be left "
         "out."),
     kExplainOptions, 0, 1, explain, checkExplain},
    {"instruments",
     "",
     TT_HELP("What is kept: ticker, name, source, first and last bar, number of bars, data grade."),
     {},
     0,
     0,
     instruments},
    {"jobs list", "", TT_HELP("All jobs, newest first."), {}, 0, 0, jobsList},
    {"jobs show",
     "ID",
     TT_HELP("One job with its results and failures. ID is a job's id or the beginning of one."),
     {},
     1,
     1,
     jobsShow},
    {"jobs cancel", "ID", TT_HELP("Stops a job for good; what is finished is kept."), {}, 1, 1, jobsCancel},
    {"jobs pause",
     "ID",
     TT_HELP("Stops a running job for now; 'jobs resume' sets it going again where it runs."),
     {},
     1,
     1,
     jobsPause},
    {"jobs resume", "ID",
     TT_HELP("Goes on with an interrupted or paused job; finished tickers are not computed again."), kOut, 1,
     1, jobsResume},
    {"jobs retry", "ID",
     TT_HELP(
         "A new job of the failed and cancelled tickers of a finished one, same strategy and options; the "
         "prices "
         "are read anew. With --transient only of failures that may pass by themselves."),
     kRetryOptions, 1, 1, jobsRetry},
    {"results", "",
     TT_HELP("Stored results, newest first; with --latest the newest of each ticker, strongest first."),
     kResultsOptions, 0, 0, results},
    {"results diff",
     "JOB JOB",
     TT_HELP("What changed from one run to a later one: new, gone and flipped tickers, and whether data, "
             "strategy "
             "or rules changed."),
     {},
     2,
     2,
     resultsDiff},
    {"export results", "--out FILE", TT_HELP("Writes stored results as CSV, newest first."),
     kExportResultsOptions, 0, 0, exportAllResults, checkExport},
    {"export bars", "TICKER --out FILE",
     TT_HELP("Writes the kept bars of a stock as CSV; importing the file gives the same bars again."), kOut,
     1, 1, exportStockBars, checkExport},
    {"export job", "ID --out FILE",
     TT_HELP("Writes a job's results as CSV, and its failures to FILE.failures.csv."), kOut, 1, 1, exportJob,
     checkExport},
    {"export history", "TICKER --out FILE",
     TT_HELP("Writes every stored result of one ticker as CSV, newest first."), kOut, 1, 1, exportHistory,
     checkExport},
    {"export watchlist", "NAME --out FILE", TT_HELP("Writes a watchlist's tickers and notes as CSV."), kOut,
     1, 1, exportWatchlist, checkExport},
    {"health",
     "",
     TT_HELP("Checks database, disk, data and jobs: each ok, degraded or failed."),
     {},
     0,
     0,
     health},
    {"db migrate",
     "",
     TT_HELP("Brings the database up to this program's version, after a backup."),
     {},
     0,
     0,
     databaseMigrate},
    {"db backup",
     "FILE",
     TT_HELP("Copies the whole database into a new file while it is in use."),
     {},
     1,
     1,
     databaseBackup},
    {"db restore",
     "FILE",
     TT_HELP(
         "Puts a backup in the database's place; says what is lost by it and keeps the present one aside."),
     {},
     1,
     1,
     databaseRestore},
    {"db cleanup",
     "",
     TT_HELP("Deletes old results and jobs (retention.results, retention.days), never the newest, says how "
             "many, "
             "and gives their room back to the disk."),
     {},
     0,
     0,
     databaseCleanup},
    {"db check", "", TT_HELP("Looks for damage in the database."), {}, 0, 0, databaseCheck},
    {"settings list",
     "",
     TT_HELP("Every setting: value, default, range, where the value comes from, its variable."),
     {},
     0,
     0,
     settingsList},
    {"universe import",
     "FILE",
     TT_HELP("Makes stocks and their names known: symbol,name,yahoo_symbol, or EQUITY_L.csv of NSE."),
     {},
     1,
     1,
     universeImport},
    {"universe list", "", TT_HELP("All known stocks, with bars or not."), {}, 0, 0, universeList},
    {"universe tick",
     "TICKER [SIZE]",
     TT_HELP("Gives a stock a tick size of your own, which its plans are rounded to; without a size the "
             "market's is in force again."),
     {},
     1,
     2,
     universeTick},
    {"strategy list", "", TT_HELP("The built-in strategies and your own."), {}, 0, 0, strategyList},
    {"strategy show",
     "NAME",
     TT_HELP("Every number of a strategy with its key and its limits. NAME is a name or an id."),
     {},
     1,
     1,
     strategyShow},
    {"strategy copy",
     "FROM NAME",
     TT_HELP("Makes a strategy of your own with the numbers of another one."),
     {},
     2,
     2,
     strategyCopy},
    {"strategy edit", "NAME --set key=value --revision N",
     TT_HELP("Changes numbers of a strategy of your own. The revision is the one that 'strategy show' gave: "
             "when the "
             "strategy has been changed since, nothing is done. Built-in strategies cannot be changed; copy "
             "one first."),
     kStrategyEditOptions, 1, 1, strategyEdit, checkStrategyEdit, strategyKeys},
    {"strategy delete", "NAME",
     TT_HELP("Deletes a strategy of your own. Results made with it stay, with all of its numbers."),
     kStrategyDeleteOptions, 1, 1, strategyDelete},
    {"settings set",
     "KEY [VALUE]",
     TT_HELP("Keeps a setting's value in the database; without a value the default is in force again."),
     {},
     1,
     2,
     settingsSet},
    {"watchlist create",
     "NAME [DESCRIPTION]",
     TT_HELP("Makes an empty watchlist."),
     {},
     1,
     2,
     watchlistCreate},
    {"watchlist rename", "NAME NEW", TT_HELP("Gives a watchlist another name."), {}, 2, 2, watchlistRename},
    {"watchlist delete",
     "NAME",
     TT_HELP("Deletes a watchlist; prints what was in it."),
     {},
     1,
     1,
     watchlistDelete},
    {"watchlist list", "", TT_HELP("All watchlists."), {}, 0, 0, watchlistList},
    {"watchlist show",
     "[NAME]",
     TT_HELP("The tickers of a watchlist (Default when no name is given)."),
     {},
     0,
     1,
     watchlistShow},
    {"watchlist add",
     "NAME TICKER...",
     TT_HELP("Puts tickers at the end of a watchlist."),
     {},
     2,
     kMany,
     watchlistAdd},
    {"watchlist remove",
     "NAME TICKER...",
     TT_HELP("Takes tickers out of a watchlist."),
     {},
     2,
     kMany,
     watchlistRemove},
};

} // namespace

std::span<const Command> commandTable()
{
    return kCommands;
}

} // namespace tt::cli
