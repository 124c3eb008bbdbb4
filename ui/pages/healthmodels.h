// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/health.h"
#include "jobs/logreader.h"
#include "models/tablemodel.h"

namespace tt {

/// The checks of the data folder.
class HealthModel : public RowsModel<HealthCheck>
{
public:
    enum Column { State, Check, Detail };

    using RowsModel::RowsModel;
    std::span<const TableColumn> columns() const override;

protected:
    QVariant cell(int row, int column, int role) const override;
};

/// Lines of the log, newest first.
class LogModel : public RowsModel<LogLine>
{
public:
    enum Column { Time, Level, Module, Ticker, JobId, Text };

    using RowsModel::RowsModel;
    std::span<const TableColumn> columns() const override;

protected:
    QVariant cell(int row, int column, int role) const override;
};

} // namespace tt
