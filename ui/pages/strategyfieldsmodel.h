// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/strategy.h"
#include "jobs/strategyfields.h"
#include "models/tablemodel.h"

#include <optional>
#include <vector>

namespace tt {

/// Every number of one strategy, one a row, beside the same number of another one. The user's own strategies
/// can be edited in place; what is typed is kept here until the page saves or drops it.
class StrategyFieldsModel : public TableModel
{
    Q_OBJECT

public:
    enum Column { Group, Number, Value, Other, Limits, Key };

    explicit StrategyFieldsModel(QObject* parent = nullptr);

    /// `other`: what it is compared with, null: nothing.
    void show(const Strategy& strategy, const Strategy* other, bool isEditable);
    const Strategy& strategy() const { return m_strategy; }
    const StrategyField& field(int row) const { return m_fields[static_cast<std::size_t>(row)]; }

    std::span<const TableColumn> columns() const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;

Q_SIGNALS:
    void edited();

protected:
    int rows() const override { return static_cast<int>(m_fields.size()); }
    QVariant cell(int row, int column, int role) const override;

private:
    QVariant text(int row, int column) const;
    std::optional<double> otherValue(int row) const;
    bool differs(int row) const;

    Strategy m_strategy;
    std::vector<StrategyField> m_fields; ///< of m_strategy
    Strategy m_other;
    std::vector<StrategyField> m_otherFields;
    bool m_isEditable = false;
};

} // namespace tt
