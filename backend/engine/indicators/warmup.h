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

namespace tt {
inline namespace TT_ENGINE_BUILD {

/// The periods of the means beside the indicators.
inline constexpr int kShortMean = 20, kLongMean = 50;
inline constexpr double kShortPart = 1.0 / kShortMean, kLongPart = 1.0 / kLongMean;

/// A value is undefined before its first bar.
template<class T>
struct FirstBar
{
    T IndicatorValues<T>::*member;
    int bar;
};

/// All members but the bar's own close and volume.
inline constexpr std::size_t kWarmingMembers = 29;
template<class T>
struct FirstBars
{
    FirstBar<T> rows[kWarmingMembers];

    /// From this bar on nothing is undefined for want of bars.
    int last() const
    {
        int bar = 0;
        for (const FirstBar<T>& row : rows)
            bar = row.bar > bar ? row.bar : bar;
        return bar;
    }
};

template<class T>
FirstBars<T> firstBars(const IndicatorParams& p)
{
    using V = IndicatorValues<T>;
    const int line = Macd<double>::lineLookback(p.macdFast, p.macdSlow);
    const int signal = Macd<double>::lookback(p.macdFast, p.macdSlow, p.macdSignal);
    const int k = Stochastic<double>::lookback(p.stochastic, p.stochasticSmooth);
    const int d = Stochastic<double>::signalLookback(p.stochastic, p.stochasticSmooth, p.stochasticSignal);
    return {{
        {&V::rsi, Rsi<double>::lookback(p.rsi)},
        {&V::macd, line},
        {&V::macdSignal, signal},
        {&V::macdHistogram, signal},
        {&V::adx, Adx<double>::lookback(p.adx)},
        {&V::plusDi, Adx<double>::diLookback(p.adx)},
        {&V::minusDi, Adx<double>::diLookback(p.adx)},
        {&V::psar, Psar<double>::lookback()},
        {&V::emaFast, EmaPair<double>::lookback(p.emaFast)},
        {&V::emaSlow, EmaPair<double>::lookback(p.emaSlow)},
        {&V::supertrend, Supertrend<double>::lookback(p.supertrend)},
        {&V::supertrendDirection, Supertrend<double>::lookback(p.supertrend)},
        {&V::supertrendAtr, Supertrend<double>::lookback(p.supertrend)},
        {&V::stochasticK, k},
        {&V::stochasticD, d},
        {&V::cci, Cci<double>::lookback(p.cci)},
        {&V::williams, Williams<double>::lookback(p.williams)},
        {&V::atr, Atr<double>::lookback(p.atr)},
        {&V::bollingerUpper, Bollinger<double>::lookback(p.bollinger)},
        {&V::bollingerMiddle, Bollinger<double>::lookback(p.bollinger)},
        {&V::bollingerLower, Bollinger<double>::lookback(p.bollinger)},
        {&V::obv, Obv<double>::lookback()},
        {&V::cmf, Cmf<double>::lookback(p.cmf)},
        {&V::sma20, kShortMean - 1},
        {&V::sma50, kLongMean - 1},
        {&V::obvSma20, kShortMean - 1},
        {&V::volumeSma20, kShortMean - 1},
        {&V::volumeSma20Before, kShortMean},
        {&V::tradedValueSma20, kShortMean - 1},
    }};
}

/// `values` are those of bar `bar`, each lane's own.
template<class Real>
void hideWarmUp(IndicatorValues<Real>& values, const FirstBars<Real>& first, Real bar)
{
    for (const FirstBar<Real>& row : first.rows)
        values.*row.member =
            select(bar >= static_cast<double>(row.bar), values.*row.member, undefined<Real>());
}

/// How many bars, the newest included, the windows of one bar's values reach over.
inline int windowReach(const IndicatorParams& p)
{
    int most = kLongMean; // which is more than the kShortMean + 1 of volumeSma20Before
    for (const int reach :
         {p.stochastic + p.stochasticSmooth + p.stochasticSignal - 2, p.cci, p.williams, p.bollinger, p.cmf})
        most = reach > most ? reach : most;
    return most;
}

} // namespace TT_ENGINE_BUILD
} // namespace tt
