// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/strategyfields.h"

#include "base/id.h"
#include "base/numbertext.h"
#include "engine/filterrules.h"
#include "engine/registry.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace tt {

namespace {

using enum ViolationType;

constexpr double kMostWeight = 10;
constexpr std::size_t kLongestName = 100;

struct RiskRow
{
    std::string_view key;
    double RiskProfile::*member;
    double least, most;
};
constexpr RiskRow kRisk[] = {{"stop_pct", &RiskProfile::stopPct, 0.1, 50},
                             {"widest_stop_pct", &RiskProfile::widestStopPct, 0.1, 50},
                             {"atr_multiple", &RiskProfile::atrMultiple, 0, 20},
                             {"target_pct", &RiskProfile::targetPct, 0.1, 99},
                             {"min_rr", &RiskProfile::minRewardRisk, 0, 10},
                             {"position_limit_pct", &RiskProfile::positionLimitPct, 1, 100}};

/// Two numbers of which the first must not be above the second, or must be below it.
struct OrderRow
{
    std::string_view lower, upper;
    bool equalAllowed;
};
constexpr OrderRow kOrders[] = {{"macd_fast", "macd_slow", false},
                                {"ema_fast", "ema_slow", false},
                                {"psar_start", "psar_max", true},
                                {"stop_pct", "widest_stop_pct", true}};

void addWeights(std::vector<StrategyField>& fields, Strategy& strategy)
{
    for (std::size_t i = 0; i < kCategoryCount; ++i)
        fields.push_back({std::string(categoryName(static_cast<Category>(i))), FieldGroup::CategoryWeight, 0,
                          kMostWeight, &strategy.categoryWeight[i]});
    for (const IndicatorInfo& info : indicatorRegistry()) {
        if (info.votes)
            fields.push_back({std::string(info.key), FieldGroup::IndicatorWeight, 0, kMostWeight,
                              &strategy.indicatorWeight[indexOf(info.id)]});
    }
}

void addParameters(std::vector<StrategyField>& fields, IndicatorParams& params)
{
    for (const IndicatorInfo& info : indicatorRegistry()) {
        for (const ParamInfo& param : info.params) {
            StrategyField field{std::string(param.name), FieldGroup::Parameter, param.least, param.most};
            if (param.period)
                field.whole = &(params.*param.period);
            else
                field.real = &(params.*param.factor);
            fields.push_back(std::move(field));
        }
    }
}

void addFilters(std::vector<StrategyField>& fields, std::vector<FilterGroup>& groups)
{
    for (std::size_t g = 0; g < groups.size(); ++g) {
        const std::string group = "filter" + std::to_string(g + 1);
        const double conditions = static_cast<double>(groups[g].conditions.size());
        fields.push_back({group + "_needed", FieldGroup::Filter, 1, conditions, nullptr, &groups[g].needed});
        for (std::size_t c = 0; c < groups[g].conditions.size(); ++c) {
            FilterCondition& condition = groups[g].conditions[c];
            const FilterRuleInfo& info = filterRuleInfo(condition.rule);
            const std::string key = group + '_' + std::to_string(c + 1);
            if (info.low)
                fields.push_back({key + "_low", FieldGroup::Filter, info.least, info.most, &condition.low});
            if (info.high)
                fields.push_back({key + "_high", FieldGroup::Filter, info.least, info.most, &condition.high});
        }
    }
}

const StrategyField& fieldOf(const std::vector<StrategyField>& fields, std::string_view key)
{
    return *std::find_if(fields.begin(), fields.end(), [&](const StrategyField& f) { return f.key == key; });
}

void checkName(const std::string& name, std::vector<Violation>& faults)
{
    const bool control =
        std::any_of(name.begin(), name.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; });
    if (name.empty() || name.size() > kLongestName)
        faults.push_back({"name", "must have 1 to 100 characters", Length});
    else if (control || name.front() == ' ' || name.back() == ' ')
        faults.push_back({"name", "must be one line without blanks at its ends", Pattern});
    else if (findBuiltInStrategy(name))
        faults.push_back({"name", "'" + name + "' is a built-in strategy: choose another name", Duplicate});
    else if (isId(name))
        faults.push_back({"name", "must not look like an id", Pattern});
}

