// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/votes.h"

#include "engine/real.h"

#include <algorithm>
#include <cmath>

namespace tt {

namespace {

using Values = IndicatorValues<double>;

/// A vote before weights: the sign and how far beyond its threshold. NaN confidence: an input is undefined.
struct Ballot
{
    int vote = 0;
    double confidence = 0;
};

int signOf(double x)
{
    return x > 0 ? 1 : x < 0 ? -1 : 0;
}

/// 0 where the denominator is 0; NaN stays NaN.
double ratio(double a, double b)
{
    return b == 0 ? (std::isnan(a) ? a : 0) : a / b;
}

/// Below `low` buys, above `high` sells; the distance counts in units of `buyUnit` and `sellUnit`.
Ballot oscillator(double value, double low, double high, double buyUnit, double sellUnit)
{
    if (value < low)
        return {1, (low - value) / buyUnit};
    if (value > high)
        return {-1, (value - high) / sellUnit};
    return {0, std::isnan(value) ? value : 0};
}

Ballot rsi(const Values& v)
{
    return oscillator(v.rsi, 30, 70, 30, 30);
}

Ballot stochastic(const Values& v)
{
    return oscillator(v.stochasticK, 20, 80, 20, 20);
}

Ballot cci(const Values& v)
{
    return oscillator(v.cci, -100, 100, 100, 100);
}

Ballot williams(const Values& v)
{
    return oscillator(v.williams, -80, -20, 20, 20);
}

Ballot macd(const Values& v)
{
    const double histogram = significant(v.macdHistogram, v.close);
    return {signOf(histogram), ratio(std::fabs(histogram), 0.5 * v.atr)};
}

Ballot adx(const Values& v)
{
    const double confidence = v.adx / 50 + 0 * (v.plusDi - v.minusDi);
    return {v.adx >= 20 ? signOf(v.plusDi - v.minusDi) : 0, confidence};
}

Ballot psar(const Values& v)
{
    const double distance = significant(v.close - v.psar, v.close);
    return {signOf(distance), std::fabs(distance) / (0.03 * v.close)};
}

Ballot ema(const Values& v)
{
    const double distance = significant(v.emaFast - v.emaSlow, v.emaSlow);
    return {signOf(distance), 10 * std::fabs(distance) / v.emaSlow};
}

Ballot supertrend(const Values& v)
{
    const double distance = significant(v.close - v.supertrend, v.close);
    return {signOf(v.supertrendDirection), ratio(std::fabs(distance), 3 * v.supertrendAtr)};
}

Ballot bollinger(const Values& v)
{
    const double width = v.bollingerUpper - v.bollingerLower;
    const double below = significant(v.bollingerLower - v.close, v.close);
    const double above = significant(v.close - v.bollingerUpper, v.close);
    if (below > 0)
        return {1, ratio(below, width)};
    if (above > 0)
        return {-1, ratio(above, width)};
    return {0, 0 * width};
}

Ballot obv(const Values& v)
{
    const double distance = v.obv - v.obvSma20;
    return {signOf(distance), ratio(std::fabs(distance), 5 * v.volumeSma20)};
}

Ballot cmf(const Values& v)
{
    return {signOf(v.cmf), std::fabs(v.cmf) / 0.25};
}

/// The ATR measures risk and never votes.
Ballot atr(const Values&)
{
    return {0, kUndefined};
}

struct VoteRow
{
    double (*headline)(const Values&);
    Ballot (*ballot)(const Values&);
};

double percentB(const Values& v)
{
    const double width = significant(v.bollingerUpper - v.bollingerLower, v.close);
    return width > 0 ? (v.close - v.bollingerLower) / width : kUndefined;
}

/// In the order of IndicatorId.
constexpr PerIndicator<VoteRow> kRows = {{
    {[](const Values& v) { return v.rsi; }, rsi},
    {[](const Values& v) { return v.macdHistogram; }, macd},
    {[](const Values& v) { return v.adx; }, adx},
    {[](const Values& v) { return v.psar; }, psar},
    {[](const Values& v) { return v.emaFast - v.emaSlow; }, ema},
    {[](const Values& v) { return v.supertrend; }, supertrend},
    {[](const Values& v) { return v.stochasticK; }, stochastic},
    {[](const Values& v) { return v.cci; }, cci},
    {[](const Values& v) { return v.williams; }, williams},
    {[](const Values& v) { return v.atr; }, atr},
    {percentB, bollinger},
    {[](const Values& v) { return v.obv; }, obv},
    {[](const Values& v) { return v.cmf; }, cmf},
}};

} // namespace

PerIndicator<double> weightsOf(const Strategy& strategy)
{
    PerIndicator<double> weights{};
    for (std::size_t i = 0; i < kIndicatorCount; ++i) {
        const IndicatorId id = static_cast<IndicatorId>(i);
        weights[i] = id == IndicatorId::Atr ? 0 : strategy.weight(id);
    }
    return weights;
}

Vote castVote(IndicatorId id, const IndicatorValues<double>& values, double weight)
{
    const Ballot ballot = kRows[indexOf(id)].ballot(values);
    Vote vote;
    vote.weight = weight;
    vote.defined = std::isfinite(ballot.confidence);
    if (!vote.defined)
        return vote;
    vote.vote = ballot.vote;
    vote.confidence = ballot.vote == 0 ? 0 : std::min(1.0, ballot.confidence);
    return vote;
}

PerIndicator<Vote> castVotes(const IndicatorValues<double>& values, const Strategy& strategy)
{
    const PerIndicator<double> weights = weightsOf(strategy);
    PerIndicator<Vote> votes{};
    for (std::size_t i = 0; i < kIndicatorCount; ++i) {
        votes[i] = castVote(static_cast<IndicatorId>(i), values, weights[i]);
        votes[i].value = kRows[i].headline(values);
    }
    return votes;
}

double headlineValue(IndicatorId id, const IndicatorValues<double>& values)
{
    return kRows[indexOf(id)].headline(values);
}

} // namespace tt
