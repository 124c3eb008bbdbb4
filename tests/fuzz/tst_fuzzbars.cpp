// SPDX-License-Identifier: GPL-3.0-or-later
// The fuzz target's rules on made-up bytes, where there is no libFuzzer.
#include "fuzzbars.h"

#include "indicators/randombars.h"

#include <gtest/gtest.h>

namespace tt::test {
namespace {

TEST(FuzzBars, NothingBreaksOnRandomBytes)
{
    const std::uint64_t seed =
        static_cast<std::uint64_t>(testing::UnitTest::GetInstance()->random_seed()) + 9;
    std::fprintf(stderr, "seed %llu\n", static_cast<unsigned long long>(seed));
    Dice dice(seed);
    for (int round = 0; round < 1'000; ++round) {
        std::vector<std::uint8_t> bytes(static_cast<std::size_t>(dice.between(0, 1'200)));
        for (std::uint8_t& byte : bytes)
            byte = static_cast<std::uint8_t>(dice.between(0, 255));
        checkEngineOn(bytes);
    }
}

TEST(FuzzBars, EmptyInputIsNoSeries)
{
    checkEngineOn({});
}

} // namespace
} // namespace tt::test
