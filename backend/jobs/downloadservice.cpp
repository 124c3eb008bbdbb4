// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/downloadservice.h"

#include "base/logcontext.h"
#include "base/transient.h"
#include "feed/chartjson.h"
#include "jobs/downloadtickers.h"
#include "jobs/jobslog.h"
#include "store/downloadstore.h"
#include "store/store.h"

#include <QElapsedTimer>
#include <QFutureWatcher>
#include <QPromise>
#include <QTimer>
#include <QtConcurrentRun>

#include <algorithm>
#include <deque>
#include <map>
#include <utility>

namespace tt {

namespace {

constexpr int kMostAttempts = 4;
constexpr std::int64_t kSecondsADay = 86'400;
constexpr std::int64_t kSilentWaitMs = 5'000; ///< a longer one is told

struct Item
{
    std::string ticker;
    DownloadState state;
    int attempts = 0;
    bool whole = false; ///< again from the beginning, for a split that was not known

    Day from() const { return whole ? kNoDay : state.lastFew; }
};

using ReadBars = std::shared_ptr<const Result<OnlineBars>>; ///< shared: futures copy what they carry

/// Trouble with the host, not with the symbol.
bool isHostTrouble(ErrorCode code)
{
    return isTransient(code) || code == ErrorCode::Refused || code == ErrorCode::RemoteTls;
}

/// A whole history without a good bar.
Error nothingIn(const OnlineBars& bars, const std::string& ticker)
{
    if (bars.checked.rows > 0)
        return downloadError(ErrorCode::DataInvalid, "bad data",
                             "None of the " + std::to_string(bars.checked.rows) + " rows for " + ticker +
                                 " has all prices of a day: it cannot be analysed");
    return downloadError(ErrorCode::NotFound, "not found",
                         "The source has no daily bars of " + ticker + ": check its spelling");
}

bool hasNewSplit(const Item& item, const OnlineBars& bars)
{
    return std::any_of(bars.actions.begin(), bars.actions.end(), [&](const CorporateAction& action) {
        return action.kind != ActionKind::Dividend &&
               std::none_of(item.state.actions.begin(), item.state.actions.end(), [&](const auto& known) {
                   return known.day == action.day && known.kind == action.kind && known.value == action.value;
               });
    });
}

} // namespace

class DownloadService::Private
{
public:
    Private(DownloadService& service_, Store& store_, const Clock& clock_, DownloadOptions options_)
        : service(service_)
        , store(store_)
        , clock(clock_)
        , options(std::move(options_))
        , pacer(options.pacing)
        , client(QUrl(QString::fromStdString(options.address)), options.limits)
    {
        if (!options.delay)
            options.delay = [](std::chrono::milliseconds time, QObject* context, std::function<void()> wake) {
                QTimer::singleShot(time, context, std::move(wake));
            };
    }

    /// `then` as a part of the action that began the download.
    template<class F>
    auto ofAction(F then)
    {
        return [this, then = std::move(then)](auto&&... values) mutable {
            const LogScope scope(action);
            then(std::forward<decltype(values)>(values)...);
        };
    }
    /// `then` in the service's thread and from its event loop, unless the service is gone by then.
    template<class T, class F>
    void whenDone(QFuture<T> future, F then)
    {
        auto* watcher = new QFutureWatcher<T>(&service);
        QObject::connect(watcher, &QFutureWatcherBase::finished, &service,
                         ofAction([watcher, then = std::move(then)]() mutable {
                             watcher->deleteLater();
                             then(watcher->result());
                         }));
        watcher->setFuture(future);
    }

    void begin(const Result<std::vector<std::string>>& tickers, bool isResumed);
    void pump();
    void waitUntil(std::int64_t atMs);
    void launch(Item item);
    void ask(Item item);
    void answered(Item item, Result<HttpAnswer> answer);
    void read(Item item, const ReadBars& bars, std::optional<std::int64_t> retryAt);
    void keep(Item item, const ReadBars& bars);
    void report(const Item& item, const OnlineBars& bars, const StoredCount& count);
    void failed(Item item, const Error& error, std::optional<std::int64_t> retryAt);
    void fail(const Item& item, const Error& error, bool again);
    void giveUp(const Error& error);
    void abort(std::optional<Error> error);
    void ended(const std::string& ticker);

