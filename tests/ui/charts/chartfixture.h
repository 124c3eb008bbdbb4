// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/chartcontent.h"
#include "engine/series.h"

#include <QColor>
#include <QPalette>

#include <cmath>
#include <fstream>
#include <random>
#include <sstream>

namespace tt::test {

/// A random walk of plausible bars.
inline Bars walk(int count, unsigned seed)
{
    std::mt19937 random(seed);
    std::normal_distribution<double> normal;
    Bars bars;
    Day day = *dayFromCivil({2001, 1, 1});
    double close = 100;
    for (int i = 0; i < count; ++i, ++day) {
        while (weekday(day) > 4)
            ++day;
        const double open = close * std::exp(0.004 * normal(random));
        close = open * std::exp(0.0003 + 0.015 * normal(random));
        const double room = 0.006 * std::abs(normal(random)) * close;
        bars.append(day, open, std::max(open, close) + room, std::min(open, close) - room, close,
                    std::floor(1e6 * std::exp(0.5 * normal(random))));
    }
    return bars;
}

/// The bars of a reference file, date,open,high,low,close,volume; empty when it is missing.
inline Bars readBars(const std::string& path)
{
    Bars bars;
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
        std::istringstream fields(line);
        std::string date, field;
        std::getline(fields, date, ',');
        std::array<double, 5> v{};
        for (double& value : v) {
            std::getline(fields, field, ',');
            value = std::stod(field);
        }
        bars.append(*dayFromText(date), v[0], v[1], v[2], v[3], v[4]);
    }
    return bars;
}

inline ChartContent contentOf(Bars bars, const std::string& ticker, bool withPlan = true)
{
    ChartContent content;
    content.ticker = ticker;
    content.studies = indicatorSeries(bars, content.params);
    if (withPlan && !bars.empty()) {
        TradePlan plan;
        plan.entry = bars.close.back();
        plan.stop = plan.entry * 0.975;
        plan.target = plan.entry * 1.04;
        content.plan = plan;
    }
    content.bars = std::move(bars);
    return content;
}

inline QPalette darkPalette()
{
    QPalette palette;
    palette.setColor(QPalette::Window, QColor(0x1f, 0x23, 0x28));
    palette.setColor(QPalette::Base, QColor(0x17, 0x1a, 0x1e));
    palette.setColor(QPalette::AlternateBase, QColor(0x1d, 0x21, 0x26));
    palette.setColor(QPalette::WindowText, QColor(0xe3, 0xe6, 0xea));
    palette.setColor(QPalette::Text, QColor(0xe3, 0xe6, 0xea));
    return palette;
}

} // namespace tt::test
