// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/downloader.h"

#include "app/cli/interrupt.h"
#include "base/clock.h"
#include "text/format.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>
#include <optional>

namespace tt::cli {

namespace {

constexpr std::size_t kMostShown = 10;

} // namespace

DownloadRequest downloadRequestOf(const Context& context)
{
    const Typed& typed = context.typed();
    DownloadRequest request;
    request.tickers = context.arguments();
    request.watchlist = typed.value("watchlist").value_or(std::string());
    request.resume = typed.has("resume");
    if (typed.has("watchlist"))
        request.selection = Selection::Watchlist;
    else if (typed.has("all"))
        request.selection = Selection::All;
    return request;
}

Result<DownloadReport> downloadBars(Context& context, const DownloadRequest& request)
{
    const Result<Store*> store = context.store();
    if (!store)
        return store.error();
    DownloadOptions options;
    options.address = context.settings().text("download.address");
    DownloadService service(**store, (*store)->clock(), std::move(options));
    const Interrupt interrupt([&service] { service.cancel(); });
    ProgressLine progress(!context.quiet());
    QObject::connect(&service, &DownloadService::progress, &service,
                     [&](int done, int total, const QString& ticker) {
                         progress.show(QStringLiteral("%1 / %2  %3").arg(done).arg(total).arg(ticker));
                     });
    QObject::connect(&service, &DownloadService::paused, &service, [&](const QString& reason, qint64 until) {
        progress.clear();
        if (!context.quiet())
            note(say(QT_TRANSLATE_NOOP("cli", "Paused (%1); it goes on by itself at %2."))
                     .arg(reason, QDateTime::fromMSecsSinceEpoch(until).toString(u"HH:mm:ss")));
    });
    std::optional<Result<DownloadReport>> outcome;
    service.start(request).then(&service, [&](const Result<DownloadReport>& done) {
        progress.clear();
        outcome = done;
        endLoop(Exit::Done);
    });
    QCoreApplication::exec();
    return outcome.value_or(makeError(ErrorCode::Cancelled, "The download was stopped"));
}

QString downloadFailures(const DownloadReport& report)
{
    QString text;
    for (const auto& [reason, tickers] : downloadReasons(report.failed)) {
        QStringList shown;
        for (std::size_t i = 0; i < std::min(tickers.size(), kMostShown); ++i)
            shown.append(QString::fromStdString(tickers[i]));
        if (tickers.size() > kMostShown)
            shown.append(say(QT_TRANSLATE_NOOP("cli", "and %1 more"))
                             .arg(formatCount(static_cast<std::int64_t>(tickers.size() - kMostShown))));
        text += QStringLiteral("%1: %2\n").arg(QString::fromStdString(reason), shown.join(u", "));
    }
    return text;
}

} // namespace tt::cli
