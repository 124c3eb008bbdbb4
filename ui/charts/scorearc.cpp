// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/scorearc.h"

#include "text/format.h"
#include "text/palette.h"
#include "text/verdicttext.h"

#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

constexpr std::array<double, 4> kCutOffs = {-0.6, -0.2, 0.2, 0.6};

/// Degrees against the clock from three o'clock: -1 lies left, +1 right.
double angleOf(double score)
{
    return 90 * (1 - score);
}

QPointF pointAt(const QPointF& middle, double radius, double score)
{
    const double radians = angleOf(score) * std::numbers::pi / 180;
    return {middle.x() + radius * std::cos(radians), middle.y() - radius * std::sin(radians)};
}

void drawZone(QPainter& painter, const QRectF& box, double from, double to, const QColor& color, double width)
{
    painter.setPen(QPen(color, width, Qt::SolidLine, Qt::FlatCap));
    painter.drawArc(box, static_cast<int>(std::lround(angleOf(to) * 16)),
                    static_cast<int>(std::lround((angleOf(from) - angleOf(to)) * 16)));
}

/// A triangle inside the arc whose tip touches it at the score.
void drawPointer(QPainter& painter, const QPointF& middle, double tip, double score, const QColor& color)
{
    const double half = 6.0 / (tip * std::numbers::pi / 2); // six pixels along the arc, in scores
    const QPointF points[] = {pointAt(middle, tip, score), pointAt(middle, tip - 12, score - half),
                              pointAt(middle, tip - 12, score + half)};
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawPolygon(points, 3);
}

} // namespace

ScoreArc::ScoreArc(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    clear();
}

void ScoreArc::setScore(double score, Verdict verdict)
{
    m_verdict = verdict;
    m_score = verdict == Verdict::NoVerdict ? kUndefined : score;
    setAccessibleName(std::isfinite(m_score) ? tr("Score %1 of -1 to +1").arg(formatSigned(m_score, 2))
                                             : tr("No score"));
    update();
}

void ScoreArc::clear()
{
    setScore(kUndefined, Verdict::NoVerdict);
}

QSize ScoreArc::sizeHint() const
{
    return {240, 126 + fontMetrics().height()};
}

QSize ScoreArc::minimumSizeHint() const
{
    return {150, 80 + fontMetrics().height()};
}

void ScoreArc::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double line = fontMetrics().height();
    const double radius = std::max(20.0, std::min(width() / 2.0 - 34, height() - 0.7 * line - 32));
    const double thick = std::clamp(radius * 0.16, 6.0, 14.0);
    const QPointF middle(width() / 2.0, height() - line * 0.7 - 2);
    const QRectF box(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius);
    const QColor base = palette().color(QPalette::Window);
    const QColor up = toneColor(Tone::Up, palette()), down = toneColor(Tone::Down, palette());
    const QColor neutral = toneColor(Tone::Neutral, palette());
    drawZone(painter, box, -1, -0.6, blend(down, base, 0.75), thick);
    drawZone(painter, box, -0.6, -0.2, blend(down, base, 0.38), thick);
    drawZone(painter, box, -0.2, 0.2, blend(neutral, base, 0.25), thick);
    drawZone(painter, box, 0.2, 0.6, blend(up, base, 0.38), thick);
    drawZone(painter, box, 0.6, 1, blend(up, base, 0.75), thick);

    QFont small = font();
    small.setPointSizeF(font().pointSizeF() * 0.82);
    painter.setFont(small);
    const QFontMetricsF metrics(small);
    for (const double cut : kCutOffs) {
        painter.setPen(QPen(base, 2));
        painter.drawLine(pointAt(middle, radius - thick / 2 - 1, cut),
                         pointAt(middle, radius + thick / 2 + 1, cut));
        painter.setPen(toneColor(Tone::Muted, palette()));
        const QPointF at = pointAt(middle, radius + thick / 2 + 13, cut);
        painter.drawText(QRectF(at.x() - 24, at.y() - metrics.height() / 2, 48, metrics.height()),
                         Qt::AlignCenter, formatSigned(cut, 1));
    }
    const bool isDefined = std::isfinite(m_score);
    if (isDefined) {
        const double score = std::clamp(m_score, -1.0, 1.0);
        drawPointer(painter, middle, radius - thick / 2 - 2, score, palette().color(QPalette::WindowText));
    }
    QFont large = font();
    // Not so large that it reaches the pointer in a narrow panel.
    large.setPixelSize(std::max(
        10, std::min(qRound(QFontMetricsF(font()).height() * 1.6), static_cast<int>(radius * 0.36))));
    large.setBold(true);
    painter.setFont(large);
    painter.setPen(toneColor(isDefined ? verdictTone(m_verdict) : Tone::Muted, palette()));
    painter.drawText(QRectF(middle.x() - radius, middle.y() - QFontMetricsF(large).height() * 0.78,
                            2 * radius, QFontMetricsF(large).height()),
                     Qt::AlignCenter, formatSigned(m_score, 2));
}

} // namespace tt
