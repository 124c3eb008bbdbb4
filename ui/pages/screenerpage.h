// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "jobs/library.h"

#include <QWidget>

class QSettings;
class QSplitter;

namespace tt {

class Actions;
class ChartPage;
class Desk;
class ReportPage;
class ResultsPage;

/// Table and chart in the middle, the report at the right: three views of the chosen row.
class ScreenerPage : public QWidget
{
    Q_OBJECT

public:
    ScreenerPage(Actions& actions, QWidget* parent = nullptr);

    void bind(Desk& desk);
    ResultsPage* table() { return m_table; }
    ChartPage* chart() { return m_chart; }
    ReportPage* report() { return m_report; }
    void saveTo(QSettings& state) const;
    void restoreFrom(const QSettings& state);

private:
    void showTicker(const QString& ticker);
    void refreshReport();
    void showHistory(const QString& ticker, const std::vector<ResultRecord>& newestFirst);
    void showBars(const QString& ticker, const ChartBars& bars);

    Desk* m_desk = nullptr;
    QSplitter* m_columns;
    QSplitter* m_rows;
    ResultsPage* m_table;
    ChartPage* m_chart;
    ReportPage* m_report;
    std::string m_shownResult; ///< id of the result that the report shows
};

} // namespace tt
