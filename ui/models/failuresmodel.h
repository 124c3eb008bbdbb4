// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/job.h"
#include "models/tablemodel.h"

#include <QStringList>

namespace tt {

/// The failed tickers of one reason.
struct FailureGroup
{
    ErrorCode code = ErrorCode::Internal;
    std::string message; ///< of the first of them
    std::vector<std::string> tickers;
};

/// Failed items grouped by reason, the most frequent first.
class FailuresModel : public RowsModel<FailureGroup>
{
public:
    enum Column { Reason, Count, Tickers, Message };

    using RowsModel::RowsModel;

    void setFailures(const std::vector<ItemFailure>& failures);
    void add(const std::vector<ItemFailure>& failures);
    int total() const;
    QStringList tickers(int row) const;

    std::span<const TableColumn> columns() const override;

protected:
    QVariant cell(int row, int column, int role) const override;
};

} // namespace tt
