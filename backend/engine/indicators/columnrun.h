// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/indicators/chains.h"
#include "engine/indicators/windowcolumns.h"
#include "engine/lanekernel.h"

namespace tt {
inline namespace TT_ENGINE_BUILD {

/// All indicators over columns of bars: the recursive ones bar by bar, the windowed ones block by block.
/// Symbols == kLanes<Real>: symbols side by side. Symbols == 1: one symbol, the same in every lane of Real
/// where it is recursive and its bars side by side where it is not.
template<class Real, std::size_t Symbols>
class ColumnRun
{
public:
    /// Doubles of scratch memory.
    static std::size_t scratchSize(const IndicatorParams& params)
    {
        return Windows::scratchSize(params, kRows) + kMembers * kNewestSize;
    }

    /// `scratch` is aligned to kAlignment and zeroed before its first use.
    ColumnRun(const IndicatorParams& params, const BarColumns& bars, double* scratch)
        : m_bars(bars)
        , m_params(params)
        , m_reach(static_cast<std::size_t>(windowReach(params)))
        , m_windows(params, kRows, scratch)
        , m_newest(scratch + Windows::scratchSize(params, kRows))
        , m_chains(params)
    {
        double most = 0;
        for (std::size_t symbol = 0; symbol < Symbols; ++symbol)
            most = bars.missing[symbol] > most ? bars.missing[symbol] : most;
        m_bar = -loadFrom<BarIndex>(bars.missing);
        const auto warm = [most](const IndicatorParams& p) {
            return static_cast<std::size_t>(most) + static_cast<std::size_t>(firstBars<double>(p).last()) + 1;
        };
        m_steadyFrom = warm(params);
        IndicatorParams others = params;
        others.emaFast = others.emaSlow = 1;
        m_othersFrom = warm(others);
    }

    /// The values at the newest bar, and the OBV of the last windowReach bars: `Symbols` doubles each.
    void newest(const IndicatorValues<double*>& out, double* obvTail)
    {
        const std::size_t kept = m_bars.bars > m_reach ? m_bars.bars - m_reach : 0;
        const auto unseen = [](const auto&, std::size_t) {};
        while (m_next < kept)
            advance(kept - m_next < kRows ? kept : m_next + kRows, unseen, unseen);
        double* const tail = m_windows.room(Windows::OwnObv) - (m_reach - 1) * Symbols;
        double* const obv = tail + (m_reach - (m_bars.bars - kept)) * Symbols;
        advance(
            m_bars.bars,
            [&](const CloseChains<Real>& chains, std::size_t bar) {
                put(obv + (bar - kept) * Symbols, chains.obv());
            },
            unseen);
        copy(obvTail, tail, m_reach * Symbols);
        write(out, m_chains.closes, 0);
        write(out, m_chains.ranges, 0);
        // The windows may write beyond one bar.
        IndicatorValues<double*> wide;
        constexpr auto columns = windowed();
        for (std::size_t i = 0; i < columns.size; ++i)
            wide.*columns.member[i] = m_newest + i * kNewestSize;
        m_windows.begin(copiedInputs(m_bars.bars - 1, 1, tail + (m_reach - 1) * Symbols), 1, wide);
        for (std::size_t i = 0; i < columns.size; ++i)
            copy(out.*columns.member[i], wide.*columns.member[i], Symbols);
        hide(out, m_bars.bars - 1, m_bars.bars);
    }

    /// The values at every bar; `all` are the sink's columns.
    void series(const IndicatorValues<double*>& all, const SeriesSink& sink)
    {
        for (std::size_t from = 0; from < m_bars.bars; from += kRows) {
            const std::size_t bars = m_bars.bars - from < kRows ? m_bars.bars - from : kRows;
            const IndicatorValues<double*> out = moved(all, sink.whole ? from * Symbols : 0);
            const auto visit = [&](const auto& chains, std::size_t bar) { write(out, chains, bar - from); };
            advance(from + bars, visit, visit);
            m_windows.next(inputs(from, bars, out.obv), bars, out);
            hide(out, from, from + bars);
            sink.written(sink.context, from, bars);
        }
    }

    /// The recursive part as it stands after the newest bar.
    const Chains<Real>& chains() const { return m_chains; }

private:
    using Windows = WindowColumns<Real, Symbols>;
    static constexpr std::size_t kRows = kBlockBars;
    static constexpr std::size_t kMembers = 16, kNewestSize = Symbols + kLanes<Real>;
    /// One for all lanes where they hold one symbol: then no select is needed.
    using BarIndex = std::conditional_t<Symbols == 1, double, Real>;
    struct Windowed
    {
        double* IndicatorValues<double*>::*member[kMembers];
        std::size_t size = kMembers;
    };
    static constexpr Windowed windowed()
    {
        using V = IndicatorValues<double*>;
        return {{&V::stochasticK, &V::stochasticD, &V::cci, &V::williams, &V::bollingerUpper,
                 &V::bollingerMiddle, &V::bollingerLower, &V::cmf, &V::obvSma20, &V::volumeSma20,
                 &V::volumeSma20Before, &V::sma20, &V::sma50, &V::tradedValueSma20, &V::close, &V::volume}};
    }

    static IndicatorValues<double*> moved(const IndicatorValues<double*>& columns, std::size_t by)
    {
        double* starts[kValueCount];
        __builtin_memcpy(starts, &columns, sizeof starts);
        for (double*& start : starts)
            start += by;
        IndicatorValues<double*> all;
        __builtin_memcpy(&all, starts, sizeof starts);
        return all;
    }
    static void copy(double* to, const double* from, std::size_t count)
    {
        __builtin_memcpy(to, from, count * sizeof(double));
    }
    static Real get(const double* column, std::size_t bar)
    {
        if constexpr (Symbols == 1)
            return broadcast<Real>(column[bar]);
        else
            return loadFrom<Real>(column + bar * Symbols);
    }
    static void put(double* to, const Real& value)
    {
        if constexpr (Symbols == 1)
            *to = laneOf(value, 0);
        else
            storeTo(to, value);
    }

    /// The chains over the bars up to `end`, one part after the other.
    template<class VisitCloses, class VisitRanges>
    void advance(std::size_t end, VisitCloses visitCloses, VisitRanges visitRanges)
    {
        run(m_chains.closes, end, visitCloses, [&](auto& chains, std::size_t i, auto bar, auto emaBar) {
            chains.advance(get(m_bars.high, i), get(m_bars.low, i), get(m_bars.close, i),
                           get(m_bars.volume, i), bar, emaBar);
        });
        run(m_chains.ranges, end, visitRanges, [&](auto& chains, std::size_t i, auto bar, auto) {
            chains.advance(get(m_bars.high, i), get(m_bars.low, i), get(m_bars.close, i), bar);
        });
        m_bar += static_cast<double>(end - m_next);
        m_next = end;
    }
    template<class Part, class Visit, class Step>
    [[gnu::always_inline]] inline void run(Part& part, std::size_t end, Visit visit, Step step) const
    {
        // A copy whose address nobody has may live in registers.
        Part chains = part;
        std::size_t next = m_next;
        BarIndex bar = m_bar;
        for (; next < end && next < m_othersFrom; ++next, bar += 1) {
            step(chains, next, bar, bar);
            visit(chains, next);
        }
        // The slow EMA takes four times as many bars as the others.
        for (; next < end && next < m_steadyFrom; ++next, bar += 1) {
            step(chains, next, Steady{}, bar);
            visit(chains, next);
        }
        for (; next < end; ++next) {
            step(chains, next, Steady{}, Steady{});
            visit(chains, next);
        }
        part = chains;
    }

    [[gnu::always_inline]] static inline void write(const IndicatorValues<double*>& out,
                                                    const CloseChains<Real>& chains, std::size_t bar)
    {
        IndicatorValues<Real> v;
        chains.read(v);
        const std::size_t i = bar * Symbols;
        put(out.rsi + i, v.rsi);
        put(out.macd + i, v.macd);
        put(out.macdSignal + i, v.macdSignal);
        put(out.macdHistogram + i, v.macdHistogram);
        put(out.psar + i, v.psar);
        put(out.emaFast + i, v.emaFast);
        put(out.emaSlow + i, v.emaSlow);
        put(out.obv + i, v.obv);
    }
    [[gnu::always_inline]] static inline void write(const IndicatorValues<double*>& out,
                                                    const RangeChains<Real>& chains, std::size_t bar)
    {
        IndicatorValues<Real> v;
        chains.read(v);
        const std::size_t i = bar * Symbols;
        put(out.adx + i, v.adx);
        put(out.plusDi + i, v.plusDi);
        put(out.minusDi + i, v.minusDi);
        put(out.supertrend + i, v.supertrend);
        put(out.supertrendDirection + i, v.supertrendDirection);
        put(out.supertrendAtr + i, v.supertrendAtr);
        put(out.atr + i, v.atr);
    }

    /// What the windows of the block from bar `from` on read: the bars where they stand, or a copy where the
    /// windows would reach beyond them.
    typename Windows::Inputs inputs(std::size_t from, std::size_t bars, const double* obv) const
    {
        const std::size_t at = from * Symbols;
        if (bars * Symbols % kLanes<Real> == 0)
            return {m_bars.high + at, m_bars.low + at, m_bars.close + at, m_bars.volume + at, obv};
        return copiedInputs(from, bars, obv);
    }
    /// With the windowReach bars before them, of which those that there are none of may have any finite
    /// price.
    typename Windows::Inputs copiedInputs(std::size_t from, std::size_t bars, const double* obv) const
    {
        const std::size_t before = from < m_reach ? from : m_reach;
        const auto copied = [&](typename Windows::Room room, const double* column) {
            double* const begin = m_windows.room(room);
            double* to = begin - m_reach * Symbols;
            for (std::size_t bar = before; bar < m_reach; ++bar, to += Symbols)
                copy(to, column, Symbols);
            copy(to, column + (from - before) * Symbols, (before + bars) * Symbols);
            return begin;
        };
        return {copied(Windows::High, m_bars.high), copied(Windows::Low, m_bars.low),
                copied(Windows::Close, m_bars.close), copied(Windows::Volume, m_bars.volume), obv};
    }

    /// Before its first bar a value is undefined; the columns of `out` begin at bar `from`.
    void hide(const IndicatorValues<double*>& out, std::size_t from, std::size_t end) const
    {
        if (from >= m_steadyFrom)
            return;
        for (const FirstBar<double*>& row : firstBars<double*>(m_params).rows) {
            for (std::size_t symbol = 0; symbol < Symbols; ++symbol) {
                const std::size_t first =
                    static_cast<std::size_t>(m_bars.missing[symbol]) + static_cast<std::size_t>(row.bar);
                for (std::size_t bar = from; bar < first && bar < end; ++bar)
                    (out.*row.member)[(bar - from) * Symbols + symbol] = undefined<double>();
            }
        }
    }

    BarColumns m_bars;
    const IndicatorParams& m_params;
    std::size_t m_reach, m_next = 0;
    std::size_t m_steadyFrom = 0, m_othersFrom = 0; ///< every value, and all but the EMA pair, is defined
    Windows m_windows;
    double* m_newest;
    Chains<Real> m_chains;
    BarIndex m_bar;
};

} // namespace TT_ENGINE_BUILD
} // namespace tt
