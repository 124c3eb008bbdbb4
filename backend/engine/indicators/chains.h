// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/indicatorid.h"
#include "engine/indicators/adx.h"
#include "engine/indicators/atr.h"
#include "engine/indicators/ema.h"
#include "engine/indicators/macd.h"
#include "engine/indicators/obv.h"
#include "engine/indicators/psar.h"
#include "engine/indicators/rsi.h"
#include "engine/indicators/supertrend.h"

namespace tt {
inline namespace TT_ENGINE_BUILD {

/// The recursive indicators: all that a bar changes for good. They come in two parts that know nothing of
/// each other: a loop over one of them keeps its state in registers, and the many short ways from bar to bar
/// of the closes' means fill the time of the SAR's long one.
///
/// `bar` is each lane's own index of this bar, or Steady once every value is defined in every lane; `emaBar`
/// the same for the EMA pair.
template<class Real>
class CloseChains
{
public:
    explicit CloseChains(const IndicatorParams& params)
        : m_rsi(params.rsi)
        , m_macd(params.macdFast, params.macdSlow, params.macdSignal)
        , m_psar(params.psarStart, params.psarStep, params.psarMax)
        , m_ema(params.emaFast, params.emaSlow)
    {
    }
    template<class Other, class Convert>
    CloseChains(const CloseChains<Other>& other, Convert convert)
        : m_high(convert(other.m_high))
        , m_low(convert(other.m_low))
        , m_close(convert(other.m_close))
        , m_rsi(other.m_rsi, convert)
        , m_macd(other.m_macd, convert)
        , m_psar(other.m_psar, convert)
        , m_ema(other.m_ema, convert)
        , m_obv(other.m_obv, convert)
    {
    }

    template<class Bar, class EmaBar>
    [[gnu::always_inline]] inline void advance(Real high, Real low, Real close, Real volume, Bar bar,
                                               EmaBar emaBar)
    {
        const Real change = significant(close - m_close, close);
        m_rsi.advance(change, bar);
        m_macd.advance(close, bar);
        m_psar.advance(high, low, m_high, m_low, close, bar);
        m_ema.advance(close, emaBar);
        m_obv.advance(change, volume, bar);
        m_high = high;
        m_low = low;
        m_close = close;
    }

    Real obv() const { return m_obv.value(); }
    [[gnu::always_inline]] inline void read(IndicatorValues<Real>& values) const
    {
        values.rsi = m_rsi.value();
        values.macd = m_macd.line();
        values.macdSignal = m_macd.signal();
        values.macdHistogram = m_macd.line() - m_macd.signal();
        values.psar = m_psar.value();
        values.emaFast = m_ema.fast();
        values.emaSlow = m_ema.slow();
        values.obv = m_obv.value();
    }

private:
    template<class>
    friend class CloseChains;

    Real m_high{}, m_low{}, m_close{}; ///< of the newest bar
    Rsi<Real> m_rsi;
    Macd<Real> m_macd;
    Psar<Real> m_psar;
    EmaPair<Real> m_ema;
    Obv<Real> m_obv;
};

/// What is made of true ranges and directional movement, which it shares.
template<class Real>
class RangeChains
{
public:
    explicit RangeChains(const IndicatorParams& params)
        : m_adx(params.adx)
        , m_supertrend(params.supertrend, params.supertrendFactor)
        , m_atr(params.atr)
    {
    }
    template<class Other, class Convert>
    RangeChains(const RangeChains<Other>& other, Convert convert)
        : m_high(convert(other.m_high))
        , m_low(convert(other.m_low))
        , m_close(convert(other.m_close))
        , m_adx(other.m_adx, convert)
        , m_supertrend(other.m_supertrend, convert)
        , m_atr(other.m_atr, convert)
    {
    }

    template<class Bar>
    [[gnu::always_inline]] inline void advance(Real high, Real low, Real close, Bar bar)
    {
        const Real up = significant(high - m_high, close), down = significant(m_low - low, close);
        const Real trueRange = significantRange(Atr<Real>::trueRange(high, low, m_close), close);
        m_adx.advance(up, down, trueRange, bar);
        m_supertrend.advance(high, low, close, m_close, trueRange, bar);
        m_atr.advance(trueRange, bar);
        m_high = high;
        m_low = low;
        m_close = close;
    }

    [[gnu::always_inline]] inline void read(IndicatorValues<Real>& values) const
    {
        values.adx = m_adx.value();
        values.plusDi = m_adx.plusDi();
        values.minusDi = m_adx.minusDi();
        values.supertrend = m_supertrend.line();
        values.supertrendDirection = m_supertrend.direction();
        values.supertrendAtr = m_supertrend.atr();
        values.atr = m_atr.value();
    }

private:
    template<class>
    friend class RangeChains;

    Real m_high{}, m_low{}, m_close{}; ///< of the newest bar
    Adx<Real> m_adx;
    Supertrend<Real> m_supertrend;
    Atr<Real> m_atr;
};

template<class Real>
struct Chains
{
    explicit Chains(const IndicatorParams& params)
        : closes(params)
        , ranges(params)
    {
    }
    template<class Other, class Convert>
    Chains(const Chains<Other>& other, Convert convert)
        : closes(other.closes, convert)
        , ranges(other.ranges, convert)
    {
    }

    template<class Bar, class EmaBar>
    void advance(Real high, Real low, Real close, Real volume, Bar bar, EmaBar emaBar)
    {
        closes.advance(high, low, close, volume, bar, emaBar);
        ranges.advance(high, low, close, bar);
    }
    void read(IndicatorValues<Real>& values) const
    {
        closes.read(values);
        ranges.read(values);
    }

    CloseChains<Real> closes;
    RangeChains<Real> ranges;
};

} // namespace TT_ENGINE_BUILD
} // namespace tt
