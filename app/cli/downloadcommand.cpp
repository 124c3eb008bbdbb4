// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/documents.h"
#include "app/cli/downloader.h"
#include "app/cli/findings.h"
#include "app/cli/texttable.h"
#include "jobs/validaterequest.h"
#include "text/format.h"

#include <QCoreApplication>

#include <algorithm>

namespace tt::cli {

namespace {

using Side = TextTable::Side;

void writeDownload(JsonWriter& json, const DownloadedTicker& one)
{
    json.beginObject().key("ticker").value(one.ticker).key("symbol").value(one.symbol).key("currency");
    writeTextOrNull(json, one.currency);
    const std::pair<const char*, int> counts[] = {{"rows", one.rows},
                                                  {"accepted", one.accepted},
                                                  {"repaired", one.repaired},
                                                  {"quarantined", one.quarantined},
                                                  {"duplicates", one.duplicates},
                                                  {"added", one.added},
                                                  {"replaced", one.replaced},
                                                  {"unchanged", one.unchanged},
                                                  {"actions", one.actions},
                                                  {"bad_events", one.badEvents}};
    for (const auto& [name, count] : counts)
        json.key(name).value(count);
    for (const auto& [name, day] : {std::pair("first_bar", one.first), std::pair("last_bar", one.last),
                                    std::pair("partial_bar", one.partial)}) {
        json.key(name);
        writeDayOrNull(json, day);
    }
    json.key("whole_history").value(one.whole).endObject();
}

std::string document(const DownloadReport& report)
{
    JsonWriter json;
    json.beginObject().key("downloads").beginArray();
    for (const DownloadedTicker& one : report.done)
        writeDownload(json, one);
    json.endArray().key("failures").beginArray();
    for (const DownloadFailure& one : report.failed) {
        json.beginObject().key("ticker").value(one.ticker).key("reason").value(one.reason);
        json.key("error_code").value(errorCodeName(one.error.code)).key("message").value(one.error.message);
        json.key("attempts").value(one.attempts).key("pending").value(one.pending).endObject();
    }
    json.endArray();
    writeFindings(json, report.findings);
    json.key("left").value(report.left).endObject();
    return json.take() + '\n';
}

QString table(const DownloadReport& report)
{
    if (report.done.empty())
        return {};
    TextTable text({{say(QT_TRANSLATE_NOOP("cli", "Ticker"))},
                    {say(QT_TRANSLATE_NOOP("cli", "Currency"))},
                    {say(QT_TRANSLATE_NOOP("cli", "From"))},
                    {say(QT_TRANSLATE_NOOP("cli", "To"))},
                    {say(QT_TRANSLATE_NOOP("cli", "New")), Side::Right},
                    {say(QT_TRANSLATE_NOOP("cli", "Replaced")), Side::Right},
                    {say(QT_TRANSLATE_NOOP("cli", "Quarantined")), Side::Right},
                    {say(QT_TRANSLATE_NOOP("cli", "Events")), Side::Right},
                    {say(QT_TRANSLATE_NOOP("cli", "Still open, not kept"))}});
    for (const DownloadedTicker& one : report.done)
        text.addRow({QString::fromStdString(one.ticker), QString::fromStdString(one.currency),
                     QString::fromStdString(dayText(one.first)), QString::fromStdString(dayText(one.last)),
                     formatCount(one.added), formatCount(one.replaced), formatCount(one.quarantined),
                     formatCount(one.actions), QString::fromStdString(dayText(one.partial))});
    return text.text();
}

QString summary(const DownloadReport& report)
{
    return say(QT_TRANSLATE_NOOP("cli", "%1 downloaded, %2 failed, %3 left, in %4 s; for your personal use"))
               .arg(formatCount(static_cast<std::int64_t>(report.done.size())),
                    formatCount(static_cast<std::int64_t>(report.failed.size())), formatCount(report.left),
                    QString::number(report.seconds, 'f', 1)) +
           u'\n';
}

/// A request of which nothing came because of the network is the network's failure.
Exit exitOfReport(const DownloadReport& report)
{
    if (report.cancelled)
        return Exit::Interrupted;
    if (report.failed.empty())
        return Exit::Done;
    const bool network = report.done.empty() && std::ranges::all_of(report.failed, [](const auto& one) {
                             return exitOf(one.error.code) == Exit::Network;
                         });
    return network ? Exit::Network : Exit::SomeFailed;
}

} // namespace

void checkDownload(Context& context, std::vector<Violation>& violations)
{
    const DownloadRequest typed = downloadRequestOf(context);
    const int ways = int(!typed.tickers.empty()) + int(context.typed().has("all")) +
                     int(context.typed().has("watchlist")) + int(typed.resume);
    if (ways > 1)
        violations.push_back(
            {"tickers",
             say(QT_TRANSLATE_NOOP("cli", "choose one: typed tickers, --all, --watchlist or --resume"))
                 .toStdString(),
             ViolationType::Conflict});
    if (typed.resume || ways > 1)
        return;
    AnalysisRequest request;
    request.selection = typed.selection;
    request.tickers = typed.tickers;
    request.watchlist = typed.watchlist;
    if (const auto checked = validateRequest(std::move(request)); !checked)
        violations.insert(violations.end(), checked.error().violations.begin(),
                          checked.error().violations.end());
}

QString downloadDetails()
{
    return say(QT_TRANSLATE_NOOP(
        "cli",
        "The bars come from the server of the setting download.address, by default Yahoo Finance, "
        "for your personal\n"
        "use under its terms; nothing is sent before you start this command. The bar of a session that "
        "is not over is\n"
        "left out. What was stopped or failed for a while goes on with --resume."));
}

Exit download(Context& context)
{
    const Result<DownloadReport> report = downloadBars(context, downloadRequestOf(context));
    if (!report)
        return context.fail(report.error());
    const Exit exit = exitOfReport(*report);
    if (report->cancelled)
        note(say(QT_TRANSLATE_NOOP(
            "cli", "Interrupted; what is listed is kept. Go on with: thetool-cli download --resume")));
    if (context.json())
        return context.print(document(*report), exit);
    if (report->done.empty() && report->failed.empty() && !report->cancelled)
        return context.print(
            say(QT_TRANSLATE_NOOP("cli", "Nothing is left to resume: every download has ended.")) + u'\n',
            exit);
    return context.print(
        table(*report) + findingText(report->findings) + downloadFailures(*report) + summary(*report), exit);
}

} // namespace tt::cli
