// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/bars.h"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace tt {

enum class ActionKind : std::uint8_t { Split, Bonus, Dividend };
/// Who says so, the weakest first.
enum class ActionOrigin : std::uint8_t { Online, File, User };

std::string_view actionKindName(ActionKind kind);       ///< "split", "bonus", "dividend"
std::string_view actionOriginName(ActionOrigin origin); ///< "online", "file", "user"
std::optional<ActionKind> actionKindFromName(std::string_view name);
std::optional<ActionOrigin> actionOriginFromName(std::string_view name);

/// One event of an instrument.
struct CorporateAction
{
    Day day = kNoDay; ///< the ex-date: the first session that trades without the right
    ActionKind kind = ActionKind::Split;
    /// Split and bonus: shares held afterwards for one held before (a split of face value 10 to 2: 5; a bonus
    /// 1:1: 2; a consolidation 1 for 10: 0.1). Dividend: the amount a share, in the prices of its day.
    double value = 1;
    ActionOrigin origin = ActionOrigin::User;
};

/// What one source says once at most.
struct ActionKey
{
    Day day = kNoDay;
    ActionKind kind = ActionKind::Split;
    bool operator==(const ActionKey&) const = default;
};

inline constexpr double kLeastShareFactor = 1e-4, kMostShareFactor = 1e4;
/// The product of an instrument's share factors lies within its reciprocal and it.
inline constexpr double kMostTotalFactor = 1e9;

/// nullptr, or what is wrong with the event, as the end of a sentence ("the value of ... <that>").
const char* actionFault(const CorporateAction& action);

/// The split and bonus events that count, by day: of one day those of the strongest origin alone, since one
/// source writes as one split what another writes as a split and a bonus.
std::vector<CorporateAction> shareActions(std::span<const CorporateAction> actions);

/// The product of the share factors, as the view multiplies them.
double totalFactor(std::span<const CorporateAction> actions);

/// The adjusted view: raw bars, as the exchange traded them, in the shares of the as-of day.
///
/// Raw: prices and volumes of each day in the shares of that day, adjusted for nothing. A source whose prices
/// are already adjusted multiplies them back before it stores them, or stores no events.
/// f(t) = product of the share factors with t < day <= asOf (kNoDay: all); open, high, low and close of bar t
/// are divided by f(t), its volume is multiplied by it, so that price * volume stays. A bar with f = 1 keeps
/// its bits. Result: `lastFactor` = f(last bar), which is 1 unless an event lies between the last bar and the
/// as-of day; `splits` = events that changed a bar; `explainedJumps` = days on which a dividend explains a
/// jump. Dividends change no price. Events after the as-of day are not known yet and change nothing. `raw`
/// holds no earlier view.
Bars adjustedView(Bars raw, std::span<const CorporateAction> actions, Day asOf);

} // namespace tt
