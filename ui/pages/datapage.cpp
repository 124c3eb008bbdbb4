// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/datapage.h"

#include "text/format.h"
#include "ui/actions.h"
#include "ui/desk.h"
#include "ui/widgets/filterbar.h"
#include "ui/widgets/section.h"
#include "ui/widgets/tableview.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSettings>
#include <QSplitter>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

QToolButton* buttonFor(QAction* action, const QString& name, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setObjectName(name);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

QString reportText(const ImportReport& report)
{
    int rows = 0, accepted = 0, repaired = 0, quarantined = 0, refused = 0;
    for (const ImportedFile& file : report.files) {
        rows += file.rows;
        accepted += file.accepted;
        repaired += file.repaired;
        quarantined += file.quarantined;
        refused += file.error ? 1 : 0;
    }
    const QString text =
        DataPage::tr("%1 files, %2 stocks, %3 of %4 rows accepted (%5 repaired, %6 left out), %7 "
                     "files refused, in %8.");
    const QString all =
        text.arg(formatCount(static_cast<std::int64_t>(report.files.size())), formatCount(report.instruments),
                 formatCount(accepted), formatCount(rows), formatCount(repaired), formatCount(quarantined),
                 formatCount(refused), formatDuration(report.seconds));
    return report.cancelled ? DataPage::tr("Cancelled before the end: ") + all : all;
}

} // namespace

DataPage::DataPage(Actions& actions, QWidget* parent)
    : QWidget(parent)
    , m_tabs(new QTabWidget(this))
{
    setObjectName(u"dataPage"_s);
    m_tabs->setObjectName(u"dataTabs"_s);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(buildStocks(actions), tr("&Stored stocks"));
    m_tabs->addTab(buildReport(), tr("Last &import"));
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_tabs);
}

QWidget* DataPage::buildStocks(Actions& actions)
{
    auto* page = new QWidget(this);
    m_filter = new FilterBar(u"stocksFilter"_s, page);
    m_filter->setPlaceholder(tr("Ticker or name"));
    m_stocksView = new TableView(u"stocksTable"_s, page);
    m_stocksView->setAccessibleName(tr("Stored stocks"));
    m_stocksView->setEmptyText(
        tr("No stored prices yet. Import files with Ctrl+O or a folder with Ctrl+Shift+O."));
    m_shown.setSourceModel(&m_instruments);
    m_shown.setSortRole(SortRole);
    m_shown.setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_shown.setFilterKeyColumn(-1);
    m_stocksView->setTable(&m_instruments, &m_shown);
    m_stocksView->setSortingEnabled(true);
    m_stocksView->sortByColumn(InstrumentsModel::Ticker, Qt::AscendingOrder);
    m_stocksView->horizontalHeader()->setStretchLastSection(true);

    auto* lower = new QWidget(page);
    m_stockSummary = new QLabel(tr("Choose a stock to see what was found in its bars."), lower);
    m_stockSummary->setObjectName(u"stockSummary"_s);
    m_stockSummary->setContentsMargins(12, 6, 12, 6);
    m_stockFindingsView = new TableView(u"stockFindingsTable"_s, lower);
    m_stockFindingsView->setAccessibleName(tr("Findings of the stock"));
    m_stockFindingsView->setTable(&m_stockFindings, &m_stockFindings);
    m_stockFindingsView->setColumnHidden(FindingsModel::Ticker, true);
    m_stockFindingsView->setEmptyText(tr("No findings"));
    m_stockFindingsView->horizontalHeader()->setStretchLastSection(true);
    auto* column = new QVBoxLayout(lower);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_stockSummary);
    column->addWidget(m_stockFindingsView, 1);
    m_stocksSplit = new QSplitter(Qt::Vertical, page);
    m_stocksSplit->setObjectName(u"stocksSplitter"_s);
    m_stocksSplit->setChildrenCollapsible(false);
    m_stocksSplit->addWidget(m_stocksView);
    m_stocksSplit->addWidget(lower);
    m_stocksSplit->setSizes({420, 180});
    m_stocksSplit->setStretchFactor(0, 1);

    auto* line = new QHBoxLayout;
    line->setContentsMargins(0, 0, 8, 0);
    line->setSpacing(6);
    line->addWidget(m_filter, 1);
    line->addWidget(buttonFor(actions.at(ActionId::ImportFiles), u"dataImportFiles"_s, page));
    line->addWidget(buttonFor(actions.at(ActionId::ImportFolder), u"dataImportFolder"_s, page));
    line->addWidget(buttonFor(actions.at(ActionId::Download), u"dataDownload"_s, page));
    auto* all = new QVBoxLayout(page);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(line);
    all->addWidget(m_stocksSplit, 1);
    connect(m_filter, &FilterBar::textEdited, this, [this](const QString& text) {
        m_shown.setFilterFixedString(text.trimmed());
        updateCounts();
    });
    connect(m_filter, &FilterBar::left, this, [this] { m_stocksView->setFocus(); });
    return page;
}

