// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/paintoverlay.h"

#include "charts/chartscene.h"
#include "charts/panespec.h"
#include "text/format.h"
#include "text/palette.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

struct ChartText
{
    Q_DECLARE_TR_FUNCTIONS(tt::ChartText)
};

struct Span
{
    QString text;
    QColor color;
};

QColor plate(const ChartScene& scene)
{
    QColor color = scene.colors.background;
    color.setAlphaF(0.82F);
    return color;
}

QString price(const ChartScene& scene, double value)
{
    return formatPrice(value, scene.content.ticker);
}

/// A filled label with text in the background's colour, its middle at `y`, its left edge at `x`.
void drawTag(QPainter& painter, const ChartScene& scene, const QString& text, double x, double y,
             const QColor& color)
{
    const QFontMetricsF metrics(painter.font());
    const double height = metrics.height() + 2;
    double width = metrics.horizontalAdvance(text) + 10;
    x = std::min(x, scene.whole.right() - width);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    const QRectF box(x, std::round(y - height / 2), width, height);
    painter.drawRect(box);
    painter.setPen(scene.colors.background);
    painter.drawText(box, Qt::AlignCenter, text);
}

void drawSpans(QPainter& painter, const ChartScene& scene, const std::vector<Span>& spans, double y)
{
    const QFontMetricsF metrics(painter.font());
    double x = scene.plot.left() + 8;
    for (const Span& span : spans) {
        const double width = metrics.horizontalAdvance(span.text);
        if (x + width > scene.plot.right() - 4)
            return;
        painter.fillRect(QRectF(x - 3, y - metrics.ascent() - 1, width + 6, metrics.height() + 2),
                         plate(scene));
        painter.setPen(span.color);
        painter.drawText(QPointF(x, y), span.text);
        x += width + 10;
    }
}

/// The bar whose values the legend shows: under the crosshair, else the newest.
std::size_t legendBar(const ChartScene& scene)
{
    return scene.crosshair.value_or(scene.content.bars.size() - 1);
}

std::vector<Span> barSpans(const ChartScene& scene, std::size_t bar)
{
    const Bars& bars = scene.content.bars;
    const QColor& text = scene.colors.text;
    const QColor& muted = scene.colors.muted;
    std::vector<Span> spans = {{QString::fromStdString(scene.content.ticker), text},
                               {formatDay(bars.date[bar]), muted}};
    if (bars.splits > 0)
        spans.push_back({ChartText::tr("adjusted for splits"), muted});
    const std::array<std::pair<QString, double>, 4> values = {{{u"O"_s, bars.open[bar]},
                                                               {u"H"_s, bars.high[bar]},
                                                               {u"L"_s, bars.low[bar]},
                                                               {u"C"_s, bars.close[bar]}}};
    for (const auto& [name, value] : values)
        spans.push_back({name + u' ' + price(scene, value), text});
    if (bar > 0) {
        const double change = bars.close[bar] / bars.close[bar - 1] - 1;
        const QColor& color = change > 0 ? scene.colors.up : change < 0 ? scene.colors.down : muted;
        spans.push_back({(change > 0   ? u"▲ "_s
                          : change < 0 ? u"▼ "_s
                                       : u""_s) +
                             formatChange(change),
                         color});
    }
    const bool hasPane = std::any_of(scene.panes.begin(), scene.panes.end(),
                                     [](const PaneBox& pane) { return pane.pane == ChartPane::Volume; });
    if (!hasPane)
        spans.push_back(
            {ChartText::tr("Vol %1").arg(formatCompact(bars.volume[bar], scene.content.ticker)), muted});
    return spans;
}

