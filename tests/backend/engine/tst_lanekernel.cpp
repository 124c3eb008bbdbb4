// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lanekernel.h"

#include <gtest/gtest.h>

#include <array>
#include <vector>

namespace tt::test {
namespace {

TEST(LaneKernel, IsChosenByOneKnob)
{
    EXPECT_EQ(laneKernel(LaneSet::Scalar).symbols, 1U);
#if defined(__x86_64__)
    EXPECT_EQ(laneKernel(LaneSet::Portable).symbols, 2U);
    const bool wide = avx2Kernel() && __builtin_cpu_supports("avx2") != 0;
    EXPECT_EQ(laneKernel(LaneSet::Avx2).symbols, wide ? 4U : 2U);
    EXPECT_EQ(&laneKernel(LaneSet::Automatic), &laneKernel(LaneSet::Avx2));
#endif
}

TEST(LaneKernel, FallsBackWhereTheMachineHasNoAvx2)
{
    for (const LaneSet set : {LaneSet::Automatic, LaneSet::Avx2})
        EXPECT_EQ(&laneKernel(set, nullptr), &laneKernel(LaneSet::Portable));
    EXPECT_EQ(laneKernel(LaneSet::Scalar, nullptr).symbols, 1U);
    if (const LaneKernel* const avx2 = avx2Kernel()) {
        EXPECT_EQ(&laneKernel(LaneSet::Automatic, avx2), avx2);
        EXPECT_EQ(&laneKernel(LaneSet::Portable, avx2), &laneKernel(LaneSet::Portable));
    }
}

TEST(LaneKernel, InterleavesAnyNumberOfBars)
{
    for (const LaneSet set : {LaneSet::Scalar, LaneSet::Portable, LaneSet::Avx2}) {
        const LaneKernel& kernel = laneKernel(set);
        for (std::size_t count = 0; count < 13; ++count) {
            std::vector<std::vector<double>> columns(kernel.symbols, std::vector<double>(count));
            std::array<const double*, 8> starts{};
            for (std::size_t symbol = 0; symbol < kernel.symbols; ++symbol) {
                for (std::size_t bar = 0; bar < count; ++bar)
                    columns[symbol][bar] = static_cast<double>(100 * symbol + bar);
                starts[symbol] = columns[symbol].data();
            }
            std::vector<double> to(count * kernel.symbols);
            kernel.interleave(starts.data(), count, to.data());
            for (std::size_t i = 0; i < to.size(); ++i)
                ASSERT_EQ(to[i], columns[i % kernel.symbols][i / kernel.symbols]) << kernel.name;
        }
    }
}

} // namespace
} // namespace tt::test
