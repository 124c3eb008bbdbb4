// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lanekernel.h"

#include "engine/indicators/lanekernelbuild.h"

namespace tt {

namespace {

constexpr LaneKernel kScalar = LaneKernelBuild<PortableLanes, 1>::kernel("scalar");
constexpr LaneKernel kPortable =
    LaneKernelBuild<PortableLanes, kLanes<PortableLanes>>::kernel("portable lanes");

bool machineHasAvx2()
{
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx2") != 0;
#else
    return false;
#endif
}

} // namespace

const LaneKernel& laneKernel(LaneSet set)
{
    if (set == LaneSet::Scalar)
        return kScalar;
    static const LaneKernel* const widest = machineHasAvx2() ? avx2Kernel() : nullptr;
    return set != LaneSet::Portable && widest ? *widest : kPortable;
}

} // namespace tt
