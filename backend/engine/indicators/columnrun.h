// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/indicators/chains.h"
#include "engine/indicators/windowcolumns.h"

namespace tt {
inline namespace TT_ENGINE_BUILD {

/// Bars in columns of `Symbols` doubles a bar, oldest first. Symbols of different lengths are aligned at the
/// newest bar; in front of a shorter one stand bars of any finite prices above 0.
struct BarColumns
{
    const double *high, *low, *close, *volume;
    std::size_t bars;
    const double* missing; ///< for each symbol, how many of the bars are not its own
};

/// All indicators over columns of bars: the recursive ones bar by bar, the windowed ones block by block.
/// Symbols == kLanes<Real>: symbols side by side. Symbols == 1: one symbol, the same in every lane of Real
/// where it is recursive and its bars side by side where it is not.
template<class Real, std::size_t Symbols>
class ColumnRun
{
public:
    static constexpr std::size_t kBlockBars = Symbols == 1 ? 256 : 128;

    /// Doubles of scratch memory.
    static std::size_t scratchSize(const IndicatorParams& params)
    {
        return WindowColumns<Real>::scratchSize(params, Symbols, kBlockBars) + kMembers * kNewestSize;
    }

    /// `scratch` must be zeroed before its first use.
    ColumnRun(const IndicatorParams& params, const BarColumns& bars, double* scratch)
        : m_bars(bars)
        , m_params(params)
        , m_reach(static_cast<std::size_t>(windowReach(params)))
        , m_windows(params, Symbols, kBlockBars, scratch + kMembers * kNewestSize)
        , m_newest(scratch)
        , m_chains(params)
        , m_bar(broadcast<Real>(0))
    {
        double most = 0;
        for (std::size_t symbol = 0; symbol < Symbols; ++symbol)
            most = bars.missing[symbol] > most ? bars.missing[symbol] : most;
        if constexpr (Symbols == 1)
            m_bar = broadcast<Real>(-bars.missing[0]);
        else
            m_bar = -loadFrom<Real>(bars.missing);
        m_steadyFrom =
            static_cast<std::size_t>(most) + static_cast<std::size_t>(firstBars<double>(params).last()) + 1;
    }

    /// The values at the newest bar, `Symbols` doubles each.
    void newest(const IndicatorValues<double*>& out)
    {
        const std::size_t kept = m_bars.bars > m_reach ? m_bars.bars - m_reach : 0;
        advance(kept, [](const Chains<Real>&, std::size_t) {});
        double* obv = m_windows.inputs().obv + (m_reach + 1 - (m_bars.bars - kept)) * Symbols;
        advance(m_bars.bars, [&](const Chains<Real>& chains, std::size_t bar) {
            put(obv + (bar - kept) * Symbols, chains.obv());
        });
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
        hide(out, m_bars.bars - 1);
    }

    /// The values at every bar. A column of `out` has room for `Symbols` doubles a bar and kLanes<Real> more.
    void series(const IndicatorValues<double*>& out)
    {
        for (std::size_t from = 0; from < m_bars.bars; from += kBlockBars) {
            const std::size_t bars = m_bars.bars - from < kBlockBars ? m_bars.bars - from : kBlockBars;
            advance(from + bars,
                    [&](const Chains<Real>& chains, std::size_t bar) { writeChains(out, chains, bar); });
            fillWindows(from, bars);
            const std::size_t before = from < m_reach ? from : m_reach;
            copy(m_windows.inputs().obv + (m_reach - before) * Symbols, out.obv + (from - before) * Symbols,
                 (before + bars) * Symbols);
            IndicatorValues<double*> block;
            constexpr auto columns = windowed();
            for (std::size_t i = 0; i < columns.size; ++i)
                block.*columns.member[i] = out.*columns.member[i] + from * Symbols;
            m_windows.evaluate(bars, block);
        }
        copy(out.close, m_bars.close, m_bars.bars * Symbols);
        copy(out.volume, m_bars.volume, m_bars.bars * Symbols);
        hide(out, 0);
    }

    /// The recursive part as it stands after the newest bar.
    const Chains<Real>& chains() const { return m_chains; }

private:
    static constexpr std::size_t kMembers = 14, kNewestSize = Symbols + kLanes<Real>;
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

    static void writeChains(const IndicatorValues<double*>& out, const Chains<Real>& chains, std::size_t bar)
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
    void hide(const IndicatorValues<double*>& out, std::size_t from) const
    {
        for (const FirstBar<double*>& row : firstBars<double*>(m_params).rows) {
            for (std::size_t symbol = 0; symbol < Symbols; ++symbol) {
                const std::size_t first =
                    static_cast<std::size_t>(m_bars.missing[symbol]) + static_cast<std::size_t>(row.bar);
                for (std::size_t bar = from; bar < first && bar < m_bars.bars; ++bar)
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
    Real m_bar;
};

} // namespace TT_ENGINE_BUILD
} // namespace tt
