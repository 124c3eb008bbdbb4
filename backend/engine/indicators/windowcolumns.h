// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/indicators/warmup.h"

#include <cstddef>

namespace tt {
inline namespace TT_ENGINE_BUILD {

/// The windowed indicators of a block of bars, column by column. It holds no state: a value is the same fixed
/// expression of its window's bars as in the rings of window.h, whatever the block.
///
/// A column holds `lanes` doubles a bar, one symbol each, so "k bars ago" is k * lanes doubles further left
/// in every lane alike, and `Real` may take its doubles from several symbols, from several bars, or both.
template<class Real>
class WindowColumns
{
public:
    struct Inputs
    {
        double *high, *low, *close, *volume, *obv;
    };

    /// Doubles of scratch memory for blocks of up to `bars` bars.
    static std::size_t scratchSize(const IndicatorParams& params, std::size_t lanes, std::size_t bars)
    {
        return kColumns * columnSize(params, lanes, bars);
    }

    /// `scratch` must be zeroed once.
    WindowColumns(const IndicatorParams& params, std::size_t lanes, std::size_t bars, double* scratch)
        : m_params(params)
        , m_lanes(lanes)
        , m_start((static_cast<std::size_t>(windowReach(params))) * lanes)
    {
        const std::size_t size = columnSize(params, lanes, bars);
        for (double*& column : m_columns) {
            column = scratch;
            scratch += size;
        }
    }

    /// Where the block's inputs go: first those of the windowReach bars before it (any finite prices where
    /// there are none), then its own.
    Inputs inputs() { return {column(High), column(Low), column(Close), column(Volume), column(OwnObv)}; }

    /// Writes the windowed values of the block of `bars` bars to `out`, whose columns begin at its first bar;
    /// up to kLanes<Real> - 1 doubles beyond its last one are overwritten.
    void evaluate(std::size_t bars, const IndicatorValues<double*>& out)
    {
        m_end = m_start + bars * m_lanes;
        ranges(out);
        typicalPrices(out);
        closes(out);
        volumes(out);
    }

private:
    static constexpr std::size_t kLevels = 12; // windows of up to 4095 bars
    enum Name {
        High,
        Low,
        Close,
        Volume,
        OwnObv,
        Top,
        Bottom,
        Derived,
        Sum,
        Sum2,
        Levels,
        Squares = Levels + kLevels
    };
    static constexpr std::size_t kColumns = Squares + kLevels;

    static std::size_t columnSize(const IndicatorParams& params, std::size_t lanes, std::size_t bars)
    {
        return (static_cast<std::size_t>(windowReach(params)) + bars) * lanes + kLanes<Real>;
    }
    double* column(std::size_t name) { return m_columns[name]; }
    static Real at(const double* column, std::size_t i) { return loadFrom<Real>(column + i); }
    /// The first place whose value is needed when those `bars` bars before the block are.
    std::size_t before(int bars) const { return m_start - static_cast<std::size_t>(bars) * m_lanes; }

    template<class Value>
    void fill(double* to, std::size_t from, Value value) const
    {
        for (std::size_t i = from, end = m_end; i < end; i += kLanes<Real>)
            storeTo<Real>(to + i, value(i));
    }
    /// `fill` for a column of the result.
    template<class Value>
    void write(double* to, Value value) const
    {
        const std::size_t start = m_start;
        for (std::size_t i = 0, count = m_end - start; i < count; i += kLanes<Real>)
            storeTo<Real>(to + i, value(start + i));
    }

    /// Sums over 1, 2, 4 ... inputs, as many as sums over `period` from `wanted` on are made of.
    void sumLevels(const double* in, int period, std::size_t wanted);
    const double* level(const double* in, std::size_t index)
    {
        return index == 0 ? in : column(Levels + index);
    }
    /// The sum over `period` inputs from `wanted` on, out of the levels.
    void sum(const double* in, int period, std::size_t wanted, double* to);
    void sumOf(const double* in, int period, std::size_t wanted, double* to)
    {
        sumLevels(in, period, wanted);
        sum(in, period, wanted, to);
    }
    /// The squares over the Bollinger period, out of the levels.
    const double* squares(int period);
    template<Real (*better)(Real, Real)>
    void extremes(const double* in, int period, std::size_t wanted, double* to);

    void ranges(const IndicatorValues<double*>& out);
    void typicalPrices(const IndicatorValues<double*>& out);
    void closes(const IndicatorValues<double*>& out);
    void volumes(const IndicatorValues<double*>& out);

    IndicatorParams m_params;
    std::size_t m_lanes, m_start, m_end = 0;
    double* m_columns[kColumns];
};

template<class Real>
void WindowColumns<Real>::sumLevels(const double* in, int period, std::size_t wanted)
{
    const std::size_t length = static_cast<std::size_t>(period);
    std::size_t span = 1;
    for (std::size_t index = 0; 2 * span <= length; ++index, span *= 2) {
        const double *half = level(in, index), *past = half - span * m_lanes;
        fill(column(Levels + index + 1), wanted - (length - 2 * span) * m_lanes,
             [=](std::size_t i) { return at(half, i) + at(past, i); });
    }
}

template<class Real>
void WindowColumns<Real>::sum(const double* in, int period, std::size_t wanted, double* to)
{
    std::size_t index = static_cast<std::size_t>(doublings(period));
    std::size_t done = std::size_t{1} << index;
    const double* parts = level(in, index);
    while (done < static_cast<std::size_t>(period)) {
        --index;
        const std::size_t part = std::size_t{1} << index;
        if ((static_cast<std::size_t>(period) & part) == 0)
            continue;
        const double* past = level(in, index) - done * m_lanes;
        fill(to, wanted, [=](std::size_t i) { return at(parts, i) + at(past, i); });
        parts = to;
        done += part;
    }
    if (parts != to)
        fill(to, wanted, [=](std::size_t i) { return at(parts, i); });
}

template<class Real>
const double* WindowColumns<Real>::squares(int period)
{
    const std::size_t length = static_cast<std::size_t>(period);
    const double *in = column(Close), *sums = in, *all = nullptr;
    const auto moments = [](const double* sumColumn, const double* squareColumn, std::size_t i) {
        return Moments<Real>{at(sumColumn, i), squareColumn ? at(squareColumn, i) : Real{}};
    };
    std::size_t index = 0, span = 1;
    for (; 2 * span <= length; ++index, span *= 2) {
        double* to = column(Squares + index);
        const std::size_t past = span * m_lanes;
        fill(to, m_start - (length - 2 * span) * m_lanes, [=](std::size_t i) {
            return merged(moments(sums, all, i), span, moments(sums, all, i - past), span).squares;
        });
        sums = column(Levels + index + 1);
        all = to;
    }
    for (std::size_t done = span; done < length;) {
        --index;
        const std::size_t part = std::size_t{1} << index;
        if ((length & part) == 0)
            continue;
        const double *nextSums = level(in, index), *next = index == 0 ? nullptr : column(Squares + index - 1);
        // The sums come last: the squares need those before.
        double *squaresTo = column(Derived), *sumsTo = column(Sum2);
        const std::size_t past = done * m_lanes;
        for (std::size_t i = m_start, end = m_end; i < end; i += kLanes<Real>) {
            const Moments<Real> both =
                merged(moments(sums, all, i), done, moments(nextSums, next, i - past), part);
            storeTo<Real>(squaresTo + i, both.squares);
            storeTo<Real>(sumsTo + i, both.sum);
        }
        sums = sumsTo;
        all = squaresTo;
        done += part;
    }
    return all;
}

template<class Real>
template<Real (*better)(Real, Real)>
void WindowColumns<Real>::extremes(const double* in, int period, std::size_t wanted, double* to)
{
    const std::size_t length = static_cast<std::size_t>(period);
    const double* half = in;
    std::size_t span = 1;
    for (std::size_t index = 0; 2 * span <= length; ++index, span *= 2) {
        double* twice = column(Levels + 1 + index % 2);
        const double* past = half - span * m_lanes;
        fill(twice, wanted - (length - 2 * span) * m_lanes,
             [=](std::size_t i) { return better(at(half, i), at(past, i)); });
        half = twice;
    }
    const double* past = half - (length - span) * m_lanes;
    fill(to, wanted, [=](std::size_t i) { return better(at(half, i), at(past, i)); });
}

template<class Real>
void WindowColumns<Real>::ranges(const IndicatorValues<double*>& out)
{
    const int smooth = m_params.stochasticSmooth, signal = m_params.stochasticSignal;
    const double smoothPart = 1.0 / smooth, signalPart = 1.0 / signal;
    const double *close = column(Close), *top = column(Top), *bottom = column(Bottom);
    const auto extremesOver = [&](int period, std::size_t wanted) {
        extremes<&maximum<Real>>(column(High), period, wanted, column(Top));
        extremes<&minimum<Real>>(column(Low), period, wanted, column(Bottom));
    };
    const auto range = [=](std::size_t i) { return significant(at(top, i) - at(bottom, i), at(close, i)); };

    const std::size_t rawFrom = before(smooth + signal - 2), kFrom = before(signal - 1);
    extremesOver(m_params.stochastic, rawFrom);
    double *raw = column(Derived), *k = column(Sum2);
    fill(raw, rawFrom,
         [=](std::size_t i) { return Stochastic<Real>::raw(at(close, i) - at(bottom, i), range(i)); });
    const double* sums = column(Sum);
    sumOf(raw, smooth, kFrom, column(Sum));
    fill(k, kFrom, [=](std::size_t i) { return at(sums, i) * smoothPart; });
    write(out.stochasticK, [=](std::size_t i) { return at(k, i); });
    sumOf(k, signal, m_start, column(Sum));
    write(out.stochasticD, [=](std::size_t i) { return at(sums, i) * signalPart; });

    if (m_params.williams != m_params.stochastic)
        extremesOver(m_params.williams, m_start);
    write(out.williams,
          [=](std::size_t i) { return Williams<Real>::value(at(top, i) - at(close, i), range(i)); });
}

template<class Real>
void WindowColumns<Real>::typicalPrices(const IndicatorValues<double*>& out)
{
    const double *high = column(High), *low = column(Low), *close = column(Close);
    double* typical = column(Derived);
    fill(typical, before(m_params.cci - 1),
         [=](std::size_t i) { return Cci<Real>::typical(at(high, i), at(low, i), at(close, i)); });
    const double* sums = column(Sum);
    sumOf(typical, m_params.cci, m_start, column(Sum));
    const std::size_t period = static_cast<std::size_t>(m_params.cci), lanes = m_lanes;
    const double part = 1 / static_cast<double>(period);
    write(out.cci, [=](std::size_t i) {
        const double* oldest = typical + (i - (period - 1) * lanes);
        const auto inWindow = [oldest, lanes](std::size_t n) { return at(oldest, n * lanes); };
        const Real mean = at(sums, i) * part;
        const Real deviation = Cci<Real>::deviations(inWindow, period, mean) * part;
        return Cci<Real>::value(at(typical, i), mean, deviation);
    });
}

template<class Real>
void WindowColumns<Real>::closes(const IndicatorValues<double*>& out)
{
    const double* close = column(Close);
    const int bollinger = m_params.bollinger;
    sumLevels(close, bollinger > kLongMean ? bollinger : kLongMean, m_start);
    const double* sums = column(Sum);
    sum(close, kShortMean, m_start, column(Sum));
    write(out.sma20, [=](std::size_t i) { return at(sums, i) * kShortPart; });
    sum(close, kLongMean, m_start, column(Sum));
    write(out.sma50, [=](std::size_t i) { return at(sums, i) * kLongPart; });

    sum(close, bollinger, m_start, column(Sum));
    const double* spread = squares(bollinger);
    double *const upper = out.bollingerUpper, *const middle = out.bollingerMiddle,
                  *const lower = out.bollingerLower;
    const double part = 1.0 / bollinger, width = m_params.bollingerWidth;
    for (std::size_t i = m_start, start = m_start, end = m_end; i < end; i += kLanes<Real>) {
        const Moments<Real> moments{at(sums, i), spread ? at(spread, i) : Real{}};
        const auto bands = Bollinger<Real>::bands(moments, part, width);
        storeTo<Real>(upper + (i - start), bands.upper);
        storeTo<Real>(middle + (i - start), bands.middle);
        storeTo<Real>(lower + (i - start), bands.lower);
    }
}

template<class Real>
void WindowColumns<Real>::volumes(const IndicatorValues<double*>& out)
{
    const double *high = column(High), *low = column(Low), *close = column(Close), *volume = column(Volume);
    const double *sums = column(Sum), *flows = column(Sum2);
    sumOf(volume, kShortMean, before(1), column(Sum));
    write(out.volumeSma20, [=](std::size_t i) { return at(sums, i) * kShortPart; });
    const double* sumsBefore = sums - m_lanes;
    write(out.volumeSma20Before, [=](std::size_t i) { return at(sumsBefore, i) * kShortPart; });

    const int cmf = m_params.cmf;
    if (cmf != kShortMean)
        sumOf(volume, cmf, m_start, column(Sum));
    double* derived = column(Derived);
    fill(derived, before(cmf - 1), [=](std::size_t i) {
        const Real range = significant(at(high, i) - at(low, i), at(close, i));
        return Cmf<Real>::flow(at(high, i), at(low, i), at(close, i), range, at(volume, i));
    });
    sumOf(derived, cmf, m_start, column(Sum2));
    write(out.cmf, [=](std::size_t i) { return Cmf<Real>::value(at(flows, i), at(sums, i)); });

    fill(derived, before(kShortMean - 1), [=](std::size_t i) { return at(close, i) * at(volume, i); });
    sumOf(derived, kShortMean, m_start, column(Sum));
    write(out.tradedValueSma20, [=](std::size_t i) { return at(sums, i) * kShortPart; });
    sumOf(column(OwnObv), kShortMean, m_start, column(Sum));
    write(out.obvSma20, [=](std::size_t i) { return at(sums, i) * kShortPart; });
}

} // namespace TT_ENGINE_BUILD
} // namespace tt
