// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/pricechart.h"

#include "charts/chartaxes.h"
#include "charts/paintoverlay.h"
#include "charts/priceitem.h"

#include <QAccessible>
#include <QBuffer>
#include <QChart>
#include <QFontMetricsF>
#include <QGraphicsLayout>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QSvgGenerator>
#include <QWheelEvent>

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

constexpr double kWheelStep = 1.2; ///< zoom of one notch of the wheel
constexpr double kPagePart = 0.8;  ///< of the window that a page moves

/// Months of a range; 0: everything.
constexpr std::array<int, 6> kMonths = {1, 3, 6, 12, 36, 0};

} // namespace

class PriceChart::Private
{
public:
    explicit Private(PriceChart* view)
        : chart(view->chart())
        , axes(chart)
        , item(new PriceItem(scene, chart))
        , q(view)
    {
    }

    void applyRange();
    void applyColors();
    void applyGeometry();
    void refresh();
    void leaveRange();
    void moveCrosshair(std::optional<std::size_t> bar, double y);
    std::optional<std::size_t> barAt(double x) const;
    void step(int bars);
    bool isPaneOn(Pane pane) const;
    double anchorAt(double x) const;
    void render(QPainter& painter); ///< without the crosshair

    ChartScene scene;
    QChart* chart; ///< owned by the view
    ChartAxes axes;
    PriceItem* item; ///< owned by the chart
    PriceChart* q;
    PriceChart::Range range = PriceChart::Range::Year1;
    bool isRangeChosen = true;
    std::optional<double> dragFrom;
};

void PriceChart::Private::applyRange()
{
    const int months = kMonths[static_cast<std::size_t>(range)];
    if (months == 0)
        scene.window.showAll();
    else
        scene.window.showLast(static_cast<double>(
            std::min(scene.content.bars.size(), barsOfMonths(scene.content.bars.date, months))));
    isRangeChosen = true;
}

void PriceChart::Private::applyColors()
{
    scene.colors = ChartColors::of(q->palette());
    scene.font = q->font();
    scene.font.setPointSizeF(std::max(7.5, q->font().pointSizeF() * 0.9));
    // The tag of the last price has two digits more than the labels of the axis.
    const auto room = static_cast<int>(QFontMetricsF(scene.font).horizontalAdvance(u".00"_s));
    chart->setMargins({4, 4, room + 6, 2});
    chart->setBackgroundBrush(scene.colors.background);
    q->setBackgroundBrush(scene.colors.background);
    axes.applyLook(scene);
}

void PriceChart::Private::applyGeometry()
{
    scene.plot = chart->plotArea();
    scene.whole = QRectF(QPointF(0, 0), chart->size());
}

void PriceChart::Private::refresh()
{
    if (!scene.content.bars.empty())
        scene.fitRanges();
    axes.update(scene);
    // Labels and bars change in the same frame, not one after the other.
    chart->layout()->activate();
    applyGeometry();
    item->refresh();
}

void PriceChart::Private::leaveRange()
{
    refresh();
    if (isRangeChosen) {
        isRangeChosen = false;
        Q_EMIT q->rangeLeft();
    }
}

std::optional<std::size_t> PriceChart::Private::barAt(double x) const
{
    if (scene.content.bars.empty() || x < scene.plot.left() || x > scene.plot.right())
        return std::nullopt;
    const double bar = scene.window.first() + (x - scene.plot.left()) / scene.pixelsPerBar();
    return static_cast<std::size_t>(
        std::clamp(std::floor(bar), 0.0, static_cast<double>(scene.content.bars.size()) - 1));
}

void PriceChart::Private::moveCrosshair(std::optional<std::size_t> bar, double y)
{
    const bool isOther = bar != scene.crosshair;
    scene.crosshair = bar;
    scene.crosshairY = y;
    item->refresh();
    if (!isOther)
        return;
    q->setAccessibleDescription(bar ? barText(scene, *bar) : QString());
    if (QAccessible::isActive()) {
        QAccessibleEvent event(q, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&event);
    }
    Q_EMIT q->crosshairMoved(bar ? static_cast<int>(*bar) : -1);
}