std::vector<Span> studySpans(const ChartScene& scene, std::size_t bar)
{
    std::vector<Span> spans;
    if (!scene.hasStudies())
        return spans;
    const IndicatorValues<double>& values = scene.content.studies[bar];
    const IndicatorParams& params = scene.content.params;
    if (scene.shows(ChartStudy::Ema)) {
        spans.push_back(
            {u"EMA %1  %2"_s.arg(params.emaFast).arg(price(scene, values.emaFast)), scene.colors.fast});
        spans.push_back(
            {u"EMA %1  %2"_s.arg(params.emaSlow).arg(price(scene, values.emaSlow)), scene.colors.slow});
    }
    if (scene.shows(ChartStudy::Bollinger))
        spans.push_back({u"BB %1, %2  %3 – %4"_s.arg(params.bollinger)
                             .arg(params.bollingerWidth)
                             .arg(price(scene, values.bollingerLower), price(scene, values.bollingerUpper)),
                         scene.colors.neutral});
    if (scene.shows(ChartStudy::Psar))
        spans.push_back({u"SAR  "_s + price(scene, values.psar), scene.colors.text});
    if (scene.shows(ChartStudy::Supertrend))
        spans.push_back({u"Supertrend %1  %2"_s.arg(values.supertrendDirection > 0 ? u"▲"_s : u"▼"_s,
                                                    price(scene, values.supertrend)),
                         values.supertrendDirection > 0 ? scene.colors.up : scene.colors.down});
    return spans;
}

std::vector<Span> paneSpans(const ChartScene& scene, const PaneBox& pane, std::size_t bar)
{
    if (pane.pane == ChartPane::Volume)
        return {{ChartText::tr("Volume  %1")
                     .arg(formatCompact(scene.content.bars.volume[bar], scene.content.ticker)),
                 scene.colors.muted}};
    const PaneSpec* spec = paneSpec(pane.pane);
    if (!scene.hasStudies() || !spec)
        return {};
    const IndicatorValues<double>& values = scene.content.studies[bar];
    std::vector<Span> spans;
    for (const PaneLine& line : spec->lines) {
        const double value = values.*line.value;
        const QString text = spec->isCompact
                                 ? formatCompact(value, scene.content.ticker)
                                 : formatNumber(value, spec->decimals, groupingOf(scene.content.ticker));
        spans.push_back(
            {paneLineName(line, scene.content.params) + u"  "_s + text, scene.colors.of(line.tone)});
    }
    if (pane.pane == ChartPane::Macd)
        spans.push_back(
            {ChartText::tr("Histogram  %1").arg(formatSigned(values.macdHistogram, 2)), scene.colors.muted});
    return spans;
}

struct Level
{
    QString name;
    double price;
    QColor color;
    double labelY = 0;
};

std::vector<Level> levelsOf(const ChartScene& scene)
{
    const TradePlan& plan = *scene.content.plan;
    std::vector<Level> levels = {{ChartText::tr("Target %1").arg(price(scene, plan.target)),
                                  scene.planPrice(plan.target), scene.colors.up, 0},
                                 {ChartText::tr("Entry %1").arg(price(scene, plan.entry)),
                                  scene.planPrice(plan.entry), scene.colors.text, 0},
                                 {ChartText::tr("Stop %1").arg(price(scene, plan.stop)),
                                  scene.planPrice(plan.stop), scene.colors.down, 0}};
    std::sort(levels.begin(), levels.end(), [](const Level& a, const Level& b) { return a.price > b.price; });
    return levels;
}

/// Labels keep their distance: the middle one stays, the others give way; but none goes above `top`, where
/// the legend is.
void spread(std::vector<Level>& levels, double least, double top)
{
    levels[0].labelY = std::max(top, std::min(levels[0].labelY, levels[1].labelY - least));
    levels[1].labelY = std::max(levels[1].labelY, levels[0].labelY + least);
    levels[2].labelY = std::max(levels[2].labelY, levels[1].labelY + least);
}

/// Where a label stands clear of the two lines of the legend.
double belowLegend(const QRectF& area, const QFontMetricsF& metrics)
{
    return area.top() + 2.5 * metrics.height() + 14;
}

} // namespace

