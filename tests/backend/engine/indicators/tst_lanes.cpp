// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/indicators/allindicators.h"

#include "members.h"
#include "randombars.h"

#include <gtest/gtest.h>

namespace tt::test {
namespace {

using Lanes = double __attribute__((vector_size(16)));

/// A bar of each lane; lanes shorter than the longest repeat their first bar in front.
Lanes column(const Bars (&lanes)[2], std::vector<double> Bars::*values, std::size_t step, std::size_t length)
{
    Lanes row{};
    for (int lane = 0; lane < 2; ++lane) {
        const std::size_t padding = length - lanes[lane].size();
        row[lane] = (lanes[lane].*values)[step < padding ? 0 : step - padding];
    }
    return row;
}

TEST(Lanes, HaveTheBitsOfEachSymbolAlone)
{
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        Dice dice(seed);
        const IndicatorParams params = randomParams(dice);
        const Bars lanes[2] = {randomBars(dice, 300, dice.one(2)),
                               randomBars(dice, dice.between(1, 300), true)};
        const std::size_t length = 300;
        const double later = static_cast<double>(length - lanes[1].size());
        AllIndicators<Lanes> both(params, Lanes{0, -later});
        AllIndicators<double> alone[2] = {AllIndicators<double>(params), AllIndicators<double>(params)};
        for (std::size_t step = 0; step < length; ++step) {
            const auto values = both.update(
                column(lanes, &Bars::high, step, length), column(lanes, &Bars::low, step, length),
                column(lanes, &Bars::close, step, length), column(lanes, &Bars::volume, step, length));
            for (int lane = 0; lane < 2; ++lane) {
                const Bars& bars = lanes[lane];
                const std::size_t padding = length - bars.size();
                if (step < padding)
                    continue;
                const std::size_t i = step - padding;
                const auto single =
                    alone[lane].update(bars.high[i], bars.low[i], bars.close[i], bars.volume[i]);
                const auto names = allMembers<double>();
                const auto members = allMembers<Lanes>();
                for (std::size_t m = 0; m < members.size(); ++m)
                    ASSERT_TRUE(sameBits(single.*names[m].pointer, (values.*members[m].pointer)[lane]))
                        << names[m].name << " seed " << seed << " lane " << lane << " bar " << i;
            }
        }
    }
}

} // namespace
} // namespace tt::test
