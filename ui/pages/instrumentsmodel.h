// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/importservice.h"
#include "jobs/library.h"
#include "models/tablemodel.h"

namespace tt {

/// The stored stocks.
class InstrumentsModel : public RowsModel<InstrumentSummary>
{
public:
    enum Column { Ticker, Name, Source, First, Last, Bars, DataGrade };

    using RowsModel::RowsModel;
    std::span<const TableColumn> columns() const override;

protected:
    QVariant cell(int row, int column, int role) const override;
};

/// What became of the files of an import.
class ImportedFilesModel : public RowsModel<ImportedFile>
{
public:
    enum Column { File, Outcome, Rows, Accepted, Repaired, Quarantined, Duplicates, Stocks, Dialect };

    using RowsModel::RowsModel;
    std::span<const TableColumn> columns() const override;

protected:
    QVariant cell(int row, int column, int role) const override;
};

} // namespace tt
