// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/jobjson.h"

#include "base/jsonwriter.h"
#include "engine/registry.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace tt {

using namespace Qt::StringLiterals;

namespace {

template<class Number>
void optionalNumber(JsonWriter& json, std::string_view key, const std::optional<Number>& number)
{
    if (number)
        json.key(key).value(*number);
}

void strings(JsonWriter& json, std::string_view key, std::span<const std::string> texts)
{
    json.key(key).beginArray();
    for (const std::string& text : texts)
        json.value(text);
    json.endArray();
}

void numbers(JsonWriter& json, std::string_view key, std::span<const double> values)
{
    json.key(key).beginArray();
    for (const double value : values)
        json.value(value);
    json.endArray();
}

void weights(JsonWriter& json, std::string_view key, const std::vector<std::pair<std::string, double>>& all)
{
    json.key(key).beginArray();
    for (const auto& [name, weight] : all)
        json.beginArray().value(name).value(weight).endArray();
    json.endArray();
}

void writeRequest(JsonWriter& json, const AnalysisRequest& request)
{
    json.beginObject();
    json.key("source").value(requestSourceName(request.source));
    if (request.source == RequestSource::Demo) {
        json.key("count").value(request.demoCount).key("bars").value(request.demoBars);
        json.key("seed").value(request.demoSeed);
    }
    if (request.source == RequestSource::Csv)
        json.key("csv").value(request.csvPath);
    json.key("selection").value(static_cast<int>(request.selection));
    strings(json, "tickers", request.tickers);
    json.key("watchlist").value(request.watchlist);
    json.key("strategy").value(request.strategy);
    optionalNumber(json, "capital", request.capital);
    optionalNumber(json, "risk", request.riskPct);
    optionalNumber(json, "position_limit", request.positionLimitPct);
    optionalNumber(json, "min_rr", request.minRewardRisk);
    json.key("allow_short").value(request.allowShort);
    if (request.indicators)
        strings(json, "indicators", *request.indicators);
    weights(json, "weights", request.weights);
    weights(json, "category_weights", request.categoryWeights);
    optionalNumber(json, "as_of", request.asOf);
    json.key("include_partial_bar").value(request.includePartialBar);
    optionalNumber(json, "workers", request.workers);
    json.key("force").value(request.force);
    json.endObject();
}

void writeParams(JsonWriter& json, const IndicatorParams& params)
{
    json.beginObject();
    for (const IndicatorInfo& info : indicatorRegistry()) {
        for (const ParamInfo& param : info.params) {
            json.key(param.name);
            param.period ? json.value(params.*param.period) : json.value(params.*param.factor);
        }
    }
    json.endObject();
}

void writeFilters(JsonWriter& json, const std::vector<FilterGroup>& groups)
{
    json.beginArray();
    for (const FilterGroup& group : groups) {
        json.beginObject().key("needed").value(group.needed).key("conditions").beginArray();
        for (const FilterCondition& condition : group.conditions) {
            json.beginArray().value(static_cast<int>(condition.rule));
            json.value(condition.low).value(condition.high).endArray();
        }
        json.endArray().endObject();
    }
    json.endArray();
}

void writeConfig(JsonWriter& json, const AnalysisConfig& config)
{
    const Strategy& strategy = config.strategy;
    const RiskProfile& risk = strategy.risk;
    json.beginObject().key("strategy").beginObject();
    json.key("id").value(strategy.id).key("name").value(strategy.name);
    json.key("revision").value(strategy.revision);
    numbers(json, "category_weight", strategy.categoryWeight);
    numbers(json, "indicator_weight", strategy.indicatorWeight);
    json.key("params");
    writeParams(json, strategy.params);
    json.key("entry_filters");
    writeFilters(json, strategy.entryFilters);
    numbers(json, "risk",
            std::array{risk.stopPct, risk.widestStopPct, risk.atrMultiple, risk.targetPct, risk.minRewardRisk,
                       risk.positionLimitPct});
    json.endObject();
    json.key("capital").value(config.capital).key("risk").value(config.riskPct);
    json.key("position_limit").value(config.positionLimitPct).key("min_rr").value(config.minRewardRisk);
    json.key("allow_short").value(config.allowShort).endObject();
}

void writeFiles(JsonWriter& json, const std::vector<SourceFile>& files)
{
    json.key("files").beginArray();
    for (const SourceFile& file : files)
        json.beginObject().key("path").value(file.path).key("checksum").value(file.checksum).endObject();
    json.endArray();
}

/// Reads what the writers wrote and remembers whether everything needed was there.
class Reader
{
public:
    explicit Reader(QJsonObject object, bool& whole)
        : m_object(std::move(object))
        , m_whole(whole)
    {
    }

