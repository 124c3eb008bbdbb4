// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/job.h"

#include <QFrame>

class QLabel;
class QProgressBar;
class QToolButton;

namespace tt {

/// Progress of the running job or import: what, how much is done, failed and remaining, how fast, how long
/// yet, Pause or Resume, and Cancel. Hidden while nothing runs.
class JobStrip : public QFrame
{
    Q_OBJECT

public:
    explicit JobStrip(QWidget* parent = nullptr);

    /// `rate` in tickers a second and `secondsLeft`: NaN while not known.
    void showJob(const Job& job, double rate, double secondsLeft);
    void showImport(int done, int total, const QString& file);
    /// Says that the job stops and takes Cancel away until it has.
    void showStopping();
    void finish();

Q_SIGNALS:
    void cancelClicked();
    void pauseClicked();
    void resumeClicked();

private:
    QLabel* m_what;
    QProgressBar* m_bar;
    QLabel* m_counts;
    QLabel* m_speed;
    QToolButton* m_pause;
    QToolButton* m_cancel;
    bool m_isPaused = false;
};

} // namespace tt
