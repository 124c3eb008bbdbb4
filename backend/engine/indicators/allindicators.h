// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/indicatorid.h"
#include "engine/indicators/adx.h"
#include "engine/indicators/atr.h"
#include "engine/indicators/bollinger.h"
#include "engine/indicators/cci.h"
#include "engine/indicators/cmf.h"
#include "engine/indicators/ema.h"
#include "engine/indicators/macd.h"
#include "engine/indicators/obv.h"
#include "engine/indicators/psar.h"
#include "engine/indicators/rsi.h"
#include "engine/indicators/stochastic.h"
#include "engine/indicators/supertrend.h"
#include "engine/indicators/williams.h"

#include <algorithm>
#include <array>

namespace tt {

/// All indicators in one pass: a bar is loaded once, differences, true range, directional movement and equal
/// windows are shared. Feed the bars oldest first; a copy taken at a bar goes on from there.
///
/// `Real` is double, or a vector of doubles with one symbol a lane. Lanes of different lengths are aligned at
/// the newest bar: a lane that starts `k` bars later is given start -k and k bars of padding (any finite
/// prices above 0), after which its values have the same bits as alone.
template<class Real>
class AllIndicators
{
public:
    explicit AllIndicators(const IndicatorParams& params, Real start = Real{});

    /// One more bar; the values at it. NaN is undefined. No indicator reads the open.
    IndicatorValues<Real> update(Real high, Real low, Real close, Real volume);

    /// The values if this were the next bar; the state stays as it is. `update` must have been called before.
    IndicatorValues<Real> peek(Real high, Real low, Real close, Real volume);

    /// One more bar whose values nobody wants: keeps the recursive means up, leaves out the windows. The next
    /// `windowBars` updates rebuild those, after which the values have the same bits as with `update` alone.
    void skip(Real high, Real low, Real close, Real volume) { advance(high, low, close, volume); }
    static int windowBars(const IndicatorParams& params);

private:
    void advance(Real high, Real low, Real close, Real volume);
    void readChains(IndicatorValues<Real>& values) const;
    void readRanges(IndicatorValues<Real>& values, Real high, Real low, Real close);
    void readCloses(IndicatorValues<Real>& values, Real high, Real low, Real close);
    void readVolumes(IndicatorValues<Real>& values, Real high, Real low, Real close, Real volume);

    /// A value is undefined before its first bar.
    struct FirstBar
    {
        Real IndicatorValues<Real>::*member;
        int bar;
    };
    static constexpr std::size_t kMasked = 29; ///< all members but the bar's own close and volume
    static std::array<FirstBar, kMasked> firstBars(const IndicatorParams& params);
    void hideWarmUp(IndicatorValues<Real>& values) const;

    static constexpr int kShort = 20, kLong = 50;

    IndicatorParams m_params;
    double m_warm = 0;      ///< from here on nothing is undefined for want of bars
    std::size_t m_step = 0; ///< updates so far, the same in all lanes

    /// What a bar changes for good; the windows below only write the place of their own step.
    struct Chains
    {
        Chains(const IndicatorParams& params, Real start);

        Real bar; ///< each lane's own index of the newest bar
        Real high{}, low{}, close{};
        Real volumeSma{}; ///< at the bar before
        Rsi<Real> rsi;
        Macd<Real> macd;
        Adx<Real> adx;
        Psar<Real> psar;
        EmaPair<Real> ema;
        Supertrend<Real> supertrend;
        Atr<Real> atr;
        Obv<Real> obv;
    } m_chains;

