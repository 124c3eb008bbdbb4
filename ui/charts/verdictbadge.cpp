// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/verdictbadge.h"

#include "text/palette.h"
#include "text/verdicttext.h"

#include <QFontMetrics>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

constexpr int kPadX = 14, kPadY = 7, kStripe = 4;

} // namespace

VerdictBadge::VerdictBadge(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::MinimumExpanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setVerdict(Verdict::NoVerdict, false);
}

void VerdictBadge::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        Q_EMIT clicked();
}

void VerdictBadge::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space)
        Q_EMIT clicked();
    else
        QWidget::keyPressEvent(event);
}

void VerdictBadge::setVerdict(Verdict verdict, bool isDemo)
{
    m_verdict = verdict;
    m_isDemo = isDemo;
    setAccessibleName(isDemo ? tr("Verdict: %1, demo data").arg(verdictText(verdict))
                             : tr("Verdict: %1").arg(verdictText(verdict)));
    updateGeometry();
    update();
}

QString VerdictBadge::demoText() const
{
    return tr("◆ DEMO DATA");
}

QFont VerdictBadge::largeFont() const
{
    QFont large = font();
    large.setPointSizeF(font().pointSizeF() * 1.5);
    large.setBold(true);
    return large;
}

QSize VerdictBadge::sizeHint() const
{
    const QFontMetrics large(largeFont());
    int width =
        large.horizontalAdvance(verdictMark(m_verdict) + u"  "_s + verdictText(m_verdict)) + 2 * kPadX;
    if (m_isDemo)
        width += fontMetrics().horizontalAdvance(demoText()) + 2 * kPadX;
    return {width, large.height() + 2 * kPadY};
}

QSize VerdictBadge::minimumSizeHint() const
{
    return sizeHint();
}

void VerdictBadge::paintEvent(QPaintEvent*)
{
    const QColor base = palette().color(QPalette::Base);
    const QColor tone = toneColor(verdictTone(m_verdict), palette());
    QPainter painter(this);
    painter.fillRect(rect(), blend(tone, base, 0.10));
    painter.fillRect(QRect(0, 0, kStripe, height()), tone);
    if (hasFocus()) {
        painter.setPen(tone);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
    painter.setPen(tone);
    painter.setFont(largeFont());
    const QRect room = rect().adjusted(kPadX, 0, -kPadX, 0);
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                     verdictMark(m_verdict) + u"  "_s + verdictText(m_verdict));
    if (!m_isDemo)
        return;
    painter.setFont(font());
    painter.setPen(toneColor(Tone::Accent, palette()));
    painter.drawText(room, Qt::AlignRight | Qt::AlignVCenter, demoText());
}

} // namespace tt
