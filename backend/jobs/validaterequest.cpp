// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/validaterequest.h"

#include "base/numbertext.h"
#include "engine/registry.h"
#include "jobs/readcorrections.h"
#include "jobs/strategyfields.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace tt {

namespace {

using enum ViolationType;

constexpr std::size_t kMostTyped = 100;
constexpr std::size_t kLongestTicker = 32;
constexpr int kMostWorkers = 64;

/// One limit of cli.md. A limit is part of the range unless it is said to be outside.
struct Limit
{
    std::string_view field;
    double least, most;
    bool leastOutside = false;
};

constexpr Limit kCount{"count", 1, 100'000};
constexpr Limit kBars{"bars", 50, 100'000};
constexpr Limit kSeed{"seed", 0, 4'294'967'295.0};
constexpr Limit kCapital{"capital", 0, 100'000'000, true};
constexpr Limit kRisk{"risk", 0.1, 10};
constexpr Limit kPositionLimit{"position-limit", 1, 100};
constexpr Limit kMinRewardRisk{"min-rr", 0, 10};
constexpr Limit kWeight{"weight", 0, 10};
constexpr Limit kCategoryWeight{"category-weight", 0, 10};
constexpr Limit kWorkers{"workers", 1, kMostWorkers};

/// Collects every violation of one request.
class Checker
{
public:
    void add(std::string_view field, std::string message, ViolationType type)
    {
        m_violations.push_back({std::string(field), std::move(message), type});
    }

    /// NaN is inside of no range. `what` names the one among several that a message means.
    void range(const Limit& limit, double value, const std::string& what = {})
    {
        const bool low = limit.leastOutside ? !(value > limit.least) : !(value >= limit.least);
        if (!low && value <= limit.most)
            return;
        std::string message = what.empty() ? "" : "of " + what + " ";
        message += limit.leastOutside
                       ? "must be above " + numberText(limit.least) + " and at most " + numberText(limit.most)
                       : "must be from " + numberText(limit.least) + " to " + numberText(limit.most);
        add(limit.field, std::move(message), Range);
    }

    /// What `f` adds to a list of violations.
    template<class F>
    void addAll(F f)
    {
        f(m_violations);
    }

    std::vector<Violation> take() { return std::move(m_violations); }
    bool clean() const { return m_violations.empty(); }

private:
    std::vector<Violation> m_violations;
};

bool isTickerCharacter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view(".-&^=_").find(c) != std::string_view::npos;
}

std::string upperCase(std::string text)
{
    for (char& c : text) {
        if (c >= 'a' && c <= 'z')
            c = static_cast<char>(c - 'a' + 'A');
    }
    return text;
}

void checkTicker(const std::string& ticker, Checker& check)
{
    if (ticker.empty() || ticker.size() > kLongestTicker) {
        check.add("tickers", "'" + ticker.substr(0, kLongestTicker) + "' must have 1 to 32 characters",
                  Length);
        return;
    }
    const bool valid = std::all_of(ticker.begin(), ticker.end(), isTickerCharacter);
    if (!valid || ticker.front() == '-' || ticker.front() == '=')
        check.add("tickers",
                  "'" + ticker + "' must be made of A-Z 0-9 . - & ^ = _ and not start with - or =", Pattern);
}

/// Upper-cases, drops repeated ones, then checks each.
void checkTickers(AnalysisRequest& request, Checker& check)
{
    if (request.selection != Selection::Typed) {
        if (!request.tickers.empty())
            check.add("tickers", "cannot be given together with --all or --watchlist", Conflict);
        if (request.selection == Selection::Watchlist && request.watchlist.empty())
            check.add("watchlist", "name a watchlist", Required);
        return;
    }
    // Files and demo data are analysed whole unless something is typed.
    if (request.tickers.empty() && !readsStore(request.source)) {
        request.selection = Selection::All;
        return;
    }
    if (request.tickers.empty())
        check.add("tickers", "type at least one ticker, or use --all or --watchlist", Required);
    std::set<std::string> seen;
    std::vector<std::string> unique;
    for (std::string& typed : request.tickers) {
        std::string ticker = upperCase(std::move(typed));
        if (seen.insert(ticker).second)
            unique.push_back(std::move(ticker));
    }
    request.tickers = std::move(unique);
    if (request.tickers.size() > kMostTyped)
        check.add("tickers", "at most 100 tickers can be typed; use --all or --watchlist for more", Length);
    for (const std::string& ticker : request.tickers)
        checkTicker(ticker, check);
}

void checkSource(const AnalysisRequest& request, Checker& check)
{
    if (request.source == RequestSource::Csv && request.csvPath.empty())
        check.add("csv", "name a file or a folder", Required);
    if (request.source == RequestSource::Csv)
        check.addAll([&](auto& violations) { readOptionsOf(request.csvReading, violations); });
    if (request.source == RequestSource::Demo) {
        check.range(kCount, request.demoCount);
        check.range(kBars, request.demoBars);
        check.range(kSeed, static_cast<double>(request.demoSeed));
    }
    if (request.asOf) {
        static const Day first = *dayFromCivil({1, 1, 1});
        static const Day last = *dayFromCivil({9999, 12, 31});
        if (*request.asOf < first || *request.asOf > last)
            check.add("as-of", "must be a day of the years 1 to 9999", Range);
    }
    if (request.workers)
        check.range(kWorkers, *request.workers);
}

/// `--indicators`: those alone vote. One that the strategy only offers (weight 0) counts 1 when it is asked
/// for.
void keepIndicators(const std::vector<std::string>& keys, Strategy& strategy, Checker& check)
{
    if (keys.empty())
        check.add("indicators", "name at least one indicator", Required);
    PerIndicator<double> kept{};
    for (const std::string& key : keys) {
        const std::optional<IndicatorId> id = indicatorFromKey(key);
        if (!id) {
            check.add("indicators", "'" + key + "' is no indicator", Unknown);
            continue;
        }
        const double weight = strategy.indicatorWeight[indexOf(*id)];
        if (indicatorInfo(*id).votes)
            kept[indexOf(*id)] = weight > 0 ? weight : 1;
    }
    strategy.indicatorWeight = kept;
}

void setWeights(const AnalysisRequest& request, Strategy& strategy, Checker& check)
{
    std::set<std::string> given;
    for (const auto& [key, weight] : request.weights) {
        const std::optional<IndicatorId> id = indicatorFromKey(key);
        if (!id)
            check.add("weight", "'" + key + "' is no indicator", Unknown);
        else if (!indicatorInfo(*id).votes)
            check.add("weight", "'" + key + "' never votes, so it has no weight", Conflict);
        else
            strategy.indicatorWeight[indexOf(*id)] = weight;
        if (!given.insert(key).second)
            check.add("weight", "'" + key + "' is given twice", Duplicate);
        check.range(kWeight, weight, "'" + key + "'");
    }
    given.clear();
    for (const auto& [name, weight] : request.categoryWeights) {
        if (const std::optional<Category> category = categoryFromName(name))
            strategy.categoryWeight[indexOf(*category)] = weight;
        else
            check.add("category-weight", "'" + name + "' is no category", Unknown);
        if (!given.insert(name).second)
            check.add("category-weight", "'" + name + "' is given twice", Duplicate);
        check.range(kCategoryWeight, weight, "'" + name + "'");
    }
}

void resolveStrategy(const AnalysisRequest& request, const Strategy* own, AnalysisConfig& config,
                     Checker& check)
{
    const Strategy* strategy = findBuiltInStrategy(request.strategy);
    if (!strategy)
        strategy = own;
    if (!strategy) {
        check.add("strategy", "'" + request.strategy + "' is no strategy", Unknown);
        strategy = &builtInStrategies().front();
    }
    config.strategy = *strategy;
    if (request.indicators)
        keepIndicators(*request.indicators, config.strategy, check);
    setWeights(request, config.strategy, check);
    if (check.clean() && !anyVotes(config.strategy))
        check.add("indicators", "at least one indicator must vote: give one a weight above 0", Required);
}

void resolveRisk(const AnalysisRequest& request, AnalysisConfig& config)
{
    config.capital = request.capital.value_or(config.capital);
    config.riskPct = request.riskPct.value_or(config.riskPct);
    config.positionLimitPct = request.positionLimitPct.value_or(config.strategy.risk.positionLimitPct);
    config.minRewardRisk = request.minRewardRisk.value_or(config.strategy.risk.minRewardRisk);
    config.allowShort = request.allowShort;
}

void checkRisk(const AnalysisConfig& config, Checker& check)
{
    check.range(kCapital, config.capital);
    check.range(kRisk, config.riskPct);
    check.range(kPositionLimit, config.positionLimitPct);
    check.range(kMinRewardRisk, config.minRewardRisk);
}

} // namespace

Result<CheckedRequest> validateRequest(AnalysisRequest request, const Strategy* own)
{
    Checker check;
    CheckedRequest checked;
    checkTickers(request, check);
    checkSource(request, check);
    resolveStrategy(request, own, checked.config, check);
    resolveRisk(request, checked.config);
    checkRisk(checked.config, check);
    if (!check.clean())
        return validationError(check.take());
    checked.request = std::move(request);
    return checked;
}

bool keepsLimits(const CheckedRequest& checked)
{
    Checker check;
    checkSource(checked.request, check);
    checkRisk(checked.config, check);
    return check.clean();
}

} // namespace tt
