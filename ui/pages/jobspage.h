// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/job.h"
#include "models/failuresmodel.h"

#include <QWidget>

class QLabel;
class QSettings;
class QSplitter;

namespace tt {

class Actions;
class Desk;
class TableView;

/// The jobs, newest first, and the failures of the chosen one grouped by reason.
class JobsPage : public QWidget
{
    Q_OBJECT

public:
    JobsPage(Actions& actions, QWidget* parent = nullptr);

    void bind(Desk& desk);
    const Job* currentJob() const;                                          ///< null: none
    bool hasTransientFailures() const { return m_failures.hasTransient(); } ///< of the current job
    void saveTo(QSettings& state) const;
    void restoreFrom(const QSettings& state);

Q_SIGNALS:
    void currentChanged(); ///< another job, or the same in another state

private:
    void build(Actions& actions);
    void showJob();
    void addFailures(const QString& jobId, const std::vector<ItemFailure>& failures, bool all);

    Desk* m_desk = nullptr;
    FailuresModel m_failures;
    std::vector<ItemFailure> m_failed; ///< of the shown job
    std::string m_shownJob;            ///< whose failures are shown
    QSplitter* m_split;
    TableView* m_jobs;
    QLabel* m_summary;
    TableView* m_failuresView;
    QByteArray m_columns;
};

} // namespace tt
