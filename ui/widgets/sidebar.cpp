// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/sidebar.h"

#include "models/tickermime.h"
#include "text/format.h"
#include "text/palette.h"
#include "ui/widgets/icons.h"

#include <QDragMoveEvent>
#include <QEvent>
#include <QPainter>
#include <QStyledItemDelegate>

#include "store/watchliststore.h"

#include <array>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

constexpr int kIcon = 16;
constexpr int kGap = 9; ///< above the first of the pages
constexpr std::array<const char*, 9> kIcons = {"stocks", "list", "demo",   "filter",  "strategy",
                                               "jobs",   "data", "health", "settings"}; // as Kind

const char* iconOf(const QModelIndex& index)
{
    const bool isDefault = index.data(IdRole).toString() == QLatin1StringView(kDefaultWatchlistId);
    return isDefault ? "star" : kIcons[static_cast<std::size_t>(index.data(ListsModel::KindRole).toInt())];
}

bool startsPages(const QModelIndex& index)
{
    return index.data(ListsModel::KindRole).toInt() == static_cast<int>(ListEntry::Kind::Strategies);
}

/// Icon, name, and the count at the right edge.
class EntryDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        return {140, option.fontMetrics.height() + 12 + (startsPages(index) ? kGap : 0)};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& given, const QModelIndex& index) const override
    {
        QStyleOptionViewItem option = given;
        initStyleOption(&option, index);
        option.text.clear();
        const QWidget* view = option.widget;
        if (startsPages(index)) {
            const int y = option.rect.top() + kGap / 2;
            painter->setPen(
                blend(option.palette.color(QPalette::Text), option.palette.color(QPalette::Base), 0.2));
            painter->drawLine(option.rect.left() + 10, y, option.rect.right() - 10, y);
            option.rect.setTop(option.rect.top() + kGap);
        }
        view->style()->drawControl(QStyle::CE_ItemViewItem, &option, painter, view);

        const bool selected = option.state.testFlag(QStyle::State_Selected);
        const QPalette::ColorGroup group =
            option.state.testFlag(QStyle::State_Active) ? QPalette::Active : QPalette::Inactive;
        const QColor text =
            option.palette.color(group, selected ? QPalette::HighlightedText : QPalette::Text);
        const QRect room = option.rect.adjusted(10, 0, -10, 0);
        const QPixmap icon =
            linePixmap(QString::fromLatin1(iconOf(index)), text, kIcon, view->devicePixelRatioF());
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
    setDragDropMode(DropOnly);
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
    choose(m_current.kind);
}

void Sidebar::choose(ListEntry::Kind kind)
{
    if (m_lists)
        chooseRow(m_lists->rowOf(kind));
}

void Sidebar::chooseList(const QString& id)
{
    if (m_lists)
        chooseRow(m_lists->rowOfId(id));
}

void Sidebar::chooseRow(int row)
{
    if (row >= 0)
        setCurrentIndex(m_lists->index(row, 0));
}

void Sidebar::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QListView::currentChanged(current, previous);
    if (!current.isValid())
        return;
    const ListEntry entry = m_lists->row(current.row());
    const bool isSame = entry.kind == m_current.kind && entry.id == m_current.id;
    m_current = entry;
    if (!isSame)
        Q_EMIT chosen(m_current);
}

void Sidebar::dataChanged(const QModelIndex& from, const QModelIndex& to, const QList<int>& roles)
{
    QListView::dataChanged(from, to, roles);
    const QModelIndex current = currentIndex();
    if (current.isValid() && current.row() >= from.row() && current.row() <= to.row())
        m_current = m_lists->row(current.row());
}

int Sidebar::listAt(const QPoint& at) const
{
    const QModelIndex index = indexAt(at);
    const bool isList = index.isValid() && m_lists->row(index.row()).kind == ListEntry::Kind::Watchlist;
    return isList ? index.row() : -1;
}

void Sidebar::dragEnterEvent(QDragEnterEvent* event)
{
    if (hasTickers(*event->mimeData()))
        event->acceptProposedAction();
}

void Sidebar::dragMoveEvent(QDragMoveEvent* event)
{
    m_dropRow = hasTickers(*event->mimeData()) ? listAt(event->position().toPoint()) : -1;
    event->setAccepted(m_dropRow >= 0);
    viewport()->update();
}

void Sidebar::dragLeaveEvent(QDragLeaveEvent* event)
{
    m_dropRow = -1;
    viewport()->update();
    QListView::dragLeaveEvent(event);
}

void Sidebar::dropEvent(QDropEvent* event)
{
    const int row = listAt(event->position().toPoint());
    m_dropRow = -1;
    viewport()->update();
    if (row < 0)
        return;
    event->setDropAction(Qt::CopyAction);
    event->accept();
    Q_EMIT dropped(m_lists->row(row).id, tickersOf(*event->mimeData()));
}

void Sidebar::paintEvent(QPaintEvent* event)
{
    QListView::paintEvent(event);
    if (m_dropRow < 0)
        return;
    QPainter painter(viewport());
    painter.setPen(QPen(toneColor(Tone::Accent, palette()), 2));
    painter.drawRect(visualRect(m_lists->index(m_dropRow, 0)).adjusted(2, 1, -2, -1));
}

void Sidebar::changeEvent(QEvent* event)
{
    QListView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange)
        viewport()->update();
}

} // namespace tt