void paintLevels(QPainter& painter, const ChartScene& scene)
{
    if (!scene.shows(ChartStudy::PlanLevels) || !scene.content.plan || !scene.window.atEnd())
        return;
    painter.setRenderHint(QPainter::Antialiasing, false);
    const QRectF area = scene.rectOf(scene.pricePane());
    std::vector<Level> levels = levelsOf(scene);
    for (Level& level : levels)
        level.labelY = scene.y(scene.pricePane(), level.price);
    const std::vector<Level> lines = levels;
    const QFontMetricsF metrics(painter.font());
    spread(levels, metrics.height() + 2, belowLegend(area, metrics));
    for (std::size_t i = 0; i < levels.size(); ++i) {
        const double y = std::floor(lines[i].labelY) + 0.5;
        if (y < area.top() || y > area.bottom())
            continue;
        painter.setPen(QPen(levels[i].color, 1, i == 1 ? Qt::DotLine : Qt::DashLine));
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        // At the left, where they hide none of the newest bars.
        drawTag(painter, scene, levels[i].name, area.left() + 4, levels[i].labelY, levels[i].color);
    }
}

/// A triangle below the bar for Buy, above it for Sell, a dot for Hold, where the verdict changed.
void paintPastVerdicts(QPainter& painter, const ChartScene& scene)
{
    if (!scene.shows(ChartStudy::PastVerdicts))
        return;
    const Bars& bars = scene.content.bars;
    const PaneBox& pane = scene.pricePane();
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setPen(Qt::NoPen);
    std::optional<Verdict> before;
    for (const ChartMark& mark : scene.marks) {
        const auto day = std::lower_bound(bars.date.begin(), bars.date.end(), mark.day);
        const bool isSame = before == mark.verdict;
        before = mark.verdict;
        if (isSame || day == bars.date.end() || *day != mark.day || mark.verdict == Verdict::NoVerdict)
            continue;
        const auto bar = static_cast<std::size_t>(day - bars.date.begin());
        const double x = scene.x(bar);
        if (x < scene.plot.left() || x > scene.plot.right())
            continue;
        const Signal signal = signalOf(mark.verdict);
        const bool isBuy = signal == Signal::Buy;
        const double tip = isBuy ? scene.y(pane, bars.low[bar]) + 5 : scene.y(pane, bars.high[bar]) - 5;
        const double base = isBuy ? tip + 8 : tip - 8;
        painter.setBrush(signal == Signal::Hold ? scene.colors.neutral
                         : isBuy                ? scene.colors.up
                                                : scene.colors.down);
        if (signal == Signal::Hold)
            painter.drawEllipse(QPointF(x, tip - 2), 3, 3);
        else
            painter.drawPolygon(QPolygonF{{{x, tip}, {x - 5, base}, {x + 5, base}}});
    }
}

void paintLastPrice(QPainter& painter, const ChartScene& scene)
{
    const Bars& bars = scene.content.bars;
    const double close = bars.close.back();
    const QRectF area = scene.rectOf(scene.pricePane());
    const double y = scene.y(scene.pricePane(), close);
    if (!scene.window.atEnd() || y < area.top() || y > area.bottom())
        return;
    const bool isUp = bars.size() < 2 || close >= bars.close[bars.size() - 2];
    drawTag(painter, scene, price(scene, close), scene.plot.right() + 1, y,
            isUp ? scene.colors.up : scene.colors.down);
}

void paintDemoMark(QPainter& painter, const ChartScene& scene)
{
    if (!scene.content.isDemo)
        return;
    const QString text = ChartText::tr("DEMO DATA");
    const QRectF area = scene.rectOf(scene.pricePane());
    painter.save();
    QFont font = painter.font();
    font.setBold(true);
    font.setPixelSize(std::clamp(static_cast<int>(std::min(area.width() / 11, area.height() / 3)), 14, 84));
    painter.setFont(font);
    painter.setPen(blend(scene.colors.accent, scene.colors.background, 0.13));
    painter.translate(area.center());
    painter.rotate(-18);
    painter.drawText(QRectF(-area.width(), -area.height(), 2 * area.width(), 2 * area.height()),
                     Qt::AlignCenter, text);
    painter.restore();
}

