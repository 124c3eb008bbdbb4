// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/resultspage.h"

#include "charts/tabledelegates.h"
#include "models/resultscolumn.h"
#include "text/errortext.h"
#include "text/format.h"
#include "ui/actions.h"
#include "ui/desk.h"
#include "ui/widgets/filterbar.h"
#include "ui/widgets/tableview.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QSettings>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

constexpr int kVerdict = static_cast<int>(ResultsColumn::Verdict);
constexpr int kScore = static_cast<int>(ResultsColumn::Score);
constexpr ResultsColumn kHiddenAtFirst[] = {ResultsColumn::Signal, ResultsColumn::Risk, ResultsColumn::Bars,
                                            ResultsColumn::AnalyzedAt};
constexpr ActionId kMenu[] = {ActionId::AnalyzeAgain, ActionId::AddToDefault,   ActionId::AddToList,
                              ActionId::CopyRows,     ActionId::RemoveFromList, ActionId::ExportTable};

} // namespace

ResultsPage::ResultsPage(Actions& actions, QWidget* parent)
    : QWidget(parent)
    , m_actions(actions)
    , m_filter(new FilterBar(u"filterBox"_s, this))
    , m_table(new TableView(u"resultsTable"_s, this))
{
    setObjectName(u"resultsPage"_s);
    build();
}

void ResultsPage::build()
{
    m_filter->setPlaceholder(tr("Filter: name or ticker, verdict:buy score>0.4 rsi<35 grade:A"));
    m_table->setAccessibleName(tr("Results"));
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->setDragEnabled(true);
    m_table->setDragDropMode(QAbstractItemView::DragOnly);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_filter);
    all->addWidget(m_table, 1);
    connect(m_filter, &FilterBar::textEdited, this, &ResultsPage::applyFilter);
    connect(m_filter, &FilterBar::left, this, &ResultsPage::focusTable);
    connect(m_table, &TableView::customContextMenuRequested, this, &ResultsPage::showMenu);
    connect(m_table, &TableView::currentRowChanged, this, &ResultsPage::announce);
}

void ResultsPage::bind(Desk& desk)
{
    m_desk = &desk;
    ResultsModel& results = desk.results();
    m_table->setTable(&results, &results);
    m_table->setItemDelegateForColumn(static_cast<int>(ResultsColumn::Votes), new VoteStripDelegate(m_table));
    for (const ResultsColumn column : kHiddenAtFirst)
        m_table->setColumnHidden(static_cast<int>(column), true);
    m_table->restoreColumns(m_columns);
    // Strongest first: by score, then by verdict, which then decides.
    if (m_sortColumn < 0 || m_sortColumn >= kResultsColumns) {
        results.sort(kScore, Qt::DescendingOrder);
        m_sortColumn = kVerdict;
    }
    m_table->horizontalHeader()->setSortIndicator(m_sortColumn, m_sortOrder);
    m_table->setSortingEnabled(true);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &ResultsPage::selectionChanged);
    connect(&results, &ResultsModel::countsChanged, this, &ResultsPage::updateCounts);
    connect(&desk, &Desk::resultsChanged, this, [this] {
        updateCounts();
        if (currentTicker().isEmpty())
            chooseFirst();
    });
    connect(&desk, &Desk::jobEnded, this, &ResultsPage::onJobEnded);
    connect(&desk, &Desk::instrumentsChanged, this, &ResultsPage::updateHint);
    connect(&desk.watchlists(), &Watchlists::changed, this, [this] {
        if (m_list.kind == ListEntry::Kind::Watchlist)
            applyList();
    });
    applyList();
}

void ResultsPage::showList(const ListEntry& entry)
{
    if (m_list.kind == entry.kind && m_list.id == entry.id)
        return;
    m_list = entry;
    if (const SavedScreen* screen = m_desk ? m_desk->screens().find(entry.id) : nullptr)
        applyScreen(*screen);
    applyList();
}

/// Columns and order that this program does not know are left out.
void ResultsPage::applyScreen(const SavedScreen& screen)
{
    m_filter->setText(QString::fromStdString(screen.filter));
    std::vector<int> columns;
    for (const std::string& key : screen.columns) {
        if (const int column = resultsColumnOfKey(key); column >= 0)
            columns.push_back(column);
    }
    if (!columns.empty())
        m_table->showColumns(columns);
    if (const int column = resultsColumnOfKey(screen.sortColumn); column >= 0)
        m_table->sortByColumn(column, screen.descending ? Qt::DescendingOrder : Qt::AscendingOrder);
}

SavedScreen ResultsPage::screen(const QString& name) const
{
    SavedScreen screen;
    screen.name = name.toStdString();
    screen.filter = m_filter->text().toStdString();
    for (const int column : m_table->shownColumns())
        screen.columns.emplace_back(resultsColumnKey(column));
    screen.sortColumn = resultsColumnKey(m_desk->results().sortColumn());
    screen.descending = m_desk->results().sortOrder() == Qt::DescendingOrder;
    return screen;
}

void ResultsPage::applyList()
{
    if (!m_desk)
        return;
    const Watchlist* list =
        m_list.kind == ListEntry::Kind::Watchlist ? m_desk->watchlists().find(m_list.id) : nullptr;
    m_desk->results().setTickers(list ? std::optional(list->tickers) : std::nullopt);
    applyFilter();
    updateHint();
}

