// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/sidebar.h"

#include "text/format.h"
#include "text/palette.h"
#include "ui/widgets/icons.h"

#include <QEvent>
#include <QPainter>
#include <QStyledItemDelegate>

#include <array>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

constexpr int kIcon = 16;
constexpr std::array<const char*, 5> kIcons = {"stocks", "star", "demo", "jobs", "data"}; // as Kind

/// Icon, name, and the count at the right edge.
class EntryDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override
    {
        return {140, option.fontMetrics.height() + 12};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& given, const QModelIndex& index) const override
    {
        QStyleOptionViewItem option = given;
        initStyleOption(&option, index);
        option.text.clear();
        const QWidget* view = option.widget;
        view->style()->drawControl(QStyle::CE_ItemViewItem, &option, painter, view);

        const bool selected = option.state.testFlag(QStyle::State_Selected);
        const QPalette::ColorGroup group =
            option.state.testFlag(QStyle::State_Active) ? QPalette::Active : QPalette::Inactive;
        const QColor text =
            option.palette.color(group, selected ? QPalette::HighlightedText : QPalette::Text);
        const QRect room = option.rect.adjusted(10, 0, -10, 0);
        const auto kind = static_cast<std::size_t>(index.data(ListsModel::KindRole).toInt());
        const QPixmap icon =
            linePixmap(QString::fromLatin1(kIcons[kind]), text, kIcon, view->devicePixelRatioF());
        painter->drawPixmap(room.left(), room.center().y() - kIcon / 2 + 1, icon);

        const int count = index.data(ListsModel::CountRole).toInt();
        const QString number = count > 0 ? formatCount(count) : QString();
        const int width = option.fontMetrics.horizontalAdvance(number);
        painter->setPen(selected ? text : toneColor(Tone::Muted, option.palette));
        painter->drawText(room, Qt::AlignRight | Qt::AlignVCenter, number);
        painter->setPen(text);
        const QRect name = room.adjusted(kIcon + 8, 0, -width - 6, 0);
        painter->drawText(name, Qt::AlignLeft | Qt::AlignVCenter,
                          option.fontMetrics.elidedText(index.data(Qt::ToolTipRole).toString(),
                                                        Qt::ElideRight, name.width()));
    }
};

} // namespace

Sidebar::Sidebar(QWidget* parent)
    : QListView(parent)
{
    setObjectName(u"sidebar"_s);
    setAccessibleName(tr("Lists"));
    setItemDelegate(new EntryDelegate(this));
    setFrameShape(NoFrame);
    setEditTriggers(NoEditTriggers);
    setUniformItemSizes(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumWidth(130);
    setViewportMargins(0, 6, 0, 0);
}

QSize Sidebar::sizeHint() const
{
    return {160, 300};
}

void Sidebar::setLists(ListsModel* lists)
{
    m_lists = lists;
    setModel(lists);
    choose(m_kind);
}

void Sidebar::choose(ListEntry::Kind kind)
{
    const int row = m_lists ? m_lists->rowOf(kind) : -1;
    if (row >= 0)
        setCurrentIndex(m_lists->index(row, 0));
}

void Sidebar::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QListView::currentChanged(current, previous);
    if (!current.isValid())
        return;
    const auto kind = static_cast<ListEntry::Kind>(current.data(ListsModel::KindRole).toInt());
    if (kind == m_kind)
        return;
    m_kind = kind;
    Q_EMIT chosen(kind);
}

void Sidebar::changeEvent(QEvent* event)
{
    QListView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange)
        viewport()->update();
}

} // namespace tt
