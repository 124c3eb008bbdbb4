// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/panespec.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace tt {

namespace {

using V = IndicatorValues<double>;
using P = IndicatorParams;

#define TT_NAME(text) QT_TRANSLATE_NOOP("tt::ChartText", text)
constexpr std::array<PaneLine, 1> kRsi = {{{&V::rsi, TT_NAME("RSI %1"), &P::rsi}}};
constexpr std::array<PaneLine, 2> kMacd = {
    {{&V::macd, TT_NAME("MACD"), nullptr},
     {&V::macdSignal, TT_NAME("Signal %1"), &P::macdSignal, Tone::Warning}}};
constexpr std::array<PaneLine, 2> kStochastic = {
    {{&V::stochasticK, TT_NAME("Stochastic %K %1"), &P::stochastic},
     {&V::stochasticD, TT_NAME("%D %1"), &P::stochasticSignal, Tone::Warning}}};
constexpr std::array<PaneLine, 3> kAdx = {{{&V::adx, TT_NAME("ADX %1"), &P::adx},
                                           {&V::plusDi, TT_NAME("+DI"), nullptr, Tone::Up},
                                           {&V::minusDi, TT_NAME("−DI"), nullptr, Tone::Down}}};
constexpr std::array<PaneLine, 1> kCci = {{{&V::cci, TT_NAME("CCI %1"), &P::cci}}};
constexpr std::array<PaneLine, 1> kWilliams = {{{&V::williams, TT_NAME("Williams %R %1"), &P::williams}}};
constexpr std::array<PaneLine, 1> kAtr = {{{&V::atr, TT_NAME("ATR %1"), &P::atr}}};
constexpr std::array<PaneLine, 2> kObv = {
    {{&V::obv, TT_NAME("OBV")}, {&V::obvSma20, TT_NAME("its mean of 20"), nullptr, Tone::Warning}}};
constexpr std::array<PaneLine, 1> kCmf = {{{&V::cmf, TT_NAME("CMF %1"), &P::cmf}}};
#undef TT_NAME

constexpr std::array<PaneSpec, 9> kSpecs = {{
    {ChartPane::Rsi, kRsi, 0, 100, 30, 70, true},
    {ChartPane::Macd, kMacd, 0, 0, 0, 0, true},
    {ChartPane::Stochastic, kStochastic, 0, 100, 20, 80, true},
    {ChartPane::Adx, kAdx, 0, 0, 20, 25, true, 1},
    {ChartPane::Cci, kCci, 0, 0, -100, 100, true, 1},
    {ChartPane::Williams, kWilliams, -100, 0, -80, -20, true},
    {ChartPane::Atr, kAtr},
    {ChartPane::Obv, kObv, 0, 0, 0, 0, false, 0, true},
    {ChartPane::Cmf, kCmf, 0, 0, -0.05, 0.05, true, 3},
}};

} // namespace

const PaneSpec* paneSpec(ChartPane pane)
{
    const auto found = std::find_if(kSpecs.begin(), kSpecs.end(),
                                    [pane](const PaneSpec& spec) { return spec.pane == pane; });
    return found == kSpecs.end() ? nullptr : &*found;
}

QString paneLineName(const PaneLine& line, const IndicatorParams& params)
{
    // "%K" and "%R" are names, not places: only "%1" is replaced.
    QString name = QCoreApplication::translate("tt::ChartText", line.name);
    return line.period ? name.replace(QStringLiteral("%1"), QString::number(params.*line.period)) : name;
}

} // namespace tt
