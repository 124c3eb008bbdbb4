// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/corporateaction.h"

#include "engine/checks.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tt {

namespace {

constexpr std::array<std::string_view, 3> kKindNames = {"split", "bonus", "dividend"};
constexpr std::array<std::string_view, 3> kOriginNames = {"online", "file", "user"};

template<class E, std::size_t N>
std::optional<E> fromName(const std::array<std::string_view, N>& names, std::string_view name)
{
    const auto found = std::find(names.begin(), names.end(), name);
    return found == names.end() ? std::nullopt : std::optional(static_cast<E>(found - names.begin()));
}

bool isKnownBy(const CorporateAction& action, Day asOf)
{
    return asOf == kNoDay || action.day <= asOf;
}

/// Days on which the fall to the close is a jump without the day's dividend and none with it. `bars` is the
/// adjusted view, `factors` holds f of each bar.
std::vector<Day> explainedByDividends(const Bars& bars, const std::vector<double>& factors,
                                      std::span<const CorporateAction> actions, Day asOf)
{
    std::vector<Day> days;
    for (const CorporateAction& action : actions) {
        if (action.kind != ActionKind::Dividend || !isKnownBy(action, asOf))
            continue;
        const auto at = std::lower_bound(bars.date.begin(), bars.date.end(), action.day);
        if (at == bars.date.begin() || at == bars.date.end())
            continue;
        const auto i = static_cast<std::size_t>(at - bars.date.begin());
        const double before = bars.close[i - 1], after = bars.close[i];
        if (isJump(before, after) && !isJump(before, after + action.value / factors[i]))
            days.push_back(bars.date[i]);
    }
    std::sort(days.begin(), days.end());
    return days;
}

} // namespace

std::string_view actionKindName(ActionKind kind)
{
    return kKindNames[static_cast<std::size_t>(kind)];
}

std::string_view actionOriginName(ActionOrigin origin)
{
    return kOriginNames[static_cast<std::size_t>(origin)];
}

std::optional<ActionKind> actionKindFromName(std::string_view name)
{
    return fromName<ActionKind>(kKindNames, name);
}

std::optional<ActionOrigin> actionOriginFromName(std::string_view name)
{
    return fromName<ActionOrigin>(kOriginNames, name);
}

const char* actionFault(const CorporateAction& action)
{
    if (!std::isfinite(action.value) || action.value <= 0)
        return "must be above 0";
    if (action.kind == ActionKind::Dividend)
        return nullptr;
    if (action.value < kLeastShareFactor || action.value > kMostShareFactor)
        return "must lie between 1:10000 and 10000:1";
    if (action.value == 1)
        return "must change the number of shares";
    if (action.kind == ActionKind::Bonus && action.value < 1)
        return "must add shares";
    return nullptr;
}

std::vector<CorporateAction> shareActions(std::span<const CorporateAction> actions)
{
    std::vector<CorporateAction> shares;
    for (const CorporateAction& action : actions) {
        if (action.kind != ActionKind::Dividend)
            shares.push_back(action);
    }
    std::sort(shares.begin(), shares.end(), [](const CorporateAction& a, const CorporateAction& b) {
        if (a.day != b.day)
            return a.day < b.day;
        return a.origin != b.origin ? a.origin > b.origin : a.kind < b.kind;
    });
    const CorporateAction* strongest = nullptr; // of the day at work
    std::vector<CorporateAction> counting;
    for (const CorporateAction& action : shares) {
        if (!strongest || strongest->day != action.day)
            strongest = &action;
        if (action.origin == strongest->origin)
            counting.push_back(action);
    }
    return counting;
}

double totalFactor(std::span<const CorporateAction> actions)
{
    double factor = 1;
    for (const CorporateAction& action : shareActions(actions))
        factor *= action.value;
    return factor;
}

Bars adjustedView(Bars raw, std::span<const CorporateAction> actions, Day asOf)
{
    Bars bars = std::move(raw);
    if (actions.empty() || bars.empty())
        return bars;
    std::vector<CorporateAction> left = shareActions(actions);
    std::erase_if(left, [&](const CorporateAction& one) { return !isKnownBy(one, asOf); });
    std::vector<double> factors(bars.size());
    double factor = 1;
    for (std::size_t i = bars.size(); i-- > 0;) {
        for (; !left.empty() && left.back().day > bars.date[i]; left.pop_back()) {
            factor *= left.back().value;
            ++bars.splits;
        }
        factors[i] = factor;
        for (std::vector<double>* price : {&bars.open, &bars.high, &bars.low, &bars.close})
            (*price)[i] /= factor;
        bars.volume[i] *= factor;
    }
    bars.lastFactor = factors.back();
    bars.explainedJumps = explainedByDividends(bars, factors, actions, asOf);
    return bars;
}

} // namespace tt
