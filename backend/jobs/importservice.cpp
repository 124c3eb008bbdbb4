// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/importservice.h"

#include "base/clock.h"
#include "base/logcontext.h"
#include "feed/pricefile.h"
#include "feed/textfile.h"
#include "jobs/barssource.h"
#include "jobs/readcorrections.h"
#include "store/barstore.h"
#include "store/profilestore.h"
#include "store/store.h"

#include <QElapsedTimer>
#include <QPromise>
#include <QThreadPool>
#include <QtConcurrentMap>
#include <QtConcurrentRun>

#include <algorithm>
#include <atomic>
#include <set>
#include <span>
#include <utility>

namespace tt {

namespace {

struct ReadFile
{
    std::string path;
    std::shared_ptr<const Result<PriceFile>> file; ///< shared: futures copy what they carry
};

/// Progress on its way to the service's thread.
using Tell = std::function<void(int done, int total, const std::string& file)>;

struct FileList
{
    std::vector<std::string> files;
    std::vector<ImportedFile> broken; ///< paths that gave no file
};

FileList listFiles(const QStringList& paths)
{
    FileList list;
    std::set<std::string> seen;
    for (const QString& path : paths) {
        const Result<std::vector<std::string>> found = listPriceFiles(path.toStdString());
        if (!found) {
            ImportedFile& broken = list.broken.emplace_back();
            broken.path = path.toStdString();
            broken.error = found.error();
            continue;
        }
        for (const std::string& file : *found) {
            if (seen.insert(file).second)
                list.files.push_back(file);
        }
    }
    return list;
}

/// The newest calendar day anywhere on the earth: a bar after it is no bar.
Day lastPossibleDay(const Clock& clock)
{
    constexpr std::int64_t dayMs = 86'400'000, farthestEastMs = 14 * 3'600'000;
    return static_cast<Day>((clock.nowMs() + farthestEastMs) / dayMs);
}

ImportedFile countsOf(const PriceFile& file)
{
    ImportedFile counts;
    counts.path = file.path;
    counts.dialect = file.dialect;
    counts.reasons = file.reasons;
    counts.rows = file.rows;
    counts.accepted = file.accepted;
    counts.repaired = file.repaired;
    counts.quarantined = file.quarantined;
    counts.duplicates = file.duplicates;
    counts.instruments = static_cast<int>(file.instruments.size());
    counts.isRemembered = file.isRemembered;
    return counts;
}

std::vector<PreviewRow> previewOf(const PriceFile& file)
{
    std::vector<PreviewRow> rows;
    for (const InstrumentBars& one : file.instruments) {
        const Bars& bars = one.checked.bars;
        for (std::size_t i = 0; i < bars.size() && rows.size() < kPreviewRows; ++i)
            rows.push_back({one.ticker, bars.date[i], bars.open[i], bars.high[i], bars.low[i], bars.close[i],
                            bars.volume[i]});
    }
    return rows;
}

// What waits for one transaction: a month of day files of the whole market, or one large table.
constexpr std::size_t kPartsTogether = 60'000;
constexpr int kRowsTogether = 500'000;

/// Reads a window of files on all cores while the window before is being stored, so memory holds what waits
/// and two windows at most; the order of the files decides which import is the newer.
class Import
{
public:
    Import(Store& store, const Clock& clock, QThreadPool& readers, std::atomic_bool& cancelled, Tell tell,
           ImportOptions options)
        : m_store(store)
        , m_clock(clock)
        , m_readers(readers)
        , m_cancelled(cancelled)
        , m_tell(std::move(tell))
        , m_options(std::move(options))
    {
        m_options.reading.asOf = lastPossibleDay(m_clock);
    }

