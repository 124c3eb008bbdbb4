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
        return WindowColumns<Real>::scratchSize(params, Symbols, kRows) + kMembers * kNewestSize;
    }

    /// `scratch` must be zeroed before its first use.
    ColumnRun(const IndicatorParams& params, const BarColumns& bars, double* scratch)
        : m_bars(bars)
        , m_params(params)
        , m_reach(static_cast<std::size_t>(windowReach(params)))
        , m_windows(params, Symbols, kRows, scratch + kMembers * kNewestSize)
        , m_newest(scratch)
        , m_chains(params)
    {
        double most = 0;
        for (std::size_t symbol = 0; symbol < Symbols; ++symbol)
            most = bars.missing[symbol] > most ? bars.missing[symbol] : most;
        m_bar = -loadFrom<BarIndex>(bars.missing);
        m_steadyFrom =
            static_cast<std::size_t>(most) + static_cast<std::size_t>(firstBars<double>(params).last()) + 1;
    }

    /// The values at the newest bar, and the OBV of the last windowReach bars: `Symbols` doubles each.
    void newest(const IndicatorValues<double*>& out, double* obvTail)
    {
        const std::size_t kept = m_bars.bars > m_reach ? m_bars.bars - m_reach : 0;
        advance(kept, [](const Chains<Real>&, std::size_t) {});
        double* const tail = m_windows.inputs().obv + Symbols;
        double* const obv = tail + (m_reach - (m_bars.bars - kept)) * Symbols;
        advance(m_bars.bars, [&](const Chains<Real>& chains, std::size_t bar) {
            put(obv + (bar - kept) * Symbols, chains.obv());
        });
        copy(obvTail, tail, m_reach * Symbols);
        writeChains(out, m_chains, 0);
        fillWindows(m_bars.bars - 1, 1);
        // The windows may write beyond one bar.
        IndicatorValues<double*> wide;
        constexpr auto columns = windowed();
        for (std::size_t i = 0; i < columns.size; ++i)
            wide.*columns.member[i] = m_newest + i * kNewestSize;
        m_windows.evaluate(1, wide);
        for (std::size_t i = 0; i < columns.size; ++i)
            copy(out.*columns.member[i], wide.*columns.member[i], Symbols);
        copy(out.close, m_bars.close + (m_bars.bars - 1) * Symbols, Symbols);
        copy(out.volume, m_bars.volume + (m_bars.bars - 1) * Symbols, Symbols);
        hide(out, m_bars.bars - 1, m_bars.bars);
    }

    /// The values at every bar; `all` are the sink's columns.
    void series(const IndicatorValues<double*>& all, const SeriesSink& sink)
    {
        for (std::size_t from = 0; from < m_bars.bars; from += kRows) {
            const std::size_t bars = m_bars.bars - from < kRows ? m_bars.bars - from : kRows;
            const IndicatorValues<double*> out = moved(all, sink.whole ? from * Symbols : 0);
            fillWindows(from, bars);
            double* const obv = m_windows.inputs().obv;
            advance(from + bars, [&](const Chains<Real>& chains, std::size_t bar) {
                writeChains(out, chains, bar - from);
            });
            copy(obv + m_reach * Symbols, out.obv, bars * Symbols);
            m_windows.evaluate(bars, out);
            // What the next block's windows reach over.
            for (std::size_t i = 0; i < m_reach * Symbols; ++i)
                obv[i] = obv[i + bars * Symbols];
            copy(out.close, m_bars.close + from * Symbols, bars * Symbols);
            copy(out.volume, m_bars.volume + from * Symbols, bars * Symbols);
            hide(out, from, from + bars);
            sink.written(sink.context, from, bars);
        }
    }

    /// The recursive part as it stands after the newest bar.
    const Chains<Real>& chains() const { return m_chains; }

private:
    static constexpr std::size_t kRows = Symbols == 1 ? kBlockBars : kBlockBars / 2;
    static constexpr std::size_t kMembers = 14, kNewestSize = Symbols + kLanes<Real>;
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
                 &V::volumeSma20Before, &V::sma20, &V::sma50, &V::tradedValueSma20}};
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

    template<class Visit>
    void advance(std::size_t end, Visit visit)
    {
        // A copy whose address nobody has may live in registers.
        Chains<Real> chains = m_chains;
        std::size_t next = m_next;
        const auto step = [&](auto bar) {
            chains.advance(get(m_bars.high, next), get(m_bars.low, next), get(m_bars.close, next),
                           get(m_bars.volume, next), bar);
            visit(chains, next);
        };
        for (; next < end && next < m_steadyFrom; ++next, m_bar += 1)
            step(m_bar);
        for (; next < end; ++next)
            step(Steady{});
        m_chains = chains;
        m_next = next;
    }

    [[gnu::always_inline]] static inline void writeChains(const IndicatorValues<double*>& out,
                                                          const Chains<Real>& chains, std::size_t bar)
    {
        IndicatorValues<Real> v;
        chains.read(v);
        const std::size_t i = bar * Symbols;
        put(out.rsi + i, v.rsi);
        put(out.macd + i, v.macd);
        put(out.macdSignal + i, v.macdSignal);
        put(out.macdHistogram + i, v.macdHistogram);
        put(out.adx + i, v.adx);
        put(out.plusDi + i, v.plusDi);
        put(out.minusDi + i, v.minusDi);
        put(out.psar + i, v.psar);
        put(out.emaFast + i, v.emaFast);
        put(out.emaSlow + i, v.emaSlow);
        put(out.supertrend + i, v.supertrend);
        put(out.supertrendDirection + i, v.supertrendDirection);
        put(out.supertrendAtr + i, v.supertrendAtr);
        put(out.atr + i, v.atr);
        put(out.obv + i, v.obv);
    }

    /// The inputs of the block from bar `from` on and of what its windows reach over, but for the OBV.
    void fillWindows(std::size_t from, std::size_t bars)
    {
        const auto inputs = m_windows.inputs();
        const std::size_t before = from < m_reach ? from : m_reach;
        const auto fillColumn = [&](double* to, const double* column) {
            for (std::size_t bar = before; bar < m_reach; ++bar, to += Symbols)
                copy(to, column, Symbols);
            copy(to, column + (from - before) * Symbols, (before + bars) * Symbols);
        };
        fillColumn(inputs.high, m_bars.high);
        fillColumn(inputs.low, m_bars.low);
        fillColumn(inputs.close, m_bars.close);
        fillColumn(inputs.volume, m_bars.volume);
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
    std::size_t m_reach, m_steadyFrom = 0, m_next = 0;
    WindowColumns<Real> m_windows;
    double* m_newest;
    Chains<Real> m_chains;
    BarIndex m_bar;
};

} // namespace TT_ENGINE_BUILD
} // namespace tt
