// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/reasons.h"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace tt {

namespace {

constexpr ReasonInfo kReasons[] = {
    {"needs_bars", "Too few indicators are defined: %1 bars are needed", 0},
    {"has_bars", "The data has %1 bars", 0},
    {"volume_missing", "The indicators in use need volume, and the data has none", 0},
    {"no_votes", "No indicator votes", 0},
    {"weak_score", "The votes balance each other: the score of %1 is within 0.2 of zero", 2, true},
    {"weak_evidence", "Too little conviction: evidence is %1, a Buy or Sell needs 0.10", 2},
    {"not_strong_evidence", "Not Strong: evidence is %1, a Strong verdict needs 0.25", 2},
    {"not_strong_voters", "Not Strong: only %1 indicators vote, a Strong verdict needs 4", 0},
    {"not_strong_categories", "Not Strong: the votes come from %1 category, a Strong verdict needs 2", 0},
    {"grade_d", "Not Strong: the data is of grade D", 0},
    {"for:rsi", "RSI supports the score with %1", 2, true},
    {"for:macd", "MACD supports the score with %1", 2, true},
    {"for:adx", "ADX supports the score with %1", 2, true},
    {"for:psar", "Parabolic SAR supports the score with %1", 2, true},
    {"for:ema", "The moving averages support the score with %1", 2, true},
    {"for:supertrend", "Supertrend supports the score with %1", 2, true},
    {"for:stochastic", "Stochastic supports the score with %1", 2, true},
    {"for:cci", "CCI supports the score with %1", 2, true},
    {"for:williams", "Williams %R supports the score with %1", 2, true},
    {"for:bollinger", "The Bollinger Bands support the score with %1", 2, true},
    {"for:obv", "On-balance volume supports the score with %1", 2, true},
    {"for:cmf", "Money flow supports the score with %1", 2, true},
    {"against:rsi", "RSI opposes the score with %1", 2, true},
    {"against:macd", "MACD opposes the score with %1", 2, true},
    {"against:adx", "ADX opposes the score with %1", 2, true},
    {"against:psar", "Parabolic SAR opposes the score with %1", 2, true},
    {"against:ema", "The moving averages oppose the score with %1", 2, true},
    {"against:supertrend", "Supertrend opposes the score with %1", 2, true},
    {"against:stochastic", "Stochastic opposes the score with %1", 2, true},
    {"against:cci", "CCI opposes the score with %1", 2, true},
    {"against:williams", "Williams %R opposes the score with %1", 2, true},
    {"against:bollinger", "The Bollinger Bands oppose the score with %1", 2, true},
    {"against:obv", "On-balance volume opposes the score with %1", 2, true},
    {"against:cmf", "Money flow opposes the score with %1", 2, true},
    {"filter:trend_sma50", "No Buy: the close is below its 50-day mean of %1", 2},
    {"filter:trend_sma20_sma50", "No Buy: the 20-day mean is below the 50-day mean of %1", 2},
    {"filter:trend_sma20", "No Buy: the close is below its 20-day mean of %1", 2},
    {"filter:rsi_range", "No Buy: RSI is %1, outside the strategy's range", 1},
    {"filter:adx_low", "No Buy: ADX is only %1, the trend is too weak for the strategy", 1},
    {"filter:adx_high", "No Buy: ADX is %1, the trend is too strong for the strategy", 1},
    {"filter:macd_signal", "No Buy: MACD is not above its signal line, the histogram is %1", 2},
    {"filter:rsi_high", "No Buy: RSI is %1, too high for the strategy", 1},
    {"filter:stochastic", "No Buy: %K of the Stochastic is %1, outside the strategy's range", 1},
    {"filter:cci", "No Buy: CCI is only %1", 1},
    {"filter:williams", "No Buy: Williams %R is %1, outside the strategy's range", 1},
    {"filter:volume_low",
     "No Buy: volume is %1 times the mean of the 20 days before, too low for the strategy", 2},
    {"filter:cmf", "No Buy: money flow is only %1", 2},
    {"filter:obv", "No Buy: on-balance volume of %1 is not above its 20-day mean", 0},
    {"filter:confirmations", "No Buy: only %1 of the strategy's confirming signs are there", 0},
    {"grade:f_bars", "Grade F: only %1 usable bars, an analysis needs 50", 0},
    {"grade:d_stale", "Grade D: the last bar is %1 weekdays before the day of the analysis, more than 10", 0},
    {"grade:d_bad_bars", "Grade D: %1 percent of the bars were repaired or set aside, more than 10", 1},
    {"grade:d_bars", "Grade D: only %1 bars, fewer than 200", 0},
    {"grade:d_jump", "Grade D: the close jumps by 40 percent or more from one bar to the next", 0},
    {"grade:c_bad_bars", "Grade C: %1 percent of the bars were repaired or set aside, more than 1", 1},
    {"grade:c_zero_volume", "Grade C: %1 percent of the days have no volume, more than 5", 1},
    {"grade:c_gap", "Grade C: more than 15 weekdays are missing in a row", 0},
    {"grade:b_bad_bars", "Grade B: bars repaired or set aside: %1", 0},
    {"grade:b_zero_volume", "Grade B: days without volume: %1", 0},
    {"grade:a", "Grade A: nothing to say against the last 500 bars", 0},
    {"adjusted_splits",
     "Adjusted for splits: prices and volumes before %1 splits or bonuses are recalculated", 0},
    {"large_position", "The position is %1 times the mean daily traded value: hard to fill and to leave", 3},
};

/// With '.' whatever the locale: Qt sets the user's for the whole process.
std::string numberOf(const ReasonInfo& info, double value)
{
    if (!std::isfinite(value))
        return "undefined";
    std::array<char, std::numeric_limits<double>::max_exponent10 + 16> digits;
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value,
                                            std::chars_format::fixed, info.decimals);
    const std::string text(digits.data(), end);
    return info.isSigned && !std::signbit(value) ? '+' + text : text;
}

} // namespace

std::span<const ReasonInfo> reasonTable()
{
    return kReasons;
}

const ReasonInfo* findReason(std::string_view code)
{
    for (const ReasonInfo& row : kReasons) {
        if (row.code == code)
            return &row;
    }
    return nullptr;
}

std::string reasonText(const Reason& reason)
{
    const ReasonInfo* info = findReason(reason.code);
    if (!info)
        return reason.code;
    std::string text(info->text);
    const std::size_t place = text.find("%1");
    if (place != std::string::npos) {
        text.replace(place, 2, numberOf(*info, reason.value));
    }
    return text;
}

} // namespace tt
