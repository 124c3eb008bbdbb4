// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/resultrecord.h"
#include "models/filterexpression.h"
#include "models/resultscolumn.h"
#include "models/tablemodel.h"

#include <QStringList>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace tt {

/// The newest result of every ticker, sorted and filtered by the model itself through a permutation of rows.
/// Chunks are shared, not copied. Nothing here resets the model: selection and scroll position stay over
/// upsert, sort and filter (as long as the row is shown).
class ResultsModel : public TableModel
{
    Q_OBJECT

public:
    using Chunk = std::shared_ptr<const std::vector<ResultRecord>>;

    explicit ResultsModel(QObject* parent = nullptr);

    /// Adds results; a ticker that is known gets the newer of the two (by the time of analysis).
    void upsert(const Chunk& chunk);
    void remove(const std::vector<std::string>& tickers);
    void clear();

    /// By a column; the columns sorted by before decide among equals (up to three). Undefined values and "No
    /// verdict" are last in either direction.
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;
    int sortColumn() const;
    Qt::SortOrder sortOrder() const;

    /// The filter box. Errors: VALIDATION_ERROR; the filter then stays as it was.
    Result<void> setFilterText(const QString& text);
    /// Only these tickers; nullopt: all.
    void setTickers(std::optional<std::unordered_set<std::string>> tickers);

    int total() const;                                       ///< results held
    int totalInList() const;                                 ///< of them in the set of tickers
    const ResultRecord& record(int row) const;               ///< by shown row
    const ResultRecord* find(std::string_view ticker) const; ///< shown or not
    int rowOf(std::string_view ticker) const;                ///< -1 when not shown
    std::vector<const ResultRecord*> shown() const;          ///< in the order of the table
    std::vector<const ResultRecord*> all() const;            ///< shown or not

    std::span<const TableColumn> columns() const override;

Q_SIGNALS:
    /// rowCount(), total() or totalInList() is another number.
    void countsChanged();

protected:
    int rows() const override;
    QVariant cell(int row, int column, int role) const override;

private:
    struct Entry
    {
        Chunk owner;
        const ResultRecord* record;
        std::string haystack;
        bool inList;
    };
    struct SortKey
    {
        int column;
        Qt::SortOrder order;
    };
    using Order = std::vector<std::uint32_t>; ///< entry numbers

    bool shows(const Entry& entry) const;
    int compareKeys(const ResultRecord& first, const ResultRecord& second) const;
    bool before(std::uint32_t a, std::uint32_t b) const;
    void orderEqual(Order& order) const;
    Order sorted(Order order) const;
    Order wanted() const;
    void replace(const Chunk& chunk, const ResultRecord& record, Order& changed, Order& touched);
    void show(Order order);
    void reorder(Order order);
    void announce(const Order& changed);
    void rebuildPositions();

    std::vector<Entry> m_entries;
    std::unordered_map<std::string_view, std::uint32_t> m_byTicker; ///< keys live in the records
    Order m_order;                                                  ///< shown row -> entry
    std::vector<std::int32_t> m_position;                           ///< entry -> shown row, -1 hidden
    std::vector<SortKey> m_sort;                                    ///< the first decides
    FilterExpression m_filter;
    std::optional<std::unordered_set<std::string>> m_tickers;
    int m_inList = 0;
};

} // namespace tt
