// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/panelayout.h"
#include "engine/indicatorid.h"
#include "text/palette.h"

#include <QString>

#include <span>

namespace tt {

/// One line of a study pane.
struct PaneLine
{
    double IndicatorValues<double>::*value;
    const char* name; ///< in the legend, "%1" takes the period; translated in "tt::ChartText"
    int IndicatorParams::*period = nullptr;
    Tone tone = Tone::Accent;
};

/// One row a study pane: what it draws and on which scale. Guides are the values between which the indicator
/// has nothing to say; a pane with fixed limits has least < most.
struct PaneSpec
{
    ChartPane pane;
    std::span<const PaneLine> lines;
    double least = 0, most = 0;
    double guideLow = 0, guideHigh = 0; ///< equal: one line at this value
    bool hasGuides = false;
    int decimals = 2;
    bool isCompact = false; ///< large numbers, written with their unit
};

/// Null for the price and the volume, which are drawn otherwise.
const PaneSpec* paneSpec(ChartPane pane);
QString paneLineName(const PaneLine& line, const IndicatorParams& params);

} // namespace tt