void PriceChart::Private::step(int bars)
{
    if (scene.content.bars.empty())
        return;
    const auto last = static_cast<std::ptrdiff_t>(scene.content.bars.size()) - 1;
    const auto visible = static_cast<std::ptrdiff_t>(scene.window.lastBar()) - 1;
    const auto now = scene.crosshair ? static_cast<std::ptrdiff_t>(*scene.crosshair) + bars : visible;
    const auto bar = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(now, 0, last));
    scene.window.reveal(bar);
    leaveRange();
    moveCrosshair(bar, -1);
}

bool PriceChart::Private::isPaneOn(Pane pane) const
{
    return std::any_of(scene.panes.begin(), scene.panes.end(),
                       [pane](const PaneBox& box) { return box.pane == pane; });
}

double PriceChart::Private::anchorAt(double x) const
{
    return scene.plot.width() > 0 ? std::clamp((x - scene.plot.left()) / scene.plot.width(), 0.0, 1.0) : 0.5;
}

void PriceChart::Private::render(QPainter& painter)
{
    const QRectF all(QPointF(0, 0), q->size());
    const auto shown = std::exchange(scene.crosshair, std::nullopt);
    q->scene()->render(&painter, all, all);
    scene.crosshair = shown;
}

PriceChart::PriceChart(QWidget* parent)
    : QChartView(parent)
    , d(std::make_unique<Private>(this))
{
    d->chart->layout()->setContentsMargins(0, 0, 0, 0);
    d->chart->setBackgroundRoundness(0);
    d->chart->setPlotAreaBackgroundVisible(false);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumSize(240, 160);
    setAccessibleName(tr("Price chart"));
    connect(d->chart, &QChart::plotAreaChanged, this, [this] {
        d->applyGeometry();
        d->item->refresh();
    });
    d->applyColors();
    clear();
}

PriceChart::~PriceChart() = default;

void PriceChart::setContent(ChartContent content)
{
    const bool isOther = content.ticker != d->scene.content.ticker;
    d->scene.content = std::move(content);
    if (isOther)
        d->scene.marks.clear();
    d->scene.crosshair.reset();
    d->scene.emptyText = tr("There are no bars to draw.");
    d->scene.window.setCount(d->scene.content.bars.size());
    setAccessibleName(tr("Price chart of %1").arg(QString::fromStdString(d->scene.content.ticker)));
    setAccessibleDescription({});
    d->applyRange();
    d->refresh();
}

void PriceChart::setMarks(std::vector<ChartMark> marks)
{
    d->scene.marks = std::move(marks);
    d->item->refresh();
}

void PriceChart::clear(const QString& text)
{
    d->scene.content = {};
    d->scene.marks.clear();
    d->scene.crosshair.reset();
    d->scene.window.setCount(0);
    d->scene.emptyText = text.isEmpty() ? tr("Select a row to see its chart.") : text;
    setAccessibleName(tr("Price chart"));
    setAccessibleDescription(d->scene.emptyText);
    d->refresh();
}

const ChartContent& PriceChart::content() const
{
    return d->scene.content;
}

void PriceChart::setStyle(Style style)
{
    d->scene.style = style;
    d->item->refresh();
}

PriceChart::Style PriceChart::style() const
{
    return d->scene.style;
}

void PriceChart::setLogScale(bool on)
{
    d->scene.isLog = on;
    d->refresh();
}

bool PriceChart::isLogScale() const
{
    return d->scene.isLog;
}

void PriceChart::setRange(Range range)
{
    d->range = range;
    d->applyRange();
    d->refresh();
}

void PriceChart::setStudyVisible(Study study, bool on)
{
    d->scene.studies[static_cast<std::size_t>(study)] = on;
    d->refresh();
}

bool PriceChart::isStudyVisible(Study study) const
{
    return d->scene.shows(study);
}

void PriceChart::setPaneVisible(Pane pane, bool on)
{
    std::vector<Pane> below;
    for (int number = 1; number < kChartPanes; ++number) {
        const auto which = static_cast<Pane>(number);
        if (which == pane ? on : d->isPaneOn(which))
            below.push_back(which);
    }
    d->scene.panes = layoutPanes(std::move(below));
    d->refresh();
}