    Result<ImportReport> run(const QStringList& paths)
    {
        QElapsedTimer timer;
        timer.start();
        if (Result<void> known = useProfiles(); !known)
            return known.error();
        FileList list = listFiles(paths);
        m_total = static_cast<int>(list.files.size());
        const auto window = static_cast<std::size_t>(std::max(1, m_readers.maxThreadCount())) * 2;
        QFuture<ReadFile> next = read(list.files, 0, window);
        for (std::size_t at = 0; at < list.files.size(); at += window) {
            QFuture<ReadFile> now = std::exchange(next, read(list.files, at + window, window));
            now.waitForFinished();
            for (qsizetype i = 0; i < now.resultCount() && !m_fatal; ++i)
                take(now.resultAt(i));
        }
        if (!m_fatal)
            storeWaiting();
        if (!m_fatal)
            rememberCorrection();
        if (m_fatal)
            return *m_fatal;
        m_report.files.insert(m_report.files.end(), list.broken.begin(), list.broken.end());
        m_report.instruments = static_cast<int>(m_tickers.size());
        m_report.cancelled = m_cancelled;
        m_report.seconds = static_cast<double>(timer.elapsed()) / 1000;
        return outcome();
    }

private:
    template<class F>
    auto ask(F f)
    {
        auto future = m_store.run(std::move(f));
        future.waitForFinished();
        return future.takeResult();
    }

    /// What was remembered for files that this import does not correct.
    Result<void> useProfiles()
    {
        if (!m_options.reading.empty())
            return {};
        const auto rows = ask([](Database& database) { return ProfileStore(database).list(); });
        if (!rows)
            return rows.error();
        auto profiles = std::make_shared<ReadProfiles>();
        for (const ImportProfile& row : *rows) {
            ReadCorrection correction = correctionFromJson(row.correction);
            if (!correction.empty()) // another program's may not be understood
                profiles->emplace(row.header, ReadProfile{std::move(correction), localDay(row.changedAtMs)});
        }
        m_options.reading.profiles = std::move(profiles);
        return {};
    }

    void rememberCorrection()
    {
        if (m_headers.empty())
            return;
        const Result<void> done =
            ask([&headers = m_headers, &clock = m_clock,
                 text = correctionToJson(m_options.reading)](Database& database) -> Result<void> {
                ProfileStore profiles(database, clock);
                for (const std::string& header : headers) {
                    if (Result<void> put = profiles.put(header, text); !put)
                        return put;
                }
                return {};
            });
        if (!done)
            m_fatal = done.error();
        m_report.remembered = static_cast<int>(m_headers.size());
    }

    QFuture<ReadFile> read(const std::vector<std::string>& files, std::size_t from, std::size_t count)
    {
        const auto at = [&](std::size_t i) {
            return files.begin() + static_cast<std::ptrdiff_t>(std::min(i, files.size()));
        };
        return QtConcurrent::mapped(
            &m_readers, std::vector<std::string>(at(from), at(from + count)),
            [options = m_options.reading, &cancelled = m_cancelled](const std::string& path) {
                auto file = readPriceFile(path, options, [&] { return cancelled.load(); });
                return ReadFile{path, std::make_shared<const Result<PriceFile>>(std::move(file))};
            });
    }

    void take(ReadFile read)
    {
        if (m_cancelled)
            return;
        const Result<PriceFile>& file = *read.file;
        if (!file) {
            ImportedFile& broken = m_report.files.emplace_back();
            broken.path = read.path;
            broken.error = file.error();
        } else {
            m_report.files.push_back(countsOf(*file));
            if (m_options.preview)
                preview(*file);
            else
                keep(read.file);
        }
        m_tell(++m_done, m_total, read.path);
    }

    void preview(const PriceFile& file)
    {
        m_report.files.back().preview = previewOf(file);
        addFindings(file, {});
    }

    void keep(const std::shared_ptr<const Result<PriceFile>>& file)
    {
        if ((*file)->isWorthKeeping && !(*file)->header.empty())
            m_headers.insert((*file)->header);
        m_waitingParts += (*file)->instruments.size();
        m_waitingRows += (*file)->rows;
        m_waiting.push_back(file);
        if (m_waitingParts >= kPartsTogether || m_waitingRows >= kRowsTogether)
            storeWaiting();
    }

