// SPDX-License-Identifier: GPL-3.0-or-later
// Tables of other people's making whose seeds are ours: closes or bars beside what is expected of them.
#include "engine/series.h"

#include "seriesfile.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace tt::test {
namespace {

using V = IndicatorValues<double>;

/// Where a value stands in a table: columns counted from 0, -1 where the table has none.
struct Layout
{
    int close, high = -1, low = -1, volume = -1;
};

struct Expected
{
    double V::*member;
    int column;
    std::size_t from = 0; ///< the first row that is compared
};

struct Table
{
    const char* file;
    Layout layout;
    IndicatorParams params;
    std::vector<Expected> expected;
    double tolerance; ///< half of the last printed digit, and what their rounding of intermediate values adds
    std::size_t values; ///< how many are compared at the least
};

/// Defaults but for what the table says.
IndicatorParams with(int IndicatorParams::*period, int value)
{
    IndicatorParams params;
    params.*period = value;
    return params;
}

IndicatorParams fastStochastic()
{
    return with(&IndicatorParams::stochasticSmooth, 1);
}

std::vector<Table> tables()
{
    return {
        {"pyalgotrade/rsi-test.csv", {0}, {}, {{&V::rsi, 1}}, 1e-7, 18},
        {"pyalgotrade/sc-ema-10.csv", {0}, with(&IndicatorParams::emaFast, 10), {{&V::emaFast, 1}}, 1e-5, 20},
        {"pyalgotrade/sc-sma-10.csv",
         {0},
         with(&IndicatorParams::bollinger, 10),
         {{&V::bollingerMiddle, 1}},
         5.1e-3,
         20},
        {"stockcharts_via_bukosabino/cs-soo.csv",
         {5, 1, 2},
         fastStochastic(),
         {{&V::stochasticK, 6}, {&V::stochasticD, 7}},
         1e-5,
         30},
        {"stockcharts_via_bukosabino/cs-percentr.csv", {5, 1, 2}, {}, {{&V::williams, 6}}, 1e-5, 15},
        {"stockcharts_via_bukosabino/cs-bbands.csv",
         {1},
         {},
         {{&V::bollingerMiddle, 2}, {&V::bollingerUpper, 4}, {&V::bollingerLower, 5}},
         1e-5,
         60},
        {"stockcharts_via_bukosabino/cs-obv.csv", {1, -1, -1, 2}, {}, {{&V::obv, 5}}, 1e-9, 20},
        // TradingView's column began years earlier: by row 250 nothing is left of the seed.
        {"ta4j/AAPL_RSI14_StochRSI_with_TradingView.csv", {4, 2, 3, 5}, {}, {{&V::rsi, 12, 250}}, 1e-4, 2},
    };
}

using Rows = std::vector<std::vector<std::string>>;

Rows readRows(const std::string& path)
{
    Rows rows;
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line))
        rows.push_back(cells(line));
    return rows;
}

std::string cell(const std::vector<std::string>& row, int column)
{
    return column < 0 || static_cast<std::size_t>(column) >= row.size()
               ? std::string()
               : row[static_cast<std::size_t>(column)];
}

/// What a table leaves out is taken from the close, a close that it leaves out from the bar's middle.
Bars barsOf(const Rows& rows, const Layout& layout)
{
    Bars bars;
    Day day = 0;
    for (const auto& row : rows) {
        double close = number(cell(row, layout.close)), high = number(cell(row, layout.high)),
               low = number(cell(row, layout.low)), volume = number(cell(row, layout.volume));
        if (std::isnan(close))
            close = (high + low) / 2;
        bars.append(day++, close, std::isnan(high) ? close : high, std::isnan(low) ? close : low, close,
                    std::isnan(volume) ? 0 : volume);
    }
    return bars;
}

