// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QPainter;

namespace tt {

struct ChartScene;

/// The parts of a price chart, from the back to the front. The painter is clipped to the plot area.
void paintVolume(QPainter& painter, const ChartScene& scene);
void paintBollinger(QPainter& painter, const ChartScene& scene);
void paintPrices(QPainter& painter, const ChartScene& scene);
void paintPriceStudies(QPainter& painter, const ChartScene& scene); ///< EMA, SAR, Supertrend
void paintStudyPanes(QPainter& painter, const ChartScene& scene);

} // namespace tt