    /// Day files touch every ticker's year: stored together, that year is written once for many of them.
    void storeWaiting()
    {
        const auto files = std::exchange(m_waiting, {});
        m_waitingParts = 0;
        m_waitingRows = 0;
        if (files.empty())
            return;
        const Result<std::vector<StoredCount>> counts = ask([&files, &clock = m_clock](Database& database) {
            std::vector<BarsToStore> all;
            for (const auto& file : files) {
                for (const InstrumentBars& one : (*file)->instruments) {
                    BarsToStore& bars = all.emplace_back();
                    bars.ticker = one.ticker;
                    bars.name = one.name;
                    bars.bars = &one.checked;
                    bars.source = one.source;
                    bars.file = (*file)->path;
                    bars.listing = {one.isin, one.series, one.exchange, one.currency};
                    bars.former = one.former;
                }
            }
            return BarStore(database, clock).putBars(all);
        });
        if (!counts) {
            m_fatal = counts.error();
            return;
        }
        std::size_t done = 0;
        for (const auto& file : files) {
            addFindings(**file, std::span(*counts).subspan(done, (*file)->instruments.size()));
            done += (*file)->instruments.size();
        }
    }

    void addFindings(const PriceFile& file, std::span<const StoredCount> counts)
    {
        for (const Finding& finding : file.findings)
            m_report.findings.push_back({std::string(), finding});
        for (const InstrumentBars& one : file.instruments) {
            m_tickers.insert(one.ticker);
            for (const Finding& finding : one.checked.findings)
                m_report.findings.push_back({one.ticker, finding});
        }
        for (const StoredCount& count : counts) {
            m_report.replaced += count.replaced;
            for (const Finding& finding : count.replacedBars)
                m_report.findings.push_back({count.ticker, finding});
        }
    }

    /// An import of which nothing came is an error: of its only file, or of them all.
    Result<ImportReport> outcome()
    {
        const std::vector<ImportedFile>& files = m_report.files;
        const bool anyGood =
            std::any_of(files.begin(), files.end(), [](const auto& file) { return !file.error; });
        if (anyGood || m_report.cancelled || files.empty())
            return std::move(m_report);
        if (files.size() == 1)
            return *files.front().error;
        Error error = makeError(ErrorCode::FileFormat,
                                "None of the " + std::to_string(files.size()) +
                                    " files holds daily bars; the first: " + files.front().error->message);
        for (const ImportedFile& file : files)
            error.with(file.path, file.error->message);
        return error;
    }

    Store& m_store;
    const Clock& m_clock;
    QThreadPool& m_readers;
    std::atomic_bool& m_cancelled;
    Tell m_tell;
    ImportOptions m_options;
    ImportReport m_report;
    std::set<std::string> m_tickers;
    std::set<std::string> m_headers; ///< of the files that were read as the user corrected them
    std::optional<Error> m_fatal;
    std::vector<std::shared_ptr<const Result<PriceFile>>> m_waiting; ///< read, not yet stored
    std::size_t m_waitingParts = 0;
    int m_waitingRows = 0;
    int m_done = 0, m_total = 0;
};

} // namespace

class ImportService::Private
{
public:
    Private(Store& store_, const Clock& clock_)
        : store(store_)
        , clock(clock_)
    {
        runner.setMaxThreadCount(1);
    }

    Store& store;
    const Clock& clock;
    QThreadPool readers, runner; ///< apart: an import waits for its readers
    std::atomic_bool cancelled = false;
};

ImportService::ImportService(Store& store, const Clock& clock, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(store, clock))
{
}

ImportService::~ImportService()
{
    d->cancelled = true;
    d->runner.waitForDone();
    d->readers.waitForDone();
}

QFuture<Result<ImportReport>> ImportService::start(QStringList paths, ImportOptions options)
{
    d->cancelled = false;
    Tell tell = [this](int done, int total, const std::string& file) {
        QMetaObject::invokeMethod(
            this,
            [this, done, total, name = QString::fromStdString(file)] { Q_EMIT progress(done, total, name); },
            Qt::QueuedConnection);
    };
    return QtConcurrent::run(
        &d->runner, [this, paths = std::move(paths), tell = std::move(tell), options = std::move(options),
                     context = actionContext()](QPromise<Result<ImportReport>>& promise) {
            const LogScope scope(context);
            promise.addResult(Import(d->store, d->clock, d->readers, d->cancelled, tell, options).run(paths));
        });
}

void ImportService::cancel()
{
    d->cancelled = true;
}

} // namespace tt
