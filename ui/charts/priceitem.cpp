// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/priceitem.h"

#include "charts/chartscene.h"
#include "charts/paintbars.h"
#include "charts/paintoverlay.h"

#include <QPainter>

namespace tt {

PriceItem::PriceItem(const ChartScene& scene, QGraphicsItem* parent)
    : QGraphicsItem(parent)
    , m_scene(scene)
{
    setZValue(10);
    setAcceptedMouseButtons(Qt::NoButton);
}

void PriceItem::refresh()
{
    if (m_bounds != m_scene.whole) {
        prepareGeometryChange();
        m_bounds = m_scene.whole;
    }
    update();
}

QRectF PriceItem::boundingRect() const
{
    return m_bounds;
}

void PriceItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*)
{
    painter->setFont(m_scene.font);
    if (m_scene.content.bars.empty() || m_scene.plot.isEmpty()) {
        paintEmptyText(*painter, m_scene);
        return;
    }
    painter->save();
    painter->setClipRect(m_scene.plot);
    paintDemoMark(*painter, m_scene);
    paintVolume(*painter, m_scene);
    paintBollinger(*painter, m_scene);
    paintPrices(*painter, m_scene);
    paintPriceStudies(*painter, m_scene);
    paintPastVerdicts(*painter, m_scene);
    paintStudyPanes(*painter, m_scene);
    painter->restore();
    paintLevels(*painter, m_scene);
    paintLastPrice(*painter, m_scene);
    paintLegend(*painter, m_scene);
    paintCrosshair(*painter, m_scene);
}

} // namespace tt
