// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/paintbars.h"

#include "charts/chartscene.h"
#include "charts/panespec.h"
#include "text/palette.h"

#include <QLineF>
#include <QPainter>
#include <QPainterPath>
#include <QPolygonF>

#include <algorithm>
#include <cmath>

namespace tt {

namespace {

using Values = IndicatorValues<double>;

constexpr double kBodyFrom = 3;   ///< pixels a bar from which candles have bodies
constexpr double kHollowFrom = 6; ///< and from which rising ones are hollow

/// Lines and boxes of one direction, drawn at once.
struct Batch
{
    QList<QLineF> lines;
    QList<QRectF> boxes;
};

/// The middle of the pixel, so that one-pixel lines are sharp.
double sharp(double value)
{
    return std::floor(value) + 0.5;
}

double bodyWidth(double pixelsPerBar)
{
    if (pixelsPerBar >= 3.2 && pixelsPerBar < 5)
        return 3;
    const double width = std::max(1.0, std::floor(pixelsPerBar * 0.7));
    // An odd width puts the wick in the middle.
    return static_cast<int>(width) % 2 == 0 ? width - 1 : width;
}

double columnX(const ChartScene& scene, const MergedBar& bar)
{
    return sharp(scene.plot.left() + bar.column);
}

std::vector<MergedBar> visibleBars(const ChartScene& scene)
{
    return mergeBars(scene.content.bars, scene.window.firstBar(), scene.window.lastBar(),
                     scene.window.first(), scene.pixelsPerBar());
}

void addCandle(Batch& batch, const ChartScene& scene, const MergedBar& bar, double width)
{
    const PaneBox& pane = scene.pricePane();
    const double x = columnX(scene, bar);
    const double high = scene.y(pane, bar.high), low = scene.y(pane, bar.low);
    if (width < kBodyFrom) {
        batch.lines.emplace_back(x, high, x, std::max(low, high + 1));
        return;
    }
    const double top = std::round(scene.y(pane, std::max(bar.open, bar.close)));
    const double bottom = std::max(top + 1, std::round(scene.y(pane, std::min(bar.open, bar.close))));
    if (high < top)
        batch.lines.emplace_back(x, high, x, top);
    if (low > bottom)
        batch.lines.emplace_back(x, bottom, x, low);
    batch.boxes.emplace_back(x - width / 2, top, width, bottom - top);
}

void addOhlcBar(Batch& batch, const ChartScene& scene, const MergedBar& bar, double width)
{
    const PaneBox& pane = scene.pricePane();
    const double x = columnX(scene, bar);
    batch.lines.emplace_back(x, scene.y(pane, bar.high), x, scene.y(pane, bar.low));
    if (width < kBodyFrom)
        return;
    const double open = sharp(scene.y(pane, bar.open)), close = sharp(scene.y(pane, bar.close));
    batch.lines.emplace_back(x - width / 2, open, x, open);
    batch.lines.emplace_back(x, close, x + width / 2, close);
}

void drawBatch(QPainter& painter, const Batch& batch, const QColor& color, const QBrush& fill, bool outlined)
{
    painter.setPen(QPen(color, 1));
    painter.drawLines(batch.lines);
    if (outlined) {
        painter.setBrush(fill);
        QList<QRectF> boxes = batch.boxes;
        for (QRectF& box : boxes)
            box.adjust(0.5, 0.5, -0.5, -0.5);
        painter.drawRects(boxes);
    } else {
        painter.setPen(Qt::NoPen);
        painter.setBrush(fill);
        painter.drawRects(batch.boxes);
    }
}

void drawLine(QPainter& painter, const ChartScene& scene, const PaneBox& pane,
              const std::function<double(std::size_t)>& value, const QColor& color, double width = 1.3)
{
    const auto line = reduceLine(value, scene.window.firstBar(), scene.window.lastBar(), scene.window.first(),
                                 scene.pixelsPerBar());
    // Merged columns are nearly upright strokes: smoothing them costs much and shows nothing.
    const bool isMerged = scene.pixelsPerBar() < 1;
    painter.setRenderHint(QPainter::Antialiasing, !isMerged);
    painter.setPen(QPen(color, isMerged ? 1 : width, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
    QPolygonF piece;
    for (const LinePoint& point : line) {
        if (std::isnan(point.value)) {
            painter.drawPolyline(piece);
            piece.clear();
        } else {
            piece << QPointF(scene.plot.left() + point.x, scene.y(pane, point.value));
        }
    }
    painter.drawPolyline(piece);
}

std::function<double(std::size_t)> study(const ChartScene& scene, double Values::*member)
{
    return [&values = scene.content.studies, member](std::size_t bar) { return values[bar].*member; };
}

const PaneBox* findPane(const ChartScene& scene, ChartPane wanted)
{
    const auto found = std::find_if(scene.panes.begin(), scene.panes.end(),
                                    [wanted](const PaneBox& pane) { return pane.pane == wanted; });
    return found == scene.panes.end() ? nullptr : &*found;
}

void paneFrame(QPainter& painter, const ChartScene& scene, const PaneBox& pane)
{
    const QRectF rect = scene.rectOf(pane);
    painter.setPen(QPen(blend(scene.colors.text, scene.colors.background, 0.25), 1));
    painter.drawLine(QPointF(rect.left(), sharp(rect.top())), QPointF(rect.right(), sharp(rect.top())));
}

void paintSupertrend(QPainter& painter, const ChartScene& scene)
{
    const auto& values = scene.content.studies;
    for (const double side : {1.0, -1.0}) {
        const auto line = [&](std::size_t bar) {
            return values[bar].supertrendDirection == side ? values[bar].supertrend : kUndefined;
        };
        drawLine(painter, scene, scene.pricePane(), line, side > 0 ? scene.colors.up : scene.colors.down,
                 1.6);
    }
}

void paintSar(QPainter& painter, const ChartScene& scene)
{
    const auto dots = reduceLine(study(scene, &Values::psar), scene.window.firstBar(), scene.window.lastBar(),
                                 scene.window.first(), scene.pixelsPerBar());
    QPolygonF points;
    for (const LinePoint& dot : dots) {
        if (!std::isnan(dot.value))
            points << QPointF(scene.plot.left() + dot.x, scene.y(scene.pricePane(), dot.value));
    }
    painter.setPen(QPen(scene.colors.text, scene.pixelsPerBar() > 4 ? 3 : 1.5, Qt::SolidLine, Qt::RoundCap));
    painter.drawPoints(points);
}

/// Between the guides the indicator has nothing to say.
void paintZone(QPainter& painter, const ChartScene& scene, const PaneBox& pane, const PaneSpec& spec)
{
    const double high = scene.y(pane, spec.guideHigh), low = scene.y(pane, spec.guideLow);
    QColor zone = scene.colors.neutral;
    zone.setAlphaF(0.07F);
    painter.fillRect(QRectF(scene.plot.left(), high, scene.plot.width(), low - high), zone);
}

void paintHistogram(QPainter& painter, const ChartScene& scene, const PaneBox& pane)
{
    const double zero = scene.y(pane, 0), width = bodyWidth(scene.pixelsPerBar());
    QList<QRectF> up, down;
    for (std::size_t i = scene.window.firstBar(); i < scene.window.lastBar(); ++i) {
        const double value = scene.content.studies[i].macdHistogram;
        if (std::isfinite(value))
            (value >= 0 ? up : down) << QRectF(QPointF(scene.x(i) - width / 2, zero),
                                               QPointF(scene.x(i) + width / 2, scene.y(pane, value)))
                                            .normalized();
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(blend(scene.colors.up, scene.colors.background, 0.45));
    painter.drawRects(up);
    painter.setBrush(blend(scene.colors.down, scene.colors.background, 0.45));
    painter.drawRects(down);
}

} // namespace

void paintVolume(QPainter& painter, const ChartScene& scene)
{
    const PaneBox* pane = findPane(scene, ChartPane::Volume);
    if (!pane)
        return;
    painter.setRenderHint(QPainter::Antialiasing, false);
    paneFrame(painter, scene, *pane);
    const double width = bodyWidth(scene.pixelsPerBar());
    const double floor = scene.rectOf(*pane).bottom();
    QList<QRectF> up, down;
    for (const MergedBar& bar : visibleBars(scene)) {
        if (!(bar.volume > 0))
            continue;
        const double height = floor - scene.y(*pane, bar.volume);
        (bar.close >= bar.open ? up : down)
            << QRectF(columnX(scene, bar) - width / 2, floor - height, width, height);
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(blend(scene.colors.up, scene.colors.background, 0.45));
    painter.drawRects(up);
    painter.setBrush(blend(scene.colors.down, scene.colors.background, 0.45));
    painter.drawRects(down);
}

void paintBollinger(QPainter& painter, const ChartScene& scene)
{
    if (!scene.shows(ChartStudy::Bollinger) || !scene.hasStudies())
        return;
    painter.setRenderHint(QPainter::Antialiasing, scene.pixelsPerBar() >= 1);
    const PaneBox& pane = scene.pricePane();
    const auto points = [&](double Values::*member) {
        QPolygonF polygon;
        for (const LinePoint& point :
             reduceLine(study(scene, member), scene.window.firstBar(), scene.window.lastBar(),
                        scene.window.first(), scene.pixelsPerBar())) {
            if (!std::isnan(point.value))
                polygon << QPointF(scene.plot.left() + point.x, scene.y(pane, point.value));
        }
        return polygon;
    };
    const QPolygonF upper = points(&Values::bollingerUpper), lower = points(&Values::bollingerLower);
    QPolygonF band = upper;
    for (auto point = lower.rbegin(); point != lower.rend(); ++point)
        band << *point;
    QColor fill = scene.colors.neutral;
    fill.setAlphaF(0.07F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawPolygon(band);
    painter.setPen(QPen(blend(scene.colors.neutral, scene.colors.background, 0.6), 1));
    painter.drawPolyline(upper);
    painter.drawPolyline(lower);
    drawLine(painter, scene, pane, study(scene, &Values::bollingerMiddle),
             blend(scene.colors.neutral, scene.colors.background, 0.4), 1);
}

void paintPrices(QPainter& painter, const ChartScene& scene)
{
    if (scene.style == ChartStyle::Line) {
        painter.setRenderHint(QPainter::Antialiasing, true);
        drawLine(
            painter, scene, scene.pricePane(),
            [&close = scene.content.bars.close](std::size_t bar) { return close[bar]; }, scene.colors.up,
            1.6);
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    const double width = bodyWidth(scene.pixelsPerBar());
    Batch up, down;
    for (const MergedBar& bar : visibleBars(scene)) {
        Batch& batch = bar.close >= bar.open ? up : down;
        if (scene.style == ChartStyle::Candles)
            addCandle(batch, scene, bar, width);
        else
            addOhlcBar(batch, scene, bar, width);
    }
    const bool hollow = scene.pixelsPerBar() >= kHollowFrom;
    drawBatch(painter, up, scene.colors.up, hollow ? scene.colors.background : scene.colors.up, hollow);
    drawBatch(painter, down, scene.colors.down, scene.colors.down, false);
}

void paintPriceStudies(QPainter& painter, const ChartScene& scene)
{
    if (!scene.hasStudies())
        return;
    painter.setRenderHint(QPainter::Antialiasing, true);
    if (scene.shows(ChartStudy::Ema)) {
        drawLine(painter, scene, scene.pricePane(), study(scene, &Values::emaSlow), scene.colors.slow);
        drawLine(painter, scene, scene.pricePane(), study(scene, &Values::emaFast), scene.colors.fast);
    }
    if (scene.shows(ChartStudy::Supertrend))
        paintSupertrend(painter, scene);
    if (scene.shows(ChartStudy::Psar))
        paintSar(painter, scene);
}

void paintStudyPanes(QPainter& painter, const ChartScene& scene)
{
    if (!scene.hasStudies())
        return;
    for (const PaneBox& pane : scene.panes) {
        const PaneSpec* spec = paneSpec(pane.pane);
        if (!spec)
            continue;
        painter.save();
        painter.setClipRect(scene.rectOf(pane), Qt::IntersectClip);
        painter.setRenderHint(QPainter::Antialiasing, false);
        paneFrame(painter, scene, pane);
        if (spec->guideLow < spec->guideHigh)
            paintZone(painter, scene, pane, *spec);
        if (pane.pane == ChartPane::Macd)
            paintHistogram(painter, scene, pane);
        for (const PaneLine& line : spec->lines)
            drawLine(painter, scene, pane, study(scene, line.value), scene.colors.of(line.tone));
        painter.restore();
    }
}

} // namespace tt
