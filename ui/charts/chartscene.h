// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/barwindow.h"
#include "charts/chartcontent.h"
#include "charts/panelayout.h"
#include "text/palette.h"

#include <QColor>
#include <QFont>
#include <QPalette>
#include <QPointF>
#include <QRectF>
#include <QString>

#include <optional>
#include <vector>

namespace tt {

enum class ChartStyle { Candles, Bars, Line };
enum class ChartStudy { Ema, Bollinger, Psar, Supertrend, PlanLevels, PastVerdicts };

struct ChartColors
{
    QColor background, text, muted, grid, up, down, neutral, fast, slow, accent, warning;
    static ChartColors of(const QPalette& palette);
    const QColor& of(Tone tone) const;
};

/// What the price item draws: content, what of it is visible, and how values become points.
struct ChartScene
{
    ChartContent content;
    BarWindow window;
    std::vector<PaneBox> panes = layoutPanes({ChartPane::Volume});
    ChartStyle style = ChartStyle::Candles;
    bool isLog = false;
    std::vector<bool> studies = {true, true, false, false, true, true}; ///< by ChartStudy
    std::vector<ChartMark> marks;                                       ///< oldest first
    ChartColors colors;
    QFont font;
    QString emptyText;
    QRectF plot, whole; ///< the plot area and the chart around it, in pixels
    std::optional<std::size_t> crosshair;
    double crosshairY = -1; ///< pixels; below 0: no horizontal line

    bool shows(ChartStudy study) const { return studies[static_cast<std::size_t>(study)]; }
    bool hasStudies() const { return content.studies.size() == content.bars.size() && !content.bars.empty(); }
    double pixelsPerBar() const { return plot.width() / window.span(); }
    /// Middle of a bar.
    double x(std::size_t bar) const
    {
        return plot.left() + (static_cast<double>(bar) + 0.5 - window.first()) * pixelsPerBar();
    }
    double y(const PaneBox& pane, double value) const { return plot.top() + pane.yOf(value) * plot.height(); }
    QRectF rectOf(const PaneBox& pane) const
    {
        return {plot.left(), plot.top() + pane.top * plot.height(), plot.width(),
                (pane.bottom - pane.top) * plot.height()};
    }
    /// A price of the plan on the scale of the bars.
    double planPrice(double raw) const { return raw / content.bars.lastFactor; }
    const PaneBox& pricePane() const { return panes.front(); }
    const PaneBox* paneAt(double pixelY) const;

    /// Sets the value range of every pane to what is visible.
    void fitRanges();
};

} // namespace tt
