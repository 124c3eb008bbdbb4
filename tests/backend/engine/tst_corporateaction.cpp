// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/corporateaction.h"

#include "engine/analysis.h"
#include "engine/checks.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace tt {
namespace {

constexpr Day kFirst = 19'000;

CorporateAction split(Day day, double value, ActionOrigin origin = ActionOrigin::User)
{
    return {day, ActionKind::Split, value, origin};
}
CorporateAction dividend(Day day, double amount)
{
    return {day, ActionKind::Dividend, amount, ActionOrigin::User};
}

Bars closes(const std::vector<double>& prices)
{
    Bars bars;
    for (const double price : prices)
        bars.append(kFirst + static_cast<Day>(bars.size()), price, price, price, price, 100);
    return bars;
}

std::vector<Day> jumpDays(const Bars& bars)
{
    std::vector<Day> days;
    for (const Jump& jump : unexplainedJumps(bars))
        days.push_back(jump.day);
    return days;
}

using Prices = std::vector<double>;

TEST(AdjustedView, DividesPricesAndMultipliesVolumesBeforeTheExDate)
{
    Bars raw = closes({500, 510, 102, 104});
    raw.high[1] = 515;
    const Bars view = adjustedView(raw, std::vector{split(kFirst + 2, 5)}, kNoDay);
    EXPECT_EQ(view.close, (Prices{100, 102, 102, 104}));
    EXPECT_EQ(view.open, view.close);
    EXPECT_EQ(view.high[1], 103);
    EXPECT_EQ(view.volume, (Prices{500, 500, 100, 100}));
    EXPECT_EQ(view.lastFactor, 1);
    EXPECT_EQ(view.splits, 1);
    EXPECT_EQ(view.date, raw.date);
}

TEST(AdjustedView, SeveralEventsMultiplyInAnyOrder)
{
    const Bars raw = closes({1000, 200, 100, 100});
    const std::vector<CorporateAction> rising = {split(kFirst + 1, 5),
                                                 {kFirst + 2, ActionKind::Bonus, 2, ActionOrigin::User}};
    const std::vector<CorporateAction> falling = {rising[1], rising[0]};
    EXPECT_EQ(adjustedView(raw, rising, kNoDay).close, (Prices{100, 100, 100, 100}));
    EXPECT_EQ(adjustedView(raw, falling, kNoDay).close, (Prices{100, 100, 100, 100}));
    EXPECT_EQ(totalFactor(rising), 10);
}

TEST(AdjustedView, AConsolidationRaisesThePricesBefore)
{
    const Bars view = adjustedView(closes({10, 100}), std::vector{split(kFirst + 1, 0.1)}, kNoDay);
    EXPECT_DOUBLE_EQ(view.close[0], 100);
    EXPECT_DOUBLE_EQ(view.volume[0], 10);
}

TEST(AdjustedView, NothingChangesWithoutAnEventInTheBars)
{
    const Bars raw = closes({3, 0.1, 7});
    for (const auto& actions : {std::vector<CorporateAction>{},
                                {split(kFirst, 3)},
                                {split(kFirst - 5, 3)},
                                {dividend(kFirst + 1, 1)}}) {
        const Bars view = adjustedView(raw, actions, kNoDay);
        EXPECT_EQ(view.close, raw.close);
        EXPECT_EQ(view.volume, raw.volume);
        EXPECT_EQ(view.splits, 0);
        EXPECT_EQ(view.lastFactor, 1);
    }
    EXPECT_TRUE(adjustedView({}, std::vector{split(kFirst, 2)}, kNoDay).empty());
}

TEST(AdjustedView, AnEventBetweenTheLastBarAndTheAsOfDayIsInTheLastFactor)
{
    const Bars raw = closes({500, 510});
    const std::vector actions = {split(kFirst + 3, 5)};
    const Bars view = adjustedView(raw, actions, kFirst + 3);
    EXPECT_EQ(view.close, (Prices{100, 102}));
    EXPECT_EQ(view.close.back() * view.lastFactor, 510);
    const Bars before = adjustedView(raw, actions, kFirst + 2);
    EXPECT_EQ(before.close, raw.close);
    EXPECT_EQ(before.lastFactor, 1);
}

TEST(AdjustedView, AMissingVolumeStaysMissing)
{
    Bars raw = closes({500, 100});
    raw.volume = {kUndefined, kUndefined};
    EXPECT_TRUE(std::isnan(adjustedView(raw, std::vector{split(kFirst + 1, 5)}, kNoDay).volume[0]));
}

TEST(AdjustedView, OfOneDayTheStrongestOriginCounts)
{
    // Online a split of 10, by the user the same as a split of 5 and a bonus 1:1.
    const std::vector<CorporateAction> actions = {split(kFirst + 1, 10, ActionOrigin::Online),
                                                  split(kFirst + 1, 5),
                                                  {kFirst + 1, ActionKind::Bonus, 2, ActionOrigin::User},
                                                  split(kFirst + 2, 2, ActionOrigin::Online)};
    EXPECT_EQ(shareActions(actions).size(), 3u);
    EXPECT_EQ(adjustedView(closes({20, 20, 20}), actions, kNoDay).close, (Prices{1, 10, 20}));
}

TEST(AdjustedView, KeepsTheRulesOfBarsAndTheTradedValue)
{
    const unsigned seed = std::random_device{}();
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> price(0.05, 90'000), ratio(0.01, 40);
    for (int round = 0; round < 200; ++round) {
        Bars raw;
        for (int i = 0; i < 40; ++i) {
            double p[4] = {price(random), price(random), price(random), price(random)};
            std::sort(p, p + 4);
            raw.append(kFirst + i, p[1], p[3], p[0], p[2], price(random));
        }
        std::vector<CorporateAction> actions;
        for (int i = 0; i < 4; ++i)
            actions.push_back(split(kFirst + static_cast<Day>(random() % 50), ratio(random)));
        const Bars view = adjustedView(raw, actions, kNoDay);
        for (std::size_t i = 0; i < view.size(); ++i) {
            ASSERT_LE(view.low[i], std::min(view.open[i], view.close[i]));
            ASSERT_GE(view.high[i], std::max(view.open[i], view.close[i]));
            ASSERT_NEAR(view.close[i] * view.volume[i], raw.close[i] * raw.volume[i],
                        1e-12 * raw.close[i] * raw.volume[i]);
        }
        ASSERT_NEAR(view.close.back() * view.lastFactor, raw.close.back(), 1e-12 * raw.close.back());
    }
}

TEST(Jumps, ASplitExplainsItsJumpAndNoOther)
{
    const Bars raw = closes({500, 100, 100, 160});
    EXPECT_EQ(jumpDays(raw), (std::vector<Day>{kFirst + 1, kFirst + 3}));
    EXPECT_EQ(jumpDays(adjustedView(raw, std::vector{split(kFirst + 1, 5)}, kNoDay)),
              (std::vector<Day>{kFirst + 3}));
    // An event that the prices do not show makes a jump.
    EXPECT_EQ(jumpDays(adjustedView(closes({100, 100}), std::vector{split(kFirst + 1, 5)}, kNoDay)),
              (std::vector<Day>{kFirst + 1}));
}

TEST(Jumps, ADividendExplainsAFallOfItsSize)
{
    const Bars raw = closes({100, 55, 55});
    EXPECT_EQ(jumpDays(adjustedView(raw, std::vector{dividend(kFirst + 1, 40)}, kNoDay)), std::vector<Day>());
    EXPECT_EQ(jumpDays(adjustedView(raw, std::vector{dividend(kFirst + 1, 2)}, kNoDay)),
              (std::vector<Day>{kFirst + 1}));
    EXPECT_EQ(jumpDays(adjustedView(raw, std::vector{dividend(kFirst + 2, 40)}, kNoDay)),
              (std::vector<Day>{kFirst + 1}));
    // Its amount is in the prices of its day, also before a later split.
    const Bars later = closes({100, 55, 11});
    EXPECT_EQ(
        jumpDays(adjustedView(later, std::vector{dividend(kFirst + 1, 40), split(kFirst + 2, 5)}, kNoDay)),
        std::vector<Day>());
    EXPECT_EQ(jumpDays(adjustedView(raw, std::vector{dividend(kFirst + 1, 40)}, kFirst)),
              (std::vector<Day>{kFirst + 1}));
}

TEST(ActionFault, SaysWhatIsWrong)
{
    EXPECT_EQ(actionFault(split(kFirst, 5)), nullptr);
    EXPECT_EQ(actionFault(split(kFirst, 0.1)), nullptr);
    EXPECT_EQ(actionFault(dividend(kFirst, 1'000'000)), nullptr);
    EXPECT_NE(actionFault(split(kFirst, 1)), nullptr);
    EXPECT_NE(actionFault(split(kFirst, 0)), nullptr);
    EXPECT_NE(actionFault(split(kFirst, -2)), nullptr);
    EXPECT_NE(actionFault(split(kFirst, kUndefined)), nullptr);
    EXPECT_NE(actionFault(split(kFirst, 20'000)), nullptr);
    EXPECT_NE(actionFault({kFirst, ActionKind::Bonus, 0.5, ActionOrigin::User}), nullptr);
    EXPECT_NE(actionFault(dividend(kFirst, 0)), nullptr);
}

TEST(ActionNames, ReadBack)
{
    for (const ActionKind kind : {ActionKind::Split, ActionKind::Bonus, ActionKind::Dividend})
        EXPECT_EQ(actionKindFromName(actionKindName(kind)), kind);
    for (const ActionOrigin origin : {ActionOrigin::Online, ActionOrigin::File, ActionOrigin::User})
        EXPECT_EQ(actionOriginFromName(actionOriginName(origin)), origin);
    EXPECT_EQ(actionKindFromName("merger"), std::nullopt);
}

} // namespace
} // namespace tt