    DownloadService& service;
    Store& store;
    const Clock& clock;
    DownloadOptions options;
    RequestPacer pacer;
    ChartClient client;

    LogContext action;                                         ///< that began the one under way
    std::unique_ptr<QPromise<Result<DownloadReport>>> promise; ///< of the one under way
    std::deque<Item> waiting;
    int busy = 0, total = 0, done = 0;
    bool armed = false;         ///< a wake-up is ordered
    bool stopping = false;      ///< nothing new is started
    std::int64_t toldUntil = 0; ///< end of the wait that was told; 0: none
    std::string trouble;        ///< the reason of the last one with the host
    std::optional<Error> fatal;
    DownloadReport current;
    QElapsedTimer timer;
};

void DownloadService::Private::begin(const Result<std::vector<std::string>>& tickers, bool isResumed)
{
    if (!tickers)
        fatal = tickers.error();
    else if (tickers->empty() && !isResumed)
        fatal = makeError(ErrorCode::NotFound, "There is nothing to download: type tickers, or import a list "
                                               "of known stocks first");
    else if (!stopping)
        for (const std::string& ticker : *tickers)
            waiting.push_back({ticker, {}, 0, false});
    total = static_cast<int>(waiting.size());
    pump();
}

void DownloadService::Private::pump()
{
    if (!promise)
        return;
    if (busy == 0 && (waiting.empty() || stopping)) {
        current.left += static_cast<int>(waiting.size());
        current.cancelled = stopping && !fatal;
        current.seconds = static_cast<double>(timer.elapsed()) / 1000;
        const auto ending = std::exchange(promise, nullptr);
        ending->addResult(fatal ? Result<DownloadReport>(*fatal) : std::move(current));
        ending->finish();
        return;
    }
    while (!waiting.empty() && !stopping) {
        const std::optional<std::int64_t> next = pacer.nextStart();
        if (!next)
            return;
        if (*next > clock.nowMs())
            return waitUntil(*next);
        if (std::exchange(toldUntil, 0) != 0)
            Q_EMIT service.continued();
        pacer.started(clock.nowMs());
        Item item = std::move(waiting.front());
        waiting.pop_front();
        launch(std::move(item));
    }
}

void DownloadService::Private::waitUntil(std::int64_t atMs)
{
    if (atMs - clock.nowMs() > kSilentWaitMs && atMs != toldUntil) {
        toldUntil = atMs;
        Q_EMIT service.paused(QString::fromStdString(trouble), atMs);
    }
    if (std::exchange(armed, true))
        return;
    options.delay(std::chrono::milliseconds(atMs - clock.nowMs()), &service, ofAction([this] {
                      armed = false;
                      pump();
                  }));
}

void DownloadService::Private::launch(Item item)
{
    ++busy;
    ++item.attempts;
    const std::string ticker = item.ticker;
    whenDone(store.run([ticker, &time = clock](Database& database) {
        return DownloadStore(database, time).state(ticker);
    }),
             [this, item = std::move(item)](const Result<DownloadState>& state) mutable {
                 if (!state) {
                     --busy;
                     pacer.endedWell();
                     return abort(state.error());
                 }
                 item.state = *state;
                 ask(std::move(item));
             });
}

void DownloadService::Private::ask(Item item)
{
    ChartRequest request;
    request.symbol = item.state.symbol;
    request.from = item.from() == kNoDay ? 0 : item.from() * kSecondsADay - kSecondsADay;
    // A day beyond now, whatever the exchange's zone: splits up to today undo the source's adjustment.
    request.to = clock.nowMs() / 1000 + kSecondsADay;
    if (stopping)
        return answered(std::move(item), makeError(ErrorCode::Cancelled, "The download was cancelled"));
    client.get(request, ofAction([this, item = std::move(item)](Result<HttpAnswer> answer) mutable {
                   answered(std::move(item), std::move(answer));
               }));
}

void DownloadService::Private::answered(Item item, Result<HttpAnswer> answer)
{
    if (stopping) {
        --busy;
        pacer.endedWell();
        ++current.left;
        return pump();
    }
    if (!answer)
        return failed(std::move(item), answer.error(), std::nullopt);
    const auto retryAt = answer->retryAtMs;
    ChartRequest asked;
    asked.symbol = item.state.symbol;
    asked.removed = item.state.removed;
    auto reading = QtConcurrent::run([asked, body = std::move(*answer), now = clock.nowMs()] {
        return std::make_shared<const Result<OnlineBars>>(readChart(asked, body, now));
    });
    whenDone(reading, [this, item = std::move(item), retryAt](const ReadBars& bars) mutable {
        read(std::move(item), bars, retryAt);
    });
}

void DownloadService::Private::read(Item item, const ReadBars& bars, std::optional<std::int64_t> retryAt)
{
    if (!*bars)
        return failed(std::move(item), bars->error(), retryAt);
    const OnlineBars& online = **bars;
    const bool known = item.from() != kNoDay;
    if (online.checked.accepted == 0 && !online.partial && !known) {
        const Error error = nothingIn(online, item.ticker);
        return failed(std::move(item), error, std::nullopt);
    }
    pacer.endedWell();
    if (known && hasNewSplit(item, online)) {
        --busy;
        item.whole = true;
        waiting.push_front(std::move(item));
        return pump();
    }
    keep(std::move(item), bars);
}

void DownloadService::Private::keep(Item item, const ReadBars& bars)
{
    auto storing = store.run([item, bars, &time = clock](Database& database) {
        const OnlineBars& online = **bars;
        return DownloadStore(database, time)
            .finish(item.ticker, online.name, online.currency, online.checked, online.actions, item.from(),
                    item.state.removed);
    });
    whenDone(storing, [this, item = std::move(item), bars](const Result<StoredCount>& count) {
        --busy;
        if (!count)
            return abort(count.error());
        report(item, **bars, *count);
        ended(item.ticker);
    });
    pump();
}

void DownloadService::Private::report(const Item& item, const OnlineBars& bars, const StoredCount& count)
{
    const CheckedBars& checked = bars.checked;
    DownloadedTicker& one = current.done.emplace_back();
    one.ticker = item.ticker;
    one.symbol = item.state.symbol;
    one.currency = bars.currency;
    one.rows = checked.rows;
    one.accepted = checked.accepted;
    one.repaired = checked.repaired;
    one.quarantined = checked.quarantined;
    one.duplicates = checked.duplicates;
    one.added = count.added;
    one.replaced = count.replaced;
    one.unchanged = count.unchanged;
    one.actions = static_cast<int>(bars.actions.size());
    one.badEvents = bars.badEvents;
    one.whole = item.from() == kNoDay;
    one.partial = bars.partial ? bars.partial->date : kNoDay;
    if (!checked.bars.empty()) {
        one.first = checked.bars.date.front();
        one.last = checked.bars.date.back();
    }
    for (const std::vector<Finding>* findings : {&checked.findings, &count.replacedBars})
        for (const Finding& finding : *findings)
            current.findings.push_back({item.ticker, finding});
}

void DownloadService::Private::failed(Item item, const Error& error, std::optional<std::int64_t> retryAt)
{
    --busy;
    if (!isHostTrouble(error.code)) {
        pacer.endedWell();
        return fail(item, error, false);
    }
    pacer.endedInTrouble(retryAt, clock.nowMs());
    trouble = downloadReason(error);
    qCInfo(lcJobs, "%s: %s", item.ticker.c_str(), error.message.c_str());
    const bool again = isTransient(error.code);
    if (again && item.attempts < kMostAttempts && !stopping)
        waiting.push_back(std::move(item));
    else
        fail(item, error, again);
    if (pacer.givesUp())
        giveUp(error);
    pump();
}

/// The rest would fail the same way; it stays on the list.
void DownloadService::Private::giveUp(const Error& error)
{
    for (const Item& item : std::exchange(waiting, {}))
        fail(item, error, true);
}

void DownloadService::Private::fail(const Item& item, const Error& error, bool again)
{
    const std::string reason = downloadReason(error);
    current.failed.push_back({item.ticker, reason, error, std::max(item.attempts, 1), again});
    ++busy; // the end waits until it is on the list
    whenDone(store.run([ticker = item.ticker, error, reason, again, &time = clock](Database& database) {
        return DownloadStore(database, time).fail(ticker, error, reason, again);
    }),
             [this, ticker = item.ticker](const Result<void>& kept) {
                 --busy;
                 if (!kept)
                     return abort(kept.error());
                 ended(ticker);
             });
}

void DownloadService::Private::ended(const std::string& ticker)
{
    Q_EMIT service.progress(++done, total, QString::fromStdString(ticker));
    pump();
}

void DownloadService::Private::abort(std::optional<Error> error)
{
    if (!promise)
        return;
    if (error && !fatal)
        fatal = std::move(error);
    stopping = true;
    client.cancel();
    pump();
}

DownloadService::DownloadService(Store& store, const Clock& clock, DownloadOptions options, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, store, clock, std::move(options)))
{
}

