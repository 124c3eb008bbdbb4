// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/strategyjson.h"

#include "engine/filterrules.h"
#include "jobs/strategyfields.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace tt {

namespace {

QString utf16(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

void writeFields(JsonWriter& json, const Strategy& strategy, FieldGroup group)
{
    Strategy copy = strategy; // fields point to what can be changed
    json.key(fieldGroupName(group)).beginObject();
    for (const StrategyField& field : strategyFields(copy)) {
        if (field.group == group)
            json.key(field.key).value(field.value());
    }
    json.endObject();
}

void writeFilters(JsonWriter& json, const Strategy& strategy)
{
    json.key(fieldGroupName(FieldGroup::Filter)).beginArray();
    for (const FilterGroup& group : strategy.entryFilters) {
        json.beginObject().key("needed").value(group.needed).key("conditions").beginArray();
        for (const FilterCondition& condition : group.conditions) {
            const FilterRuleInfo& info = filterRuleInfo(condition.rule);
            json.beginObject().key("rule").value(info.name);
            if (info.low)
                json.key("low").value(condition.low);
            if (info.high)
                json.key("high").value(condition.high);
            json.endObject();
        }
        json.endArray().endObject();
    }
    json.endArray();
}

void writeNumbers(JsonWriter& json, const Strategy& strategy)
{
    for (const FieldGroup group :
         {FieldGroup::CategoryWeight, FieldGroup::IndicatorWeight, FieldGroup::Parameter, FieldGroup::Risk})
        writeFields(json, strategy, group);
    writeFilters(json, strategy);
}

/// The shape of the filters; their numbers are read as fields afterwards.
bool readFilters(const QJsonArray& array, std::vector<FilterGroup>& groups)
{
    for (const QJsonValue item : array) {
        FilterGroup group;
        group.needed = item[u"needed"].toInt();
        for (const QJsonValue each : item[u"conditions"].toArray()) {
            const auto rule = filterRuleFromName(each[u"rule"].toString().toStdString());
            if (!rule)
                return false;
            const FilterRuleInfo& info = filterRuleInfo(*rule);
            group.conditions.push_back({*rule, info.low ? each[u"low"].toDouble(NAN) : 0,
                                        info.high ? each[u"high"].toDouble(NAN) : 0});
        }
        groups.push_back(std::move(group));
    }
    return true;
}

bool readNumbers(const QJsonObject& document, Strategy& strategy)
{
    for (const StrategyField& field : strategyFields(strategy)) {
        if (field.group == FieldGroup::Filter)
            continue;
        const QJsonValue value = document.value(utf16(fieldGroupName(field.group)))[utf16(field.key)];
        if (!value.isDouble() || (field.whole && value.toInt(-1) < 0))
            return false;
        field.set(value.toDouble());
    }
    return readFilters(document.value(utf16(fieldGroupName(FieldGroup::Filter))).toArray(),
                       strategy.entryFilters);
}

} // namespace

bool isBuiltIn(const Strategy& strategy)
{
    const Strategy* known = findBuiltInStrategy(strategy.id);
    return known && known->id == strategy.id;
}

void writeStrategy(JsonWriter& json, const Strategy& strategy)
{
    json.beginObject().key("id").value(strategy.id).key("name").value(strategy.name);
    json.key("built_in").value(isBuiltIn(strategy)).key("revision").value(strategy.revision);
    writeNumbers(json, strategy);
    json.endObject();
}

std::string strategyDefinition(const Strategy& strategy)
{
    JsonWriter json;
    json.beginObject();
    writeNumbers(json, strategy);
    return json.endObject().take();
}

std::optional<Strategy> readStrategy(const QJsonObject& json)
{
    Strategy strategy;
    strategy.id = json[u"id"].toString().toStdString();
    strategy.name = json[u"name"].toString().toStdString();
    strategy.revision = json[u"revision"].toInt();
    if (!readNumbers(json, strategy) || !numberFaults(strategy).empty())
        return std::nullopt;
    return strategy;
}

Result<Strategy> strategyFromDefinition(std::string_view text)
{
    const QJsonObject json =
        QJsonDocument::fromJson(QByteArray(text.data(), static_cast<qsizetype>(text.size()))).object();
    std::optional<Strategy> strategy = readStrategy(json);
    if (!strategy)
        return makeError(ErrorCode::StorageCorrupt,
                         "The stored numbers of this strategy cannot be used: delete it and copy it anew");
    return *std::move(strategy);
}

} // namespace tt
