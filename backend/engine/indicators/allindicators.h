// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/indicators/chains.h"
#include "engine/indicators/warmup.h"

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

    /// Goes on from a state after bar `bar` that came from elsewhere. Then the bars that the windows reach
    /// over have to be remembered, windowReach of them or all.
    void resume(const Chains<Real>& chains, Real bar)
    {
        m_chains = chains;
        m_bar = bar;
    }
    void remember(Real high, Real low, Real close, Real volume, Real obv);

    /// The same state in other lanes; `convert` makes a Real of an Other.
    template<class Other, class Convert>
    AllIndicators(const AllIndicators<Other>& other, Convert convert);

private:
    void advance(Real high, Real low, Real close, Real volume);
    void readRanges(IndicatorValues<Real>& values, Real high, Real low, Real close);
    void readCloses(IndicatorValues<Real>& values, Real high, Real low, Real close);
    void readVolumes(IndicatorValues<Real>& values, Real high, Real low, Real close, Real volume, Real obv);

    template<class>
    friend class AllIndicators;

    IndicatorParams m_params;
    FirstBars<Real> m_firstBars;
    double m_warm;          ///< from here on nothing is undefined for want of bars
    std::size_t m_step = 0; ///< updates so far, the same in all lanes
    Real m_bar;             ///< each lane's own index of the newest bar
    Real m_volumeSma{};     ///< at the bar before
    Chains<Real> m_chains;  ///< what a bar changes for good; a window only writes the place of its own step

    RollingMaximum<Real> m_stochasticHigh, m_williamsHigh;
    RollingMinimum<Real> m_stochasticLow, m_williamsLow;
    Stochastic<Real> m_stochastic;
    Cci<Real> m_cci;
    Bollinger<Real> m_bollinger;
    Cmf<Real> m_cmf;
    RollingSum<Real> m_closes20, m_closes50, m_obv20, m_volumes20, m_traded20, m_cmfVolumes;
};

template<class Real>
AllIndicators<Real>::AllIndicators(const IndicatorParams& params, Real start)
    : m_params(params)
    , m_firstBars(firstBars<Real>(params))
    , m_warm(m_firstBars.last())
    , m_bar(start - 1)
    , m_chains(params)
    , m_stochasticHigh(params.stochastic)
    , m_williamsHigh(params.williams)
    , m_stochasticLow(params.stochastic)
    , m_williamsLow(params.williams)
    , m_stochastic(params.stochasticSmooth, params.stochasticSignal)
    , m_cci(params.cci)
    , m_bollinger(params.bollinger, params.bollingerWidth)
    , m_cmf(params.cmf)
    , m_closes20(kShortMean)
    , m_closes50(kLongMean)
    , m_obv20(kShortMean)
    , m_volumes20(kShortMean)
    , m_traded20(kShortMean)
    , m_cmfVolumes(params.cmf)
{
}

template<class Real>
template<class Other, class Convert>
AllIndicators<Real>::AllIndicators(const AllIndicators<Other>& other, Convert convert)
    : m_params(other.m_params)
    , m_firstBars(firstBars<Real>(other.m_params))
    , m_warm(other.m_warm)
    , m_step(other.m_step)
    , m_bar(convert(other.m_bar))
    , m_volumeSma(convert(other.m_volumeSma))
    , m_chains(other.m_chains, convert)
    , m_stochasticHigh(other.m_stochasticHigh, convert)
    , m_williamsHigh(other.m_williamsHigh, convert)
    , m_stochasticLow(other.m_stochasticLow, convert)
    , m_williamsLow(other.m_williamsLow, convert)
    , m_stochastic(other.m_stochastic, convert)
    , m_cci(other.m_cci, convert)
    , m_bollinger(other.m_bollinger, convert)
    , m_cmf(other.m_cmf, convert)
    , m_closes20(other.m_closes20, convert)
    , m_closes50(other.m_closes50, convert)
    , m_obv20(other.m_obv20, convert)
    , m_volumes20(other.m_volumes20, convert)
    , m_traded20(other.m_traded20, convert)
    , m_cmfVolumes(other.m_cmfVolumes, convert)
{
}

