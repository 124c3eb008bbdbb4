// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/jobjson.h"

#include "base/clock.h"
#include "base/jsonwriter.h"
#include "jobs/oldplan.h"
#include "jobs/readcorrections.h"
#include "jobs/strategyjson.h"
#include "jobs/validaterequest.h"

#include <QCryptographicHash>
#include <QDateTime>
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

void weights(JsonWriter& json, std::string_view key, const std::vector<std::pair<std::string, double>>& all)
{
    json.key(key).beginArray();
    for (const auto& [name, weight] : all)
        json.beginArray().value(name).value(weight).endArray();
    json.endArray();
}

/// Left out when nothing is corrected, as plans before schema version 6 have it.
void writeReading(JsonWriter& json, const AnalysisRequest& request)
{
    if (request.csvReading == ReadCorrections())
        return;
    json.key("reading");
    writeCorrections(json, request.csvReading);
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
    writeReading(json, request);
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
    if (request.asOf)
        json.key("as_of").value(dayText(*request.asOf));
    json.key("include_partial_bar").value(request.includePartialBar);
    optionalNumber(json, "workers", request.workers);
    json.key("force").value(request.force);
    json.endObject();
}

void writeConfig(JsonWriter& json, const AnalysisConfig& config)
{
    json.beginObject().key("strategy");
    writeStrategy(json, config.strategy);
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
    Day day(QLatin1StringView key) const
    {
        if (value(key).isDouble()) // up to schema version 4
            return number(key);
        const std::string iso = text(key);
        const std::optional<Day> day = iso.empty() ? kNoDay : dayFromText(iso);
        m_whole = m_whole && day;
        return day.value_or(kNoDay);
    }
    std::int64_t time(QLatin1StringView key) const
    {
        if (value(key).isDouble()) // up to schema version 4
            return integer(key);
        const QDateTime time = QDateTime::fromString(value(key).toString(), Qt::ISODateWithMs);
        m_whole = m_whole && time.isValid();
        return time.toMSecsSinceEpoch();
    }
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

    std::vector<std::pair<std::string, double>> weights(QLatin1StringView key) const
    {
        std::vector<std::pair<std::string, double>> all;
        for (const QJsonValue item : array(key))
            all.emplace_back(item[0].toString().toStdString(), item[1].toDouble());
        return all;
    }

    QJsonValue value(QLatin1StringView key) const
    {
        const QJsonValue found = m_object.value(key);
        m_whole = m_whole && !found.isUndefined();
        return found;
    }

private:
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
    if (json.has("reading"_L1))
        request.csvReading = readCorrections(json.value("reading"_L1).toObject());
    const int selection = json.number("selection"_L1);
    whole = whole && selection >= 0 && selection <= static_cast<int>(Selection::Watchlist);
    request.selection = static_cast<Selection>(selection);
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
    if (json.has("as_of"_L1))
        request.asOf = json.day("as_of"_L1);
    request.includePartialBar = json.flag("include_partial_bar"_L1);
    request.workers = json.optional<int>("workers"_L1);
    request.force = json.flag("force"_L1);
    return request;
}

AnalysisConfig readConfig(const Reader& json, bool& whole)
{
    AnalysisConfig config;
    const QJsonObject stored = json.value("strategy"_L1).toObject();
    std::optional<Strategy> strategy =
        stored.contains(u"parameters"_s) ? readStrategy(stored) : readOldStrategy(stored);
    whole = whole && strategy;
    config.strategy = std::move(strategy).value_or(Strategy());
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
    json.key("as_of").value(dayText(plan.asOf)).key("planned_at").value(utcText(plan.plannedAtMs));
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
    plan.config = readConfig(json.object("config"_L1), whole);
    plan.asOf = json.day("as_of"_L1);
    plan.plannedAtMs = json.time("planned_at"_L1);
    plan.rulesVersion = json.number("rules_version"_L1);
    for (const QJsonValue item : json.array("files"_L1))
        plan.files.push_back(
            {item[u"path"].toString().toStdString(), item[u"checksum"].toString().toStdString()});
    if (!whole || !keepsLimits({plan.request, plan.config})) {
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
    writeReading(json, plan.request);
    strings(json, "tickers", sorted);
    json.key("config");
    writeConfig(json, plan.config);
    json.key("as_of").value(plan.asOf).key("partial").value(plan.request.includePartialBar);
    json.key("rules_version").value(plan.rulesVersion).endObject();
    const QByteArrayView bytes(json.text().data(), static_cast<qsizetype>(json.text().size()));
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().toStdString();
}

} // namespace tt
