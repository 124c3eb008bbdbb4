// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "engine/corporateaction.h"
#include "engine/resultrecord.h"
#include "feed/pricefile.h"
#include "jobs/jobjson.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace tt {

struct StoredBars;

/// Checked bars of one ticker with what goes into its result.
struct SourceBars
{
    std::string ticker, symbol, name;
    DataSource source = DataSource::Csv;
    bool isDemo = false;
    double userTick = kUndefined;
    Bars bars; ///< raw until adjustBars()
    std::vector<Finding> findings;
    std::vector<CorporateAction> actions; ///< not yet applied
};

/// The instruments of a file or folder, held in memory by ticker.
class FileBars
{
public:
    FileBars(std::vector<SourceBars> instruments, std::vector<SourceFile> files, std::vector<Error> leftOut);

    const SourceBars* find(const std::string& ticker) const; ///< nullptr when unknown
    std::vector<std::string> tickers() const;                ///< in their order
    const std::vector<SourceFile>& files() const { return m_files; }
    /// Why files of the folder are not in use, each with its `path`.
    const std::vector<Error>& leftOut() const { return m_leftOut; }
    Day newestDay() const; ///< kNoDay without bars

private:
    std::map<std::string, SourceBars, std::less<>> m_instruments;
    std::vector<SourceFile> m_files;
    std::vector<Error> m_leftOut;
};

using StopCheck = std::function<bool()>;

/// How the files of a checked request are to be read.
ReadOptions fileReading(const AnalysisRequest& request);

/// Reads a file, or a folder on `workers` threads; a bad file of a folder is left out. Blocking.
/// Errors: FILE_*, CANCELLED; a folder without any good file gives the first file's error.
Result<std::shared_ptr<const FileBars>> readFileBars(const std::string& path, const ReadOptions& reading,
                                                     int workers, const StopCheck& stopped);

SourceBars demoSourceBars(const std::string& ticker, const AnalysisRequest& request);
SourceBars storedSourceBars(StoredBars stored);
/// No bars of a ticker are known. The sentence says what to check.
Error unknownTicker(const std::string& ticker);

/// Makes the raw bars the adjusted view of a day (adjustedView()); again: changes nothing.
void adjustBars(SourceBars& source, Day asOf);

/// What an analysis is given. Leaves out what is dated after the as-of day and, unless the request includes
/// it, today's bar while its session may be open (.NS and .BO: until 15:30 in India; else: the whole day);
/// then adjusts the rest.
void cutBars(SourceBars& source, const JobPlan& plan);

/// The calendar day of a moment where the user is.
Day localDay(std::int64_t utcMs);

/// What a typed name means among known tickers: itself, else the one of NAME.NS and NAME.BO that is known;
/// the name as it is when neither or both are.
std::string resolveTyped(const std::string& typed, const std::function<bool(const std::string&)>& isKnown);

} // namespace tt
