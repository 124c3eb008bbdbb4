// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/job.h"
#include "models/tablemodel.h"

#include <string_view>
#include <unordered_map>

namespace tt {

/// Jobs, newest first, with counts, progress and the speed measured here.
class JobsModel : public RowsModel<Job>
{
    Q_OBJECT

public:
    enum Column {
        Status,
        Description,
        Progress,
        Done,
        Failed,
        Remaining,
        Rate,
        Left,
        Strategy,
        Started,
        Duration
    };

    using RowsModel::RowsModel;

    void setJobs(std::vector<Job> jobs);
    /// A new state of a job, at `nowMs` (UTC). A job that is not known is put on top.
    void upsert(const Job& job, std::int64_t nowMs);
    int rowOf(std::string_view id) const; ///< -1 when not known
    const Job* find(std::string_view id) const;
    int active() const; ///< queued, running or paused

    /// Tickers a second, smoothed; NaN while it is not known or the job does not run.
    double rate(const Job& job) const;
    double secondsLeft(const Job& job) const; ///< NaN while not known

    std::span<const TableColumn> columns() const override;

Q_SIGNALS:
    void activeChanged(int active);

protected:
    QVariant cell(int row, int column, int role) const override;

private:
    struct Speed
    {
        std::int64_t atMs = 0;
        int done = 0;
        double perSecond = 0; ///< 0: not measured yet
    };

    void measure(const Job& job, std::int64_t nowMs);
    QString text(const Job& job, int column) const;
    QVariant raw(const Job& job, int column) const;

    std::unordered_map<std::string, Speed> m_speed;
    int m_active = 0;
};

} // namespace tt
