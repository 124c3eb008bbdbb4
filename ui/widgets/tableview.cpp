// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tableview.h"

#include "charts/tabledelegates.h"
#include "models/tablemodel.h"
#include "text/palette.h"

#include <QEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QProxyStyle>

#include <algorithm>
#include <vector>

namespace tt {

namespace {

/// The system's style with more room between the columns, so that a right-aligned number does not touch the
/// text behind it.
class RoomyStyle : public QProxyStyle
{
public:
    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override
    {
        const int usual = QProxyStyle::pixelMetric(metric, option, widget);
        return metric == PM_HeaderMargin || metric == PM_FocusFrameHMargin ? usual + 4 : usual;
    }
};

} // namespace

TableView::TableView(const QString& objectName, QWidget* parent)
    : QTableView(parent)
{
    setObjectName(objectName);
    auto* roomy = new RoomyStyle;
    roomy->setParent(this);
    setStyle(roomy);
    horizontalHeader()->setStyle(roomy);
    setItemDelegate(new ToneDelegate(this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setShowGrid(false);
    setAlternatingRowColors(true);
    setWordWrap(false);
    setCornerButtonEnabled(false);
    setHorizontalScrollMode(ScrollPerPixel);
    setFrameShape(NoFrame);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    QHeaderView* header = horizontalHeader();
    header->setObjectName(objectName + QStringLiteral("Header"));
    header->setHighlightSections(false);
    header->setSectionsMovable(true);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QHeaderView::customContextMenuRequested, this, &TableView::showHeaderMenu);
    fitRows();
}

void TableView::fitRows()
{
    verticalHeader()->setMinimumSectionSize(8);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
}

void TableView::setTable(const TableModel* columns, QAbstractItemModel* shown)
{
    setModel(shown);
    const double scale = columnScale();
    int column = 0;
    for (const TableColumn& info : columns->columns())
        setColumnWidth(column++, qRound(info.width * scale));
}

double TableView::columnScale() const
{
    constexpr double kDigit = 7.7; // of the font for which the widths are meant
    return std::max(logicalDpiX() / 96.0, fontMetrics().horizontalAdvance(u'0') / kDigit);
}

QByteArray TableView::saveColumns() const
{
    return horizontalHeader()->saveState();
}

bool TableView::restoreColumns(const QByteArray& state)
{
    return !state.isEmpty() && horizontalHeader()->restoreState(state);
}

std::vector<int> TableView::shownColumns() const
{
    std::vector<int> columns;
    const QHeaderView* header = horizontalHeader();
    for (int place = 0; place < header->count(); ++place) {
        if (const int column = header->logicalIndex(place); !header->isSectionHidden(column))
            columns.push_back(column);
    }
    return columns;
}

void TableView::showColumns(const std::vector<int>& columns)
{
    QHeaderView* header = horizontalHeader();
    for (int column = 0; column < header->count(); ++column)
        header->setSectionHidden(column, std::find(columns.begin(), columns.end(), column) == columns.end());
    int place = 0;
    for (const int column : columns)
        header->moveSection(header->visualIndex(column), place++);
}

std::vector<int> TableView::selectedRowNumbers() const
{
    std::vector<int> rows;
    if (!selectionModel())
        return rows;
    for (const QModelIndex& index : selectionModel()->selectedRows())
        rows.push_back(index.row());
    std::sort(rows.begin(), rows.end());
    return rows;
}

void TableView::setEmptyText(const QString& text)
{
    m_emptyText = text;
    viewport()->update();
}

void TableView::paintEvent(QPaintEvent* event)
{
    QTableView::paintEvent(event);
    if (m_emptyText.isEmpty() || !model() || model()->rowCount() > 0)
        return;
    QPainter painter(viewport());
    painter.setPen(toneColor(Tone::Muted, palette()));
    painter.drawText(viewport()->rect().adjusted(24, 8, -24, -8), Qt::AlignCenter | Qt::TextWordWrap,
                     m_emptyText);
}

void TableView::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTableView::currentChanged(current, previous);
    if (current.row() != previous.row() || !previous.isValid())
        Q_EMIT currentRowChanged(current.isValid() ? current.row() : -1);
}

void TableView::changeEvent(QEvent* event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitRows();
}

void TableView::keyPressEvent(QKeyEvent* event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && state() != EditingState && currentIndex().isValid())
        Q_EMIT enterPressed(currentIndex());
    QTableView::keyPressEvent(event);
}

void TableView::showHeaderMenu(const QPoint& at)
{
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("columnMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int column = 0; column < model()->columnCount(); ++column) {
        QAction* toggle = menu->addAction(model()->headerData(column, Qt::Horizontal).toString());
        toggle->setCheckable(true);
        toggle->setChecked(!isColumnHidden(column));
        toggle->setEnabled(column > 0); // the first column names the row
        connect(toggle, &QAction::toggled, this,
                [this, column](bool shown) { setColumnHidden(column, !shown); });
    }
    menu->popup(horizontalHeader()->mapToGlobal(at));
}

} // namespace tt
