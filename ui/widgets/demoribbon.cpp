// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/demoribbon.h"

#include "text/palette.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace tt {

DemoRibbon::DemoRibbon(QWidget* parent)
    : QLabel(parent)
{
    setObjectName(u"demoRibbon"_s);
    setText(tr("DEMO DATA · made-up prices, not a real stock"));
    setAlignment(Qt::AlignCenter);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    setContentsMargins(6, 2, 6, 2);
}

void DemoRibbon::paintEvent(QPaintEvent*)
{
    const QColor warning = toneColor(Tone::Warning, palette());
    const QColor back = blend(warning, palette().color(QPalette::Window), 0.18);
    QPainter painter(this);
    painter.fillRect(rect(), back);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(contentsRect(), static_cast<int>(alignment()),
                     fontMetrics().elidedText(text(), Qt::ElideRight, contentsRect().width()));
}

} // namespace tt
