// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/bars.h"
#include "models/tablemodel.h"

#include <string>

namespace tt {

struct FindingRow
{
    std::string ticker;
    Finding finding;
};

/// What checks found, as an import reports it.
class FindingsModel : public RowsModel<FindingRow>
{
public:
    enum Column { Ticker, Date, Line, Kind, Rule, Values };

    using RowsModel::RowsModel;

    std::span<const TableColumn> columns() const override;

protected:
    QVariant cell(int row, int column, int role) const override;
};

} // namespace tt
