// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/screenerpage.h"

#include "text/errortext.h"
#include "ui/desk.h"
#include "ui/pages/chartpage.h"
#include "ui/pages/reportpage.h"
#include "ui/pages/resultspage.h"

#include <QSettings>
#include <QSplitter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tt {

ScreenerPage::ScreenerPage(Actions& actions, QWidget* parent)
    : QWidget(parent)
    , m_columns(new QSplitter(Qt::Horizontal, this))
    , m_rows(new QSplitter(Qt::Vertical, this))
    , m_table(new ResultsPage(actions, this))
    , m_chart(new ChartPage(actions, this))
    , m_report(new ReportPage(this))
{
    setObjectName(u"screenerPage"_s);
    m_columns->setObjectName(u"columnsSplitter"_s);
    m_rows->setObjectName(u"rowsSplitter"_s);
    m_columns->setChildrenCollapsible(false);
    m_rows->setChildrenCollapsible(false);
    m_rows->addWidget(m_table);
    m_rows->addWidget(m_chart);
    m_rows->setSizes({260, 340});
    m_rows->setStretchFactor(0, 2);
    m_rows->setStretchFactor(1, 3);
    m_columns->addWidget(m_rows);
    m_columns->addWidget(m_report);
    m_columns->setSizes({715, 400});
    m_columns->setStretchFactor(0, 1);
    m_columns->setStretchFactor(1, 0);
    m_report->setMinimumWidth(320);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_columns);
}

void ScreenerPage::bind(Desk& desk)
{
    m_desk = &desk;
    connect(m_table, &ResultsPage::tickerChosen, this, &ScreenerPage::showTicker);
    connect(&desk, &Desk::barsReady, this, &ScreenerPage::showBars);
    connect(&desk, &Desk::barsFailed, this, [this](const QString& ticker, const Error& error) {
        if (ticker.toStdString() == m_report->ticker())
            m_chart->clear(errorText(error));
    });
    connect(&desk, &Desk::resultsChanged, this, &ScreenerPage::refreshReport);
    connect(&desk, &Desk::historyReady, this, &ScreenerPage::showHistory);
    connect(&desk, &Desk::explained, m_report, &ReportPage::setExplanation);
    connect(&desk, &Desk::explainFailed, m_report, &ReportPage::setExplanationError);
    connect(m_report, &ReportPage::explanationWanted, this, [this] {
        if (const ResultRecord* result = m_desk->results().find(m_report->ticker()))
            m_desk->explain(*result);
    });
    m_table->bind(desk);
    showTicker(m_table->currentTicker());
}

void ScreenerPage::showTicker(const QString& ticker)
{
    const ResultRecord* result = m_desk->results().find(ticker.toStdString());
    if (!result) {
        m_shownResult.clear();
        m_report->clear(tr("The report of the chosen stock stands here."));
        m_chart->clear(tr("The chart of the chosen stock stands here."));
        return;
    }
    m_shownResult = result->id;
    m_report->setResult(*result);
    m_desk->select(ticker);
    m_desk->loadHistory(ticker);
}

void ScreenerPage::showHistory(const QString& ticker, const std::vector<ResultRecord>& newestFirst)
{
    if (ticker.toStdString() != m_report->ticker())
        return;
    m_report->setHistory(newestFirst);
    const ResultRecord* shown = m_desk->results().find(ticker.toStdString());
    if (shown)
        m_chart->setPast(newestFirst, *shown);
}

/// A run may have brought a newer result of the shown ticker.
void ScreenerPage::refreshReport()
{
    const ResultRecord* result = m_desk->results().find(m_report->ticker());
    if (result && result->id != m_shownResult)
        showTicker(QString::fromStdString(result->ticker));
}

void ScreenerPage::showBars(const QString& ticker, const ChartBars& bars)
{
    if (ticker.toStdString() != m_report->ticker())
        return;
    m_chart->setBars(bars, m_desk->results().find(ticker.toStdString()));
    m_report->setFindings(static_cast<int>(bars.findings.size()));
}

void ScreenerPage::saveTo(QSettings& state) const
{
    state.setValue(u"screener/columns"_s, m_columns->saveState());
    state.setValue(u"screener/rows"_s, m_rows->saveState());
    m_table->saveTo(state);
    m_chart->saveTo(state);
}

void ScreenerPage::restoreFrom(const QSettings& state)
{
    m_columns->restoreState(state.value(u"screener/columns"_s).toByteArray());
    m_rows->restoreState(state.value(u"screener/rows"_s).toByteArray());
    m_table->restoreFrom(state);
    m_chart->restoreFrom(state);
}

} // namespace tt
