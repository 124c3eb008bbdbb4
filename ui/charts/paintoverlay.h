// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstddef>

class QPainter;

namespace tt {

struct ChartScene;

/// What stands over the bars: the plan's levels, the last price, the demo mark, legend and crosshair.
void paintLevels(QPainter& painter, const ChartScene& scene);
void paintPastVerdicts(QPainter& painter, const ChartScene& scene);
void paintLastPrice(QPainter& painter, const ChartScene& scene);
void paintDemoMark(QPainter& painter, const ChartScene& scene);
void paintLegend(QPainter& painter, const ChartScene& scene);
void paintCrosshair(QPainter& painter, const ChartScene& scene);
void paintEmptyText(QPainter& painter, const ChartScene& scene);

/// One bar as a sentence, for screen readers: "14 Mar 2024: open 1,234.00, ...".
QString barText(const ChartScene& scene, std::size_t bar);

} // namespace tt
