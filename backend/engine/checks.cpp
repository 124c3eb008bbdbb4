// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/checks.h"

#include "base/numbertext.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace tt {

namespace {

constexpr double kRangeTolerance = 1e-6;
constexpr std::size_t kGradeBars = 500;
constexpr std::size_t kLeastBars = 50, kFewBars = 200;
constexpr int kLongGap = 15, kStale = 10; // weekdays
constexpr double kJump = 0.40;

std::string valuesText(const RawBar& bar)
{
    std::string text;
    for (double value : {bar.open, bar.high, bar.low, bar.close, bar.volume}) {
        if (!text.empty())
            text += ' ';
        text += std::isfinite(value) ? numberText(value) : "-";
    }
    return text;
}

/// How far open or close lie outside low and high, or low above high; at or below 0 for a consistent bar.
double excess(const RawBar& bar)
{
    const double top = std::max(bar.open, bar.close), bottom = std::min(bar.open, bar.close);
    return std::max({top - bar.high, bar.low - bottom, bar.low - bar.high});
}

std::optional<FindingRule> brokenRule(const RawBar& bar, Day asOf)
{
    if (bar.date == kNoDay)
        return FindingRule::MissingDate;
    const double prices[] = {bar.open, bar.high, bar.low, bar.close};
    if (std::any_of(std::begin(prices), std::end(prices), [](double p) { return std::isnan(p); }))
        return FindingRule::MissingPrice;
    if (std::any_of(std::begin(prices), std::end(prices), [](double p) { return !(p > 0) || std::isinf(p); }))
        return FindingRule::PriceNotPositive;
    if (bar.volume < 0 || std::isinf(bar.volume))
        return FindingRule::NegativeVolume;
    if (excess(bar) > kRangeTolerance * bar.close)
        return FindingRule::RangeBroken;
    if (asOf != kNoDay && bar.date > asOf)
        return FindingRule::AfterAsOf;
    return std::nullopt;
}

bool same(double a, double b)
{
    return a == b || (std::isnan(a) && std::isnan(b));
}

bool sameBar(const RawBar& a, const RawBar& b)
{
    return a.open == b.open && a.high == b.high && a.low == b.low && a.close == b.close &&
           same(a.volume, b.volume);
}

/// Fills the columns of the checked bars by place; they are as long as the raw bars until finish().
class Acceptor
{
public:
    Acceptor(CheckedBars& checked, std::size_t most)
        : m_checked(checked)
    {
        checked.bars.date.resize(most);
        for (std::vector<double>* column : columns())
            column->resize(most);
    }

    void accept(const RawBar& bar)
    {
        const double high = std::max({bar.high, bar.open, bar.close}),
                     low = std::min({bar.low, bar.open, bar.close});
        if (high != bar.high || low != bar.low) {
            ++m_checked.repaired;
            m_checked.findings.push_back({bar.date, bar.line, FindingRule::RangeRepaired, valuesText(bar)});
        }
        Bars& to = m_checked.bars;
        to.date[m_count] = bar.date;
        to.open[m_count] = bar.open;
        to.high[m_count] = high;
        to.low[m_count] = low;
        to.close[m_count] = bar.close;
        to.volume[m_count] = bar.volume;
        m_checked.adjustedClose[m_count] = bar.adjustedClose;
        ++m_count;
    }

    void finish()
    {
        m_checked.accepted = static_cast<int>(m_count);
        m_checked.bars.date.resize(m_count);
        for (std::vector<double>* column : columns())
            column->resize(m_count);
    }

private:
    std::array<std::vector<double>*, 6> columns()
    {
        Bars& bars = m_checked.bars;
        return {&bars.open, &bars.high, &bars.low, &bars.close, &bars.volume, &m_checked.adjustedClose};
    }

