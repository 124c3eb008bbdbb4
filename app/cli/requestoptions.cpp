// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/requestoptions.h"

#include "app/cli/output.h"
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
    request.demoCount = small(typed, "count", request.demoCount);
    request.demoBars = small(typed, "bars", request.demoBars);
    request.demoSeed = whole(typed, "seed", request.demoSeed);
    request.csvPath = typed.value("csv").value_or(std::string());
}

void checkSource(const Typed& typed, std::vector<Violation>& violations)
{
    const int sources = int(typed.has("demo")) + int(typed.has("csv")) + int(typed.has("stored"));
    if (sources > 1)
        violations.push_back(
            {"source",
             say(QT_TRANSLATE_NOOP("cli", "choose one of --demo, --csv and --stored")).toStdString(),
             ViolationType::Conflict});
    for (const char* name : {"count", "bars", "seed"}) {
        if (typed.has(name) && !typed.has("demo"))
            violations.push_back(
                {name, say(QT_TRANSLATE_NOOP("cli", "has an effect only with --demo")).toStdString(),
                 ViolationType::Conflict});
    }
}

Result<CheckedRequest> checkRequest(Context& context, AnalysisRequest request)
{
    const bool mayBeOwn =
        !findBuiltInStrategy(request.strategy) && QFileInfo::exists(databaseFile(context.dataDir()));
    if (!mayBeOwn)
        return validateRequest(std::move(request));
    const Result<Store*> store = context.storeDespiteSettings();
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
