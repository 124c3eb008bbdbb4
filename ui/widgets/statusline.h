// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/day.h"

#include <QStatusBar>

class QLabel;

namespace tt {

/// The window's last line: what just happened, running jobs, age of the data, database.
class StatusLine : public QStatusBar
{
    Q_OBJECT

public:
    explicit StatusLine(QWidget* parent = nullptr);

    void setDatabase(const QString& path);
    void setNewest(Day day); ///< kNoDay: no prices are stored
    void setRunning(int jobs);
    void setWaiting(bool isWaiting); ///< for another program that holds the database

private:
    QLabel* add(const QString& name);

    QLabel* m_waiting;
    QLabel* m_jobs;
    QLabel* m_age;
    QLabel* m_database;
};

} // namespace tt
