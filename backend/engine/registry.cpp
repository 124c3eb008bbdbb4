// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/registry.h"

#include "engine/indicators/allindicators.h"

#include <algorithm>

namespace tt {

namespace {

using P = IndicatorParams;
using V = IndicatorValues<double>;

/// Obv's vote and the volume means look at 20 bars.
constexpr int kVolumeBars = 20;

constexpr ParamInfo period(std::string_view name, int P::*member, int least = 2, int most = 500)
{
    return {name, member, nullptr, static_cast<double>(least), static_cast<double>(most)};
}
constexpr ParamInfo factor(std::string_view name, double P::*member, double least, double most)
{
    return {name, nullptr, member, least, most};
}

constexpr ParamInfo kRsiParams[] = {period("rsi_period", &P::rsi)};
constexpr ParamInfo kMacdParams[] = {period("macd_fast", &P::macdFast), period("macd_slow", &P::macdSlow),
                                     period("macd_signal", &P::macdSignal)};
constexpr ParamInfo kAdxParams[] = {period("adx_period", &P::adx)};
constexpr ParamInfo kPsarParams[] = {factor("psar_start", &P::psarStart, 0.001, 1),
                                     factor("psar_step", &P::psarStep, 0, 1),
                                     factor("psar_max", &P::psarMax, 0.001, 1)};
constexpr ParamInfo kEmaParams[] = {period("ema_fast", &P::emaFast), period("ema_slow", &P::emaSlow)};
constexpr ParamInfo kSupertrendParams[] = {period("supertrend_period", &P::supertrend),
                                           factor("supertrend_factor", &P::supertrendFactor, 0.1, 20)};
constexpr ParamInfo kStochasticParams[] = {period("stochastic_period", &P::stochastic),
                                           period("stochastic_smooth", &P::stochasticSmooth, 1, 100),
                                           period("stochastic_signal", &P::stochasticSignal, 1, 100)};
constexpr ParamInfo kCciParams[] = {period("cci_period", &P::cci)};
constexpr ParamInfo kWilliamsParams[] = {period("williams_period", &P::williams)};
constexpr ParamInfo kAtrParams[] = {period("atr_period", &P::atr)};
constexpr ParamInfo kBollingerParams[] = {period("bollinger_period", &P::bollinger),
                                          factor("bollinger_width", &P::bollingerWidth, 0.1, 10)};
constexpr ParamInfo kCmfParams[] = {period("cmf_period", &P::cmf)};

constexpr OutputInfo kRsiOutputs[] = {{"rsi", &V::rsi}};
constexpr OutputInfo kMacdOutputs[] = {
    {"macd", &V::macd}, {"macd_signal", &V::macdSignal}, {"macd_histogram", &V::macdHistogram}};
constexpr OutputInfo kAdxOutputs[] = {{"adx", &V::adx}, {"plus_di", &V::plusDi}, {"minus_di", &V::minusDi}};
constexpr OutputInfo kPsarOutputs[] = {{"psar", &V::psar}};
constexpr OutputInfo kEmaOutputs[] = {{"ema_fast", &V::emaFast}, {"ema_slow", &V::emaSlow}};
constexpr OutputInfo kSupertrendOutputs[] = {{"supertrend", &V::supertrend},
                                             {"supertrend_direction", &V::supertrendDirection}};
constexpr OutputInfo kStochasticOutputs[] = {{"stochastic_k", &V::stochasticK},
                                             {"stochastic_d", &V::stochasticD}};
constexpr OutputInfo kCciOutputs[] = {{"cci", &V::cci}};
constexpr OutputInfo kWilliamsOutputs[] = {{"williams", &V::williams}};
constexpr OutputInfo kAtrOutputs[] = {{"atr", &V::atr}};
constexpr OutputInfo kBollingerOutputs[] = {{"bollinger_upper", &V::bollingerUpper},
                                            {"bollinger_middle", &V::bollingerMiddle},
                                            {"bollinger_lower", &V::bollingerLower}};
constexpr OutputInfo kObvOutputs[] = {{"obv", &V::obv}};

constexpr OutputInfo kMacdReads[] = {{"atr", &V::atr}};
constexpr OutputInfo kSupertrendReads[] = {{"supertrend_atr", &V::supertrendAtr}};
constexpr OutputInfo kObvReads[] = {{"obv_sma20", &V::obvSma20}, {"volume_sma20", &V::volumeSma20}};
constexpr OutputInfo kCmfOutputs[] = {{"cmf", &V::cmf}};

int rsiLookback(const P& p)
{
    return Rsi<double>::lookback(p.rsi);
}
int macdLookback(const P& p)
{
    return Macd<double>::lookback(p.macdFast, p.macdSlow, p.macdSignal);
}
int adxLookback(const P& p)
{
    return Adx<double>::lookback(p.adx);
}
int psarLookback(const P&)
{
    return Psar<double>::lookback();
}
int emaLookback(const P& p)
{
    return EmaPair<double>::lookback(p.emaFast, p.emaSlow);
}
int supertrendLookback(const P& p)
{
    return Supertrend<double>::lookback(p.supertrend);
}
int stochasticLookback(const P& p)
{
    return Stochastic<double>::lookback(p.stochastic, p.stochasticSmooth);
}
int cciLookback(const P& p)
{
    return Cci<double>::lookback(p.cci);
}
int williamsLookback(const P& p)
{
    return Williams<double>::lookback(p.williams);
}
int atrLookback(const P& p)
{
    return Atr<double>::lookback(p.atr);
}
int bollingerLookback(const P& p)
{
    return Bollinger<double>::lookback(p.bollinger);
}
int obvLookback(const P&)
{
    return Obv<double>::lookback();
}
int cmfLookback(const P& p)
{
    return Cmf<double>::lookback(p.cmf);
}
/// The confidence measures the histogram in ATRs.
int macdVoteLookback(const P& p)
{
    return std::max(macdLookback(p), atrLookback(p));
}
int obvVoteLookback(const P&)
{
    return kVolumeBars - 1;
}

constexpr IndicatorInfo kRegistry[] = {
    {IndicatorId::Rsi, "rsi", "Relative Strength Index", Category::Momentum, true, kRsiParams, kRsiOutputs,
     rsiLookback, rsiLookback,
     "Compares the average gain of recent bars with the average loss, from 0 (only losses) to 100 (only "
     "gains). Below 30 the price has fallen hard and a rebound is likelier: it votes to buy. Above 70 it "
     "votes to sell."},
    {IndicatorId::Macd, "macd", "Moving Average Convergence Divergence", Category::Trend, true, kMacdParams,
     kMacdOutputs, macdLookback, macdVoteLookback,
     "The distance between a fast and a slow average of the close, with its own average as the signal line. "
     "It votes to buy while the line is above its signal and to sell while it is below, the more surely the "
     "wider the gap is beside the usual daily range.",
     false, kMacdReads},
    {IndicatorId::Adx, "adx", "Average Directional Index", Category::Trend, true, kAdxParams, kAdxOutputs,
     adxLookback, adxLookback,
     "Measures how strong a trend is, whichever way it goes; the two directional lines tell the way. From 20 "
     "on it votes with the stronger of the two lines. Below that there is no trend and no vote."},
    {IndicatorId::Psar, "psar", "Parabolic SAR", Category::Trend, true, kPsarParams, kPsarOutputs,
     psarLookback, psarLookback,
     "A stop that trails the price and speeds up as the trend makes new extremes; when the price touches it, "
     "it jumps to the other side. It votes to buy while the close is above it and to sell while it is "
     "below."},
    {IndicatorId::Ema, "ema", "Exponential Moving Averages", Category::Trend, true, kEmaParams, kEmaOutputs,
     emaLookback, emaLookback,
     "Two averages of the close that weigh recent bars more, a fast and a slow one. It votes to buy while "
     "the fast one is above the slow one, to sell while it is below, the more surely the further they are "
     "apart."},
    {IndicatorId::Supertrend, "supertrend", "Supertrend", Category::Trend, true, kSupertrendParams,
     kSupertrendOutputs, supertrendLookback, supertrendLookback,
     "A line some average ranges away from the price, below it in an uptrend and above it in a downtrend; it "
     "changes sides when the close crosses it. It votes with its direction.",
     false, kSupertrendReads},
    {IndicatorId::Stochastic, "stochastic", "Stochastic Oscillator", Category::Momentum, true,
     kStochasticParams, kStochasticOutputs, stochasticLookback, stochasticLookback,
     "Where the close lies within the highest and lowest price of recent bars, smoothed, from 0 to 100. %K "
     "below 20 votes to buy, above 80 to sell; %D is the mean of the last %K values.",
     true},
    {IndicatorId::Cci, "cci", "Commodity Channel Index", Category::Momentum, true, kCciParams, kCciOutputs,
     cciLookback, cciLookback,
     "How far the typical price of the bar is from its own average, in units of its usual distance. Below "
     "-100 it is unusually low and votes to buy; above 100 it votes to sell.",
     true},
    {IndicatorId::Williams, "williams", "Williams %R", Category::Momentum, true, kWilliamsParams,
     kWilliamsOutputs, williamsLookback, williamsLookback,
     "How far the close is below the highest price of recent bars, from -100 (at the lowest) to 0 (at the "
     "highest). Below -80 it votes to buy, above -20 to sell.",
     true},
    {IndicatorId::Atr, "atr", "Average True Range", Category::Volatility, false, kAtrParams, kAtrOutputs,
     atrLookback, atrLookback,
     "The usual range of a bar, the gap from the previous close included, in money. It measures risk and "
     "never votes; stops and the MACD's confidence are measured with it."},
    {IndicatorId::Bollinger, "bollinger", "Bollinger Bands", Category::Volatility, true, kBollingerParams,
     kBollingerOutputs, bollingerLookback, bollingerLookback,
     "An average of the close with a band on each side that widens as the closes scatter. A close below the "
     "lower band votes to buy, one above the upper band to sell; inside the bands there is no vote.",
     true},
    {IndicatorId::Obv,
     "obv",
     "On-Balance Volume",
     Category::Volume,
     true,
     {},
     kObvOutputs,
     obvLookback,
     obvVoteLookback,
     "Adds up the volume of bars that rose and takes off the volume of bars that fell. It votes to buy while "
     "it is above its own average of 20 bars and to sell while it is below. Without volumes it abstains.",
     false,
     kObvReads},
    {IndicatorId::Cmf, "cmf", "Chaikin Money Flow", Category::Volume, true, kCmfParams, kCmfOutputs,
     cmfLookback, cmfLookback,
     "Weighs each bar's volume by where the close lies in the bar's range: from -1 (all closes at the low) "
     "to 1 (all at the high). Above 0 it votes to buy, below 0 to sell. Without volumes it abstains.",
     true},
};
static_assert(std::size(kRegistry) == kIndicatorCount);

struct CategoryRow
{
    Category category;
    std::string_view name;
};
constexpr CategoryRow kCategories[] = {{Category::Trend, "trend"},
                                       {Category::Momentum, "momentum"},
                                       {Category::Volatility, "volatility"},
                                       {Category::Volume, "volume"}};
static_assert(std::size(kCategories) == kCategoryCount);

} // namespace

std::span<const IndicatorInfo> indicatorRegistry()
{
    return kRegistry;
}

const IndicatorInfo& indicatorInfo(IndicatorId id)
{
    return kRegistry[indexOf(id)];
}

std::optional<IndicatorId> indicatorFromKey(std::string_view key)
{
    for (const IndicatorInfo& row : kRegistry) {
        if (row.key == key)
            return row.id;
    }
    return std::nullopt;
}

std::string_view categoryName(Category category)
{
    return kCategories[indexOf(category)].name;
}

std::optional<Category> categoryFromName(std::string_view name)
{
    for (const CategoryRow& row : kCategories) {
        if (row.name == name)
            return row.category;
    }
    return std::nullopt;
}

} // namespace tt
