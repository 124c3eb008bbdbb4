// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/filters.h"

#include "engine/real.h"

#include <cmath>

namespace tt {

namespace {

using Values = IndicatorValues<double>;

struct RuleRow
{
    std::string_view reason;
    /// NaN when an input is undefined, else what the reason shows.
    double (*shown)(const Values&);
    bool (*holds)(const Values&, const FilterCondition&);
};

/// A flat series must not fail by the last bit of a mean.
bool atLeast(double a, double b)
{
    return significant(a - b, b) >= 0;
}

double above(double known, double shown)
{
    return std::isnan(known) ? known : shown;
}

double rsi(const Values& v)
{
    return v.rsi;
}

double adx(const Values& v)
{
    return v.adx;
}

double percentK(const Values& v)
{
    return v.stochasticK;
}

double histogram(const Values& v)
{
    return v.macdHistogram;
}

double volumeRatio(const Values& v)
{
    return v.volumeSma20Before > 0 ? v.volume / v.volumeSma20Before : kUndefined;
}

using C = const FilterCondition&;
using V = const Values&;

/// In the order of FilterRule.
constexpr std::array<RuleRow, 18> kRules = {{
    {"filter:trend_sma50", [](V v) { return v.sma50; }, [](V v, C) { return atLeast(v.close, v.sma50); }},
    {"filter:trend_sma20_sma50", [](V v) { return above(v.sma20, v.sma50); },
     [](V v, C) { return atLeast(v.sma20, v.sma50); }},
    {"filter:trend_sma20", [](V v) { return v.sma20; }, [](V v, C) { return atLeast(v.close, v.sma20); }},
    {"filter:rsi_range", rsi, [](V v, C c) { return v.rsi >= c.low && v.rsi <= c.high; }},
    {"filter:adx_low", adx, [](V v, C c) { return v.adx >= c.low; }},
    {"filter:adx_high", adx, [](V v, C c) { return v.adx <= c.high; }},
    {"filter:macd_signal", histogram, [](V v, C) { return significant(v.macdHistogram, v.close) > 0; }},
    {"filter:stochastic", percentK,
     [](V v, C c) { return v.stochasticK >= c.low && v.stochasticK <= c.high; }},
    {"filter:cci", [](V v) { return v.cci; }, [](V v, C c) { return v.cci > c.low; }},
    {"filter:williams", [](V v) { return v.williams; }, [](V v, C c) { return v.williams > c.low; }},
    {"filter:rsi_high", rsi, [](V v, C c) { return v.rsi < c.high; }},
    {"filter:rsi_high", rsi, [](V v, C c) { return v.rsi <= c.high; }},
    {"filter:stochastic", percentK, [](V v, C c) { return v.stochasticK < c.high; }},
    {"filter:stochastic", percentK, [](V v, C c) { return v.stochasticK > c.low; }},
    {"filter:williams", [](V v) { return v.williams; }, [](V v, C c) { return v.williams < c.high; }},
    {"filter:volume_low", volumeRatio, [](V v, C c) { return v.volume >= c.low * v.volumeSma20Before; }},
    {"filter:cmf", [](V v) { return v.cmf; }, [](V v, C c) { return v.cmf > c.low; }},
    {"filter:obv", [](V v) { return above(v.obvSma20, v.obv); }, [](V v, C) { return v.obv > v.obvSma20; }},
}};
static_assert(kRules.size() == static_cast<std::size_t>(FilterRule::ObvAboveSma20) + 1);

const RuleRow& rowOf(const FilterCondition& condition)
{
    return kRules[static_cast<std::size_t>(condition.rule)];
}

int countHolding(const FilterGroup& group, const Values& values)
{
    int holding = 0;
    for (const FilterCondition& condition : group.conditions)
        holding += rowOf(condition).holds(values, condition) ? 1 : 0;
    return holding;
}

bool needsAll(const FilterGroup& group)
{
    return group.needed == static_cast<int>(group.conditions.size());
}

} // namespace

std::vector<Reason> failedFilters(const std::vector<FilterGroup>& filters,
                                  const IndicatorValues<double>& values)
{
    std::vector<Reason> reasons;
    for (const FilterGroup& group : filters) {
        const int holding = countHolding(group, values);
        if (holding >= group.needed)
            continue;
        if (!needsAll(group)) {
            reasons.push_back({"filter:confirmations", static_cast<double>(holding)});
            continue;
        }
        for (const FilterCondition& condition : group.conditions) {
            const RuleRow& row = rowOf(condition);
            if (row.holds(values, condition))
                continue;
            reasons.push_back({std::string(row.reason), row.shown(values)});
        }
    }
    return reasons;
}

bool passesFilters(const std::vector<FilterGroup>& filters, const IndicatorValues<double>& values)
{
    for (const FilterGroup& group : filters) {
        if (countHolding(group, values) < group.needed)
            return false;
    }
    return true;
}

} // namespace tt