    CheckedBars& m_checked;
    std::size_t m_count = 0;
};

/// Oldest first; bars of one date keep the file's order. Most files need nothing or are newest first.
void sortByDate(std::vector<RawBar>& raw)
{
    const auto older = [](const RawBar& a, const RawBar& b) { return a.date < b.date; };
    const auto notOlder = [](const RawBar& a, const RawBar& b) { return a.date <= b.date; };
    if (std::is_sorted(raw.begin(), raw.end(), older))
        return;
    if (std::adjacent_find(raw.begin(), raw.end(), notOlder) == raw.end())
        std::reverse(raw.begin(), raw.end());
    else
        std::stable_sort(raw.begin(), raw.end(), older);
}

/// A bar without any fault, as nearly all are; every comparison with NaN is false.
bool isPlain(const RawBar& bar, Day last)
{
    const double top = std::max(bar.open, bar.close), bottom = std::min(bar.open, bar.close);
    return bar.date != kNoDay && bar.date <= last && bar.low > 0 && bar.low <= bottom && top <= bar.high &&
           bar.high <= std::numeric_limits<double>::max() && bar.open == bar.open && bar.close == bar.close &&
           !(bar.volume < 0) && !std::isinf(bar.volume);
}

bool inWindow(Day day, Day first, Day asOf)
{
    return day == kNoDay || (day >= first && (asOf == kNoDay || day <= asOf));
}

/// A bar that a rule set aside or repaired within the window; a bar of the future is no fault of the data.
bool isCounted(const Finding& finding, Day first, Day asOf)
{
    return findingKind(finding.rule) != FindingKind::Note && finding.rule != FindingRule::AfterAsOf &&
           inWindow(finding.date, first, asOf);
}

/// From bar i-1 to bar i.
bool isUnexplainedJump(const Bars& bars, std::size_t i)
{
    return isJump(bars.close[i - 1], bars.close[i]) &&
           !std::binary_search(bars.explainedJumps.begin(), bars.explainedJumps.end(), bars.date[i]);
}

/// What the grade looks at, counted over the window.
struct Counts
{
    double bars = 0, bad = 0, quarantined = 0, zeroVolume = 0;
    bool gap = false, jump = false;
};

Counts countWindow(const Bars& bars, std::size_t begin, std::size_t end, std::span<const Finding> findings,
                   Day asOf)
{
    Counts counts;
    counts.bars = static_cast<double>(end - begin);
    for (std::size_t i = begin; i < end; ++i) {
        counts.zeroVolume += bars.volume[i] == 0 ? 1 : 0;
        if (i == begin)
            continue;
        counts.gap = counts.gap || weekdaysBetween(bars.date[i - 1], bars.date[i]) > kLongGap;
        counts.jump = counts.jump || isUnexplainedJump(bars, i);
    }
    for (const Finding& finding : findings) {
        if (!isCounted(finding, bars.date[begin], asOf))
            continue;
        counts.bad += 1;
        counts.quarantined += findingKind(finding.rule) == FindingKind::Quarantined ? 1 : 0;
    }
    return counts;
}

/// What the rules of the grades read.
struct GradeFacts
{
    std::size_t bars = 0; ///< up to the as-of day
    double bad = 0, badShare = 0, zeroVolume = 0, zeroShare = 0;
    double staleDays = 0;
    bool gap = false, jump = false;
};

struct GradeRule
{
    Grade grade;
    std::string_view reason;
    bool (*met)(const GradeFacts&);
    double (*shown)(const GradeFacts&);
};

double none(const GradeFacts&)
{
    return kUndefined;
}

using G = const GradeFacts&;

/// The worst grade first: the first rule that is met decides.
constexpr GradeRule kGradeRules[] = {
    {Grade::F, "grade:f_bars", [](G f) { return f.bars < kLeastBars; }, [](G f) { return double(f.bars); }},
    {Grade::D, "grade:d_stale", [](G f) { return f.staleDays > kStale; }, [](G f) { return f.staleDays; }},
    {Grade::D, "grade:d_bad_bars", [](G f) { return f.badShare > 0.10; },
     [](G f) { return 100 * f.badShare; }},
    {Grade::D, "grade:d_bars", [](G f) { return f.bars < kFewBars; }, [](G f) { return double(f.bars); }},
    {Grade::D, "grade:d_jump", [](G f) { return f.jump; }, none},
    {Grade::C, "grade:c_bad_bars", [](G f) { return f.badShare > 0.01; },
     [](G f) { return 100 * f.badShare; }},
    {Grade::C, "grade:c_zero_volume", [](G f) { return f.zeroShare > 0.05; },
     [](G f) { return 100 * f.zeroShare; }},
    {Grade::C, "grade:c_gap", [](G f) { return f.gap; }, none},
    {Grade::B, "grade:b_bad_bars", [](G f) { return f.bad > 0; }, [](G f) { return f.bad; }},
    {Grade::B, "grade:b_zero_volume", [](G f) { return f.zeroVolume > 0; }, [](G f) { return f.zeroVolume; }},
    {Grade::A, "grade:a", [](G) { return true; }, none},
};

/// The bars up to the as-of day end before this index.
std::size_t endOf(const Bars& bars, Day asOf)
{
    const auto last =
        asOf == kNoDay ? bars.date.end() : std::upper_bound(bars.date.begin(), bars.date.end(), asOf);
    return static_cast<std::size_t>(last - bars.date.begin());
}

std::size_t beginOf(std::size_t end)
{
    return end > kGradeBars ? end - kGradeBars : 0;
}

GradeFacts gradeFacts(const Bars& bars, std::span<const Finding> findings, Day asOf)
{
    GradeFacts facts;
    facts.bars = endOf(bars, asOf);
    if (facts.bars < kLeastBars)
        return facts;
    const Counts counts = countWindow(bars, beginOf(facts.bars), facts.bars, findings, asOf);
    facts.bad = counts.bad;
    facts.badShare = counts.bad / (counts.bars + counts.quarantined);
    facts.zeroVolume = counts.zeroVolume;
    facts.zeroShare = counts.zeroVolume / counts.bars;
    facts.staleDays = asOf == kNoDay ? 0 : weekdaysBetween(bars.date[facts.bars - 1], asOf);
    facts.gap = counts.gap;
    facts.jump = counts.jump;
    return facts;
}

} // namespace

