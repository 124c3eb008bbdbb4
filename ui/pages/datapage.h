// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/findingsmodel.h"
#include "ui/pages/instrumentsmodel.h"

#include <QSortFilterProxyModel>
#include <QWidget>

class QLabel;
class QSettings;
class QSplitter;
class QTabWidget;

namespace tt {

class Actions;
class Desk;
class FilterBar;
class TableView;

/// The stored stocks, and the report of the last import: files above, findings below.
class DataPage : public QWidget
{
    Q_OBJECT

public:
    DataPage(Actions& actions, QWidget* parent = nullptr);

    void bind(Desk& desk);
    void showReport(const ImportReport& report);
    void saveTo(QSettings& state) const;
    void restoreFrom(const QSettings& state);

private:
    QWidget* buildStocks(Actions& actions);
    QWidget* buildReport();
    void updateCounts();
    void showStock(const QString& ticker, const ChartBars& bars);

    InstrumentsModel m_instruments;
    QSortFilterProxyModel m_shown;
    ImportedFilesModel m_files;
    FindingsModel m_findings;
    QTabWidget* m_tabs;
    FilterBar* m_filter;
    TableView* m_stocksView;
    FindingsModel m_stockFindings;
    QLabel* m_stockSummary;
    TableView* m_stockFindingsView;
    QSplitter* m_stocksSplit;
    QString m_stock; ///< whose findings are shown or asked for
    QLabel* m_summary;
    TableView* m_filesView;
    TableView* m_findingsView;
};

} // namespace tt