void checkOrders(const std::vector<StrategyField>& fields, std::vector<Violation>& faults)
{
    for (const OrderRow& row : kOrders) {
        const double lower = fieldOf(fields, row.lower).value(), upper = fieldOf(fields, row.upper).value();
        if (lower < upper || (row.equalAllowed && lower == upper))
            continue;
        faults.push_back(
            {std::string(row.lower),
             std::string(row.equalAllowed ? "must not be above " : "must be below ") + std::string(row.upper),
             Conflict});
    }
    for (std::size_t i = 0; i + 1 < fields.size(); ++i) {
        const StrategyField &low = fields[i], &high = fields[i + 1];
        if (low.group == FieldGroup::Filter && low.key.ends_with("_low") && high.key.ends_with("_high") &&
            low.value() > high.value())
            faults.push_back({low.key, "must not be above " + high.key, Conflict});
    }
}

bool isNamed(const std::vector<Violation>& faults, const std::string& field)
{
    return std::any_of(faults.begin(), faults.end(), [&](const Violation& v) { return v.field == field; });
}

std::optional<Violation> setField(const std::vector<StrategyField>& fields, const std::string& key,
                                  const std::string& text)
{
    const auto field =
        std::find_if(fields.begin(), fields.end(), [&](const StrategyField& f) { return f.key == key; });
    if (field == fields.end())
        return Violation{key, "is no number of this strategy; 'strategy show' lists its keys", Unknown};
    const std::optional<double> value = numberFromText(text);
    if (!value)
        return Violation{key, "must be a number, not '" + text + "'", Pattern};
    if (field->whole && (*value != std::floor(*value) || std::fabs(*value) > 1e9))
        return Violation{key, "must be a whole number, not '" + text + "'", Pattern};
    field->set(*value);
    return std::nullopt;
}

} // namespace

std::string_view fieldGroupName(FieldGroup group)
{
    constexpr std::string_view names[] = {"category_weights", "indicator_weights", "parameters", "risk",
                                          "entry_filters"};
    return names[static_cast<std::size_t>(group)];
}

void StrategyField::set(double value) const
{
    if (real)
        *real = value;
    else
        *whole = static_cast<int>(value);
}

std::vector<StrategyField> strategyFields(Strategy& strategy)
{
    std::vector<StrategyField> fields;
    addWeights(fields, strategy);
    addParameters(fields, strategy.params);
    for (const RiskRow& row : kRisk)
        fields.push_back(
            {std::string(row.key), FieldGroup::Risk, row.least, row.most, &(strategy.risk.*row.member)});
    addFilters(fields, strategy.entryFilters);
    return fields;
}

bool anyVotes(const Strategy& strategy)
{
    const auto all = indicatorRegistry();
    return std::any_of(all.begin(), all.end(),
                       [&](const IndicatorInfo& info) { return info.votes && strategy.weight(info.id) > 0; });
}

std::vector<Violation> numberFaults(const Strategy& strategy)
{
    Strategy copy = strategy; // fields point to what can be changed
    const std::vector<StrategyField> fields = strategyFields(copy);
    std::vector<Violation> faults;
    for (const StrategyField& field : fields) {
        if (!(field.value() >= field.least && field.value() <= field.most))
            faults.push_back({field.key,
                              "must be from " + numberText(field.least) + " to " + numberText(field.most),
                              Range});
    }
    checkOrders(fields, faults);
    if (!anyVotes(strategy))
        faults.push_back(
            {"indicator_weights", "at least one indicator must vote: give one a weight above 0", Required});
    return faults;
}

std::vector<Violation> strategyFaults(const Strategy& strategy)
{
    std::vector<Violation> faults = numberFaults(strategy);
    checkName(strategy.name, faults);
    return faults;
}

std::vector<Violation> changeStrategy(Strategy& strategy,
                                      const std::vector<std::pair<std::string, std::string>>& changes)
{
    std::vector<Violation> faults;
    const std::vector<StrategyField> fields = strategyFields(strategy);
    std::set<std::string> given;
    for (const auto& [key, text] : changes) {
        if (!given.insert(key).second)
            faults.push_back({key, "is given twice", Duplicate});
        else if (key == "name")
            strategy.name = text;
        else if (auto fault = setField(fields, key, text))
            faults.push_back(std::move(*fault));
    }
    const std::vector<Violation> named = faults;
    for (Violation& fault : strategyFaults(strategy)) {
        if (!isNamed(named, fault.field))
            faults.push_back(std::move(fault));
    }
    return faults;
}

} // namespace tt