    Reader object(QLatin1StringView key) const { return Reader(value(key).toObject(), m_whole); }
    QJsonArray array(QLatin1StringView key) const { return value(key).toArray(); }
    std::string text(QLatin1StringView key) const { return value(key).toString().toStdString(); }
    double real(QLatin1StringView key) const { return value(key).toDouble(); }
    std::int64_t integer(QLatin1StringView key) const { return value(key).toInteger(); }
    int number(QLatin1StringView key) const { return static_cast<int>(integer(key)); }
    bool flag(QLatin1StringView key) const { return value(key).toBool(); }
    bool has(QLatin1StringView key) const { return m_object.contains(key); }

    template<class Number>
    std::optional<Number> optional(QLatin1StringView key) const
    {
        return has(key) ? std::optional<Number>(static_cast<Number>(real(key))) : std::nullopt;
    }

    std::vector<std::string> texts(QLatin1StringView key) const
    {
        std::vector<std::string> all;
        for (const QJsonValue item : array(key))
            all.push_back(item.toString().toStdString());
        return all;
    }

    void fill(QLatin1StringView key, std::span<double> out) const
    {
        const QJsonArray values = array(key);
        m_whole = m_whole && static_cast<std::size_t>(values.size()) == out.size();
        for (std::size_t i = 0; i < out.size(); ++i)
            out[i] = values.at(static_cast<qsizetype>(i)).toDouble();
    }

    std::vector<std::pair<std::string, double>> weights(QLatin1StringView key) const
    {
        std::vector<std::pair<std::string, double>> all;
        for (const QJsonValue item : array(key))
            all.emplace_back(item[0].toString().toStdString(), item[1].toDouble());
        return all;
    }

private:
    QJsonValue value(QLatin1StringView key) const
    {
        const QJsonValue found = m_object.value(key);
        m_whole = m_whole && !found.isUndefined();
        return found;
    }

    QJsonObject m_object;
    bool& m_whole;
};

AnalysisRequest readRequest(const Reader& json, bool& whole)
{
    AnalysisRequest request;
    const std::string source = json.text("source"_L1);
    for (const RequestSource each :
         {RequestSource::Stored, RequestSource::Demo, RequestSource::Csv, RequestSource::Online}) {
        if (requestSourceName(each) == source)
            request.source = each;
    }
    whole = whole && requestSourceName(request.source) == source;
    if (request.source == RequestSource::Demo) {
        request.demoCount = json.number("count"_L1);
        request.demoBars = json.number("bars"_L1);
        request.demoSeed = json.integer("seed"_L1);
    }
    if (request.source == RequestSource::Csv)
        request.csvPath = json.text("csv"_L1);
    request.selection = static_cast<Selection>(json.number("selection"_L1));
    request.tickers = json.texts("tickers"_L1);
    request.watchlist = json.text("watchlist"_L1);
    request.strategy = json.text("strategy"_L1);
    request.capital = json.optional<double>("capital"_L1);
    request.riskPct = json.optional<double>("risk"_L1);
    request.positionLimitPct = json.optional<double>("position_limit"_L1);
    request.minRewardRisk = json.optional<double>("min_rr"_L1);
    request.allowShort = json.flag("allow_short"_L1);
    if (json.has("indicators"_L1))
        request.indicators = json.texts("indicators"_L1);
    request.weights = json.weights("weights"_L1);
    request.categoryWeights = json.weights("category_weights"_L1);
    request.asOf = json.optional<Day>("as_of"_L1);
    request.includePartialBar = json.flag("include_partial_bar"_L1);
    request.workers = json.optional<int>("workers"_L1);
    request.force = json.flag("force"_L1);
    return request;
}

IndicatorParams readParams(const Reader& json)
{
    IndicatorParams params;
    for (const IndicatorInfo& info : indicatorRegistry()) {
        for (const ParamInfo& param : info.params) {
            const QLatin1StringView name(param.name.data(), static_cast<qsizetype>(param.name.size()));
            if (param.period)
                params.*param.period = json.number(name);
            else
                params.*param.factor = json.real(name);
        }
    }
    return params;
}

std::vector<FilterGroup> readFilters(const QJsonArray& array)
{
    std::vector<FilterGroup> groups;
    for (const QJsonValue item : array) {
        FilterGroup group{item[u"needed"].toInt(), {}};
        for (const QJsonValue each : item[u"conditions"].toArray())
            group.conditions.push_back(
                {static_cast<FilterRule>(each[0].toInt()), each[1].toDouble(), each[2].toDouble()});
        groups.push_back(std::move(group));
    }
    return groups;
}

AnalysisConfig readConfig(const Reader& json)
{
    AnalysisConfig config;
    const Reader from = json.object("strategy"_L1);
    Strategy& strategy = config.strategy;
    strategy.id = from.text("id"_L1);
    strategy.name = from.text("name"_L1);
    strategy.revision = from.number("revision"_L1);
    from.fill("category_weight"_L1, strategy.categoryWeight);
    from.fill("indicator_weight"_L1, strategy.indicatorWeight);
    strategy.params = readParams(from.object("params"_L1));
    strategy.entryFilters = readFilters(from.array("entry_filters"_L1));
    std::array<double, 6> risk{};
    from.fill("risk"_L1, risk);
    strategy.risk = {risk[0], risk[1], risk[2], risk[3], risk[4], risk[5]};
    config.capital = json.real("capital"_L1);
    config.riskPct = json.real("risk"_L1);
    config.positionLimitPct = json.real("position_limit"_L1);
    config.minRewardRisk = json.real("min_rr"_L1);
    config.allowShort = json.flag("allow_short"_L1);
    return config;
}

} // namespace

