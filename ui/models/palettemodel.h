// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/tablemodel.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <optional>
#include <vector>

namespace tt {

/// Something that can be gone to or done.
struct PaletteEntry
{
    QString key;  ///< tells it from all others, also in the next session: "stock:M&M.NS"
    QString text; ///< "M&M.NS  Mahindra & Mahindra Limited"
    QString kind; ///< "Stock", "List", "Command", as shown
    std::function<void()> run;
};

/// How well the letters of `typed` are found in their order in `text`, without regard to case: nullopt when
/// they are not; else higher is better. The beginning of a word and neighbouring letters count more.
std::optional<int> fuzzyScore(const QString& typed, const QString& text);

/// The entries that fit what is typed, the best first; those used last come before others of the same fit.
class PaletteModel : public RowsModel<PaletteEntry>
{
public:
    static constexpr int kMostShown = 100;

    using RowsModel::RowsModel;

    void setEntries(std::vector<PaletteEntry> entries, const QStringList& recentKeys);
    void setTyped(const QString& typed);

    std::span<const TableColumn> columns() const override;

protected:
    QVariant cell(int row, int column, int role) const override;

private:
    int recency(const PaletteEntry& entry) const;

    std::vector<PaletteEntry> m_entries;
    QStringList m_recent; ///< the newest first
};

} // namespace tt