TEST(Tables, AgreeWhereTheSeedsAreOurs)
{
    const std::string folder = std::string(TT_SHARED_DATA) + "/indicators/";
    if (!std::filesystem::exists(folder))
        GTEST_SKIP() << "TT_SHARED_DATA is missing";
    for (const Table& table : tables()) {
        SCOPED_TRACE(table.file);
        const Rows rows = readRows(folder + table.file);
        const auto series = indicatorSeries(barsOf(rows, table.layout), table.params);
        std::size_t compared = 0;
        for (const Expected& expected : table.expected) {
            for (std::size_t i = expected.from; i < rows.size(); ++i) {
                const double value = number(cell(rows[i], expected.column));
                if (std::isnan(value))
                    continue;
                ASSERT_NEAR(series[i].*expected.member, value, table.tolerance) << "row " << i;
                ++compared;
            }
        }
        EXPECT_GE(compared, table.values);
    }
}

/// The worked examples of a book, as the tests of a library keep them: a line with the name and its periods,
/// then one line of numbers for each input and output; an output ends with the last input.
struct Example
{
    const char* name;
    const char* inputs; ///< H, L, C, V in their order
    IndicatorParams params;
    std::vector<double V::*> outputs;
    double tolerance; ///< the book rounds as it goes
};

std::vector<Example> examples()
{
    IndicatorParams stochastic = with(&IndicatorParams::stochastic, 5);
    return {{"rsi 5", "C", with(&IndicatorParams::rsi, 5), {&V::rsi}, 1e-3},
            {"bbands 5 2",
             "C",
             with(&IndicatorParams::bollinger, 5),
             {&V::bollingerLower, &V::bollingerMiddle, &V::bollingerUpper},
             1e-3},
            {"cci 5", "HLC", with(&IndicatorParams::cci, 5), {&V::cci}, 1e-3},
            {"obv", "CV", {}, {&V::obv}, 1e-9},
            {"stoch 5 3 3", "HLC", stochastic, {&V::stochasticK, &V::stochasticD}, 1e-3},
            {"willr 5", "HLC", with(&IndicatorParams::williams, 5), {&V::williams}, 1e-3}};
}

std::vector<std::vector<double>> readExample(const std::string& path, const std::string& name)
{
    std::ifstream file(path);
    std::vector<std::vector<double>> columns;
    bool inside = false;
    for (std::string line; std::getline(file, line);) {
        while (!line.empty() && (line.back() == '\r' || line.back() == ' '))
            line.pop_back();
        inside = inside ? !line.empty() : line == name;
        if (!inside || !line.starts_with('{'))
            continue;
        columns.emplace_back();
        for (const std::string& text : cells(line.substr(1, line.size() - 2)))
            columns.back().push_back(number(text));
    }
    return columns;
}

Bars barsOf(const std::vector<std::vector<double>>& columns, const std::string& inputs)
{
    const auto at = [&](char input, std::size_t i) {
        const std::size_t column = inputs.find(input);
        return column == std::string::npos ? std::nan("") : columns[column][i];
    };
    Bars bars;
    for (std::size_t i = 0; i < columns.front().size(); ++i) {
        const double close = at('C', i), high = at('H', i), low = at('L', i);
        bars.append(static_cast<Day>(i), close, std::isnan(high) ? close : high,
                    std::isnan(low) ? close : low, close,
                    inputs.find('V') == std::string::npos ? 0 : at('V', i));
    }
    return bars;
}

TEST(Tables, AgreeWithTheBooksExamples)
{
    const std::string path = std::string(TT_SHARED_DATA) + "/indicators/tulip/atoz.txt";
    if (!std::filesystem::exists(path))
        GTEST_SKIP() << "TT_SHARED_DATA is missing";
    for (const Example& example : examples()) {
        SCOPED_TRACE(example.name);
        const auto columns = readExample(path, example.name);
        const std::string inputs = example.inputs;
        ASSERT_EQ(columns.size(), inputs.size() + example.outputs.size());
        const auto series = indicatorSeries(barsOf(columns, inputs), example.params);
        for (std::size_t k = 0; k < example.outputs.size(); ++k) {
            const std::vector<double>& expected = columns[inputs.size() + k];
            const std::size_t first = series.size() - expected.size();
            for (std::size_t i = 0; i < expected.size(); ++i)
                ASSERT_NEAR(series[first + i].*example.outputs[k], expected[i], example.tolerance) << i;
        }
    }
}

} // namespace
} // namespace tt::test