    RollingMaximum<Real> m_stochasticHigh, m_williamsHigh;
    RollingMinimum<Real> m_stochasticLow, m_williamsLow;
    Stochastic<Real> m_stochastic;
    Cci<Real> m_cci;
    Bollinger<Real> m_bollinger;
    Cmf<Real> m_cmf;
    RollingSum<Real> m_closes20, m_closes50, m_obv20, m_volumes20, m_traded20, m_cmfVolumes;
};

template<class Real>
AllIndicators<Real>::Chains::Chains(const IndicatorParams& params, Real start)
    : bar(start - 1)
    , rsi(params.rsi)
    , macd(params.macdFast, params.macdSlow, params.macdSignal)
    , adx(params.adx)
    , psar(params.psarStart, params.psarStep, params.psarMax)
    , ema(params.emaFast, params.emaSlow)
    , supertrend(params.supertrend, params.supertrendFactor)
    , atr(params.atr)
{
}

template<class Real>
AllIndicators<Real>::AllIndicators(const IndicatorParams& params, Real start)
    : m_params(params)
    , m_chains(params, start)
    , m_stochasticHigh(params.stochastic)
    , m_williamsHigh(params.williams)
    , m_stochasticLow(params.stochastic)
    , m_williamsLow(params.williams)
    , m_stochastic(params.stochasticSmooth, params.stochasticSignal)
    , m_cci(params.cci)
    , m_bollinger(params.bollinger, params.bollingerWidth)
    , m_cmf(params.cmf)
    , m_closes20(kShort)
    , m_closes50(kLong)
    , m_obv20(kShort)
    , m_volumes20(kShort)
    , m_traded20(kShort)
    , m_cmfVolumes(params.cmf)
{
    for (const FirstBar& row : firstBars(params))
        m_warm = std::max(m_warm, static_cast<double>(row.bar));
}

template<class Real>
int AllIndicators<Real>::windowBars(const IndicatorParams& params)
{
    const int stochastic = params.stochastic + params.stochasticSmooth + params.stochasticSignal - 2;
    // One more than kShort: the mean of the volumes before is the one of the bar before.
    return std::max(
        {stochastic, params.cci, params.williams, params.bollinger, params.cmf, kShort + 1, kLong});
}

template<class Real>
IndicatorValues<Real> AllIndicators<Real>::update(Real high, Real low, Real close, Real volume)
{
    advance(high, low, close, volume);
    IndicatorValues<Real> values;
    values.close = close;
    values.volume = volume;
    readChains(values);
    readRanges(values, high, low, close);
    readCloses(values, high, low, close);
    readVolumes(values, high, low, close, volume);
    if (!everywhere(m_chains.bar >= m_warm))
        hideWarmUp(values);
    return values;
}

template<class Real>
IndicatorValues<Real> AllIndicators<Real>::peek(Real high, Real low, Real close, Real volume)
{
    const Chains chains = m_chains;
    const std::size_t step = m_step;
    const IndicatorValues<Real> values = update(high, low, close, volume);
    m_chains = chains;
    m_step = step;
    m_cci.stepBack();
    return values;
}

template<class Real>
void AllIndicators<Real>::advance(Real high, Real low, Real close, Real volume)
{
    m_chains.bar += 1;
    ++m_step;
    const Real change = significant(close - m_chains.close, close);
    const Real up = significant(high - m_chains.high, close), down = significant(m_chains.low - low, close);
    const Real trueRange = significant(Atr<Real>::trueRange(high, low, m_chains.close), close);

    m_chains.rsi.advance(change, m_chains.bar);
    m_chains.macd.advance(close, m_chains.bar);
    m_chains.adx.advance(up, down, trueRange, m_chains.bar);
    m_chains.psar.advance(high, low, up, down, m_chains.bar);
    m_chains.ema.advance(close, m_chains.bar);
    m_chains.supertrend.advance(high, low, close, trueRange, m_chains.bar);
    m_chains.atr.advance(trueRange, m_chains.bar);
    m_chains.obv.advance(change, volume, m_chains.bar);
    m_chains.high = high;
    m_chains.low = low;
    m_chains.close = close;
}

template<class Real>
void AllIndicators<Real>::readChains(IndicatorValues<Real>& values) const
{
    values.rsi = m_chains.rsi.value();
    values.macd = m_chains.macd.line();
    values.macdSignal = m_chains.macd.signal();
    values.macdHistogram = m_chains.macd.line() - m_chains.macd.signal();
    values.adx = m_chains.adx.value();
    values.plusDi = m_chains.adx.plusDi();
    values.minusDi = m_chains.adx.minusDi();
    values.psar = m_chains.psar.value();
    values.emaFast = m_chains.ema.fast();
    values.emaSlow = m_chains.ema.slow();
    values.supertrend = m_chains.supertrend.line();
    values.supertrendDirection = m_chains.supertrend.direction();
    values.supertrendAtr = m_chains.supertrend.atr();
    values.atr = m_chains.atr.value();
    values.obv = m_chains.obv.value();
}

template<class Real>
void AllIndicators<Real>::readRanges(IndicatorValues<Real>& values, Real high, Real low, Real close)
{
    const Real top = m_stochasticHigh.update(high, m_step), bottom = m_stochasticLow.update(low, m_step);
    const Real range = significant(top - bottom, close);
    const auto lines = m_stochastic.update(close - bottom, range, m_step);
    values.stochasticK = lines.k;
    values.stochasticD = lines.d;
    values.williams = Williams<Real>::value(top - close, range);
    if (m_params.williams != m_params.stochastic) {
        const Real highest = m_williamsHigh.update(high, m_step), lowest = m_williamsLow.update(low, m_step);
        values.williams = Williams<Real>::value(highest - close, significant(highest - lowest, close));
    }
}

template<class Real>
void AllIndicators<Real>::readCloses(IndicatorValues<Real>& values, Real high, Real low, Real close)
{
    const auto bands = m_bollinger.update(close, m_step);
    values.bollingerUpper = bands.upper;
    values.bollingerMiddle = bands.middle;
    values.bollingerLower = bands.lower;
    values.sma20 = m_params.bollinger == kShort ? bands.middle : m_closes20.update(close, m_step) / kShort;
    values.sma50 = m_closes50.update(close, m_step) / kLong;
    values.cci = m_cci.update(high, low, close, m_step);
}

template<class Real>
void AllIndicators<Real>::readVolumes(IndicatorValues<Real>& values, Real high, Real low, Real close,
                                      Real volume)
{
    const Real volumes = m_volumes20.update(volume, m_step);
    const Real cmfVolumes = m_params.cmf == kShort ? volumes : m_cmfVolumes.update(volume, m_step);
    const Real range = significant(high - low, close);
    values.cmf = m_cmf.update(high, low, close, range, volume, cmfVolumes, m_step);
    values.volumeSma20 = volumes / kShort;
    values.volumeSma20Before = m_chains.volumeSma;
    m_chains.volumeSma = values.volumeSma20;
    values.obvSma20 = m_obv20.update(m_chains.obv.value(), m_step) / kShort;
    values.tradedValueSma20 = m_traded20.update(close * volume, m_step) / kShort;
}

template<class Real>
auto AllIndicators<Real>::firstBars(const IndicatorParams& p) -> std::array<FirstBar, kMasked>
{
    using V = IndicatorValues<Real>;
    const int line = Macd<Real>::lineLookback(p.macdFast, p.macdSlow);
    const int signal = Macd<Real>::lookback(p.macdFast, p.macdSlow, p.macdSignal);
    const int k = Stochastic<Real>::lookback(p.stochastic, p.stochasticSmooth);
    const int d = Stochastic<Real>::signalLookback(p.stochastic, p.stochasticSmooth, p.stochasticSignal);
    return {{
        {&V::rsi, Rsi<Real>::lookback(p.rsi)},
        {&V::macd, line},
        {&V::macdSignal, signal},
        {&V::macdHistogram, signal},
        {&V::adx, Adx<Real>::lookback(p.adx)},
        {&V::plusDi, Adx<Real>::diLookback(p.adx)},
        {&V::minusDi, Adx<Real>::diLookback(p.adx)},
        {&V::psar, Psar<Real>::lookback()},
        {&V::emaFast, EmaPair<Real>::lookback(p.emaFast)},
        {&V::emaSlow, EmaPair<Real>::lookback(p.emaSlow)},
        {&V::supertrend, Supertrend<Real>::lookback(p.supertrend)},
        {&V::supertrendDirection, Supertrend<Real>::lookback(p.supertrend)},
        {&V::supertrendAtr, Supertrend<Real>::lookback(p.supertrend)},
        {&V::stochasticK, k},
        {&V::stochasticD, d},
        {&V::cci, Cci<Real>::lookback(p.cci)},
        {&V::williams, Williams<Real>::lookback(p.williams)},
        {&V::atr, Atr<Real>::lookback(p.atr)},
        {&V::bollingerUpper, Bollinger<Real>::lookback(p.bollinger)},
        {&V::bollingerMiddle, Bollinger<Real>::lookback(p.bollinger)},
        {&V::bollingerLower, Bollinger<Real>::lookback(p.bollinger)},
        {&V::obv, Obv<Real>::lookback()},
        {&V::cmf, Cmf<Real>::lookback(p.cmf)},
        {&V::sma20, kShort - 1},
        {&V::sma50, kLong - 1},
        {&V::obvSma20, kShort - 1},
        {&V::volumeSma20, kShort - 1},
        {&V::volumeSma20Before, kShort},
        {&V::tradedValueSma20, kShort - 1},
    }};
}

template<class Real>
void AllIndicators<Real>::hideWarmUp(IndicatorValues<Real>& values) const
{
    for (const FirstBar& row : firstBars(m_params))
        values.*row.member =
            select(m_chains.bar >= static_cast<double>(row.bar), values.*row.member, undefined<Real>());
}

/// Instantiated once, in series.cpp, with the engine's own floating-point options.
extern template class AllIndicators<double>;

} // namespace tt
