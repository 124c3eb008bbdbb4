// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/indicators/cascade.h"
#include "engine/indicators/warmup.h"

#include <cstddef>

namespace tt {
inline namespace TT_ENGINE_BUILD {

/// The windows' periods: the default ones, which the compiler knows, or any.
struct UsualWindows
{
    static constexpr FixedPeriod<14> stochastic{}, williams{};
    static constexpr FixedPeriod<3> smooth{}, signal{};
    static constexpr FixedPeriod<20> cci{}, bollinger{}, cmf{};
    static constexpr FixedPeriod<kLongMean> closes{};
    static constexpr FixedPeriod<kShortMean> volumes{};

    static bool fit(const IndicatorParams& p)
    {
        return p.stochastic == stochastic && p.williams == williams && p.stochasticSmooth == smooth &&
               p.stochasticSignal == signal && p.cci == cci && p.bollinger == bollinger && p.cmf == cmf;
    }
};
struct AnyWindows
{
    explicit AnyWindows(const IndicatorParams& p)
        : stochastic(p.stochastic)
        , williams(p.williams)
        , smooth(p.stochasticSmooth)
        , signal(p.stochasticSignal)
        , cci(p.cci)
        , bollinger(p.bollinger)
        , cmf(p.cmf)
        , closes(p.bollinger > kLongMean ? p.bollinger : kLongMean)
        , volumes(p.cmf > kShortMean ? p.cmf : kShortMean)
    {
    }
    int stochastic, williams, smooth, signal, cci, bollinger, cmf;
    int closes, volumes; ///< the longest of several over the same column
};

/// The windowed indicators, block after block of bars. A value is the same fixed expression of its window's
/// bars as in the rings of window.h, whatever the blocks.
///
/// A column holds `Symbols` doubles a bar; Real takes its doubles from neighbouring symbols or, where there
/// is one symbol, from neighbouring bars.
template<class Real, std::size_t Symbols>
class WindowColumns
{
public:
    /// Columns that begin at a block's first bar, with room behind it up to the end of the last step.
    struct Inputs
    {
        const double *high, *low, *close, *volume, *obv;
    };

    /// Doubles of scratch memory for blocks of up to `bars` bars.
    static std::size_t scratchSize(const IndicatorParams& params, std::size_t bars)
    {
        const AnyWindows w(params);
        const auto sums = [](int period) { return CascadeOf<SumOf<Real>, int>::memorySize(period); };
        const auto extremes = [](int period) {
            return CascadeOf<ExtremeOf<Real, &maximum<Real>>, int>::memorySize(period);
        };
        return kColumns * columnSize(params, bars) + 2 * extremes(w.stochastic) + 2 * extremes(w.williams) +
               sums(w.smooth) + sums(w.signal) + sums(w.cci) +
               CascadeOf<MomentsOf<Real>, int>::memorySize(w.closes) + sums(w.volumes) + sums(w.cmf) +
               2 * sums(kShortMean) + kLanes<Real>;
    }

    /// `scratch` is aligned to kAlignment and zeroed once.
    WindowColumns(const IndicatorParams& params, std::size_t bars, double* scratch)
        : m_params(params)
        , m_start(startOf(params))
    {
        for (double*& column : m_columns) {
            column = scratch;
            scratch += columnSize(params, bars);
        }
        m_memory = scratch;
    }

    /// Room for such a column of the caller's, with windowReach bars more in front of it; `Rooms` of them.
    enum Room { High, Low, Close, Volume, OwnObv, Rooms };
    double* room(Room room) const { return m_columns[room] + m_start; }

    /// Writes the windowed values of the block of `bars` bars, and its closes and volumes, to `out`, whose
    /// columns begin at its first bar; up to kLanes<Real> - 1 doubles beyond its last one are overwritten.
    /// Every block but the last has whole steps.
    void next(const Inputs& inputs, std::size_t bars, const IndicatorValues<double*>& out)
    {
        m_begin = 0;
        evaluate(inputs, bars, out);
    }
    /// The same for the first block, with the windowReach bars that stand in front of its inputs.
    void begin(const Inputs& inputs, std::size_t bars, const IndicatorValues<double*>& out)
    {
        m_begin = -static_cast<std::ptrdiff_t>(reachOf(m_params) * Symbols);
        evaluate(inputs, bars, out);
    }

private:
    enum { Typical = Rooms, Mean, kColumns };
    template<class Of, class Period>
    using CascadeOf = Cascade<Real, Symbols, Of, Period>;
    static constexpr int kBarsInStep = static_cast<int>(kLanes<Real> / Symbols);
    static constexpr std::size_t kAligned = kAlignment / sizeof(double);

    static std::size_t reachOf(const IndicatorParams& params)
    {
        return static_cast<std::size_t>(windowReach(params));
    }
    static std::size_t startOf(const IndicatorParams& params)
    {
        return (reachOf(params) * Symbols + kAligned - 1) / kAligned * kAligned;
    }
    static std::size_t columnSize(const IndicatorParams& params, std::size_t bars)
    {
        return startOf(params) + (bars * Symbols + kLanes<Real> + kAligned - 1) / kAligned * kAligned;
    }
    template<class Of, class Period>
    CascadeOf<Of, Period> cascade(Period period, double*& free) const
    {
        return {period, m_steps, free};
    }
    double* own(std::size_t column) const { return m_columns[column] + m_start; }
    static Real at(const double* column, std::ptrdiff_t i) { return loadFrom<Real>(column + i); }
    static void write(double* column, std::ptrdiff_t i, const Real& value)
    {
        storeTo<Real>(column + i, value);
    }

    void evaluate(const Inputs& inputs, std::size_t bars, const IndicatorValues<double*>& out)
    {
        m_in = inputs;
        m_end = static_cast<std::ptrdiff_t>(bars * Symbols);
        if (UsualWindows::fit(m_params))
            evaluateAll(UsualWindows(), out);
        else
            evaluateAll(AnyWindows(m_params), out);
        m_steps += bars * Symbols / kLanes<Real>;
    }
    template<class Windows>
    void evaluateAll(const Windows& windows, const IndicatorValues<double*>& out)
    {
        double* free = m_memory;
        ranges(windows, out, free);
        typicalPrices(windows, out, free);
        closes(windows, out, free);
        volumes(windows, out, free);
        traded(out, free);
    }

    /// step(i, std::true_type) for each step of the block, before it step(i, std::false_type) for those of
    /// `lead` bars more where the block is the first.
    template<class Step>
    [[gnu::always_inline]] inline void walk(int lead, Step step) const
    {
        const std::ptrdiff_t stride = kLanes<Real>;
        if (m_begin < 0) {
            for (std::ptrdiff_t i = -((lead + kBarsInStep - 1) / kBarsInStep * stride); i < 0; i += stride)
                step(i, std::false_type());
        }
        for (std::ptrdiff_t i = 0; i < m_end; i += stride)
            step(i, std::true_type());
    }

    template<class Windows>
    void ranges(const Windows& w, const IndicatorValues<double*>& out, double*& free);
    template<class Windows>
    void williams(const Windows& w, double* out, double*& free);
    template<class Windows>
    void typicalPrices(const Windows& w, const IndicatorValues<double*>& out, double*& free);
    template<class Windows>
    void closes(const Windows& w, const IndicatorValues<double*>& out, double*& free);
    template<class Windows>
    void volumes(const Windows& w, const IndicatorValues<double*>& out, double*& free);
    void traded(const IndicatorValues<double*>& out, double*& free);

    IndicatorParams m_params;
    std::size_t m_start, m_steps = 0;
    std::ptrdiff_t m_begin = 0, m_end = 0;
    Inputs m_in{};
    double* m_columns[kColumns];
    double* m_memory; ///< of the cascades
};

template<class Real, std::size_t Symbols>
template<class Windows>
void WindowColumns<Real, Symbols>::ranges(const Windows& w, const IndicatorValues<double*>& out,
                                          double*& free)
{
    const Inputs in = m_in;
    auto highs = cascade<ExtremeOf<Real, &maximum<Real>>>(w.stochastic, free);
    auto lows = cascade<ExtremeOf<Real, &minimum<Real>>>(w.stochastic, free);
    auto raws = cascade<SumOf<Real>>(w.smooth, free), ks = cascade<SumOf<Real>>(w.signal, free);
    const double smoothPart = 1.0 / w.smooth, signalPart = 1.0 / w.signal;
    const bool isWilliams = w.williams == w.stochastic;
    walk(
        w.stochastic + w.smooth + w.signal - 3, [&](std::ptrdiff_t i,
                                                    auto isWanted) __attribute__((always_inline)) {
            highs.advance(at(in.high, i));
            lows.advance(at(in.low, i));
            const Real close = at(in.close, i), top = highs.overlapping(), bottom = lows.overlapping();
            const Real range = significantRange(top - bottom, close);
            raws.advance(Stochastic<Real>::raw(close - bottom, range));
            const Real k = raws.over(w.smooth) * smoothPart;
            ks.advance(k);
            if constexpr (isWanted) {
                write(out.stochasticK, i, k);
                write(out.stochasticD, i, ks.over(w.signal) * signalPart);
                if (isWilliams)
                    write(out.williams, i, Williams<Real>::value(top - close, range));
            }
        });
    if (!isWilliams)
        williams(w, out.williams, free);
}

template<class Real, std::size_t Symbols>
template<class Windows>
void WindowColumns<Real, Symbols>::williams(const Windows& w, double* out, double*& free)
{
    const Inputs in = m_in;
    auto highs = cascade<ExtremeOf<Real, &maximum<Real>>>(w.williams, free);
    auto lows = cascade<ExtremeOf<Real, &minimum<Real>>>(w.williams, free);
    walk(
        w.williams - 1, [&](std::ptrdiff_t i, auto isWanted) __attribute__((always_inline)) {
            highs.advance(at(in.high, i));
            lows.advance(at(in.low, i));
            if constexpr (isWanted) {
                const Real close = at(in.close, i), top = highs.overlapping(), bottom = lows.overlapping();
                write(out, i, Williams<Real>::value(top - close, significantRange(top - bottom, close)));
            }
        });
}

template<class Real, std::size_t Symbols>
template<class Windows>
void WindowColumns<Real, Symbols>::typicalPrices(const Windows& w, const IndicatorValues<double*>& out,
                                                 double*& free)
{
    const Inputs in = m_in;
    auto sums = cascade<SumOf<Real>>(w.cci, free);
    const double part = 1.0 / w.cci;
    double *const typical = own(Typical), *const means = own(Mean);
    walk(
        w.cci - 1, [&](std::ptrdiff_t i, auto isWanted) __attribute__((always_inline)) {
            const Real price = Cci<Real>::typical(at(in.high, i), at(in.low, i), at(in.close, i));
            write(typical, i, price);
            sums.advance(price);
            if constexpr (isWanted)
                write(means, i, sums.over(w.cci) * part);
        });
    walk(
        0, [&](std::ptrdiff_t i, auto) __attribute__((always_inline)) {
            const double* oldest = typical + i - (w.cci - 1) * static_cast<std::ptrdiff_t>(Symbols);
            const auto inWindow = [oldest](std::size_t n) { return loadFrom<Real>(oldest + n * Symbols); };
            const Real mean = at(means, i), deviation = Cci<Real>::deviations(inWindow, w.cci, mean) * part;
            write(out.cci, i, Cci<Real>::value(at(typical, i), mean, deviation));
        });
    const std::ptrdiff_t kept = (w.cci - 1) * static_cast<std::ptrdiff_t>(Symbols);
    for (std::ptrdiff_t i = -kept; i < 0; ++i)
        typical[i] = typical[i + m_end];
}

template<class Real, std::size_t Symbols>
template<class Windows>
void WindowColumns<Real, Symbols>::closes(const Windows& w, const IndicatorValues<double*>& out,
                                          double*& free)
{
    const Inputs in = m_in;
    auto moments = cascade<MomentsOf<Real>>(w.closes, free);
    const double part = 1.0 / w.bollinger, width = m_params.bollingerWidth;
    walk(
        w.closes - 1, [&](std::ptrdiff_t i, auto isWanted) __attribute__((always_inline)) {
            moments.advance({at(in.close, i), Real{}});
            if constexpr (isWanted) {
                const auto bands = Bollinger<Real>::bands(moments.over(w.bollinger), part, width);
                write(out.bollingerUpper, i, bands.upper);
                write(out.bollingerMiddle, i, bands.middle);
                write(out.bollingerLower, i, bands.lower);
                write(out.sma20, i, moments.over(FixedPeriod<kShortMean>()).sum * kShortPart);
                write(out.sma50, i, moments.over(FixedPeriod<kLongMean>()).sum * kLongPart);
            }
        });
}

template<class Real, std::size_t Symbols>
template<class Windows>
void WindowColumns<Real, Symbols>::volumes(const Windows& w, const IndicatorValues<double*>& out,
                                           double*& free)
{
    const Inputs in = m_in;
    auto totals = cascade<SumOf<Real>>(w.volumes, free), flows = cascade<SumOf<Real>>(w.cmf, free);
    double* const lastMean = free;
    free += kLanes<Real>;
    Real meanBefore = at(lastMean, 0);
    // One bar more than the window: the mean of the bar before is asked for as well.
    walk(
        w.volumes, [&](std::ptrdiff_t i, auto isWanted) __attribute__((always_inline)) {
            const Real high = at(in.high, i), low = at(in.low, i), close = at(in.close, i),
                       volume = at(in.volume, i);
            totals.advance(volume);
            flows.advance(Cmf<Real>::flow(high, low, close, significantRange(high - low, close), volume));
            const Real mean = totals.over(FixedPeriod<kShortMean>()) * kShortPart;
            if constexpr (isWanted) {
                write(out.close, i, close);
                write(out.volume, i, volume);
                write(out.volumeSma20, i, mean);
                write(out.volumeSma20Before, i, oneBarBefore<Real, Symbols>(meanBefore, mean));
                write(out.cmf, i, Cmf<Real>::value(flows.over(w.cmf), totals.over(w.cmf)));
            }
            meanBefore = mean;
        });
    write(lastMean, 0, meanBefore);
}

template<class Real, std::size_t Symbols>
void WindowColumns<Real, Symbols>::traded(const IndicatorValues<double*>& out, double*& free)
{
    const Inputs in = m_in;
    constexpr FixedPeriod<kShortMean> period;
    auto values = cascade<SumOf<Real>>(period, free), obvs = cascade<SumOf<Real>>(period, free);
    walk(
        period - 1, [&](std::ptrdiff_t i, auto isWanted) __attribute__((always_inline)) {
            values.advance(at(in.close, i) * at(in.volume, i));
            obvs.advance(at(in.obv, i));
            if constexpr (isWanted) {
                write(out.tradedValueSma20, i, values.over(period) * kShortPart);
                write(out.obvSma20, i, obvs.over(period) * kShortPart);
            }
        });
}

} // namespace TT_ENGINE_BUILD
} // namespace tt
