// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/indicatorid.h"

#include <array>
#include <bit>
#include <cstdint>
#include <string_view>

/// Every member of IndicatorValues by name, for tests that walk them all.
namespace tt::test {

template<class Real>
struct Member
{
    std::string_view name;
    Real IndicatorValues<Real>::*pointer;
};

template<class Real>
constexpr auto allMembers()
{
    using V = IndicatorValues<Real>;
    return std::to_array<Member<Real>>({
        {"rsi", &V::rsi},
        {"macd", &V::macd},
        {"macdSignal", &V::macdSignal},
        {"macdHistogram", &V::macdHistogram},
        {"adx", &V::adx},
        {"plusDi", &V::plusDi},
        {"minusDi", &V::minusDi},
        {"psar", &V::psar},
        {"emaFast", &V::emaFast},
        {"emaSlow", &V::emaSlow},
        {"supertrend", &V::supertrend},
        {"supertrendDirection", &V::supertrendDirection},
        {"stochasticK", &V::stochasticK},
        {"stochasticD", &V::stochasticD},
        {"cci", &V::cci},
        {"williams", &V::williams},
        {"atr", &V::atr},
        {"bollingerUpper", &V::bollingerUpper},
        {"bollingerMiddle", &V::bollingerMiddle},
        {"bollingerLower", &V::bollingerLower},
        {"obv", &V::obv},
        {"cmf", &V::cmf},
        {"close", &V::close},
        {"volume", &V::volume},
        {"supertrendAtr", &V::supertrendAtr},
        {"obvSma20", &V::obvSma20},
        {"volumeSma20", &V::volumeSma20},
        {"volumeSma20Before", &V::volumeSma20Before},
        {"sma20", &V::sma20},
        {"sma50", &V::sma50},
        {"tradedValueSma20", &V::tradedValueSma20},
    });
}
static_assert(sizeof(IndicatorValues<double>) == allMembers<double>().size() * sizeof(double));

/// Undefined equals undefined, all else bit for bit.
inline bool sameBits(double a, double b)
{
    return (a != a && b != b) || std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

} // namespace tt::test
