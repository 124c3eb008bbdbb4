// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "models/tablemodel.h"

#include <QStringList>

namespace tt {

/// The failed tickers of one reason.
struct FailureGroup
{
    ErrorCode code = ErrorCode::Internal;
    std::string message;    ///< of the first of them
    bool transient = false; ///< may succeed when it is tried again
    std::vector<std::string> tickers;
};

/// Failed items grouped by reason, the most frequent first.
class FailuresModel : public RowsModel<FailureGroup>
{
public:
    enum Column { Reason, Count, Retry, Message, Tickers };

    using RowsModel::RowsModel;

    int total() const;
    bool hasTransient() const;
    QStringList tickers(int row) const;

    std::span<const TableColumn> columns() const override;

protected:
    QVariant cell(int row, int column, int role) const override;
};

} // namespace tt