void paintLegend(QPainter& painter, const ChartScene& scene)
{
    painter.setRenderHint(QPainter::Antialiasing, true);
    const QFontMetricsF metrics(painter.font());
    const std::size_t bar = legendBar(scene);
    double y = scene.plot.top() + metrics.ascent() + 6;
    std::vector<Span> first = barSpans(scene, bar);
    if (scene.content.isDemo)
        first.insert(first.begin() + 1, {ChartText::tr("◆ DEMO DATA"), scene.colors.accent});
    drawSpans(painter, scene, first, y);
    y += metrics.height() + 3;
    drawSpans(painter, scene, studySpans(scene, bar), y);
    for (const PaneBox& pane : scene.panes) {
        if (pane.pane != ChartPane::Price)
            drawSpans(painter, scene, paneSpans(scene, pane, bar),
                      scene.rectOf(pane).top() + metrics.ascent() + 3);
    }
}

void paintCrosshair(QPainter& painter, const ChartScene& scene)
{
    if (!scene.crosshair)
        return;
    painter.setRenderHint(QPainter::Antialiasing, false);
    const double x = std::floor(scene.x(*scene.crosshair)) + 0.5;
    if (x < scene.plot.left() || x > scene.plot.right())
        return;
    painter.setPen(QPen(scene.colors.muted, 1, Qt::DotLine));
    painter.drawLine(QPointF(x, scene.plot.top()), QPointF(x, scene.plot.bottom()));
    const QFontMetricsF metrics(painter.font());
    const QString day = formatDay(scene.content.bars.date[*scene.crosshair]);
    const double width = metrics.horizontalAdvance(day) + 10;
    drawTag(painter, scene, day, std::clamp(x - width / 2, scene.plot.left(), scene.plot.right() - width),
            scene.plot.bottom() + metrics.height() / 2 + 3, scene.colors.neutral);
    const PaneBox* pane = scene.paneAt(scene.crosshairY);
    if (scene.crosshairY < 0 || !pane)
        return;
    const double y = std::floor(scene.crosshairY) + 0.5;
    painter.setPen(QPen(scene.colors.muted, 1, Qt::DotLine));
    painter.drawLine(QPointF(scene.plot.left(), y), QPointF(scene.plot.right(), y));
    const double value = pane->valueAt((y - scene.plot.top()) / scene.plot.height());
    const bool isCompact = pane->pane == ChartPane::Volume || pane->pane == ChartPane::Obv;
    const QString text = isCompact                        ? formatCompact(value, scene.content.ticker)
                         : pane->pane == ChartPane::Price ? price(scene, value)
                                                          : formatNumber(value, 2);
    drawTag(painter, scene, text, scene.plot.right() + 1, y, scene.colors.neutral);
}

void paintEmptyText(QPainter& painter, const ChartScene& scene)
{
    painter.setPen(scene.colors.muted);
    painter.drawText(scene.whole.adjusted(16, 16, -16, -16), Qt::AlignCenter | Qt::TextWordWrap,
                     scene.emptyText);
}

QString barText(const ChartScene& scene, std::size_t bar)
{
    const Bars& bars = scene.content.bars;
    const QString text =
        ChartText::tr("%1: open %2, high %3, low %4, close %5, volume %6")
            .arg(formatDay(bars.date[bar]), price(scene, bars.open[bar]), price(scene, bars.high[bar]),
                 price(scene, bars.low[bar]), price(scene, bars.close[bar]),
                 formatCompact(bars.volume[bar], scene.content.ticker));
    return bars.splits > 0 ? text + ChartText::tr(", adjusted for splits") : text;
}

} // namespace tt