std::string planToJson(const JobPlan& plan)
{
    JsonWriter json;
    json.beginObject().key("request");
    writeRequest(json, plan.request);
    json.key("config");
    writeConfig(json, plan.config);
    json.key("as_of").value(plan.asOf).key("planned_at").value(plan.plannedAtMs);
    json.key("rules_version").value(plan.rulesVersion);
    writeFiles(json, plan.files);
    return json.endObject().take();
}

Result<JobPlan> planFromJson(std::string_view text)
{
    const QJsonDocument document =
        QJsonDocument::fromJson(QByteArray(text.data(), static_cast<qsizetype>(text.size())));
    bool whole = document.isObject();
    const Reader json(document.object(), whole);
    JobPlan plan;
    plan.request = readRequest(json.object("request"_L1), whole);
    plan.config = readConfig(json.object("config"_L1));
    plan.asOf = json.number("as_of"_L1);
    plan.plannedAtMs = json.integer("planned_at"_L1);
    plan.rulesVersion = json.number("rules_version"_L1);
    for (const QJsonValue item : json.array("files"_L1))
        plan.files.push_back(
            {item[u"path"].toString().toStdString(), item[u"checksum"].toString().toStdString()});
    if (!whole) {
        return makeError(ErrorCode::StorageCorrupt,
                         "The stored configuration of this job cannot be read: start a new analysis");
    }
    return plan;
}

std::string requestHash(const JobPlan& plan, std::span<const std::string> tickers)
{
    std::vector<std::string> sorted(tickers.begin(), tickers.end());
    std::sort(sorted.begin(), sorted.end());
    JsonWriter json;
    json.beginObject().key("source").value(requestSourceName(plan.request.source));
    if (plan.request.source == RequestSource::Demo) {
        json.key("count").value(plan.request.demoCount).key("bars").value(plan.request.demoBars);
        json.key("seed").value(plan.request.demoSeed);
    }
    writeFiles(json, plan.files);
    strings(json, "tickers", sorted);
    json.key("config");
    writeConfig(json, plan.config);
    json.key("as_of").value(plan.asOf).key("partial").value(plan.request.includePartialBar);
    json.key("rules_version").value(plan.rulesVersion).endObject();
    const QByteArrayView bytes(json.text().data(), static_cast<qsizetype>(json.text().size()));
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().toStdString();
}

} // namespace tt
