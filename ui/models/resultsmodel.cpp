// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/resultsmodel.h"

#include "text/format.h"
#include "text/verdicttext.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <tuple>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

constexpr std::size_t kSortColumns = 3;
/// Above this many ranges one covering range is cheaper for the views.
constexpr std::size_t kMostRanges = 24;

bool undefinedKey(double key)
{
    return !std::isfinite(key);
}
bool undefinedKey(std::string_view key)
{
    return key.empty();
}

/// Below 0, 0, above 0; undefined after everything else in either direction.
template<class Key>
int compare(const Key& a, const Key& b, Qt::SortOrder order)
{
    const bool noA = undefinedKey(a), noB = undefinedKey(b);
    if (noA || noB)
        return static_cast<int>(noA) - static_cast<int>(noB);
    const int way = a < b ? -1 : b < a ? 1 : 0;
    return order == Qt::AscendingOrder ? way : -way;
}

QByteArray voteMarks(const Analysis& analysis)
{
    QByteArray marks;
    for (const Vote& vote : analysis.votes)
        marks += !vote.defined      ? 'x'
                 : vote.weight == 0 ? ' '
                 : vote.vote > 0    ? '+'
                 : vote.vote < 0    ? '-'
                                    : '0';
    return marks;
}

/// Equal rows have the same order whatever came first: more evidence, then by name. Undefined evidence is
/// last.
using Tie = std::tuple<double, std::string_view, std::uint32_t>;

Tie tieOf(const ResultRecord& record, std::uint32_t entry)
{
    const double evidence = resultsColumn(static_cast<int>(ResultsColumn::Evidence)).number(record);
    return {std::isnan(evidence) ? 1 : -evidence, record.ticker, entry};
}

} // namespace

ResultsModel::ResultsModel(QObject* parent)
    : TableModel(parent)
{
}

void ResultsModel::upsert(const Chunk& chunk)
{
    if (!chunk || chunk->empty())
        return;
    Order changed, touched;
    for (const ResultRecord& record : *chunk)
        replace(chunk, record, changed, touched);

    std::vector<bool> moved(m_entries.size());
    for (const std::uint32_t entry : touched)
        moved[entry] = true;
    Order rest, fresh, order;
    std::copy_if(m_order.begin(), m_order.end(), std::back_inserter(rest),
                 [&](std::uint32_t entry) { return !moved[entry]; });
    for (std::uint32_t entry = 0; entry < moved.size(); ++entry) {
        if (moved[entry] && shows(m_entries[entry]))
            fresh.push_back(entry);
    }
    fresh = sorted(std::move(fresh));
    order.reserve(rest.size() + fresh.size());
    std::merge(rest.begin(), rest.end(), fresh.begin(), fresh.end(), std::back_inserter(order),
               [this](std::uint32_t a, std::uint32_t b) { return before(a, b); });
    announce(changed);
    show(std::move(order));
    Q_EMIT countsChanged();
}

void ResultsModel::replace(const Chunk& chunk, const ResultRecord& record, Order& changed, Order& touched)
{
    const bool listed = !m_tickers || m_tickers->contains(record.ticker);
    const auto known = m_byTicker.find(record.ticker);
    if (known == m_byTicker.end()) {
        const auto number = static_cast<std::uint32_t>(m_entries.size());
        m_entries.push_back({chunk, &record, FilterExpression::haystackOf(record), listed});
        m_position.push_back(-1);
        m_byTicker.emplace(record.ticker, number);
        m_inList += listed ? 1 : 0;
        touched.push_back(number);
        return;
    }
    const std::uint32_t number = known->second;
    Entry& entry = m_entries[number];
    if (record.analyzedAtMs < entry.record->analyzedAtMs)
        return;
    // The key of the map lives in the record that goes.
    auto node = m_byTicker.extract(known);
    node.key() = record.ticker;
    m_byTicker.insert(std::move(node));
    entry = {chunk, &record, FilterExpression::haystackOf(record), listed};
    changed.push_back(number);
    touched.push_back(number);
}

void ResultsModel::remove(const std::vector<std::string>& tickers)
{
    std::vector<bool> gone(m_entries.size());
    for (const std::string& ticker : tickers) {
        const auto known = m_byTicker.find(ticker);
        if (known != m_byTicker.end())
            gone[known->second] = true;
    }
    Order order;
    std::copy_if(m_order.begin(), m_order.end(), std::back_inserter(order),
                 [&](std::uint32_t entry) { return !gone[entry]; });
    show(std::move(order));

    std::vector<std::uint32_t> newNumber(m_entries.size());
    std::vector<Entry> kept;
    m_byTicker.clear();
    m_inList = 0;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        if (gone[i])
            continue;
        newNumber[i] = static_cast<std::uint32_t>(kept.size());
        kept.push_back(std::move(m_entries[i]));
        m_byTicker.emplace(kept.back().record->ticker, newNumber[i]);
        m_inList += kept.back().inList ? 1 : 0;
    }
    m_entries = std::move(kept);
    for (std::uint32_t& entry : m_order)
        entry = newNumber[entry];
    rebuildPositions();
    Q_EMIT countsChanged();
}