bool PriceChart::isPaneVisible(Pane pane) const
{
    return d->isPaneOn(pane);
}

const BarWindow& PriceChart::window() const
{
    return d->scene.window;
}

void PriceChart::zoom(double factor, double anchor)
{
    d->scene.window.zoom(factor, anchor);
    d->leaveRange();
}

void PriceChart::pan(double bars)
{
    d->scene.window.pan(bars);
    d->leaveRange();
}

std::optional<std::size_t> PriceChart::crosshairBar() const
{
    return d->scene.crosshair;
}

void PriceChart::setCrosshairBar(std::optional<std::size_t> bar)
{
    d->moveCrosshair(bar && *bar < d->scene.content.bars.size() ? bar : std::nullopt, -1);
}

QImage PriceChart::image(double scale) const
{
    QImage image(size() * scale, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale);
    image.fill(d->scene.colors.background);
    QPainter painter(&image);
    d->render(painter);
    return image;
}

QByteArray PriceChart::svg() const
{
    QBuffer buffer;
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(size());
    generator.setViewBox(QRect(QPoint(0, 0), size()));
    generator.setTitle(accessibleName());
    QPainter painter(&generator);
    d->render(painter);
    painter.end();
    return buffer.data();
}

void PriceChart::resizeEvent(QResizeEvent* event)
{
    QChartView::resizeEvent(event);
    d->refresh();
}

void PriceChart::wheelEvent(QWheelEvent* event)
{
    const QPoint delta = event->angleDelta();
    if (std::abs(delta.x()) > std::abs(delta.y()))
        pan(-delta.x() / 120.0 * d->scene.window.span() / 20);
    else
        zoom(std::pow(kWheelStep, delta.y() / 120.0), d->anchorAt(event->position().x()));
    event->accept();
}

void PriceChart::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton) {
        event->ignore();
        return;
    }
    d->dragFrom = event->position().x();
    setCursor(Qt::ClosedHandCursor);
}

void PriceChart::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF at = event->position();
    if (d->dragFrom && d->scene.plot.width() > 0) {
        const double bars = (*d->dragFrom - at.x()) / d->scene.pixelsPerBar();
        d->dragFrom = at.x();
        if (bars != 0)
            pan(bars);
    }
    d->moveCrosshair(d->barAt(at.x()), at.y());
}

void PriceChart::mouseReleaseEvent(QMouseEvent*)
{
    d->dragFrom.reset();
    unsetCursor();
}

void PriceChart::mouseDoubleClickEvent(QMouseEvent* event)
{
    d->dragFrom.reset();
    setRange(Range::All);
    d->isRangeChosen = false;
    Q_EMIT rangeLeft();
    event->accept();
}

void PriceChart::leaveEvent(QEvent* event)
{
    d->moveCrosshair(std::nullopt, -1);
    QChartView::leaveEvent(event);
}

void PriceChart::keyPressEvent(QKeyEvent* event)
{
    const bool page = event->modifiers().testFlag(Qt::ControlModifier);
    const double pageBars = d->scene.window.span() * kPagePart;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right: {
        const int way = event->key() == Qt::Key_Left ? -1 : 1;
        page ? pan(way * pageBars) : d->step(way);
        break;
    }
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoom(kWheelStep);
        break;
    case Qt::Key_Minus:
        zoom(1 / kWheelStep);
        break;
    case Qt::Key_Home:
    case Qt::Key_End:
        event->key() == Qt::Key_Home ? d->scene.window.toStart() : d->scene.window.toEnd();
        d->leaveRange();
        break;
    case Qt::Key_Escape:
        if (!d->scene.crosshair) {
            event->ignore();
            return;
        }
        d->moveCrosshair(std::nullopt, -1);
        break;
    default:
        QChartView::keyPressEvent(event);
        return;
    }
    event->accept();
}

void PriceChart::changeEvent(QEvent* event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        d->applyColors();
        d->refresh();
    }
}

} // namespace tt
