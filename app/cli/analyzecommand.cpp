// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/jobfollower.h"
#include "app/cli/requestoptions.h"
#include "base/numbertext.h"
#include "jobs/csvwriter.h"

#include <QCoreApplication>

namespace tt::cli {

namespace {

std::vector<std::string> split(std::string_view list)
{
    std::vector<std::string> parts;
    for (;;) {
        const std::size_t comma = list.find(',');
        parts.emplace_back(list.substr(0, comma));
        if (comma == std::string_view::npos)
            return parts;
        list.remove_prefix(comma + 1);
    }
}

std::vector<std::pair<std::string, double>> pairs(const std::vector<std::string>& texts)
{
    std::vector<std::pair<std::string, double>> all;
    for (const std::string& text : texts) {
        const std::size_t sign = text.find('=');
        if (sign == std::string::npos)
            continue; // reported when it was read
        if (const auto number = numberFromText(std::string_view(text).substr(sign + 1)))
            all.emplace_back(text.substr(0, sign), *number);
    }
    return all;
}

std::optional<double> given(const Settings& settings, std::string_view key)
{
    return settings.origin(key) == SettingOrigin::Default || settings.text(key).empty()
               ? std::nullopt
               : std::optional(settings.real(key));
}

AnalysisRequest requestOf(const Context& context)
{
    const Typed& typed = context.typed();
    const Settings& settings = context.settings();
    AnalysisRequest request;
    readSource(typed, request);
    request.tickers = context.arguments();
    request.watchlist = typed.value("watchlist").value_or(std::string());
    const bool wholeSource = request.source != RequestSource::Stored && request.tickers.empty();
    if (typed.has("watchlist"))
        request.selection = Selection::Watchlist;
    else if (typed.has("all") || wholeSource)
        request.selection = Selection::All;

    request.strategy = settings.text("analysis.strategy");
    request.capital = given(settings, "analysis.capital");
    request.riskPct = given(settings, "analysis.risk");
    request.positionLimitPct = given(settings, "analysis.position_limit");
    request.minRewardRisk = given(settings, "analysis.min_rr");
    request.allowShort = settings.flag("analysis.allow_short");
    if (const auto list = typed.value("indicators"))
        request.indicators = split(*list);
    request.weights = pairs(typed.values("weight"));
    request.categoryWeights = pairs(typed.values("category-weight"));
    if (const auto day = typed.value("as-of"))
        request.asOf = dayFromText(*day);
    request.includePartialBar = typed.has("include-partial-bar");
    if (const auto workers = given(settings, "analysis.workers"))
        request.workers = static_cast<int>(*workers);
    request.force = typed.has("force");
    return request;
}

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
    addRequestFaults(context, requestOf(context), violations);
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
    const AnalysisRequest request = requestOf(context);
    JobFollower follower(context);
    return follower.analyze(request);
}

} // namespace tt::cli