void ResultsModel::clear()
{
    show({});
    m_byTicker.clear();
    m_entries.clear();
    m_position.clear();
    m_inList = 0;
    Q_EMIT countsChanged();
}

void ResultsModel::sort(int column, Qt::SortOrder order)
{
    if (column >= kResultsColumns)
        return;
    std::erase_if(m_sort, [column](const SortKey& key) { return key.column == column; });
    if (column < 0)
        m_sort.clear();
    else
        m_sort.insert(m_sort.begin(), {column, order});
    if (m_sort.size() > kSortColumns)
        m_sort.resize(kSortColumns);
    reorder(sorted(m_order));
}

int ResultsModel::sortColumn() const
{
    return m_sort.empty() ? -1 : m_sort.front().column;
}

Qt::SortOrder ResultsModel::sortOrder() const
{
    return m_sort.empty() ? Qt::AscendingOrder : m_sort.front().order;
}

Result<void> ResultsModel::setFilterText(const QString& text)
{
    Result<FilterExpression> parsed = FilterExpression::parse(text.toStdString());
    if (!parsed)
        return parsed.error();
    m_filter = std::move(parsed.value());
    show(wanted());
    Q_EMIT countsChanged();
    return {};
}

void ResultsModel::setTickers(std::optional<std::unordered_set<std::string>> tickers)
{
    m_tickers = std::move(tickers);
    m_inList = 0;
    for (Entry& entry : m_entries) {
        entry.inList = !m_tickers || m_tickers->contains(entry.record->ticker);
        m_inList += entry.inList ? 1 : 0;
    }
    show(wanted());
    Q_EMIT countsChanged();
}

int ResultsModel::total() const
{
    return static_cast<int>(m_entries.size());
}

int ResultsModel::totalInList() const
{
    return m_inList;
}

const ResultRecord& ResultsModel::record(int row) const
{
    return *m_entries[m_order[static_cast<std::size_t>(row)]].record;
}

const ResultRecord* ResultsModel::find(std::string_view ticker) const
{
    const auto known = m_byTicker.find(ticker);
    return known == m_byTicker.end() ? nullptr : m_entries[known->second].record;
}

int ResultsModel::rowOf(std::string_view ticker) const
{
    const auto known = m_byTicker.find(ticker);
    return known == m_byTicker.end() ? -1 : m_position[known->second];
}

std::vector<const ResultRecord*> ResultsModel::all() const
{
    std::vector<const ResultRecord*> records;
    for (const auto& [ticker, entry] : m_byTicker)
        records.push_back(m_entries[entry].record);
    return records;
}

std::vector<const ResultRecord*> ResultsModel::shown() const
{
    std::vector<const ResultRecord*> records;
    records.reserve(m_order.size());
    for (const std::uint32_t entry : m_order)
        records.push_back(m_entries[entry].record);
    return records;
}

std::span<const TableColumn> ResultsModel::columns() const
{
    return resultsTableColumns();
}

int ResultsModel::rows() const
{
    return static_cast<int>(m_order.size());
}

QVariant ResultsModel::cell(int row, int column, int role) const
{
    const ResultRecord& result = record(row);
    const ResultsColumnInfo& info = resultsColumn(column);
    switch (role) {
    case Qt::DisplayRole:
        return info.display(result);
    case Qt::ToolTipRole:
        return info.tip ? QVariant(info.tip(result)) : QVariant();
    case SortRole:
        if (info.number) {
            const double key = info.number(result);
            return undefinedKey(key) ? QVariant() : QVariant(key);
        }
        return QString::fromUtf8(info.text(result).data(), static_cast<qsizetype>(info.text(result).size()));
    case ToneRole:
        return static_cast<int>(info.tone(result));
    case TickerRole:
        return QString::fromStdString(result.ticker);
    case IdRole:
        return QString::fromStdString(result.id);
    case VerdictRole:
        return static_cast<int>(result.analysis.verdict);
    case DemoRole:
        return result.isDemo;
    case VotesRole:
        return column == static_cast<int>(ResultsColumn::Votes) ? QVariant(voteMarks(result.analysis))
                                                                : QVariant();
    default:
        return {};
    }
}

bool ResultsModel::shows(const Entry& entry) const
{
    return entry.inList && (m_filter.empty() || m_filter.matches(*entry.record, entry.haystack));
}

/// By the columns that the user has sorted by.
int ResultsModel::compareKeys(const ResultRecord& first, const ResultRecord& second) const
{
    for (const SortKey& key : m_sort) {
        const ResultsColumnInfo& info = resultsColumn(key.column);
        const int way = info.number ? compare(info.number(first), info.number(second), key.order)
                                    : compare(info.text(first), info.text(second), key.order);
        if (way != 0)
            return way;
    }
    return 0;
}

bool ResultsModel::before(std::uint32_t a, std::uint32_t b) const
{
    const ResultRecord& first = *m_entries[a].record;
    const ResultRecord& second = *m_entries[b].record;
    if (const int way = compareKeys(first, second))
        return way < 0;
    return tieOf(first, a) < tieOf(second, b);
}

