// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/bars.h"
#include "engine/indicatorid.h"

#include <algorithm>
#include <cmath>
#include <vector>

/// The formulas of the rules a second time, each as plain as it can be written: whole columns, every window
/// summed afresh, in long double where only the result counts. Slow, and nothing shared with the engine.
namespace tt::test {

using Column = std::vector<double>;

inline Column undefinedColumn(std::size_t size)
{
    return Column(size, std::nan(""));
}

/// 0 when within 1e-12 of the price.
inline double significantDifference(double difference, double price)
{
    return std::abs(difference) <= 1e-12 * price ? 0 : difference;
}

/// Mean of the last n; defined where n values are there.
inline Column plainSma(const Column& x, std::size_t n)
{
    Column out = undefinedColumn(x.size());
    for (std::size_t t = n - 1; t < x.size(); ++t) {
        long double sum = 0;
        for (std::size_t i = t + 1 - n; i <= t; ++i)
            sum += x[i];
        out[t] = static_cast<double>(sum / static_cast<long double>(n));
    }
    return out;
}

/// Mean of x[first .. first+n-1], then `next(previous, x)`.
template<class Next>
Column plainSeeded(const Column& x, std::size_t first, std::size_t n, Next next)
{
    Column out = undefinedColumn(x.size());
    if (x.size() < first + n)
        return out;
    double sum = 0;
    for (std::size_t i = first; i < first + n; ++i)
        sum += x[i];
    out[first + n - 1] = sum / static_cast<double>(n);
    for (std::size_t t = first + n; t < x.size(); ++t)
        out[t] = next(out[t - 1], x[t]);
    return out;
}

inline Column plainWilder(const Column& x, std::size_t first, int period)
{
    const double n = period;
    return plainSeeded(x, first, static_cast<std::size_t>(period),
                       [n](double before, double now) { return (before * (n - 1) + now) / n; });
}

inline Column plainEma(const Column& x, std::size_t first, int period)
{
    const double a = 2.0 / (period + 1);
    return plainSeeded(x, first, static_cast<std::size_t>(period),
                       [a](double before, double now) { return a * now + (1 - a) * before; });
}

inline Column plainTrueRange(const Bars& b)
{
    Column out(b.size(), 0);
    for (std::size_t t = 1; t < b.size(); ++t) {
        const double gapUp = std::abs(b.high[t] - b.close[t - 1]);
        const double gapDown = std::abs(b.low[t] - b.close[t - 1]);
        out[t] = significantDifference(std::max({b.high[t] - b.low[t], gapUp, gapDown}), b.close[t]);
    }
    return out;
}

inline Column plainHighest(const Column& high, int period)
{
    const std::size_t n = static_cast<std::size_t>(period);
    Column out = undefinedColumn(high.size());
    for (std::size_t t = n - 1; t < high.size(); ++t)
        out[t] = *std::max_element(high.begin() + static_cast<long>(t + 1 - n),
                                   high.begin() + static_cast<long>(t + 1));
    return out;
}

inline Column plainLowest(const Column& low, int period)
{
    const std::size_t n = static_cast<std::size_t>(period);
    Column out = undefinedColumn(low.size());
    for (std::size_t t = n - 1; t < low.size(); ++t)
        out[t] = *std::min_element(low.begin() + static_cast<long>(t + 1 - n),
                                   low.begin() + static_cast<long>(t + 1));
    return out;
}

using PlainSeries = std::vector<IndicatorValues<double>>;

inline void put(PlainSeries& out, double IndicatorValues<double>::*member, const Column& column)
{
    for (std::size_t t = 0; t < out.size(); ++t)
        out[t].*member = column[t];
}

inline void plainRsi(const Bars& b, const IndicatorParams& p, PlainSeries& out)
{
    Column gains(b.size(), 0), losses(b.size(), 0);
    for (std::size_t t = 1; t < b.size(); ++t) {
        const double change = significantDifference(b.close[t] - b.close[t - 1], b.close[t]);
        (change > 0 ? gains : losses)[t] = std::abs(change);
    }
    const Column gain = plainWilder(gains, 1, p.rsi), loss = plainWilder(losses, 1, p.rsi);
    for (std::size_t t = 0; t < b.size(); ++t) {
        const double both = gain[t] + loss[t];
        out[t].rsi = both == 0 ? 50 : 100 * gain[t] / both;
    }
}

inline void plainMacd(const Bars& b, const IndicatorParams& p, PlainSeries& out)
{
    const Column fast = plainEma(b.close, 0, p.macdFast), slow = plainEma(b.close, 0, p.macdSlow);
    Column line(b.size());
    for (std::size_t t = 0; t < b.size(); ++t)
        line[t] = fast[t] - slow[t];
    const std::size_t first = static_cast<std::size_t>(std::max(p.macdFast, p.macdSlow)) - 1;
    const Column signal = plainEma(line, first, p.macdSignal);
    for (std::size_t t = 0; t < b.size(); ++t) {
        out[t].macd = line[t];
        out[t].macdSignal = signal[t];
        out[t].macdHistogram = line[t] - signal[t];
    }
}

inline void plainAdx(const Bars& b, const IndicatorParams& p, PlainSeries& out)
{
    const std::size_t n = static_cast<std::size_t>(p.adx);
    for (std::size_t t = 0; t < b.size(); ++t)
        out[t].adx = out[t].plusDi = out[t].minusDi = std::nan("");
    const Column range = plainTrueRange(b);
    double plus = 0, minus = 0, ranges = 0, sumDx = 0, adx = 0;
    for (std::size_t t = 1; t < b.size(); ++t) {
        const double up = significantDifference(b.high[t] - b.high[t - 1], b.close[t]);
        const double down = significantDifference(b.low[t - 1] - b.low[t], b.close[t]);
        const double kept = t <= n ? 1 : 1 - 1.0 / p.adx;
        plus = plus * kept + (up > 0 && up > down ? up : 0);
        minus = minus * kept + (down > 0 && down > up ? down : 0);
        ranges = ranges * kept + range[t];
        if (t < n)
            continue;
        const double plusDi = ranges == 0 ? 0 : 100 * plus / ranges;
        const double minusDi = ranges == 0 ? 0 : 100 * minus / ranges;
        const double both = plusDi + minusDi;
        const double dx = both == 0 ? 0 : 100 * std::abs(plusDi - minusDi) / both;
        out[t].plusDi = plusDi;
        out[t].minusDi = minusDi;
        if (t <= 2 * n - 1)
            sumDx += dx;
        if (t == 2 * n - 1)
            adx = sumDx / p.adx;
        else if (t > 2 * n - 1 && both != 0)
            adx = (adx * (p.adx - 1) + dx) / p.adx;
        if (t >= 2 * n - 1)
            out[t].adx = adx;
    }
}

inline void plainPsar(const Bars& b, const IndicatorParams& p, PlainSeries& out)
{
    if (b.empty())
        return;
    out[0].psar = std::nan("");
    if (b.size() < 2)
        return;
    const auto differs = [](double difference, double high) { return difference > 1e-12 * high; };
    const double up = significantDifference(b.high[1] - b.high[0], b.close[1]);
    const double down = significantDifference(b.low[0] - b.low[1], b.close[1]);
    bool rising = !(down > 0 && down > up);
    double sar = rising ? b.low[0] : b.high[0];
    double extreme = rising ? b.high[1] : b.low[1];
    const double start = std::min(p.psarStart, p.psarMax);
    double gain = start;
    for (std::size_t t = 1; t < b.size(); ++t) {
        const std::size_t before = t == 1 ? 1 : t - 1;
        const double top = std::max(b.high[t], b.high[before]), bottom = std::min(b.low[t], b.low[before]);
        const bool touched =
            rising ? !differs(b.low[t] - sar, b.high[t]) : !differs(sar - b.high[t], b.high[t]);
        if (touched) {
            rising = !rising;
            sar = rising ? std::min(extreme, bottom) : std::max(extreme, top);
            extreme = rising ? b.high[t] : b.low[t];
            gain = start;
            out[t].psar = sar;
        } else {
            out[t].psar = sar;
            const double beyond = rising ? b.high[t] - extreme : extreme - b.low[t];
            if (differs(beyond, b.high[t])) {
                extreme = rising ? b.high[t] : b.low[t];
                gain = std::min(gain + p.psarStep, p.psarMax);
            }
        }
        sar += gain * (extreme - sar);
        sar = rising ? std::min(sar, bottom) : std::max(sar, top);
    }
}

inline void plainSupertrend(const Bars& b, const IndicatorParams& p, PlainSeries& out)
{
    const Column atr = plainWilder(plainTrueRange(b), 1, p.supertrend);
    double upper = 0, lower = 0;
    bool rising = true;
    for (std::size_t t = 0; t < b.size(); ++t) {
        out[t].supertrendAtr = atr[t];
        out[t].supertrend = out[t].supertrendDirection = std::nan("");
        const std::size_t first = static_cast<std::size_t>(p.supertrend);
        if (t < first)
            continue;
        const double middle = (b.high[t] + b.low[t]) / 2, width = p.supertrendFactor * atr[t];
        const double tolerance = 1e-12 * b.close[t];
        if (t == first || middle + width < upper || b.close[t - 1] > upper + tolerance)
            upper = middle + width;
        if (t == first || middle - width > lower || b.close[t - 1] < lower - tolerance)
            lower = middle - width;
        if (t == first)
            rising = b.close[t] >= middle - tolerance;
        else
            rising = rising ? b.close[t] > lower + tolerance : b.close[t] > upper + tolerance;
        out[t].supertrend = rising ? lower : upper;
        out[t].supertrendDirection = rising ? 1 : -1;
    }
}

inline void plainStochastic(const Bars& b, const IndicatorParams& p, PlainSeries& out)
{
    const Column top = plainHighest(b.high, p.stochastic), bottom = plainLowest(b.low, p.stochastic);
    Column raw = undefinedColumn(b.size());
    for (std::size_t t = static_cast<std::size_t>(p.stochastic) - 1; t < b.size(); ++t) {
        const double range = significantDifference(top[t] - bottom[t], b.close[t]);
        raw[t] = range == 0 ? 50 : 100 * (b.close[t] - bottom[t]) / range;
    }
    const Column k = plainSma(raw, static_cast<std::size_t>(p.stochasticSmooth));
    put(out, &IndicatorValues<double>::stochasticK, k);
    put(out, &IndicatorValues<double>::stochasticD,
        plainSma(k, static_cast<std::size_t>(p.stochasticSignal)));
}

inline void plainWilliams(const Bars& b, const IndicatorParams& p, PlainSeries& out)
{
    const Column top = plainHighest(b.high, p.williams), bottom = plainLowest(b.low, p.williams);
    for (std::size_t t = 0; t < b.size(); ++t) {
        const double range = significantDifference(top[t] - bottom[t], b.close[t]);
        out[t].williams = range == 0 ? -50 : -100 * (top[t] - b.close[t]) / range;
    }
}

inline void plainCci(const Bars& b, const IndicatorParams& p, PlainSeries& out)
{
    const std::size_t n = static_cast<std::size_t>(p.cci);
    Column typical(b.size());
    for (std::size_t t = 0; t < b.size(); ++t)
        typical[t] = (b.high[t] + b.low[t] + b.close[t]) / 3;
    const Column mean = plainSma(typical, n);
    for (std::size_t t = 0; t < b.size(); ++t) {
        out[t].cci = std::nan("");
        if (t + 1 < n)
            continue;
        double deviation = 0;
        for (std::size_t i = t + 1 - n; i <= t; ++i)
            deviation += std::abs(typical[i] - mean[t]) / p.cci;
        const bool none = deviation <= 1e-12 * typical[t];
        out[t].cci = none ? 0 : (typical[t] - mean[t]) / (0.015 * deviation);
    }
}

inline void plainBollinger(const Bars& b, const IndicatorParams& p, PlainSeries& out)
{
    const std::size_t n = static_cast<std::size_t>(p.bollinger);
    const Column mean = plainSma(b.close, n);
    for (std::size_t t = 0; t < b.size(); ++t) {
        long double squares = 0;
        for (std::size_t i = t + 1 - std::min(n, t + 1); i <= t; ++i)
            squares += std::pow(static_cast<long double>(b.close[i]) - mean[t], 2.0L);
        const double deviation = static_cast<double>(std::sqrt(squares / static_cast<long double>(n)));
        const double half = significantDifference(p.bollingerWidth * deviation, mean[t]);
        out[t].bollingerMiddle = mean[t];
        out[t].bollingerUpper = mean[t] + half;
        out[t].bollingerLower = mean[t] - half;
    }
}

inline void plainVolumes(const Bars& b, const IndicatorParams& p, PlainSeries& out)
{
    Column flow(b.size()), obv(b.size()), traded(b.size());
    double total = 0;
    for (std::size_t t = 0; t < b.size(); ++t) {
        const double v = b.volume[t], range = significantDifference(b.high[t] - b.low[t], b.close[t]);
        flow[t] = range == 0 ? 0 * v : ((b.close[t] - b.low[t]) - (b.high[t] - b.close[t])) / range * v;
        traded[t] = b.close[t] * v;
        const double change = t == 0 ? 0 : significantDifference(b.close[t] - b.close[t - 1], b.close[t]);
        if (!std::isnan(v) && change != 0)
            total += change > 0 ? v : -v;
        obv[t] = std::isnan(v) ? v : total;
    }
    const Column flows = plainSma(flow, static_cast<std::size_t>(p.cmf));
    const Column volumes = plainSma(b.volume, static_cast<std::size_t>(p.cmf));
    const Column volumes20 = plainSma(b.volume, 20);
    for (std::size_t t = 0; t < b.size(); ++t) {
        out[t].cmf = volumes[t] == 0 ? 0 : flows[t] / volumes[t];
        out[t].volumeSma20Before = t == 0 ? std::nan("") : volumes20[t - 1];
    }
    put(out, &IndicatorValues<double>::obv, obv);
    put(out, &IndicatorValues<double>::obvSma20, plainSma(obv, 20));
    put(out, &IndicatorValues<double>::volumeSma20, volumes20);
    put(out, &IndicatorValues<double>::tradedValueSma20, plainSma(traded, 20));
}

inline PlainSeries plainSeries(const Bars& b, const IndicatorParams& p)
{
    PlainSeries out(b.size());
    plainRsi(b, p, out);
    plainMacd(b, p, out);
    plainAdx(b, p, out);
    plainPsar(b, p, out);
    plainSupertrend(b, p, out);
    plainStochastic(b, p, out);
    plainWilliams(b, p, out);
    plainCci(b, p, out);
    plainBollinger(b, p, out);
    plainVolumes(b, p, out);
    put(out, &IndicatorValues<double>::emaFast, plainEma(b.close, 0, p.emaFast));
    put(out, &IndicatorValues<double>::emaSlow, plainEma(b.close, 0, p.emaSlow));
    put(out, &IndicatorValues<double>::atr, plainWilder(plainTrueRange(b), 1, p.atr));
    put(out, &IndicatorValues<double>::sma20, plainSma(b.close, 20));
    put(out, &IndicatorValues<double>::sma50, plainSma(b.close, 50));
    put(out, &IndicatorValues<double>::close, b.close);
    put(out, &IndicatorValues<double>::volume, b.volume);
    return out;
}

} // namespace tt::test
