// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/bars.h"

#include <array>
#include <iterator>

namespace tt {

namespace {

struct RuleRow
{
    std::string_view name;
    FindingKind kind;
};

constexpr std::array<RuleRow, 12> kRules = {{
    {"missing_date", FindingKind::Quarantined},
    {"missing_price", FindingKind::Quarantined},
    {"price_not_positive", FindingKind::Quarantined},
    {"negative_volume", FindingKind::Quarantined},
    {"range_broken", FindingKind::Quarantined},
    {"range_repaired", FindingKind::Repaired},
    {"duplicate_date", FindingKind::Quarantined},
    {"after_as_of", FindingKind::Quarantined},
    {"field_count", FindingKind::Quarantined},
    {"renamed", FindingKind::Note},
    {"other_series", FindingKind::Note},
    {"replaced", FindingKind::Note},
}};
static_assert(kRules.size() == static_cast<std::size_t>(FindingRule::Replaced) + 1);

} // namespace

void Bars::reserve(std::size_t count)
{
    date.reserve(count);
    for (std::vector<double>* column : {&open, &high, &low, &close, &volume})
        column->reserve(count);
}

void Bars::append(Day day, double o, double h, double l, double c, double v)
{
    date.push_back(day);
    open.push_back(o);
    high.push_back(h);
    low.push_back(l);
    close.push_back(c);
    volume.push_back(v);
}

std::string_view findingRuleName(FindingRule rule)
{
    return kRules[static_cast<std::size_t>(rule)].name;
}

std::optional<FindingRule> findingRuleFromName(std::string_view name)
{
    for (std::size_t i = 0; i < std::size(kRules); ++i) {
        if (kRules[i].name == name)
            return static_cast<FindingRule>(i);
    }
    return std::nullopt;
}

FindingKind findingKind(FindingRule rule)
{
    return kRules[static_cast<std::size_t>(rule)].kind;
}

} // namespace tt
