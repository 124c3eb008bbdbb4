// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/day.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tt {

/// Bars as they were read, in the file's order, nothing checked yet. `line` is the 1-based line of the source
/// (0: none).
struct RawBar
{
    Day date = kNoDay;
    double open, high, low, close; ///< NaN where the source had none
    double volume;                 ///< NaN: the source has no volume
    double adjustedClose;          ///< NaN: not given
    int line = 0;
};

/// Checked daily bars of one instrument: one column a value, index 0 the oldest, all columns of one length,
/// dates strictly rising, prices finite and above 0 with low <= min(open, close) and high >= max(open,
/// close). A missing volume is NaN, volume 0 is 0. Prices are the split-adjusted view; price * lastFactor is
/// the raw price of the last bar.
struct Bars
{
    std::vector<Day> date;
    std::vector<double> open, high, low, close, volume;
    double lastFactor = 1;
    int splits = 0;                  ///< splits and bonuses that changed bars of this view
    std::vector<Day> explainedJumps; ///< days on which a jump has its reason in a dividend, rising

    std::size_t size() const { return date.size(); }
    bool empty() const { return date.empty(); }
    void reserve(std::size_t count);
    void append(Day day, double o, double h, double l, double c, double v);
};

/// What a check found at a bar. The names are stored and printed.
enum class FindingRule : std::uint8_t {
    MissingDate,      ///< no date, or one that does not exist
    MissingPrice,     ///< a price is empty or not a number
    PriceNotPositive, ///< a price is 0, negative or infinite
    NegativeVolume,   ///< or infinite
    RangeBroken,      ///< high below low, or open or close outside by more than the tolerance
    RangeRepaired,    ///< open or close outside by less: high or low widened
    DuplicateDate,    ///< a second, different bar of one date; the later in the file is quarantined
    AfterAsOf,        ///< dated after the as-of day
    FieldCount,       ///< the line has too few fields
    Renamed,          ///< the file's symbol changes; kept under the newest (a note, no bar is bad)
    OtherSeries,      ///< a row of a series that is not the ordinary share (a note)
    Replaced,         ///< an import changed the values of a stored bar (a note)
};
std::string_view findingRuleName(FindingRule rule); ///< "range_broken"
std::optional<FindingRule> findingRuleFromName(std::string_view name);
enum class FindingKind : std::uint8_t { Quarantined, Repaired, Note };
FindingKind findingKind(FindingRule rule);

/// One finding. `values` is the bar or line as read, short, for people.
struct Finding
{
    Day date = kNoDay; ///< kNoDay when the line has none
    int line = 0;
    FindingRule rule = FindingRule::MissingPrice;
    std::string values;
};

/// A ticker that an instrument had until the day before `until`.
struct FormerTicker
{
    std::string ticker;
    Day until = kNoDay;
};

} // namespace tt
