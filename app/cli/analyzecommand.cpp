// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/downloader.h"
#include "app/cli/jobfollower.h"
#include "app/cli/requestoptions.h"
#include "jobs/csvwriter.h"

#include <QCoreApplication>

namespace tt::cli {

namespace {

void checkSelection(const Context& context, std::vector<Violation>& violations)
{
    const Typed& typed = context.typed();
    const int ways = int(!context.arguments().empty()) + int(typed.has("all")) + int(typed.has("watchlist"));
    if (ways > 1)
        violations.push_back(
            {"tickers",
             say(QT_TRANSLATE_NOOP("cli", "choose one: typed tickers, --all or --watchlist")).toStdString(),
             ViolationType::Conflict});
}

} // namespace

void checkAnalyze(Context& context, std::vector<Violation>& violations)
{
    checkSource(context.typed(), violations);
    checkSelection(context, violations);
    addRequestFaults(context, analysisRequestOf(context), violations);
}

Exit analyze(Context& context)
{
    if (const auto path = context.typed().value("out")) {
        if (const Result<void> possible = checkWritable(*path); !possible)
            return context.fail(possible.error());
    }
    if (const Result<Store*> store = context.store(); !store)
        return context.fail(store.error());
    // Once more: the values stored in the database are known only now.
    const AnalysisRequest request = analysisRequestOf(context);
    if (request.source == RequestSource::Online) {
        const Result<DownloadReport> report = downloadBars(context, downloadRequestOf(context));
        if (!report)
            return context.fail(report.error());
        if (report->cancelled)
            return context.fail(
                makeError(ErrorCode::Cancelled, "The download was stopped; nothing was analysed"));
    }
    JobFollower follower(context);
    return follower.analyze(request);
}

} // namespace tt::cli