DownloadService::~DownloadService()
{
    d->abort(std::nullopt);
}

QFuture<Result<DownloadReport>> DownloadService::start(DownloadRequest request)
{
    auto promise = std::make_unique<QPromise<Result<DownloadReport>>>();
    promise->start();
    QFuture<Result<DownloadReport>> future = promise->future();
    std::optional<Error> error = downloadFault(request, d->options.address);
    if (!error && d->promise)
        error = makeError(ErrorCode::Conflict, "A download is under way: wait for its end or cancel it");
    if (error) {
        promise->addResult(std::move(*error));
        promise->finish();
        return future;
    }
    for (std::string& ticker : request.tickers)
        ticker = QString::fromStdString(ticker).toUpper().toStdString();
    d->action = actionContext();
    const LogScope scope(d->action);
    d->promise = std::move(promise);
    d->waiting.clear();
    d->busy = d->total = d->done = 0;
    d->stopping = false;
    d->toldUntil = 0;
    d->fatal.reset();
    d->current = {};
    d->timer.start();
    d->pacer.forgive();
    d->busy = 1;
    const bool isResumed = request.resume;
    d->whenDone(d->store.run([request = std::move(request), &clock = d->clock](Database& database) {
        return listDownloads(database, clock, request);
    }),
                [this, isResumed](const Result<std::vector<std::string>>& tickers) {
                    d->busy = 0;
                    d->begin(tickers, isResumed);
                });
    return future;
}

void DownloadService::cancel()
{
    d->abort(std::nullopt);
}

bool DownloadService::isActive() const
{
    return d->promise != nullptr;
}

QFuture<Result<std::vector<std::string>>> DownloadService::pending()
{
    return d->store.run(
        [&clock = d->clock](Database& database) { return DownloadStore(database, clock).pending(); });
}

std::vector<std::pair<std::string, std::vector<std::string>>>
downloadReasons(const std::vector<DownloadFailure>& failed)
{
    std::map<std::string, std::vector<std::string>> byReason;
    for (const DownloadFailure& one : failed)
        byReason[one.reason].push_back(one.ticker);
    std::vector<std::pair<std::string, std::vector<std::string>>> groups(byReason.begin(), byReason.end());
    std::ranges::stable_sort(groups, std::ranges::greater(),
                             [](const auto& one) { return one.second.size(); });
    return groups;
}

} // namespace tt
