// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QGraphicsItem>

namespace tt {

struct ChartScene;

/// Everything over the grid of a price chart as one item: bars, volume, studies, levels, legend, crosshair.
/// It draws only what is visible, batched by colour, at most one candle a pixel column.
class PriceItem : public QGraphicsItem
{
public:
    PriceItem(const ChartScene& scene, QGraphicsItem* parent);

    /// The scene's geometry or content has changed.
    void refresh();

    QRectF boundingRect() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    const ChartScene& m_scene;
    QRectF m_bounds;
};

} // namespace tt
