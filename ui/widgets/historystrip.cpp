// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/historystrip.h"

#include "text/format.h"
#include "text/palette.h"
#include "text/verdicttext.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

constexpr double kLeastStep = 6, kMostStep = 18; ///< pixels a run
constexpr int kHeight = 44;

} // namespace

HistoryStrip::HistoryStrip(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(u"historyStrip"_s);
    setAccessibleName(tr("Runs of this stock"));
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize HistoryStrip::sizeHint() const
{
    return {240, kHeight + fontMetrics().height() + 4};
}

QSize HistoryStrip::minimumSizeHint() const
{
    return {120, sizeHint().height()};
}

void HistoryStrip::setRuns(std::vector<HistoryRun> runs, const std::string& shownId)
{
    m_runs = std::move(runs);
    m_shownId = shownId;
    mark(-1);
    update();
}

int HistoryStrip::shownCount() const
{
    return std::min(count(), std::max(1, static_cast<int>(width() / kLeastStep)));
}

double HistoryStrip::step() const
{
    return std::min(kMostStep, width() / static_cast<double>(std::max(1, shownCount())));
}

double HistoryStrip::barsHeight() const
{
    return height() - fontMetrics().height() - 4;
}

QString HistoryStrip::markedText() const
{
    if (m_marked < 0) {
        int changes = 0;
        for (std::size_t i = 1; i < m_runs.size(); ++i)
            changes += m_runs[i].verdict != m_runs[i - 1].verdict ? 1 : 0;
        return tr("Runs: %1, changes of the verdict: %2").arg(formatCount(count()), formatCount(changes));
    }
    const HistoryRun& run = m_runs[static_cast<std::size_t>(m_marked)];
    return u"%1 · %2 %3 %4 · %5"_s.arg(formatTime(run.analyzedAtMs), verdictMark(run.verdict),
                                       verdictText(run.verdict), formatSigned(run.score, 2),
                                       QString::fromStdString(run.strategy));
}

void HistoryStrip::mark(int run)
{
    m_marked = std::clamp(run, -1, count() - 1);
    setAccessibleDescription(markedText());
    update();
}

void HistoryStrip::mouseMoveEvent(QMouseEvent* event)
{
    const int place = static_cast<int>(event->position().x() / step());
    mark(place < shownCount() ? count() - shownCount() + place : -1);
}

void HistoryStrip::leaveEvent(QEvent* event)
{
    mark(-1);
    QWidget::leaveEvent(event);
}

void HistoryStrip::keyPressEvent(QKeyEvent* event)
{
    const int first = count() - shownCount();
    if (event->key() == Qt::Key_Left)
        mark(m_marked < 0 ? count() - 1 : std::max(first, m_marked - 1));
    else if (event->key() == Qt::Key_Right)
        mark(m_marked < 0 ? first : m_marked + 1);
    else if (event->key() == Qt::Key_Escape && m_marked >= 0)
        mark(-1);
    else
        QWidget::keyPressEvent(event);
}

void HistoryStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const double middle = std::floor(barsHeight() / 2), reach = middle - 3;
    const QColor base = palette().color(QPalette::Window);
    painter.setPen(blend(palette().color(QPalette::WindowText), base, 0.25));
    painter.drawLine(QPointF(0, middle + 0.5), QPointF(width(), middle + 0.5));
    const int first = count() - shownCount();
    for (int i = first; i < count(); ++i) {
        const HistoryRun& run = m_runs[static_cast<std::size_t>(i)];
        const double x = std::floor((i - first) * step());
        const double wide = std::max(2.0, std::floor(step()) - 2);
        const QColor color = toneColor(verdictTone(run.verdict), palette());
        if (i == m_marked || run.resultId == m_shownId)
            painter.fillRect(QRectF(x, 0, wide, barsHeight()),
                             blend(color, base, i == m_marked ? 0.3 : 0.14));
        if (!std::isfinite(run.score)) {
            painter.fillRect(QRectF(x + wide / 2 - 1, middle - 1, 3, 3), color);
            continue;
        }
        const double tall = std::max(2.0, std::round(std::abs(run.score) * reach));
        painter.fillRect(QRectF(x, run.score >= 0 ? middle - tall : middle + 1, wide, tall), color);
    }
    painter.setPen(toneColor(Tone::Muted, palette()));
    painter.drawText(QRectF(0, barsHeight() + 2, width(), fontMetrics().height() + 2), Qt::AlignLeft,
                     fontMetrics().elidedText(markedText(), Qt::ElideRight, width()));
    if (hasFocus()) {
        painter.setPen(QPen(toneColor(Tone::Accent, palette()), 1));
        painter.drawRect(QRectF(0.5, 0.5, width() - 1, barsHeight() - 1));
    }
}

} // namespace tt
