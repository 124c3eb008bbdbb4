// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/series.h"

#include "indicators/seriesfile.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

namespace tt::test {
namespace {

/// Within 1e-9 relative, 1e-9 absolute near zero; undefined only where undefined is expected.
::testing::AssertionResult agrees(double expected, double actual, double tolerance = 1e-9)
{
    if (std::isnan(expected) && std::isnan(actual))
        return ::testing::AssertionSuccess();
    if (std::abs(expected - actual) <= tolerance * std::max(1.0, std::abs(expected)))
        return ::testing::AssertionSuccess();
    return ::testing::AssertionFailure() << "expected " << expected << ", is " << actual;
}

void compareWithFile(const std::string& stem)
{
    const Bars bars = readBars(stem + ".bars.csv");
    const ExpectedSeries expected = readExpected(stem + ".indicators.csv");
    ASSERT_EQ(bars.size(), expected.rows.size()) << stem;
    ASSERT_GT(bars.size(), 0U) << stem;

    const auto outputs = allOutputs();
    ASSERT_EQ(outputs.size(), expected.columns.size());
    const auto series = indicatorSeries(bars, IndicatorParams{});
    ASSERT_EQ(series.size(), bars.size());
    for (std::size_t column = 0; column < outputs.size(); ++column) {
        ASSERT_EQ(outputs[column].column, expected.columns[column]);
        for (std::size_t bar = 0; bar < bars.size(); ++bar) {
            ASSERT_TRUE(agrees(expected.rows[bar].at(column), series[bar].*outputs[column].member))
                << stem << " " << outputs[column].column << " at bar " << bar;
        }
    }
}

class Golden : public ::testing::TestWithParam<const char*>
{
};

TEST_P(Golden, EveryValueOnEveryBarIsTheReference)
{
    const std::string stem = std::string(TT_SHARED_DATA) + "/reference/" + GetParam();
    if (!std::filesystem::exists(stem + ".bars.csv"))
        GTEST_SKIP() << "TT_SHARED_DATA is missing";
    compareWithFile(stem);
}
INSTANTIATE_TEST_SUITE_P(Stocks, Golden, ::testing::Values("INFY", "SBIN", "M&M", "RELIANCE"));

} // namespace
} // namespace tt::test
