// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/tabledelegates.h"

#include "text/palette.h"
#include "text/tableroles.h"

#include <QApplication>
#include <QByteArray>
#include <QPainter>
#include <QStyle>

#include <algorithm>
#include <cmath>

namespace tt {

namespace {

constexpr int kCell = 8; ///< pixels of one vote

void drawBackground(QPainter* painter, const QStyleOptionViewItem& option)
{
    const QStyle* style = option.widget ? option.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);
}

QColor onSelection(const QStyleOptionViewItem& option, Tone tone)
{
    return option.state.testFlag(QStyle::State_Selected) ? option.palette.color(QPalette::HighlightedText)
                                                         : toneColor(tone, option.palette);
}

void drawVote(QPainter* painter, const QStyleOptionViewItem& option, char vote, const QPointF& middle)
{
    const double half = 3;
    painter->setPen(Qt::NoPen);
    if (vote == '+' || vote == '-') {
        const double tip = vote == '+' ? -half : half;
        painter->setBrush(onSelection(option, vote == '+' ? Tone::Up : Tone::Down));
        const QPointF points[] = {{middle.x(), middle.y() + tip},
                                  {middle.x() - half - 0.5, middle.y() - tip},
                                  {middle.x() + half + 0.5, middle.y() - tip}};
        painter->drawPolygon(points, 3);
    } else if (vote == '0') {
        painter->setBrush(onSelection(option, Tone::Muted));
        painter->drawEllipse(middle, 1.6, 1.6);
    } else if (vote == 'x') {
        painter->fillRect(QRectF(middle.x() - 2.5, middle.y() - 0.5, 5, 1), onSelection(option, Tone::Muted));
    }
}

} // namespace

void ToneDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const QVariant tone = index.data(ToneRole);
    if (tone.isValid())
        option->palette.setColor(QPalette::Text, toneColor(static_cast<Tone>(tone.toInt()), option->palette));
}

void ToneDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    const QVariant fraction = index.data(FractionRole);
    if (!fraction.isValid())
        return;
    const QRectF room = QRectF(option.rect).adjusted(4, 0, -4, 0);
    const QRectF track(room.left(), option.rect.bottom() - 3, room.width(), 2);
    const QColor base = option.palette.color(QPalette::Base);
    painter->fillRect(track, blend(toneColor(Tone::Normal, option.palette), base, 0.12));
    painter->fillRect(
        QRectF(track.topLeft(), QSizeF(track.width() * std::clamp(fraction.toDouble(), 0.0, 1.0), 2)),
        onSelection(option, Tone::Accent));
}

void VoteStripDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    drawBackground(painter, cell);
    const QByteArray votes = index.data(VotesRole).toByteArray();
    painter->save();
    painter->setClipRect(cell.rect);
    painter->setRenderHint(QPainter::Antialiasing);
    for (qsizetype i = 0; i < votes.size(); ++i)
        drawVote(painter, cell, votes[i],
                 QPointF(cell.rect.left() + 8 + static_cast<double>(i) * (kCell + 1),
                         QRectF(cell.rect).center().y()));
    painter->restore();
}

QSize VoteStripDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto votes = static_cast<int>(index.data(VotesRole).toByteArray().size());
    return {votes * (kCell + 1) + 8, QStyledItemDelegate::sizeHint(option, index).height()};
}

} // namespace tt
