// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/checks.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

namespace tt {
namespace {

constexpr double kInfinite = std::numeric_limits<double>::infinity();
const Day kMonday = *dayFromText("2024-01-01");

RawBar bar(Day date, double o, double h, double l, double c, double v = 100, int line = 0)
{
    return {date, o, h, l, c, v, kUndefined, line};
}

/// `count` weekdays that end at `last`, a calm series without any finding.
Bars calmBars(int count, Day last)
{
    std::vector<Day> days;
    for (Day day = last; static_cast<int>(days.size()) < count; --day) {
        if (weekday(day) < 5)
            days.insert(days.begin(), day);
    }
    Bars bars;
    for (Day day : days)
        bars.append(day, 100, 101, 99, 100, 1'000);
    return bars;
}

void expectSum(const CheckedBars& checked)
{
    EXPECT_EQ(checked.rows, checked.accepted + checked.quarantined + checked.duplicates);
    EXPECT_EQ(checked.bars.size(), static_cast<std::size_t>(checked.accepted));
    EXPECT_EQ(checked.adjustedClose.size(), checked.bars.size());
}

struct BrokenCase
{
    RawBar bar;
    FindingRule rule;
};

class BrokenBar : public testing::TestWithParam<BrokenCase>
{
};

TEST_P(BrokenBar, IsQuarantinedWithItsReasonAndTheOthersStay)
{
    const Day asOf = kMonday + 10;
    const CheckedBars checked =
        checkBars({bar(kMonday, 10, 11, 9, 10), GetParam().bar, bar(kMonday + 2, 10, 11, 9, 10)}, asOf);
    expectSum(checked);
    EXPECT_EQ(checked.accepted, 2);
    ASSERT_EQ(checked.findings.size(), 1u);
    EXPECT_EQ(checked.findings[0].rule, GetParam().rule);
    EXPECT_EQ(checked.findings[0].line, 7);
}

INSTANTIATE_TEST_SUITE_P(
    Rules, BrokenBar,
    testing::Values(BrokenCase{bar(kNoDay, 10, 11, 9, 10, 1, 7), FindingRule::MissingDate},
                    BrokenCase{bar(kMonday + 1, kUndefined, 11, 9, 10, 1, 7), FindingRule::MissingPrice},
                    BrokenCase{bar(kMonday + 1, 10, 11, 9, kUndefined, 1, 7), FindingRule::MissingPrice},
                    BrokenCase{bar(kMonday + 1, 10, 11, 0, 10, 1, 7), FindingRule::PriceNotPositive},
                    BrokenCase{bar(kMonday + 1, -1, 11, 9, 10, 1, 7), FindingRule::PriceNotPositive},
                    BrokenCase{bar(kMonday + 1, 10, kInfinite, 9, 10, 1, 7), FindingRule::PriceNotPositive},
                    BrokenCase{bar(kMonday + 1, 10, 11, 9, 10, -1, 7), FindingRule::NegativeVolume},
                    BrokenCase{bar(kMonday + 1, 10, 11, 9, 10, kInfinite, 7), FindingRule::NegativeVolume},
                    BrokenCase{bar(kMonday + 1, 10, 9, 11, 10, 1, 7), FindingRule::RangeBroken},
                    BrokenCase{bar(kMonday + 1, 12, 11, 9, 10, 1, 7), FindingRule::RangeBroken},
                    BrokenCase{bar(kMonday + 1, 10, 11, 9, 8.99, 1, 7), FindingRule::RangeBroken},
                    BrokenCase{bar(kMonday, 10, 11, 9, 10.5, 100, 7), FindingRule::DuplicateDate},
                    BrokenCase{bar(kMonday + 11, 10, 11, 9, 10, 1, 7), FindingRule::AfterAsOf}));

TEST(Checks, RepairsWithinTheToleranceByWidening)
{
    const CheckedBars checked =
        checkBars({bar(kMonday, 100, 100 - 0.00009, 90, 95), bar(kMonday + 1, 100, 105, 95.00009, 95),
                   bar(kMonday + 2, 100, 100 - 0.00011, 90, 95)},
                  kNoDay);
    expectSum(checked);
    EXPECT_EQ(checked.repaired, 2);
    EXPECT_EQ(checked.quarantined, 1);
    EXPECT_EQ(checked.bars.high[0], 100);
    EXPECT_EQ(checked.bars.low[1], 95);
}

TEST(Checks, EqualBarsOfOneDateAreCountedAndNoFinding)
{
    const CheckedBars checked = checkBars(
        {bar(kMonday, 10, 11, 9, 10), bar(kMonday, 10, 11, 9, 10), bar(kMonday, 10, 11, 9, 10)}, kNoDay);
    expectSum(checked);
    EXPECT_EQ(checked.duplicates, 2);
    EXPECT_TRUE(checked.findings.empty());
}

TEST(Checks, TheLaterOfTwoDifferentBarsInTheFileIsTheBadOneWhateverTheOrder)
{
    const CheckedBars checked =
        checkBars({bar(kMonday + 1, 20, 21, 19, 20, 1, 2), bar(kMonday + 1, 30, 31, 29, 30, 1, 3),
                   bar(kMonday, 10, 11, 9, 10, 1, 4)},
                  kNoDay);
    expectSum(checked);
    EXPECT_EQ(checked.bars.close, (std::vector<double>{10, 20}));
    ASSERT_EQ(checked.findings.size(), 1u);
    EXPECT_EQ(checked.findings[0].line, 3);
}

TEST(Checks, AMissingVolumeIsNotAFinding)
{
    const CheckedBars checked = checkBars({bar(kMonday, 10, 11, 9, 10, kUndefined)}, kNoDay);
    EXPECT_EQ(checked.accepted, 1);
    EXPECT_TRUE(std::isnan(checked.bars.volume[0]));
    EXPECT_TRUE(checked.findings.empty());
}

TEST(Checks, RubbishGivesFindingsAndValidBarsOnly)
{
    const unsigned seed = std::random_device()();
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    const double pool[] = {10, 11, 9, 10.5, 0, -3, kUndefined, kInfinite, 1e300, 10 + 1e-6};
    const auto pick = [&] { return pool[random() % std::size(pool)]; };
    std::vector<RawBar> raw;
    for (int i = 0; i < 5'000; ++i)
        raw.push_back(bar(random() % 50 == 0 ? kNoDay : kMonday + static_cast<Day>(random() % 900), pick(),
                          pick(), pick(), pick(), pick(), i + 1));
    const CheckedBars checked = checkBars(raw, kMonday + 800);
    expectSum(checked);
    const Bars& b = checked.bars;
    for (std::size_t i = 0; i < b.size(); ++i) {
        ASSERT_TRUE(i == 0 || b.date[i - 1] < b.date[i]);
        ASSERT_LE(b.date[i], kMonday + 800);
        ASSERT_TRUE(b.low[i] > 0 && std::isfinite(b.high[i]));
        ASSERT_LE(b.low[i], std::min(b.open[i], b.close[i]));
        ASSERT_GE(b.high[i], std::max(b.open[i], b.close[i]));
    }
}

TEST(Grade, NeedsFiftyBarsAndIsDBelowTwoHundred)
{
    const Day last = *dayFromText("2024-06-28");
    EXPECT_EQ(gradeBars(calmBars(49, last), {}, last), Grade::F);
    EXPECT_EQ(gradeBars(calmBars(50, last), {}, last), Grade::D);
    EXPECT_EQ(gradeBars(calmBars(199, last), {}, last), Grade::D);
    EXPECT_EQ(gradeBars(calmBars(200, last), {}, last), Grade::A);
    EXPECT_EQ(gradeBars({}, {}, last), Grade::F);
}

TEST(Grade, IsDWhenTheLastBarIsOlderThanTenWeekdays)
{
    const Day last = *dayFromText("2024-06-28"); // a Friday
    EXPECT_EQ(gradeBars(calmBars(300, last), {}, *dayFromText("2024-07-12")), Grade::A);
    EXPECT_EQ(gradeBars(calmBars(300, last), {}, *dayFromText("2024-07-14")),
              Grade::A); // a weekend adds nothing
    EXPECT_EQ(gradeBars(calmBars(300, last), {}, *dayFromText("2024-07-15")), Grade::D);
}

TEST(Grade, LooksAtTheShareOfBadBarsInTheLastFiveHundred)
{
    const Day last = *dayFromText("2024-06-28");
    const Bars bars = calmBars(700, last);
    const auto withRepaired = [&](int count, std::size_t newest) {
        std::vector<Finding> findings;
        for (int i = 0; i < count; ++i)
            findings.push_back(
                {bars.date[newest - static_cast<std::size_t>(i)], 0, FindingRule::RangeRepaired, {}});
        return gradeBars(bars, findings, last);
    };
    EXPECT_EQ(withRepaired(1, 699), Grade::B);
    EXPECT_EQ(withRepaired(5, 699), Grade::B); // 1 %
    EXPECT_EQ(withRepaired(6, 699), Grade::C);
    EXPECT_EQ(withRepaired(50, 699), Grade::C); // 10 %
    EXPECT_EQ(withRepaired(51, 699), Grade::D);
    EXPECT_EQ(withRepaired(150, 199), Grade::A); // before the window
}

TEST(Grade, ANoteIsNoBadBarAndALineWithoutADateCounts)
{
    const Day last = *dayFromText("2024-06-28");
    const Bars bars = calmBars(300, last);
    const std::vector<Finding> note = {{bars.date[299], 1, FindingRule::Renamed, {}}};
    const std::vector<Finding> line = {{kNoDay, 1, FindingRule::MissingDate, {}}};
    EXPECT_EQ(gradeBars(bars, note, last), Grade::A);
    EXPECT_EQ(gradeBars(bars, line, last), Grade::B);
}

TEST(Grade, ZeroVolumeGapsAndJumps)
{
    const Day last = *dayFromText("2024-06-28");
    Bars bars = calmBars(500, last);
    for (std::size_t i = 0; i < 25; ++i)
        bars.volume[i * 3] = 0;
    EXPECT_EQ(gradeBars(bars, {}, last), Grade::B); // 5 %
    bars.volume[499] = 0;
    EXPECT_EQ(gradeBars(bars, {}, last), Grade::C);

    const auto withGap = [&](int weekdays) {
        Bars gap = calmBars(500, last);
        while (weekdaysBetween(gap.date[99], gap.date[100]) < weekdays)
            std::for_each(gap.date.begin(), gap.date.begin() + 100, [](Day& day) { --day; });
        return gradeBars(gap, {}, last);
    };
    EXPECT_EQ(withGap(15), Grade::A);
    EXPECT_EQ(withGap(16), Grade::C);

    Bars jump = calmBars(500, last);
    jump.close[400] = 139.9;
    EXPECT_NE(gradeBars(jump, {}, last), Grade::D);
    jump.close[400] = 140;
    EXPECT_EQ(gradeBars(jump, {}, last), Grade::D);
    jump.close[400] = 60;
    EXPECT_EQ(gradeBars(jump, {}, last), Grade::D);
}

} // namespace
} // namespace tt
