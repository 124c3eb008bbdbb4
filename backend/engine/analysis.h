// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/day.h"
#include "base/result.h"
#include "engine/bars.h"
#include "engine/indicatorid.h"
#include "engine/strategy.h"

#include <array>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace tt {

/// Raised whenever a number of the rules changes; stored with every result.
inline constexpr int kRulesVersion = 1;
/// Raised whenever the engine's code changes a result without a change of the rules.
inline constexpr std::string_view kEngineVersion = "1.0.0";

inline constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

/// Ordered by strength, strongest sell first; NoVerdict sorts last by its own rule.
enum class Verdict : std::uint8_t { StrongSell, Sell, Hold, Buy, StrongBuy, NoVerdict };
enum class Signal : std::uint8_t { None, Buy, Sell, Hold };
enum class PlanStatus : std::uint8_t { None, Ok, RejectedRr, TickTooCoarse, SizeZero };
enum class Grade : std::uint8_t { A, B, C, D, F };
/// Which of the two limits bound the number of shares.
enum class SizeBound : std::uint8_t { Risk, Position };

std::string_view verdictName(Verdict verdict);      ///< "Strong Buy", "No verdict"
std::string_view signalName(Signal signal);         ///< "BUY", "SELL", "HOLD", ""
std::string_view planStatusName(PlanStatus status); ///< "rejected_rr"
std::string_view gradeName(Grade grade);            ///< "A"
std::optional<Verdict> verdictFromName(std::string_view name);
std::optional<PlanStatus> planStatusFromName(std::string_view name);
std::optional<Grade> gradeFromName(std::string_view name);
Signal signalOf(Verdict verdict);

/// One indicator's word. `defined` false: it abstains. `share` is vote*confidence*weight /
/// sum(confidence*weight) over the voters with a vote, so shares add up to the score; 0 for the others.
struct Vote
{
    double value = kUndefined; ///< the headline value (cli.md), NaN when undefined
    int vote = 0;              ///< -1, 0, +1
    double confidence = 0;     ///< 0..1
    double weight = 0;         ///< 0: switched off, counts nowhere
    double share = 0;
    bool defined = false;
};

/// Why a verdict is what it is: a code of the closed set in reasons.h with its value (NaN: the code has
/// none).
struct Reason
{
    std::string code;
    double value = kUndefined;
};

/// Entry, stop, target and size. Prices are raw prices of the last bar in whole ticks (entry: the close as it
/// is).
struct TradePlan
{
    bool isShort = false;
    double entry = 0, stop = 0, target = 0, tick = 0;
    double rewardRisk = 0;
    double shares = 0;          ///< whole number
    double capitalRequired = 0; ///< shares * entry
    double valueAtRisk = 0;     ///< shares * |entry - stop|
    double reward = 0;          ///< shares * |target - entry|
    SizeBound bound = SizeBound::Position;
    double tradedValueShare = kUndefined; ///< capitalRequired / mean daily traded value of the last 20 bars
};

/// The nearest next close at which the verdict would be another one.
struct Flip
{
    double close = 0;
    Verdict verdict = Verdict::Hold;
};

/// All that is asked of one analysis beside the bars.
struct AnalysisConfig
{
    Strategy strategy; ///< resolved: the run's weights and switched-off indicators are already in it
    double capital = 100'000;
    double riskPct = 2;
    double positionLimitPct = 20; ///< resolved: the strategy's unless the run says otherwise
    double minRewardRisk = 1.5;   ///< resolved likewise
    bool allowShort = false;
};

/// What the engine is told about the instrument and the day.
struct InstrumentFacts
{
    std::string ticker;           ///< "M&M.NS": decides the market's tick table
    double userTick = kUndefined; ///< the user's own tick, NaN: by the market's table
    Day asOf = kNoDay;            ///< the day the data grade is judged on
};

/// The result of one analysis. Every number is final: nothing is rounded later but for display.
struct Analysis
{
    Verdict verdict = Verdict::NoVerdict;
    Signal signal = Signal::None;
    double score = 0;    ///< -1..1; undefined at No verdict
    double evidence = 0; ///< 0..1; undefined at No verdict
    PerIndicator<Vote> votes{};
    IndicatorValues<double> values{};
    std::vector<Reason> reasons;
    PlanStatus planStatus = PlanStatus::None;
    std::optional<TradePlan> plan; ///< engaged for every status but None
    std::optional<Flip> flipUp, flipDown;
    Grade grade = Grade::A;
    int bars = 0;
    Day firstBar = kNoDay, lastBar = kNoDay;
    double close = kUndefined; ///< raw close of the last bar
};

/// One analysis: checked bars, the findings of their check, the facts, the configuration -> the result.
/// Errors: DATA_INSUFFICIENT (grade F). Pure: same input, same bits. Causal: see analysis.md section 1.
Result<Analysis> analyze(const Bars& bars, std::span<const Finding> findings, const InstrumentFacts& facts,
                         const AnalysisConfig& config);

} // namespace tt
