// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/explaintext.h"
#include "app/cli/requestoptions.h"
#include "app/cli/sourcebars.h"
#include "base/clock.h"

#include <QCoreApplication>

namespace tt::cli {

void checkExplain(Context& context, std::vector<Violation>& violations)
{
    checkSource(context.typed(), violations);
    AnalysisRequest request = analysisRequestOf(context);
    if (request.source != RequestSource::Csv && request.tickers.empty())
        violations.push_back({"tickers", say(QT_TRANSLATE_NOOP("cli", "name a ticker")).toStdString(),
                              ViolationType::Required});
    else
        addRequestFaults(context, std::move(request), violations);
}

Exit explain(Context& context)
{
    Result<CheckedRequest> checked = checkRequest(context, analysisRequestOf(context));
    if (!checked)
        return context.fail(checked.error());
    Result<OneSource> source = readOne(context, checked->request);
    if (!source)
        return context.fail(source.error());
    JobPlan plan;
    plan.request = checked->request;
    plan.config = checked->config;
    plan.asOf = plan.request.asOf.value_or(source->asOf);
    plan.plannedAtMs = systemClock().nowMs();
    SourceBars& bars = source->bars;
    cutBars(bars, plan);
    const InstrumentFacts facts{bars.ticker, bars.userTick, plan.asOf};
    const Result<Explanation> explained = tt::explain(bars.bars, bars.findings, facts, plan.config);
    if (!explained)
        return context.fail(explained.error());
    return context.json() ? context.print(explanationDocument(*explained, bars, plan))
                          : context.print(explanationText(*explained, bars, plan));
}

} // namespace tt::cli
