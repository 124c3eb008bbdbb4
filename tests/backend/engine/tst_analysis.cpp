// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis.h"

#include <gtest/gtest.h>

namespace tt {
namespace {

TEST(Analysis, NamesReadBack)
{
    for (int i = 0; i < 6; ++i)
        EXPECT_EQ(verdictFromName(verdictName(Verdict(i))), Verdict(i));
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(planStatusFromName(planStatusName(PlanStatus(i))), PlanStatus(i));
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(gradeFromName(gradeName(Grade(i))), Grade(i));
    EXPECT_EQ(verdictFromName("buy"), std::nullopt);
}

TEST(Analysis, SignalsOfVerdicts)
{
    EXPECT_EQ(signalName(signalOf(Verdict::StrongBuy)), "BUY");
    EXPECT_EQ(signalName(signalOf(Verdict::Sell)), "SELL");
    EXPECT_EQ(signalName(signalOf(Verdict::Hold)), "HOLD");
    EXPECT_EQ(signalName(signalOf(Verdict::NoVerdict)), "");
}

} // namespace
} // namespace tt
