// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace tt {

/// The thirteen indicators in the order of every table, file and vote list.
enum class IndicatorId : std::uint8_t {
    Rsi,
    Macd,
    Adx,
    Psar,
    Ema,
    Supertrend,
    Stochastic,
    Cci,
    Williams,
    Atr,
    Bollinger,
    Obv,
    Cmf
};
inline constexpr std::size_t kIndicatorCount = 13;

enum class Category : std::uint8_t { Trend, Momentum, Volatility, Volume };
inline constexpr std::size_t kCategoryCount = 4;

template<class T>
using PerIndicator = std::array<T, kIndicatorCount>;

constexpr std::size_t indexOf(IndicatorId id)
{
    return static_cast<std::size_t>(id);
}
constexpr std::size_t indexOf(Category category)
{
    return static_cast<std::size_t>(category);
}

/// Parameters of all indicators, periods in bars. Defaults are the classical ones.
struct IndicatorParams
{
    int rsi = 14;
    int macdFast = 12, macdSlow = 26, macdSignal = 9;
    int adx = 14;
    double psarStart = 0.02, psarStep = 0.02, psarMax = 0.2;
    int emaFast = 50, emaSlow = 200;
    int supertrend = 10;
    double supertrendFactor = 3;
    int stochastic = 14, stochasticSmooth = 3, stochasticSignal = 3;
    int cci = 20;
    int williams = 14;
    int atr = 14;
    int bollinger = 20;
    double bollingerWidth = 2;
    int cmf = 20;

    bool operator==(const IndicatorParams&) const = default;
};

/// Every output of every indicator at one bar, plus what votes, filters and plans read beside them. NaN =
/// undefined.
template<class Real>
struct IndicatorValues
{
    Real rsi;
    Real macd, macdSignal, macdHistogram;
    Real adx, plusDi, minusDi;
    Real psar;
    Real emaFast, emaSlow;
    Real supertrend, supertrendDirection; ///< direction 1 or -1
    Real stochasticK, stochasticD;
    Real cci;
    Real williams;
    Real atr;
    Real bollingerUpper, bollingerMiddle, bollingerLower;
    Real obv;
    Real cmf;

    Real close, volume;
    Real supertrendAtr;     ///< ATR over the Supertrend's period
    Real obvSma20;          ///< from bar 19
    Real volumeSma20;       ///< mean of the last 20 volumes, this bar included; from bar 19
    Real volumeSma20Before; ///< mean of the 20 volumes before this bar; from bar 20
    Real sma20, sma50;      ///< of the close
    Real tradedValueSma20;  ///< mean of close*volume over the last 20 bars
};

inline constexpr std::size_t kValueCount = sizeof(IndicatorValues<double>) / sizeof(double);

} // namespace tt
