// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/oldplan.h"

#include "engine/registry.h"
#include "jobs/strategyfields.h"

#include <QJsonArray>
#include <QJsonObject>

#include <array>
#include <span>

namespace tt {

namespace {

bool fill(const QJsonValue& list, std::span<double> out)
{
    const QJsonArray values = list.toArray();
    if (values.size() != static_cast<qsizetype>(out.size()))
        return false;
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = values.at(static_cast<qsizetype>(i)).toDouble();
    return true;
}

bool fillParams(const QJsonValue& json, IndicatorParams& params)
{
    for (const IndicatorInfo& info : indicatorRegistry()) {
        for (const ParamInfo& param : info.params) {
            const QJsonValue value =
                json[QLatin1StringView(param.name.data(), static_cast<qsizetype>(param.name.size()))];
            if (!value.isDouble())
                return false;
            if (param.period)
                params.*param.period = value.toInt();
            else
                params.*param.factor = value.toDouble();
        }
    }
    return true;
}

bool fillFilters(const QJsonArray& json, std::vector<FilterGroup>& groups)
{
    for (const QJsonValue item : json) {
        FilterGroup group{item[u"needed"].toInt(), {}};
        for (const QJsonValue each : item[u"conditions"].toArray()) {
            const int rule = each[0].toInt(-1);
            if (rule < 0 || rule > static_cast<int>(FilterRule::ObvAboveSma20))
                return false;
            group.conditions.push_back(
                {static_cast<FilterRule>(rule), each[1].toDouble(), each[2].toDouble()});
        }
        groups.push_back(std::move(group));
    }
    return true;
}

} // namespace

std::optional<Strategy> readOldStrategy(const QJsonObject& json)
{
    Strategy strategy;
    strategy.id = json[u"id"].toString().toStdString();
    strategy.name = json[u"name"].toString().toStdString();
    strategy.revision = json[u"revision"].toInt();
    std::array<double, 6> risk{};
    const bool whole = fill(json[u"category_weight"], strategy.categoryWeight) &&
                       fill(json[u"indicator_weight"], strategy.indicatorWeight) &&
                       fill(json[u"risk"], risk) && fillParams(json[u"params"], strategy.params) &&
                       fillFilters(json[u"entry_filters"].toArray(), strategy.entryFilters);
    strategy.risk = {risk[0], risk[1], risk[2], risk[3], risk[4], risk[5]};
    if (!whole || !numberFaults(strategy).empty())
        return std::nullopt;
    return strategy;
}

} // namespace tt
