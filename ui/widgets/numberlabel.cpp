// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/numberlabel.h"

#include <QKeyEvent>
#include <QMouseEvent>

namespace tt {

NumberLabel::NumberLabel(QWidget* parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
}

void NumberLabel::setClickable(bool on)
{
    m_isClickable = on;
    setFocusPolicy(on ? Qt::StrongFocus : Qt::ClickFocus);
    setCursor(on ? Qt::PointingHandCursor : Qt::IBeamCursor);
    setAccessibleDescription(on ? tr("Enter explains this number") : QString());
}

void NumberLabel::underline(bool on)
{
    QFont own = font();
    if (!m_isClickable || own.underline() == on)
        return;
    own.setUnderline(on);
    setFont(own);
}

void NumberLabel::mouseReleaseEvent(QMouseEvent* event)
{
    QLabel::mouseReleaseEvent(event);
    const bool isClick = event->button() == Qt::LeftButton && !hasSelectedText();
    if (m_isClickable && isClick && rect().contains(event->position().toPoint()))
        Q_EMIT clicked();
}

void NumberLabel::keyPressEvent(QKeyEvent* event)
{
    const int key = event->key();
    if (m_isClickable && (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Space))
        Q_EMIT clicked();
    else
        QLabel::keyPressEvent(event);
}

void NumberLabel::enterEvent(QEnterEvent* event)
{
    QLabel::enterEvent(event);
    underline(true);
}

void NumberLabel::leaveEvent(QEvent* event)
{
    QLabel::leaveEvent(event);
    underline(hasFocus());
}

void NumberLabel::focusInEvent(QFocusEvent* event)
{
    QLabel::focusInEvent(event);
    underline(true);
}

void NumberLabel::focusOutEvent(QFocusEvent* event)
{
    QLabel::focusOutEvent(event);
    underline(underMouse());
}

} // namespace tt
