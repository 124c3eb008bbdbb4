// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/cleanup.h"
#include "ui/pages/healthmodels.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;
class QSettings;
class QSplitter;

namespace tt {

class Desk;
class FilterBar;
class TableView;

/// Whether the data folder is well, and what the program has written into its log. Both are read when the
/// page is shown and on Refresh. Clean up deletes what the retention settings do not keep, after a question
/// that says how many.
class HealthPage : public QWidget
{
    Q_OBJECT

public:
    explicit HealthPage(QWidget* parent = nullptr);

    void bind(Desk& desk);
    void refresh();
    void saveTo(QSettings& state) const;
    void restoreFrom(const QSettings& state);

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* buildHealth();
    QWidget* buildLog();
    void setHealth(const HealthReport& report);
    void askCleanup(const Retired& wouldGo, const RetentionRules& rules);
    void tellCleanup(const CleanupReport& report);
    void sayCleaned(const QString& text);
    void setLog(const Result<std::vector<LogLine>>& lines);
    void applyFilter();

    Desk* m_desk = nullptr;
    HealthModel m_checks;
    LogModel m_log;
    std::vector<LogLine> m_lines; ///< everything that was read
    QSplitter* m_split;
    QLabel* m_state = nullptr;
    QPushButton* m_cleanup = nullptr;
    QLabel* m_cleaned = nullptr;
    TableView* m_checksView = nullptr;
    FilterBar* m_filter = nullptr;
    QComboBox* m_level = nullptr;
    TableView* m_logView = nullptr;
};

} // namespace tt
