// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lanekernel.h"
#include "engine/linevector.h"

#include "indicators/members.h"
#include "indicators/randombars.h"

#include <gtest/gtest.h>

#include <array>
#include <vector>

namespace tt::test {
namespace {

/// What a kernel leaves of four symbols' bars, each value [value][symbol] whatever the kernel's width.
std::vector<double> newestOfFour(const LaneKernel& kernel, const std::array<Bars, 4>& market)
{
    const IndicatorParams params;
    const std::size_t bars = market[0].size(), lanes = kernel.symbols;
    std::vector<double> all(kValueCount * 4);
    for (std::size_t first = 0; first < 4; first += lanes) {
        std::vector<double> columns[4], missing(lanes);
        LineVector scratch(kernel.scratchSize(params));
        const std::array from = {&Bars::high, &Bars::low, &Bars::close, &Bars::volume};
        for (std::size_t i = 0; i < from.size(); ++i) {
            for (std::size_t j = 0; j < bars * lanes; ++j)
                columns[i].push_back((market[first + j % lanes].*from[i])[j / lanes]);
        }
        std::vector<double> values(kValueCount * lanes), chains(kChainValues * lanes), obv(50 * lanes);
        kernel.newest({columns[0].data(), columns[1].data(), columns[2].data(), columns[3].data(), bars,
                       missing.data()},
                      params, scratch.data(), {values.data(), chains.data(), obv.data()});
        for (std::size_t i = 0; i < values.size(); ++i)
            all[i / lanes * 4 + first + i % lanes] = values[i];
    }
    return all;
}

TEST(LaneKernelAvx2, HasTheBitsOfThePortableOne)
{
    if (laneKernel(LaneSet::Avx2).symbols != 4)
        GTEST_SKIP() << "this machine has no AVX2";
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        Dice dice(seed);
        std::array<Bars, 4> market;
        for (Bars& bars : market)
            bars = randomBars(dice, 300, dice.one(2));
        const auto wide = newestOfFour(*avx2Kernel(), market);
        const auto narrow = newestOfFour(laneKernel(LaneSet::Portable), market);
        for (std::size_t i = 0; i < wide.size(); ++i)
            ASSERT_TRUE(sameBits(wide[i], narrow[i])) << "seed " << seed << " value " << i / 4;
    }
}

} // namespace
} // namespace tt::test
