// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/indicators/columnrun.h"

namespace tt {
inline namespace TT_ENGINE_BUILD {

/// The functions of a LaneKernel for one kind of lanes.
template<class Real, std::size_t Symbols>
struct LaneKernelBuild
{
    using Run = ColumnRun<Real, Symbols>;
    static constexpr std::size_t kSymbols = Symbols;

    static IndicatorValues<double*> columns(double* first, std::size_t stride)
    {
        double* starts[kValueCount];
        for (std::size_t i = 0; i < kValueCount; ++i)
            starts[i] = first + i * stride;
        IndicatorValues<double*> all;
        static_assert(sizeof all == sizeof starts);
        __builtin_memcpy(&all, starts, sizeof all);
        return all;
    }

    static std::size_t scratchSize(const IndicatorParams& params) { return Run::scratchSize(params); }

    [[gnu::flatten]] static void newest(const BarColumns& bars, const IndicatorParams& params,
                                        double* scratch, const NewestColumns& out)
    {
        Run run(params, bars, scratch);
        run.newest(columns(out.values, Symbols), out.obv);
        for (std::size_t symbol = 0; symbol < Symbols; ++symbol) {
            double* place = out.chains + symbol;
            const Chains<double> walked(run.chains(), [&](const Real& value) {
                *place = laneOf(value, symbol);
                place += Symbols;
                return 0.0;
            });
            static_cast<void>(walked);
        }
    }

    [[gnu::flatten]] static void series(const BarColumns& bars, const IndicatorParams& params,
                                        double* scratch, const SeriesSink& sink)
    {
        Run(params, bars, scratch).series(columns(sink.out, sink.stride), sink);
    }

    static void interleave(const double* const* from, std::size_t count, double* to)
    {
        std::size_t i = 0;
        if constexpr (Symbols == 4 && kLanes<Real> == 4) {
            for (; i + 4 <= count; i += 4, to += 16) {
                const Real a = loadFrom<Real>(from[0] + i), b = loadFrom<Real>(from[1] + i);
                const Real c = loadFrom<Real>(from[2] + i), d = loadFrom<Real>(from[3] + i);
                const Real ab0 = __builtin_shufflevector(a, b, 0, 4, 2, 6);
                const Real ab1 = __builtin_shufflevector(a, b, 1, 5, 3, 7);
                const Real cd0 = __builtin_shufflevector(c, d, 0, 4, 2, 6);
                const Real cd1 = __builtin_shufflevector(c, d, 1, 5, 3, 7);
                storeTo<Real>(to, __builtin_shufflevector(ab0, cd0, 0, 1, 4, 5));
                storeTo<Real>(to + 4, __builtin_shufflevector(ab1, cd1, 0, 1, 4, 5));
                storeTo<Real>(to + 8, __builtin_shufflevector(ab0, cd0, 2, 3, 6, 7));
                storeTo<Real>(to + 12, __builtin_shufflevector(ab1, cd1, 2, 3, 6, 7));
            }
        }
        if constexpr (Symbols == 2 && kLanes<Real> == 2) {
            for (; i + 2 <= count; i += 2, to += 4) {
                const Real a = loadFrom<Real>(from[0] + i), b = loadFrom<Real>(from[1] + i);
                storeTo<Real>(to, __builtin_shufflevector(a, b, 0, 2));
                storeTo<Real>(to + 2, __builtin_shufflevector(a, b, 1, 3));
            }
        }
        for (; i < count; ++i) {
            for (std::size_t symbol = 0; symbol < Symbols; ++symbol)
                *to++ = from[symbol][i];
        }
    }

    static constexpr LaneKernel kernel(const char* name)
    {
        return {name, Symbols, scratchSize, newest, series, interleave};
    }
};

} // namespace TT_ENGINE_BUILD
} // namespace tt
