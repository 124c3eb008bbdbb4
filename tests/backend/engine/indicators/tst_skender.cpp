// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/series.h"

#include "seriesfile.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

namespace tt::test {
namespace {

/// A column of the tables made by others: its file, its key there, and our output. They print 12 and more
/// digits; EMA is over 20 bars.
struct Table
{
    const char* file;
    const char* key;
    double IndicatorValues<double>::*member;
    std::size_t from = 0; ///< the first bar that is compared
};

using V = IndicatorValues<double>;
/// Their SAR has another first trend, and at bar 250 the SAR of a reversal lies within the bar's own range;
/// from bar 251 on the two agree.
constexpr Table kTables[] = {
    {"rsi", "rsi", &V::rsi},
    {"macd", "macd", &V::macd},
    {"macd", "signal", &V::macdSignal},
    {"macd", "histogram", &V::macdHistogram},
    {"adx", "adx", &V::adx},
    {"adx", "pdi", &V::plusDi},
    {"adx", "mdi", &V::minusDi},
    {"psar", "sar", &V::psar, 251},
    {"ema", "ema", &V::emaFast},
    {"supertrend", "superTrend", &V::supertrend},
    {"stoch", "k", &V::stochasticK},
    {"stoch", "d", &V::stochasticD},
    {"cci", "cci", &V::cci},
    {"willr", "williamsR", &V::williams},
    {"atr", "atr", &V::atr},
    {"bb", "upperBand", &V::bollingerUpper},
    {"bb", "sma", &V::bollingerMiddle},
    {"bb", "lowerBand", &V::bollingerLower},
    {"obv", "obv", &V::obv},
    {"cmf", "cmf", &V::cmf},
};

/// The numbers after `"key":`, one an object and a line; null is undefined.
std::vector<double> readColumn(const std::string& path, const std::string& key)
{
    std::ifstream file(path);
    std::vector<double> column;
    const std::string mark = '"' + key + "\": ";
    for (std::string line; std::getline(file, line);) {
        const auto at = line.find(mark);
        if (at == std::string::npos)
            continue;
        const std::string text = line.substr(at + mark.size());
        column.push_back(text.starts_with("null") ? std::nan("") : std::strtod(text.c_str(), nullptr));
    }
    return column;
}

TEST(Skender, EveryValueIsThatOfTheTables)
{
    const std::string folder = std::string(TT_SHARED_DATA) + "/indicators/skender/";
    if (!std::filesystem::exists(folder))
        GTEST_SKIP() << "TT_SHARED_DATA is missing";
    const Bars bars = readBars(folder + "quotes_default_502bars.csv");
    ASSERT_EQ(bars.size(), 502U);
    IndicatorParams params;
    params.emaFast = 20;
    const auto series = indicatorSeries(bars, params);
    for (const Table& table : kTables) {
        const auto expected = readColumn(folder + table.file + ".standard.json", table.key);
        ASSERT_EQ(expected.size(), bars.size()) << table.key;
        for (std::size_t bar = table.from; bar < bars.size(); ++bar) {
            const double actual = series[bar].*table.member;
            ASSERT_EQ(std::isnan(expected[bar]), std::isnan(actual)) << table.key << " at bar " << bar;
            if (!std::isnan(actual)) {
                ASSERT_NEAR(expected[bar], actual, 1e-9 * std::max(1.0, std::abs(actual)))
                    << table.key << " at bar " << bar;
            }
        }
    }
}

} // namespace
} // namespace tt::test
