// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/resultscolumn.h"

#include "text/format.h"
#include "text/verdicttext.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

using R = const ResultRecord&;

Tone plain(R)
{
    return Tone::Normal;
}
Tone muted(R)
{
    return Tone::Muted;
}

QString utf(const std::string& text)
{
    return QString::fromStdString(text);
}

double verdictKey(R r)
{
    return r.analysis.verdict == Verdict::NoVerdict ? kUndefined : static_cast<double>(r.analysis.verdict);
}

/// Without a verdict there is no score either.
double scoreOf(R r)
{
    return r.analysis.verdict == Verdict::NoVerdict ? kUndefined : r.analysis.score;
}
double evidenceOf(R r)
{
    return r.analysis.verdict == Verdict::NoVerdict ? kUndefined : r.analysis.evidence;
}

template<double TradePlan::*Member>
double planKey(R r)
{
    return r.analysis.plan ? (*r.analysis.plan).*Member : kUndefined;
}

template<double TradePlan::*Member>
QString planPrice(R r)
{
    return formatPrice(planKey<Member>(r), r.ticker);
}

template<double TradePlan::*Member>
QString planMoney(R r)
{
    return formatMoney(planKey<Member>(r), r.ticker);
}

Tone scoreTone(R r)
{
    const double score = scoreOf(r);
    return score >= 0.2 ? Tone::Up : score <= -0.2 ? Tone::Down : Tone::Neutral;
}

/// Directional votes, buys less sells.
double voteBalance(R r)
{
    int balance = 0;
    for (const Vote& vote : r.analysis.votes)
        balance += vote.defined && vote.weight > 0 ? vote.vote : 0;
    return balance;
}

QString voteCounts(R r)
{
    int buys = 0, sells = 0;
    for (const Vote& vote : r.analysis.votes) {
        if (!vote.defined || vote.weight == 0)
            continue;
        buys += vote.vote > 0 ? 1 : 0;
        sells += vote.vote < 0 ? 1 : 0;
    }
    return u"▲%1 ▼%2"_s.arg(buys).arg(sells);
}

Tone gradeTone(R r)
{
    return r.analysis.grade >= Grade::C ? Tone::Warning : Tone::Normal;
}

Tone signalTone(R r)
{
    return r.analysis.signal == Signal::Buy    ? Tone::Up
           : r.analysis.signal == Signal::Sell ? Tone::Down
                                               : Tone::Neutral;
}

Tone statusTone(R r)
{
    return r.analysis.planStatus == PlanStatus::Ok     ? Tone::Up
           : r.analysis.planStatus == PlanStatus::None ? Tone::Muted
                                                       : Tone::Warning;
}

double planStatusKey(R r)
{
    return r.analysis.planStatus == PlanStatus::None ? kUndefined
                                                     : static_cast<double>(r.analysis.planStatus);
}

double signalKey(R r)
{
    // BUY, HOLD, SELL by strength, whatever the order of the enumeration.
    constexpr std::array<double, 4> kStrength = {kUndefined, 1, -1, 0};
    return kStrength[static_cast<std::size_t>(r.analysis.signal)];
}

double dayKey(Day day)
{
    return day == kNoDay ? kUndefined : day;
}

QString boundTip(R r)
{
    return r.analysis.plan ? sizeBoundText(r.analysis.plan->bound) : QString();
}

QString demoText(R r)
{
    return r.isDemo ? QCoreApplication::translate("tt::Columns", "DEMO") : QString();
}

/// Saved in the database: a key never changes.
constexpr std::array<std::string_view, kResultsColumns> kKeys = {
    "ticker", "name",     "close",  "verdict", "score", "evidence", "votes",      "grade",
    "signal", "entry",    "stop",   "target",  "rr",    "shares",   "capital",    "risk",
    "plan",   "strategy", "source", "demo",    "bars",  "last_bar", "analyzed_at"};

#define TT_COLUMN(title, hint) QT_TRANSLATE_NOOP("tt::Columns", title), QT_TRANSLATE_NOOP("tt::Columns", hint)