/// Rows with equal keys stand together; few are equal in every column that was sorted by.
void ResultsModel::orderEqual(Order& order) const
{
    std::vector<Tie> ties;
    for (auto first = order.begin(); first != order.end();) {
        const ResultRecord& record = *m_entries[*first].record;
        const auto last = std::find_if(first + 1, order.end(), [&](std::uint32_t entry) {
            return compareKeys(record, *m_entries[entry].record) != 0;
        });
        ties.clear();
        for (auto entry = first; entry != last; ++entry)
            ties.push_back(tieOf(*m_entries[*entry].record, *entry));
        std::sort(ties.begin(), ties.end());
        std::transform(ties.begin(), ties.end(), first, [](const Tie& tie) { return std::get<2>(tie); });
        first = last;
    }
}

/// One stable sort a column, the last column first, so equal keys cost nothing more.
ResultsModel::Order ResultsModel::sorted(Order order) const
{
    const auto sortBy = [&](auto keyOf, Qt::SortOrder way) {
        using Key = decltype(keyOf(*m_entries.front().record));
        std::vector<std::pair<Key, std::uint32_t>> keyed;
        keyed.reserve(order.size());
        for (const std::uint32_t entry : order)
            keyed.emplace_back(keyOf(*m_entries[entry].record), entry);
        std::stable_sort(keyed.begin(), keyed.end(),
                         [way](const auto& a, const auto& b) { return compare(a.first, b.first, way) < 0; });
        std::transform(keyed.begin(), keyed.end(), order.begin(),
                       [](const auto& pair) { return pair.second; });
    };
    std::sort(order.begin(), order.end());
    for (auto key = m_sort.rbegin(); key != m_sort.rend(); ++key) {
        const ResultsColumnInfo& info = resultsColumn(key->column);
        if (info.number)
            sortBy(info.number, key->order);
        else
            sortBy(info.text, key->order);
    }
    orderEqual(order);
    return order;
}

ResultsModel::Order ResultsModel::wanted() const
{
    Order order;
    for (std::uint32_t entry = 0; entry < m_entries.size(); ++entry) {
        if (shows(m_entries[entry]))
            order.push_back(entry);
    }
    return sorted(std::move(order));
}

/// From the present rows to `order` in at most four signals: what goes is moved to the end and removed, what
/// comes is added at the end, then everything goes to its place. Persistent indexes follow all the way.
void ResultsModel::show(Order order)
{
    std::vector<bool> stays(m_entries.size());
    for (const std::uint32_t entry : order)
        stays[entry] = true;
    Order parted = m_order;
    const auto gone = std::stable_partition(parted.begin(), parted.end(),
                                            [&](std::uint32_t entry) { return stays[entry]; });
    const auto kept = static_cast<std::size_t>(gone - parted.begin());
    if (kept < m_order.size()) {
        reorder(std::move(parted));
        beginRemoveRows({}, static_cast<int>(kept), static_cast<int>(m_order.size()) - 1);
        m_order.resize(kept);
        rebuildPositions();
        endRemoveRows();
    }
    if (order.size() > kept) {
        Order added;
        std::copy_if(order.begin(), order.end(), std::back_inserter(added),
                     [&](std::uint32_t entry) { return m_position[entry] < 0; });
        beginInsertRows({}, static_cast<int>(kept), static_cast<int>(order.size()) - 1);
        m_order.insert(m_order.end(), added.begin(), added.end());
        rebuildPositions();
        endInsertRows();
    }
    reorder(std::move(order));
}

void ResultsModel::reorder(Order order)
{
    if (order == m_order)
        return;
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    Order entries;
    for (const QModelIndex& index : before)
        entries.push_back(m_order[static_cast<std::size_t>(index.row())]);
    m_order = std::move(order);
    rebuildPositions();
    QModelIndexList after;
    after.reserve(before.size());
    for (qsizetype i = 0; i < before.size(); ++i)
        after << index(m_position[entries[static_cast<std::size_t>(i)]], before[i].column());
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

void ResultsModel::announce(const Order& changed)
{
    std::vector<int> rows;
    for (const std::uint32_t entry : changed) {
        if (m_position[entry] >= 0)
            rows.push_back(m_position[entry]);
    }
    if (rows.empty())
        return;
    std::sort(rows.begin(), rows.end());
    std::vector<std::pair<int, int>> ranges;
    for (const int row : rows) {
        if (!ranges.empty() && row <= ranges.back().second + 1)
            ranges.back().second = row;
        else
            ranges.emplace_back(row, row);
    }
    if (ranges.size() > kMostRanges)
        ranges = {{rows.front(), rows.back()}};
    for (const auto& [first, last] : ranges)
        Q_EMIT dataChanged(index(first, 0), index(last, kResultsColumns - 1));
}

void ResultsModel::rebuildPositions()
{
    m_position.assign(m_entries.size(), -1);
    for (std::size_t row = 0; row < m_order.size(); ++row)
        m_position[m_order[row]] = static_cast<std::int32_t>(row);
}

} // namespace tt
