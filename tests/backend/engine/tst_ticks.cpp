// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ticks.h"

#include "base/numbertext.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tt {
namespace {

const Day kOld = *dayFromText("2025-04-14"), kNew = *dayFromText("2025-04-15");

TEST(Ticks, IndianTicksFollowTheDatedTable)
{
    for (const char* ticker : {"RELIANCE.NS", "500325.BO"}) {
        for (double price : {1.0, 249.0, 900.0, 3'000.0, 30'000.0})
            EXPECT_EQ(marketTick(ticker, price, kOld), 0.05);
        const std::pair<double, double> bands[] = {
            {249.99, 0.01}, {250, 0.05},   {1'000, 0.05}, {1'000.05, 0.10}, {5'000, 0.10}, {5'000.1, 0.5},
            {10'000, 0.5},  {10'000.5, 1}, {20'000, 1},   {20'001, 5},      {150'000, 5}};
        for (const auto& [price, tick] : bands)
            EXPECT_EQ(marketTick(ticker, price, kNew), tick) << price;
    }
}

TEST(Ticks, OtherMarketsHaveCents)
{
    EXPECT_EQ(marketTick("AAPL", 190, kOld), 0.01);
    EXPECT_EQ(marketTick("AAPL", 19'000, kNew), 0.01);
    EXPECT_EQ(marketTick("XNS", 100, kOld), 0.01);
}

TEST(Ticks, RoundsToTheGridAndKeepsWhatIsOnIt)
{
    EXPECT_EQ(tickBelow(105.37, 0.05), 105.35);
    EXPECT_EQ(tickAbove(105.37, 0.05), 105.4);
    EXPECT_EQ(tickBelow(105.35, 0.05), 105.35);
    EXPECT_EQ(tickAbove(105.35, 0.05), 105.35);
    EXPECT_EQ(tickBelow(1.13, 0.25), 1);
    EXPECT_EQ(tickAbove(12'342, 5), 12'345);
}

TEST(Ticks, PricesPrintShortOnEveryTick)
{
    for (double tick : {0.01, 0.05, 0.10, 0.25, 0.5, 1.0, 5.0}) {
        for (int k = 1; k < 40'000; k += 7) {
            const double on = k * tick; // with the rounding of a product
            for (double price : {tickBelow(on, tick), tickAbove(on, tick)}) {
                ASSERT_LE(numberText(price).size(), 9u) << tick << ' ' << k;
                ASSERT_NEAR(price, on, 1e-9 * on);
            }
        }
    }
}

} // namespace
} // namespace tt
