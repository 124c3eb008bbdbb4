// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/analysis.h"
#include "models/tablemodel.h"

#include <string>

namespace tt {

struct VoteRow
{
    IndicatorId id = IndicatorId::Rsi;
    Vote vote;
    std::string ticker; ///< whose market groups large numbers
};

/// The votes of one analysis, in the order of the engine: value, vote, confidence, weight, share of the
/// score.
class VotesModel : public RowsModel<VoteRow>
{
public:
    enum Column { Indicator, Value, Direction, Confidence, Weight, Share };

    using RowsModel::RowsModel;

    void setAnalysis(const Analysis& analysis, const std::string& ticker);

    std::span<const TableColumn> columns() const override;

protected:
    QVariant cell(int row, int column, int role) const override;
};

} // namespace tt