CheckedBars checkBars(std::vector<RawBar> raw, Day asOf)
{
    CheckedBars checked;
    checked.rows = static_cast<int>(raw.size());
    sortByDate(raw);
    Acceptor acceptor(checked, raw.size());
    const Day last = asOf == kNoDay ? std::numeric_limits<Day>::max() : asOf;

    const RawBar* kept = nullptr;
    for (const RawBar& bar : raw) {
        std::optional<FindingRule> rule = isPlain(bar, last) ? std::nullopt : brokenRule(bar, asOf);
        if (!rule && kept && kept->date == bar.date) {
            if (sameBar(*kept, bar)) {
                ++checked.duplicates;
                continue;
            }
            rule = FindingRule::DuplicateDate;
        }
        if (rule) {
            ++checked.quarantined;
            checked.findings.push_back({bar.date, bar.line, *rule, valuesText(bar)});
            continue;
        }
        acceptor.accept(bar);
        kept = &bar;
    }
    acceptor.finish();
    std::stable_sort(checked.findings.begin(), checked.findings.end(),
                     [](const Finding& a, const Finding& b) {
                         return a.date != b.date ? a.date < b.date : a.line < b.line;
                     });
    return checked;
}

bool isJump(double before, double after)
{
    return std::fabs(after - before) >= kJump * before;
}

std::vector<Jump> unexplainedJumps(const Bars& bars)
{
    std::vector<Jump> jumps;
    for (std::size_t i = 1; i < bars.size(); ++i) {
        if (isUnexplainedJump(bars, i))
            jumps.push_back({bars.date[i], bars.close[i - 1], bars.close[i]});
    }
    return jumps;
}

Grade gradeBars(const Bars& bars, std::span<const Finding> findings, Day asOf)
{
    const GradeFacts facts = gradeFacts(bars, findings, asOf);
    return std::find_if(std::begin(kGradeRules), std::end(kGradeRules),
                        [&](const GradeRule& rule) { return rule.met(facts); })
        ->grade;
}

std::vector<Reason> gradeReasons(const Bars& bars, std::span<const Finding> findings, Day asOf)
{
    const GradeFacts facts = gradeFacts(bars, findings, asOf);
    const Grade grade = gradeBars(bars, findings, asOf);
    std::vector<Reason> reasons;
    for (const GradeRule& rule : kGradeRules) {
        if (rule.grade == grade && rule.met(facts))
            reasons.push_back({std::string(rule.reason), rule.shown(facts)});
    }
    return reasons;
}

std::vector<Finding> gradedFindings(const Bars& bars, std::span<const Finding> findings, Day asOf)
{
    std::vector<Finding> counted;
    const std::size_t end = endOf(bars, asOf);
    for (const Finding& finding : findings) {
        if (end == 0 || isCounted(finding, bars.date[beginOf(end)], asOf))
            counted.push_back(finding);
    }
    return counted;
}

} // namespace tt