const std::array<ResultsColumnInfo, kResultsColumns> kColumns = {{
    {{TT_COLUMN("Ticker", "Symbol and exchange"), false, 108},
     nullptr,
     [](R r) -> std::string_view { return r.ticker; },
     [](R r) { return utf(r.ticker); },
     plain,
     nullptr},
    {{TT_COLUMN("Name", "Name of the company or index"), false, 150},
     nullptr,
     [](R r) -> std::string_view { return r.name; },
     [](R r) { return utf(r.name); },
     muted,
     [](R r) { return utf(r.name); }},
    {{TT_COLUMN("Close", "Last close"), true, 80},
     [](R r) { return r.analysis.close; },
     nullptr,
     [](R r) { return formatPrice(r.analysis.close, r.ticker); },
     plain,
     nullptr},
    {{TT_COLUMN("Verdict", "What the votes say together, sorted by strength"), false, 104},
     verdictKey,
     nullptr,
     [](R r) { return QString(verdictMark(r.analysis.verdict) + u' ' + verdictText(r.analysis.verdict)); },
     [](R r) { return verdictTone(r.analysis.verdict); },
     nullptr},
    {{TT_COLUMN("Score", "Weighted mean of the votes, -1 (sell) to +1 (buy)"), true, 62},
     scoreOf,
     nullptr,
     [](R r) { return formatSigned(scoreOf(r), 2); },
     scoreTone,
     nullptr},
    {{TT_COLUMN("Evidence", "How much confidence stands behind the score, 0 to 1"), true, 74},
     evidenceOf,
     nullptr,
     [](R r) { return formatNumber(evidenceOf(r), 2); },
     plain,
     nullptr},
    {{TT_COLUMN("Votes", "Each indicator's vote: up buy, down sell, dot neutral, dash abstains"), false, 126},
     voteBalance,
     nullptr,
     voteCounts,
     plain,
     nullptr},
    {{TT_COLUMN("Grade", "Quality of the data, A to D"), false, 54},
     [](R r) { return static_cast<double>(r.analysis.grade); },
     nullptr,
     [](R r) { return gradeText(r.analysis.grade); },
     gradeTone,
     [](R r) { return gradeHint(r.analysis.grade); }},
    {{TT_COLUMN("Signal", "BUY, SELL or HOLD"), false, 60},
     signalKey,
     nullptr,
     [](R r) { return signalText(r.analysis.signal); },
     signalTone,
     nullptr},
    {{TT_COLUMN("Entry", "Price of entry: the last close"), true, 88},
     planKey<&TradePlan::entry>,
     nullptr,
     planPrice<&TradePlan::entry>,
     plain,
     nullptr},
    {{TT_COLUMN("Stop", "Price at which the plan is given up"), true, 88},
     planKey<&TradePlan::stop>,
     nullptr,
     planPrice<&TradePlan::stop>,
     plain,
     nullptr},
    {{TT_COLUMN("Target", "Price at which the profit is taken"), true, 88},
     planKey<&TradePlan::target>,
     nullptr,
     planPrice<&TradePlan::target>,
     plain,
     nullptr},
    {{TT_COLUMN("R:R", "Reward for each unit of risk"), true, 54},
     planKey<&TradePlan::rewardRisk>,
     nullptr,
     [](R r) { return formatNumber(planKey<&TradePlan::rewardRisk>(r), 2); },
     plain,
     nullptr},
    {{TT_COLUMN("Shares", "Number of shares of the plan"), true, 66},
     planKey<&TradePlan::shares>,
     nullptr,
     [](R r) { return formatNumber(planKey<&TradePlan::shares>(r), 0, groupingOf(r.ticker)); },
     plain,
     boundTip},
    {{TT_COLUMN("Capital", "Capital that the plan needs"), true, 98},
     planKey<&TradePlan::capitalRequired>,
     nullptr,
     planMoney<&TradePlan::capitalRequired>,
     plain,
     nullptr},
    {{TT_COLUMN("Risk", "What is lost when the stop is hit"), true, 88},
     planKey<&TradePlan::valueAtRisk>,
     nullptr,
     planMoney<&TradePlan::valueAtRisk>,
     plain,
     nullptr},
    {{TT_COLUMN("Plan", "Whether the plan keeps every limit"), false, 96},
     planStatusKey,
     nullptr,
     [](R r) { return planStatusText(r.analysis.planStatus); },
     statusTone,
     [](R r) { return planStatusHint(r.analysis.planStatus); }},
    {{TT_COLUMN("Strategy", "Strategy of the analysis"), false, 96},
     nullptr,
     [](R r) -> std::string_view { return r.strategyName; },
     [](R r) { return utf(r.strategyName); },
     plain,
     nullptr},
    {{TT_COLUMN("Source", "Where the bars came from"), false, 66},
     [](R r) { return static_cast<double>(r.source); },
     nullptr,
     [](R r) { return sourceText(r.source); },
     muted,
     nullptr},
    {{TT_COLUMN("Demo", "Marked when the data is made up"), false, 56},
     [](R r) { return r.isDemo ? 1.0 : 0.0; },
     nullptr,
     demoText,
     [](R) { return Tone::Accent; },
     nullptr},
    {{TT_COLUMN("Bars", "Number of bars used"), true, 58},
     [](R r) { return static_cast<double>(r.analysis.bars); },
     nullptr,
     [](R r) { return formatCount(r.analysis.bars); },
     muted,
     nullptr},
    {{TT_COLUMN("Last bar", "Date of the newest bar"), true, 92},
     [](R r) { return dayKey(r.analysis.lastBar); },
     nullptr,
     [](R r) { return formatDay(r.analysis.lastBar); },
     muted,
     nullptr},
    {{TT_COLUMN("Analyzed", "When the analysis was made"), true, 126},
     [](R r) { return static_cast<double>(r.analyzedAtMs); },
     nullptr,
     [](R r) { return formatTime(r.analyzedAtMs); },
     muted,
     nullptr},
}};

#undef TT_COLUMN

} // namespace

const ResultsColumnInfo& resultsColumn(int column)
{
    return kColumns[static_cast<std::size_t>(column)];
}

std::span<const TableColumn> resultsTableColumns()
{
    static const auto columns = [] {
        std::array<TableColumn, kResultsColumns> all{};
        for (std::size_t i = 0; i < all.size(); ++i)
            all[i] = kColumns[i].column;
        return all;
    }();
    return columns;
}

std::string_view resultsColumnKey(int column)
{
    return kKeys[static_cast<std::size_t>(column)];
}

int resultsColumnOfKey(std::string_view key)
{
    const auto found = std::find(kKeys.begin(), kKeys.end(), key);
    return found == kKeys.end() ? -1 : static_cast<int>(found - kKeys.begin());
}

} // namespace tt