template<class Real>
IndicatorValues<Real> AllIndicators<Real>::update(Real high, Real low, Real close, Real volume)
{
    advance(high, low, close, volume);
    IndicatorValues<Real> values;
    values.close = close;
    values.volume = volume;
    m_chains.read(values);
    readRanges(values, high, low, close);
    readCloses(values, high, low, close);
    readVolumes(values, high, low, close, volume, m_chains.closes.obv());
    if (!everywhere(m_bar >= m_warm))
        hideWarmUp(values, m_firstBars, m_bar);
    return values;
}

template<class Real>
void AllIndicators<Real>::remember(Real high, Real low, Real close, Real volume, Real obv)
{
    ++m_step;
    IndicatorValues<Real> unread;
    readRanges(unread, high, low, close);
    readCloses(unread, high, low, close);
    readVolumes(unread, high, low, close, volume, obv);
}

template<class Real>
IndicatorValues<Real> AllIndicators<Real>::peek(Real high, Real low, Real close, Real volume)
{
    const Chains<Real> chains = m_chains;
    const Real bar = m_bar, volumeSma = m_volumeSma;
    const std::size_t step = m_step;
    const IndicatorValues<Real> values = update(high, low, close, volume);
    m_chains = chains;
    m_bar = bar;
    m_volumeSma = volumeSma;
    m_step = step;
    m_cci.stepBack();
    return values;
}

template<class Real>
void AllIndicators<Real>::advance(Real high, Real low, Real close, Real volume)
{
    m_bar += 1;
    ++m_step;
    if (everywhere(m_bar > m_warm))
        m_chains.advance(high, low, close, volume, Steady{}, Steady{});
    else
        m_chains.advance(high, low, close, volume, m_bar, m_bar);
}

template<class Real>
void AllIndicators<Real>::readRanges(IndicatorValues<Real>& values, Real high, Real low, Real close)
{
    const Real top = m_stochasticHigh.update(high, m_step), bottom = m_stochasticLow.update(low, m_step);
    const Real range = significantRange(top - bottom, close);
    const auto lines = m_stochastic.update(close - bottom, range, m_step);
    values.stochasticK = lines.k;
    values.stochasticD = lines.d;
    values.williams = Williams<Real>::value(top - close, range);
    if (m_params.williams != m_params.stochastic) {
        const Real highest = m_williamsHigh.update(high, m_step), lowest = m_williamsLow.update(low, m_step);
        values.williams = Williams<Real>::value(highest - close, significantRange(highest - lowest, close));
    }
}

template<class Real>
void AllIndicators<Real>::readCloses(IndicatorValues<Real>& values, Real high, Real low, Real close)
{
    const auto bands = m_bollinger.update(close, m_step);
    values.bollingerUpper = bands.upper;
    values.bollingerMiddle = bands.middle;
    values.bollingerLower = bands.lower;
    values.sma20 =
        m_params.bollinger == kShortMean ? bands.middle : m_closes20.update(close, m_step) * kShortPart;
    values.sma50 = m_closes50.update(close, m_step) * kLongPart;
    values.cci = m_cci.update(high, low, close, m_step);
}

template<class Real>
void AllIndicators<Real>::readVolumes(IndicatorValues<Real>& values, Real high, Real low, Real close,
                                      Real volume, Real obv)
{
    const Real volumes = m_volumes20.update(volume, m_step);
    const Real cmfVolumes = m_params.cmf == kShortMean ? volumes : m_cmfVolumes.update(volume, m_step);
    const Real range = significantRange(high - low, close);
    values.cmf = m_cmf.update(high, low, close, range, volume, cmfVolumes, m_step);
    values.volumeSma20 = volumes * kShortPart;
    values.volumeSma20Before = m_volumeSma;
    m_volumeSma = values.volumeSma20;
    values.obvSma20 = m_obv20.update(obv, m_step) * kShortPart;
    values.tradedValueSma20 = m_traded20.update(close * volume, m_step) * kShortPart;
}

/// Instantiated once, in series.cpp, with the engine's own floating-point options.
extern template class AllIndicators<double>;

} // namespace tt
