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

const LaneKernel& laneKernel(LaneSet set, const LaneKernel* avx2)
{
    if (set == LaneSet::Scalar)
        return kScalar;
    return set != LaneSet::Portable && avx2 ? *avx2 : kPortable;
}

const LaneKernel& laneKernel(LaneSet set)
{
    static const LaneKernel* const avx2 = machineHasAvx2() ? avx2Kernel() : nullptr;
    return laneKernel(set, avx2);
}

} // namespace tt
