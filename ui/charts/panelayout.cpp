// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/panelayout.h"

#include <algorithm>
#include <cmath>

namespace tt {

namespace {

constexpr double kGap = 0.025;
constexpr double kPaneHeight = 0.17;
constexpr double kMostBelow = 0.66; ///< part of the height for all panes below the price

} // namespace

double PaneBox::yOf(double value) const
{
    const double part = isLog ? std::log(value / range.low) / std::log(range.high / range.low)
                              : (value - range.low) / range.span();
    return bottom - part * (bottom - top);
}

double PaneBox::valueAt(double y) const
{
    const double part = (bottom - y) / (bottom - top);
    return isLog ? range.low * std::pow(range.high / range.low, part) : range.low + part * range.span();
}

std::vector<PaneBox> layoutPanes(std::vector<ChartPane> below)
{
    std::sort(below.begin(), below.end());
    const double height = std::min(
        kPaneHeight, kMostBelow / static_cast<double>(std::max<std::size_t>(1, below.size())) - kGap);
    std::vector<PaneBox> boxes;
    double bottom = 1;
    for (auto pane = below.rbegin(); pane != below.rend(); ++pane) {
        boxes.insert(boxes.begin(), PaneBox{*pane, bottom - height, bottom, {}, false});
        bottom -= height + kGap;
    }
    boxes.insert(boxes.begin(), PaneBox{ChartPane::Price, 0, bottom, {}, false});
    return boxes;
}

ValueRange padded(ValueRange range, double part, bool isLog)
{
    if (range.empty())
        return {0, 1};
    if (range.span() <= std::abs(range.high) * 1e-9) {
        const double room = range.high == 0 ? 1 : std::abs(range.high) * 0.01;
        return {range.low - room, range.high + room};
    }
    if (isLog) {
        const double factor = std::pow(range.high / range.low, part);
        return {range.low / factor, range.high * factor};
    }
    return {range.low - part * range.span(), range.high + part * range.span()};
}

} // namespace tt