QWidget* DataPage::buildReport()
{
    auto* page = new QWidget(this);
    m_summary = new QLabel(tr("Nothing has been imported since the window was opened."), page);
    m_summary->setObjectName(u"importSummary"_s);
    m_summary->setWordWrap(true);
    m_summary->setContentsMargins(12, 6, 12, 6);
    m_filesView = new TableView(u"importedFilesTable"_s, page);
    m_filesView->setAccessibleName(tr("Imported files"));
    m_filesView->setTable(&m_files, &m_files);
    m_filesView->setEmptyText(tr("No files"));
    m_findingsView = new TableView(u"findingsTable"_s, page);
    m_findingsView->setAccessibleName(tr("Findings of the import"));
    m_findingsView->setTable(&m_findings, &m_findings);
    m_findingsView->setEmptyText(tr("No findings"));
    m_findingsView->horizontalHeader()->setStretchLastSection(true);
    auto* split = new QSplitter(Qt::Vertical, page);
    split->setObjectName(u"importSplitter"_s);
    split->setChildrenCollapsible(false);
    split->addWidget(m_filesView);
    split->addWidget(m_findingsView);
    auto* all = new QVBoxLayout(page);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_summary);
    all->addWidget(split, 1);
    return page;
}

void DataPage::bind(Desk& desk)
{
    const auto refresh = [this, &desk] {
        m_instruments.setRows(desk.instruments());
        updateCounts();
    };
    connect(&desk, &Desk::instrumentsChanged, this, refresh);
    connect(&desk, &Desk::stockReady, this, &DataPage::showStock);
    connect(m_stocksView, &TableView::currentRowChanged, this, [this, &desk](int row) {
        if (row < 0)
            return;
        m_stock = m_shown.index(row, 0).data(TickerRole).toString();
        desk.loadStock(m_stock);
    });
    refresh();
}

void DataPage::updateCounts()
{
    m_filter->setCounts(m_shown.rowCount(), m_instruments.rowCount());
}

void DataPage::showStock(const QString& ticker, const ChartBars& bars)
{
    if (ticker != m_stock)
        return;
    std::vector<FindingRow> rows;
    for (const Finding& finding : bars.findings)
        rows.push_back({bars.ticker, finding});
    const QString all = formatCount(static_cast<std::int64_t>(bars.bars.size()));
    const QString found = formatCount(static_cast<std::int64_t>(rows.size()));
    m_stockSummary->setText(rows.empty() ? tr("%1: nothing was found in its %2 bars.").arg(ticker, all)
                                         : tr("%1: %2 findings beside its %3 bars.").arg(ticker, found, all));
    m_stockFindings.setRows(std::move(rows));
}

void DataPage::showReport(const ImportReport& report)
{
    m_summary->setText(reportText(report));
    m_files.setRows(report.files);
    std::vector<FindingRow> findings;
    findings.reserve(report.findings.size());
    for (const ImportFinding& each : report.findings)
        findings.push_back({each.ticker, each.finding});
    m_findings.setRows(std::move(findings));
    m_tabs->setCurrentIndex(1);
}

void DataPage::saveTo(QSettings& state) const
{
    state.setValue(u"data/split"_s, m_stocksSplit->saveState());
    state.setValue(u"data/columns"_s, m_stocksView->saveColumns());
    state.setValue(u"data/files"_s, m_filesView->saveColumns());
    state.setValue(u"data/findings"_s, m_findingsView->saveColumns());
}

void DataPage::restoreFrom(const QSettings& state)
{
    m_stocksSplit->restoreState(state.value(u"data/split"_s).toByteArray());
    m_stocksView->restoreColumns(state.value(u"data/columns"_s).toByteArray());
    m_filesView->restoreColumns(state.value(u"data/files"_s).toByteArray());
    m_findingsView->restoreColumns(state.value(u"data/findings"_s).toByteArray());
}

} // namespace tt
