// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/resultrecord.h"

#include <gtest/gtest.h>

namespace tt {
namespace {

TEST(ResultRecord, SourcesReadBack)
{
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(dataSourceFromName(dataSourceName(DataSource(i))), DataSource(i));
    EXPECT_EQ(dataSourceFromName("web"), std::nullopt);
}

TEST(ResultRecord, SymbolsAreTickersWithoutTheirExchange)
{
    EXPECT_EQ(symbolOfTicker("M&M.NS"), "M&M");
    EXPECT_EQ(symbolOfTicker("500325.BO"), "500325");
    EXPECT_EQ(symbolOfTicker("BRK.B"), "BRK.B");
    EXPECT_EQ(symbolOfTicker(".NS"), ".NS");
}

} // namespace
} // namespace tt
