// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/requestoptions.h"

#include "app/cli/output.h"
#include "app/cli/readoptions.h"
#include "base/numbertext.h"
#include "jobs/strategyservice.h"
#include "jobs/validaterequest.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>
#include <cstdint>

namespace tt::cli {

namespace {

/// A value within int, for options whose range has been checked.
std::int64_t whole(const Typed& typed, std::string_view name, std::int64_t byDefault)
{
    const std::optional<double> number = typed.number(name);
    return number ? static_cast<std::int64_t>(std::clamp(*number, -1.0, 4294967296.0)) : byDefault;
}

int small(const Typed& typed, std::string_view name, int byDefault)
{
    return static_cast<int>(std::min<std::int64_t>(whole(typed, name, byDefault), 1'000'000));
}

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

/// Whether the file to be written is what is to be read, or lies in the folder that is.
bool isPriceFile(const std::string& csv, const std::string& out)
{
    const QString target = QFileInfo(QString::fromStdString(out)).canonicalFilePath();
    const QString source = QFileInfo(QString::fromStdString(csv)).canonicalFilePath();
    return !target.isEmpty() && (target == source || target.startsWith(source + u'/'));
}

QString databaseFile(const QString& dataDir)
{
    return dataDir + u'/' + QString::fromUtf16(kDatabaseFile);
}

} // namespace

void readSource(const Typed& typed, AnalysisRequest& request)
{
    if (typed.has("demo"))
        request.source = RequestSource::Demo;
    else if (typed.has("csv"))
        request.source = RequestSource::Csv;
    else if (typed.has("online"))
        request.source = RequestSource::Online;
    request.demoCount = small(typed, "count", request.demoCount);
    request.demoBars = small(typed, "bars", request.demoBars);
    request.demoSeed = whole(typed, "seed", request.demoSeed);
    request.csvPath = typed.value("csv").value_or(std::string());
    request.csvReading = correctionsOf(typed);
}

void checkSource(const Typed& typed, std::vector<Violation>& violations)
{
    const int sources =
        int(typed.has("demo")) + int(typed.has("csv")) + int(typed.has("stored")) + int(typed.has("online"));
    if (sources > 1)
        violations.push_back(
            {"source",
             say(QT_TRANSLATE_NOOP("cli", "choose one of --demo, --csv, --stored and --online"))
                 .toStdString(),
             ViolationType::Conflict});
    if (typed.has("csv") && typed.has("out") && isPriceFile(*typed.value("csv"), *typed.value("out")))
        violations.push_back(
            {"out",
             say(QT_TRANSLATE_NOOP("cli",
                                   "is one of the price files, which would be lost: name another file"))
                 .toStdString(),
             ViolationType::Conflict});
    for (const char* name : {"date-format", "delimiter", "column", "symbol"}) {
        if (typed.has(name) && !typed.has("csv"))
            violations.push_back(
                {name, say(QT_TRANSLATE_NOOP("cli", "has an effect only with --csv")).toStdString(),
                 ViolationType::Conflict});
    }
    for (const char* name : {"count", "bars", "seed"}) {
        if (typed.has(name) && !typed.has("demo"))
            violations.push_back(
                {name, say(QT_TRANSLATE_NOOP("cli", "has an effect only with --demo")).toStdString(),
                 ViolationType::Conflict});
    }
}

AnalysisRequest analysisRequestOf(const Context& context)
{
    const Typed& typed = context.typed();
    const Settings& settings = context.settings();
    AnalysisRequest request;
    readSource(typed, request);
    request.tickers = context.arguments();
    request.watchlist = typed.value("watchlist").value_or(std::string());
    const bool wholeSource = !readsStore(request.source) && request.tickers.empty();
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

Result<CheckedRequest> checkRequest(Context& context, AnalysisRequest request)
{
    const bool mayBeOwn =
        !findBuiltInStrategy(request.strategy) && QFileInfo::exists(databaseFile(context.dataDir()));
    if (!mayBeOwn)
        return validateRequest(std::move(request));
    const Result<Store*> store = context.openStore();
    if (!store)
        return store.error();
    const auto own = Context::wait(StrategyService(**store).find(QString::fromStdString(request.strategy)));
    if (!own && own.error().code != ErrorCode::NotFound)
        return own.error();
    return validateRequest(std::move(request), own ? &*own : nullptr);
}

void addRequestFaults(Context& context, AnalysisRequest request, std::vector<Violation>& violations)
{
    const Result<CheckedRequest> checked = checkRequest(context, std::move(request));
    if (checked)
        return; // a database that cannot be opened has no violations: the command itself will say so
    const std::vector<Violation> named = violations;
    for (const Violation& broken : checked.error().violations) {
        const bool known = std::any_of(named.begin(), named.end(), [&](const Violation& other) {
            return other.field == broken.field &&
                   (other.type == broken.type || broken.type == ViolationType::Range);
        });
        if (!known)
            violations.push_back(broken);
    }
}

} // namespace tt::cli
