// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/indicatorid.h"

#include <cstddef>

namespace tt {

/// Bars in columns of one double a symbol and bar, oldest first. Symbols of different lengths are aligned at
/// the newest bar; in front of a shorter one stand bars of any finite prices above 0.
struct BarColumns
{
    const double *high, *low, *close, *volume;
    std::size_t bars;
    const double* missing; ///< for each symbol, how many of the bars are not its own
};

/// What the newest bar leaves behind: [i * symbols + symbol] each.
struct NewestColumns
{
    double* values; ///< kValueCount, in the order of IndicatorValues
    double* chains; ///< kChainValues: the recursive part, for chainsFrom
    double* obv;    ///< of the last windowReach bars, oldest first
};
/// Where the values at every bar go: column i of IndicatorValues begins at out + i * stride, `symbols`
/// doubles a bar. The stride leaves room for kSpareBars bars more than are asked for.
struct SeriesSink
{
    double* out;
    std::size_t stride;
    bool whole; ///< the blocks one after another; else each of them, up to kBlockBars, at the columns' begin
    void (*written)(void* context, std::size_t from, std::size_t bars); ///< after each block
    void* context;
};
inline constexpr std::size_t kBlockBars = 256, kSpareBars = 8;

inline constexpr std::size_t kChainValues = 29;

/// All indicators for `symbols` symbols side by side, compiled for one instruction set. Every kernel gives
/// the same bits.
struct LaneKernel
{
    const char* name;
    std::size_t symbols;
    /// Doubles of scratch memory, in a LineVector, zeroed before its first use.
    std::size_t (*scratchSize)(const IndicatorParams& params);
    void (*newest)(const BarColumns& bars, const IndicatorParams& params, double* scratch,
                   const NewestColumns& out);
    /// The values at every bar, block by block.
    void (*series)(const BarColumns& bars, const IndicatorParams& params, double* scratch,
                   const SeriesSink& sink);
    /// `count` doubles of each of `symbols` columns -> one column of `symbols` doubles a bar.
    void (*interleave)(const double* const* from, std::size_t count, double* to);
};

/// Which instruction set the lanes use.
enum class LaneSet {
    Automatic, ///< the widest that the machine has
    Scalar,    ///< one symbol at a time
    Portable,  ///< what every machine of the architecture has: two symbols on x86-64 and Arm
    Avx2,      ///< four symbols; like Portable where the machine has no AVX2
};
const LaneKernel& laneKernel(LaneSet set);
/// The same on a machine whose AVX2 kernel is `avx2`; nullptr: it has none.
const LaneKernel& laneKernel(LaneSet set, const LaneKernel* avx2);

/// nullptr where the program was not built for it. The machine may still lack it.
const LaneKernel* avx2Kernel();

} // namespace tt
