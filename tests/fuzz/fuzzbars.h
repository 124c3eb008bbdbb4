// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/checks.h"
#include "engine/explanation.h"
#include "engine/registry.h"
#include "engine/series.h"
#include "engine/verdict.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <span>

/// Bytes made into bars, the bars into an analysis, and what must hold for every one.
namespace tt::test {

/// Ends the program with the broken rule: what a fuzzer counts as a find, in every build.
inline void mustHold(bool holds, const char* rule)
{
    if (holds)
        return;
    std::fprintf(stderr, "broken: %s\n", rule);
    std::abort();
}

/// Reads numbers off the bytes; zeros when they have run out.
class Bytes
{
public:
    explicit Bytes(std::span<const std::uint8_t> data)
        : m_data(data)
    {
    }
    bool empty() const { return m_at >= m_data.size(); }
    std::uint8_t next() { return empty() ? 0 : m_data[m_at++]; }
    double anyDouble()
    {
        unsigned char raw[sizeof(double)];
        for (unsigned char& byte : raw)
            byte = next();
        double value;
        std::memcpy(&value, raw, sizeof value);
        return value;
    }

private:
    std::span<const std::uint8_t> m_data;
    std::size_t m_at = 0;
};

/// Mostly consistent bars near the one before, so that long series come through the checks; now and then a
/// number made of eight bytes as they are: NaN, infinite, negative, tiny or huge.
inline std::vector<RawBar> readBars(Bytes& bytes, bool& tame)
{
    constexpr double starts[] = {0.0001, 0.35, 100, 1e7};
    double close = starts[bytes.next() % 4];
    Day day = 19'000;
    std::vector<RawBar> bars;
    while (!bytes.empty() && bars.size() < 2'000) {
        const std::uint8_t kind = bytes.next(), move = bytes.next(), size = bytes.next();
        const double open = close;
        close = std::fmin(std::fmax(close * (1 + (move - 128) / 1280.0), 1e-5), 1e8);
        const double reach = size % 16 / 160.0;
        RawBar bar{day,
                   open,
                   std::fmax(open, close) * (1 + reach),
                   std::fmin(open, close) * (1 - reach),
                   close,
                   kind % 8 == 0 ? 0 : size * 1e10,
                   std::nan(""),
                   static_cast<int>(bars.size()) + 2};
        if (kind % 32 == 1)
            bar.volume = std::nan("");
        if (kind % 64 == 2) {
            double* fields[] = {&bar.open, &bar.high, &bar.low, &bar.close, &bar.volume};
            *fields[move % 5] = bytes.anyDouble();
            tame = false;
        }
        bars.push_back(bar);
        day += kind == 255 ? -3 : kind > 250 ? 40 : kind == 250 ? 0 : 1;
    }
    return bars;
}

inline void checkBarsOf(const CheckedBars& checked)
{
    const Bars& bars = checked.bars;
    mustHold(checked.rows == checked.accepted + checked.quarantined + checked.duplicates,
             "every row is counted");
    mustHold(static_cast<int>(bars.size()) == checked.accepted, "accepted bars are there");
    for (std::size_t i = 0; i < bars.size(); ++i) {
        mustHold(i == 0 || bars.date[i - 1] < bars.date[i], "dates rise");
        mustHold(bars.low[i] > 0 && std::isfinite(bars.high[i]), "prices are finite and above 0");
        mustHold(bars.low[i] <= std::fmin(bars.open[i], bars.close[i]) &&
                     bars.high[i] >= std::fmax(bars.open[i], bars.close[i]),
                 "low and high hold open and close");
        mustHold(!(bars.volume[i] < 0) && !std::isinf(bars.volume[i]), "volume is missing or counts");
    }
}

/// Where a volume is missing, what needs volumes may be undefined.
inline void checkSeries(const Bars& bars, const Strategy& strategy)
{
    bool volumes = true;
    for (const double volume : bars.volume)
        volumes = volumes && !std::isnan(volume);
    const auto series = indicatorSeries(bars, strategy.params);
    for (const IndicatorInfo& info : indicatorRegistry()) {
        if (info.category == Category::Volume && !volumes)
            continue;
        const std::size_t first = static_cast<std::size_t>(info.lookback(strategy.params));
        for (std::size_t i = first; i < series.size(); ++i)
            mustHold(std::isfinite(series[i].*info.outputs.front().member), "no NaN after the warm-up");
    }
    for (const BarVerdict& verdict : verdictSeries(series, strategy)) {
        const bool none = verdict.verdict == Verdict::NoVerdict;
        mustHold(none == std::isnan(verdict.score) && none == std::isnan(verdict.evidence),
                 "score and evidence are there with a verdict, and only then");
    }
}

inline void checkAnalysis(const Analysis& analysis)
{
    const bool none = analysis.verdict == Verdict::NoVerdict;
    mustHold(none || (analysis.score >= -1 && analysis.score <= 1), "score from -1 to 1");
    mustHold(none || (analysis.evidence >= 0 && analysis.evidence <= 1), "evidence from 0 to 1");
    mustHold(!none || (!analysis.plan && !analysis.flipUp && !analysis.flipDown),
             "no plan without a verdict");
    const bool strong = analysis.verdict == Verdict::StrongBuy || analysis.verdict == Verdict::StrongSell;
    mustHold(!(strong && analysis.grade == Grade::D), "grade D lets nothing be Strong");
    if (analysis.planStatus == PlanStatus::Ok) {
        const TradePlan& plan = *analysis.plan;
        mustHold(plan.shares >= 1 && plan.stop > 0 && plan.target > 0 && plan.rewardRisk > 0,
                 "a plan to act on has shares, stop and target");
    }
    for (const auto& flip : {analysis.flipUp, analysis.flipDown})
        mustHold(!flip || (flip->verdict != analysis.verdict && flip->close > 0),
                 "a flip is another verdict");
}

inline void checkEngineOn(std::span<const std::uint8_t> data)
{
    Bytes bytes(data);
    bool tame = true;
    AnalysisConfig config;
    config.strategy = builtInStrategies()[bytes.next() % builtInStrategies().size()];
    config.allowShort = bytes.next() % 2 == 0;
    const Day asOf = bytes.next() % 4 == 0 ? 19'400 : kNoDay;
    const CheckedBars checked = checkBars(readBars(bytes, tame), asOf);
    checkBarsOf(checked);
    const Grade grade = gradeBars(checked.bars, checked.findings, asOf);
    const InstrumentFacts facts{"FUZZ.NS", kUndefined, asOf};
    const Result<Explanation> explained = explain(checked.bars, checked.findings, facts, config);
    mustHold(explained.ok() == (grade != Grade::F),
             "a verdict needs a grade above F, and every other gets one");
    if (explained)
        checkAnalysis(explained->analysis);
    if (tame && !checked.bars.empty()) // beyond 1e150 a product of two prices is infinite
        checkSeries(checked.bars, config.strategy);
}

} // namespace tt::test
