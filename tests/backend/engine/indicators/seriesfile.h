// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/registry.h"
#include "engine/series.h"

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

/// Text files of bars and of the values expected from them, as in TT_SHARED_DATA/reference.
namespace tt::test {

inline std::vector<std::string> cells(const std::string& line)
{
    std::vector<std::string> row(1);
    for (const char c : line) {
        if (c == ',')
            row.emplace_back();
        else if (c != '\r')
            row.back() += c;
    }
    return row;
}

inline double number(const std::string& cell)
{
    return cell.empty() ? std::nan("") : std::strtod(cell.c_str(), nullptr);
}

/// date,open,high,low,close,volume; the date becomes the row's number.
inline Bars readBars(const std::string& path)
{
    Bars bars;
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    for (Day day = 0; std::getline(file, line); ++day) {
        const auto row = cells(line);
        bars.append(day, number(row.at(1)), number(row.at(2)), number(row.at(3)), number(row.at(4)),
                    number(row.at(5)));
    }
    return bars;
}

struct ExpectedSeries
{
    std::vector<std::string> columns; ///< without the date
    std::vector<std::vector<double>> rows;
};

inline ExpectedSeries readExpected(const std::string& path)
{
    ExpectedSeries expected;
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    expected.columns = cells(line);
    expected.columns.erase(expected.columns.begin());
    while (std::getline(file, line)) {
        const auto row = cells(line);
        std::vector<double> values;
        for (std::size_t i = 1; i < row.size(); ++i)
            values.push_back(number(row[i]));
        expected.rows.push_back(std::move(values));
    }
    return expected;
}

/// Every output of the registry in its order: the columns of the files above.
inline std::vector<OutputInfo> allOutputs()
{
    std::vector<OutputInfo> outputs;
    for (const IndicatorInfo& row : indicatorRegistry())
        outputs.insert(outputs.end(), row.outputs.begin(), row.outputs.end());
    return outputs;
}

} // namespace tt::test
