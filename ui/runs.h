// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/job.h"
#include "jobs/analysisservice.h"
#include "ui/windowparts.h"

#include <QObject>
#include <QStringList>

#include <vector>

namespace tt {

/// Starts and steers analyses, and says in strip, status line and messages how they go.
class Runs : public QObject
{
    Q_OBJECT

public:
    explicit Runs(const WindowParts& parts, QObject* parent = nullptr);

    void startDemo();
    /// Enables the actions that a job needs.
    void updateActions();

public Q_SLOTS:
    void ask(); ///< with the dialog
    void analyzeAgain();
    void cancel();

Q_SIGNALS:
    void stateChanged();

private:
    void connectActions();
    void connectDesk();
    void start(const AnalysisRequest& request);
    void pauseOrResume(bool pause);
    void retry(RetryItems items);
    void onJobChanged();
    void onJobEnded(const Job& job);
    void tellInterrupted(const Job& earlier);
    void offerResume(const std::vector<Job>& jobs);
    /// The job chosen on its page, else the one that the strip shows; null: none.
    const Job* chosenJob() const;
    bool allDemo(const QStringList& tickers) const;

    WindowParts m_parts;
    AnalysisRequest m_last;  ///< settings of the last run
    bool m_wantDemo = false; ///< show the Demo list as soon as there is one
};

} // namespace tt
