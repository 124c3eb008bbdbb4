// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/barssource.h"

#include "engine/demo.h"
#include "feed/joinbars.h"
#include "feed/textfile.h"
#include "jobs/jobslog.h"
#include "jobs/readcorrections.h"
#include "store/barstore.h"

#include <QDateTime>
#include <QThreadPool>
#include <QtConcurrentMap>

#include <algorithm>

namespace tt {

namespace {

constexpr std::int64_t kMsADay = 86'400'000;
constexpr std::int64_t kIndiaOffsetMs = 19'800'000;                // UTC+5:30, without summer time
constexpr std::int64_t kIndiaCloseMs = 15 * 3'600'000 + 1'800'000; // 15:30

std::vector<Result<PriceFile>> readAll(const std::vector<std::string>& paths, const ReadOptions& options,
                                       int workers, const StopCheck& stopped)
{
    const auto read = [&](const std::string& path) {
        return std::make_shared<Result<PriceFile>>(readPriceFile(path, options, stopped));
    };
    QThreadPool pool;
    pool.setMaxThreadCount(workers);
    std::vector<Result<PriceFile>> all;
    for (const auto& file :
         QtConcurrent::blockingMapped<QList<std::shared_ptr<Result<PriceFile>>>>(&pool, paths, read))
        all.push_back(std::move(*file));
    return all;
}

SourceBars fromFile(InstrumentBars instrument)
{
    SourceBars source;
    source.symbol = symbolOfTicker(instrument.ticker);
    source.ticker = std::move(instrument.ticker);
    source.name = std::move(instrument.name);
    source.source = DataSource::Csv;
    source.bars = std::move(instrument.checked.bars);
    source.findings = std::move(instrument.checked.findings);
    return source;
}

bool mayBeOpen(const std::string& ticker, Day day, std::int64_t nowMs)
{
    if (!ticker.ends_with(".NS") && !ticker.ends_with(".BO"))
        return day == localDay(nowMs);
    const std::int64_t india = nowMs + kIndiaOffsetMs;
    return day == static_cast<Day>(india / kMsADay) && india % kMsADay < kIndiaCloseMs;
}

void truncate(Bars& bars, std::size_t count)
{
    bars.date.resize(count);
    for (std::vector<double>* column : {&bars.open, &bars.high, &bars.low, &bars.close, &bars.volume})
        column->resize(count);
}

} // namespace

FileBars::FileBars(std::vector<SourceBars> instruments, std::vector<SourceFile> files,
                   std::vector<Error> leftOut)
    : m_files(std::move(files))
    , m_leftOut(std::move(leftOut))
{
    for (SourceBars& instrument : instruments)
        m_instruments.emplace(instrument.ticker, std::move(instrument));
}

const SourceBars* FileBars::find(const std::string& ticker) const
{
    const auto found = m_instruments.find(ticker);
    return found == m_instruments.end() ? nullptr : &found->second;
}

std::vector<std::string> FileBars::tickers() const
{
    std::vector<std::string> all;
    for (const auto& [ticker, source] : m_instruments)
        all.push_back(ticker);
    return all;
}

Day FileBars::newestDay() const
{
    Day newest = kNoDay;
    for (const auto& [ticker, source] : m_instruments) {
        if (!source.bars.empty())
            newest = std::max(newest, source.bars.date.back());
    }
    return newest;
}

ReadOptions fileReading(const AnalysisRequest& request)
{
    std::vector<Violation> checked; // validateRequest has named them
    ReadOptions options = readOptionsOf(request.csvReading, checked);
    options.asOf = request.asOf.value_or(kNoDay);
    return options;
}

Result<std::shared_ptr<const FileBars>> readFileBars(const std::string& path, const ReadOptions& reading,
                                                     int workers, const StopCheck& stopped)
{
    const Result<std::vector<std::string>> paths = listPriceFiles(path);
    if (!paths)
        return paths.error();
    std::vector<Result<PriceFile>> read = readAll(*paths, reading, workers, stopped);
    if (stopped && stopped())
        return makeError(ErrorCode::Cancelled, "Reading was cancelled");
    std::vector<PriceFile> good;
    std::vector<SourceFile> files;
    std::vector<Error> leftOut;
    for (std::size_t i = 0; i < read.size(); ++i) {
        files.push_back({(*paths)[i], read[i] ? read[i]->checksum : std::string()});
        if (read[i]) {
            good.push_back(std::move(*read[i]));
            continue;
        }
        leftOut.push_back(std::move(read[i]).error().with("path", (*paths)[i]));
    }
    if (good.empty())
        return leftOut.front();
    std::vector<SourceBars> instruments;
    for (InstrumentBars& instrument : joinInstruments(std::move(good)))
        instruments.push_back(fromFile(std::move(instrument)));
    return std::make_shared<const FileBars>(std::move(instruments), std::move(files), std::move(leftOut));
}

SourceBars demoSourceBars(const std::string& ticker, const AnalysisRequest& request)
{
    SourceBars source;
    source.ticker = ticker;
    source.symbol = symbolOfTicker(ticker);
    source.name = demoName(ticker);
    source.source = DataSource::Demo;
    source.isDemo = true;
    source.bars = demoBars(ticker, static_cast<std::uint32_t>(request.demoSeed), request.demoBars);
    return source;
}

SourceBars storedSourceBars(StoredBars stored)
{
    SourceBars source;
    source.ticker = std::move(stored.instrument.ticker);
    source.symbol = std::move(stored.instrument.symbol);
    source.name = std::move(stored.instrument.name);
    source.source = DataSource::Stored;
    source.userTick = stored.instrument.userTick;
    source.bars = std::move(stored.bars);
    source.findings = std::move(stored.findings);
    source.actions = std::move(stored.actions);
    return source;
}

Error unknownTicker(const std::string& ticker)
{
    return makeError(ErrorCode::NotFound, "No bars of " + ticker +
                                              " are known: check its spelling, or type it with the ending of "
                                              "its exchange (.NS, .BO)")
        .with("ticker", ticker);
}

void adjustBars(SourceBars& source, Day asOf)
{
    source.bars = adjustedView(std::move(source.bars), source.actions, asOf);
    source.actions.clear();
}

void cutBars(SourceBars& source, const JobPlan& plan)
{
    Bars& bars = source.bars;
    const auto end = std::upper_bound(bars.date.begin(), bars.date.end(), plan.asOf);
    auto count = static_cast<std::size_t>(end - bars.date.begin());
    const bool mayBePartial = !source.isDemo && !plan.request.includePartialBar;
    if (mayBePartial && count > 0 && mayBeOpen(source.ticker, bars.date[count - 1], plan.plannedAtMs))
        --count;
    if (count < bars.size())
        truncate(bars, count);
    adjustBars(source, plan.asOf);
}

Day localDay(std::int64_t utcMs)
{
    return static_cast<Day>(QDate(1970, 1, 1).daysTo(QDateTime::fromMSecsSinceEpoch(utcMs).date()));
}

std::string resolveTyped(const std::string& typed, const std::function<bool(const std::string&)>& isKnown)
{
    if (isKnown(typed))
        return typed;
    const bool nse = isKnown(typed + ".NS"), bse = isKnown(typed + ".BO");
    return nse == bse ? typed : typed + (nse ? ".NS" : ".BO");
}

} // namespace tt