void ResultsPage::applyFilter()
{
    if (!m_desk)
        return;
    const QString list = isOfAll()                              ? u"demo:no "_s
                         : m_list.kind == ListEntry::Kind::Demo ? u"demo:yes "_s
                                                                : QString();
    const Result<void> done = m_desk->results().setFilterText(list + m_filter->text());
    m_filter->setProblem(done ? QString() : errorText(done.error()));
    updateCounts();
    const QModelIndex current = m_table->currentIndex();
    if (!current.isValid())
        chooseFirst();
    else
        m_table->scrollTo(current);
}

void ResultsPage::updateCounts()
{
    const int all = isOfAll()                              ? m_desk->realCount()
                    : m_list.kind == ListEntry::Kind::Demo ? m_desk->demoCount()
                                                           : m_desk->results().totalInList();
    m_filter->setCounts(m_desk->results().rowCount(), all);
    updateHint();
}

void ResultsPage::updateHint()
{
    if (m_desk->results().rowCount() > 0)
        return;
    m_table->setEmptyText(m_filter->text().trimmed().isEmpty()
                              ? emptyListText()
                              : tr("No stock passes the filter. Esc in the filter box clears it."));
}

/// A screen looks at the real stocks while there are any, so that it can be tried on demo data too.
bool ResultsPage::isOfAll() const
{
    return m_list.kind == ListEntry::Kind::All ||
           (m_list.kind == ListEntry::Kind::Screen && m_desk->realCount() > 0);
}

QString ResultsPage::emptyListText() const
{
    const int stored = static_cast<int>(m_desk->instruments().size());
    if (m_list.kind == ListEntry::Kind::Watchlist) {
        const Watchlist* list = m_desk->watchlists().find(m_list.id);
        return !list || list->tickers.empty()
                   ? tr("This watchlist is empty. Drag stocks here from another list, or paste tickers with "
                        "Ctrl+V.")
                   : tr("No stock of this watchlist has a result yet. Analyze it with Ctrl+R.");
    }
    if (isOfAll() && stored > 0)
        return tr("Stored stocks without a result yet: %1. Analyze them with Ctrl+R.")
            .arg(formatCount(stored));
    return tr("No results yet. Import prices with Ctrl+O, then analyze with Ctrl+R.");
}

void ResultsPage::chooseFirst()
{
    if (m_desk->results().rowCount() == 0) {
        Q_EMIT tickerChosen({});
        return;
    }
    m_table->setCurrentIndex(m_desk->results().index(0, m_table->horizontalHeader()->logicalIndex(0)));
    m_table->scrollToTop();
    m_chosenForUser = true;
}

/// Rows that came during a run have moved the row that was chosen for the user away from the top.
void ResultsPage::onJobEnded()
{
    if (m_chosenForUser)
        chooseFirst();
}

void ResultsPage::announce(int row)
{
    m_chosenForUser = false;
    if (row >= 0)
        Q_EMIT tickerChosen(currentTicker());
}

QString ResultsPage::currentTicker() const
{
    const QModelIndex current = m_table->currentIndex();
    return current.isValid() ? QString::fromStdString(m_desk->results().record(current.row()).ticker)
                             : QString();
}

QStringList ResultsPage::selectedTickers() const
{
    QStringList tickers;
    for (const int row : m_table->selectedRowNumbers())
        tickers += QString::fromStdString(m_desk->results().record(row).ticker);
    return tickers;
}

void ResultsPage::copySelected() const
{
    QGuiApplication::clipboard()->setText(m_desk->results().tsv(m_table->selectedRowNumbers()));
}

void ResultsPage::choose(const std::string& ticker)
{
    if (m_desk->results().rowOf(ticker) < 0) {
        m_filter->setText({});
        applyFilter();
    }
    const int row = m_desk->results().rowOf(ticker);
    if (row < 0)
        return;
    const QModelIndex index = m_desk->results().index(row, m_table->horizontalHeader()->logicalIndex(0));
    m_table->setCurrentIndex(index);
    m_table->scrollTo(index, QAbstractItemView::PositionAtCenter);
    focusTable();
}

void ResultsPage::focusFilter()
{
    m_filter->focusBox();
}

void ResultsPage::focusTable()
{
    m_table->setFocus(Qt::ShortcutFocusReason);
}

void ResultsPage::showMenu(const QPoint& at)
{
    auto* menu = new QMenu(this);
    menu->setObjectName(u"tableMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const ActionId id : kMenu)
        menu->addAction(m_actions.at(id));
    menu->popup(m_table->viewport()->mapToGlobal(at));
}

void ResultsPage::saveTo(QSettings& state) const
{
    if (!m_desk)
        return;
    state.setValue(u"table/columns"_s, m_table->saveColumns());
    state.setValue(u"table/sortColumn"_s, m_desk->results().sortColumn());
    state.setValue(u"table/sortOrder"_s, static_cast<int>(m_desk->results().sortOrder()));
    state.setValue(u"table/filter"_s, m_filter->text());
}

void ResultsPage::restoreFrom(const QSettings& state)
{
    m_columns = state.value(u"table/columns"_s).toByteArray();
    m_sortColumn = state.value(u"table/sortColumn"_s, -1).toInt();
    m_sortOrder =
        state.value(u"table/sortOrder"_s, 1).toInt() == 0 ? Qt::AscendingOrder : Qt::DescendingOrder;
    m_filter->setText(state.value(u"table/filter"_s).toString());
}

} // namespace tt
