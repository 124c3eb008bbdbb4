// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis.h"
#include "engine/resultrecord.h"

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
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(dataSourceFromName(dataSourceName(DataSource(i))), DataSource(i));
    EXPECT_EQ(verdictFromName("buy"), std::nullopt);
}

TEST(Analysis, SignalsOfVerdicts)
{
    EXPECT_EQ(signalName(signalOf(Verdict::StrongBuy)), "BUY");
    EXPECT_EQ(signalName(signalOf(Verdict::Sell)), "SELL");
    EXPECT_EQ(signalName(signalOf(Verdict::Hold)), "HOLD");
    EXPECT_EQ(signalName(signalOf(Verdict::NoVerdict)), "");
}

TEST(Analysis, SymbolsAreTickersWithoutTheirExchange)
{
    EXPECT_EQ(symbolOfTicker("M&M.NS"), "M&M");
    EXPECT_EQ(symbolOfTicker("500325.BO"), "500325");
    EXPECT_EQ(symbolOfTicker("BRK.B"), "BRK.B");
    EXPECT_EQ(symbolOfTicker(".NS"), ".NS");
}

} // namespace
} // namespace tt
