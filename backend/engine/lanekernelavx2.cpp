// SPDX-License-Identifier: GPL-3.0-or-later
// Compiled for AVX2 (without FMA, which would round differently). Nothing from here may be called on a
// machine without it, so whatever is compiled here has names of its own: a test reads this file's symbols.
#if defined(__AVX2__)
#define TT_ENGINE_BUILD avx2
#include "engine/indicators/lanekernelbuild.h"
#endif

#include "engine/lanekernel.h"

namespace tt {

#if defined(__AVX2__)
namespace {
using Avx2Lanes = double __attribute__((vector_size(32)));
constexpr LaneKernel kKernel = LaneKernelBuild<Avx2Lanes, 4>::kernel("AVX2");
} // namespace

const LaneKernel* avx2Kernel()
{
    return &kKernel;
}
#else
const LaneKernel* avx2Kernel()
{
    return nullptr;
}
#endif

} // namespace tt
