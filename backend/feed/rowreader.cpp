// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/rowreader.h"

#include "feed/fields.h"
#include "feed/textfile.h"
#include "feed/tickername.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>

namespace tt {

namespace {

constexpr int kRowsBetweenCancelChecks = 4096;
constexpr std::size_t kBadLineText = 120;
constexpr std::size_t kMaxName = 120;
constexpr std::size_t kMaxSeriesName = 8;
constexpr std::size_t kMaxReserve = 4096;
constexpr std::size_t kNoSymbol = std::numeric_limits<std::size_t>::max();
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

/// The series of the ordinary share, preferred first.
constexpr std::array<std::string_view, 3> kShareSeries = {"EQ", "BE", "BZ"};
constexpr std::uint8_t kOtherSeries = 3;

std::uint8_t seriesRankOf(std::string_view series)
{
    const auto found = std::find(kShareSeries.begin(), kShareSeries.end(), series);
    return static_cast<std::uint8_t>(found - kShareSeries.begin());
}

double* numberOf(ColumnRole role, RawBar& bar, double& rawClose)
{
    switch (role) {
    case ColumnRole::Open:
        return &bar.open;
    case ColumnRole::High:
        return &bar.high;
    case ColumnRole::Low:
        return &bar.low;
    case ColumnRole::Close:
        return &bar.close;
    case ColumnRole::AdjustedClose:
        return &bar.adjustedClose;
    case ColumnRole::Volume:
        return &bar.volume;
    case ColumnRole::RawClose:
        return &rawClose;
    default:
        return nullptr;
    }
}

/// A bar whose close alone is adjusted, adjusted as a whole; what was equal to the raw close stays so.
RawBar scaled(RawBar bar, double rawClose)
{
    for (double* price : {&bar.open, &bar.high, &bar.low})
        *price = *price == rawClose ? bar.close : *price * (bar.close / rawClose);
    return bar;
}

} // namespace

RowReader::RowReader(const Dialect& dialect, std::string fileSymbol)
    : m_dialect(dialect)
    , m_fileSymbol(std::move(fileSymbol))
    , m_quoted(kColumnRoles)
{
    constexpr std::array kRequired = {ColumnRole::Date, ColumnRole::Open,  ColumnRole::High,
                                      ColumnRole::Low,  ColumnRole::Close, ColumnRole::Symbol};
    const auto& index = dialect.columns.index;
    m_roles.assign(static_cast<std::size_t>(*std::max_element(index.begin(), index.end())) + 1,
                   ColumnRole::Count);
    for (std::size_t role = 0; role < kColumnRoles; ++role) {
        if (index[role] >= 0)
            m_roles[static_cast<std::size_t>(index[role])] = static_cast<ColumnRole>(role);
    }
    for (const ColumnRole role : kRequired)
        m_required = std::max(m_required, dialect.columns[role] + 1);
}

RawRows RowReader::read(const CancelCheck& cancelled)
{
    LineCursor cursor(m_dialect.data, m_dialect.lineEnd, m_dialect.firstDataLine);
    int untilCheck = kRowsBetweenCancelChecks;
    while (cursor.next()) {
        if (--untilCheck == 0) {
            untilCheck = kRowsBetweenCancelChecks;
            if (cancelled && cancelled()) {
                m_rows.cancelled = true;
                break;
            }
        }
        const std::string_view line = cursor.line();
        if (isIgnoredLine(line))
            continue;
        Row row;
        row.bar = {m_dialect.fileDate, kNone, kNone, kNone, kNone, kNone, kNone, cursor.number()};
        row.symbol = m_fileSymbol;
        // A last line without its end may be cut: all of its columns must be there.
        const int required = cursor.ended() ? m_required : static_cast<int>(m_roles.size());
        if (readLine(line, row) >= required)
            addRow(row, line);
        else
            addBadLine(line, -1, FindingRule::FieldCount, cursor.number());
    }
    return std::move(m_rows);
}

int RowReader::readLine(std::string_view line, Row& row)
{
    const char* position = line.data();
    const char* const end = position + line.size();
    const char delimiter = m_dialect.delimiter;
    const bool plainNumbers = !m_dialect.numbers.decimalComma;
    int column = 0;
    for (const ColumnRole role : m_roles) {
        if (position > end)
            break;
        ++column;
        double* number = numberOf(role, row.bar, row.rawClose);
        if (number && plainNumbers && readPlainNumber(position, end, delimiter, *number)) {
            ++position;
            continue;
        }
        const std::string_view field = takeField(position, end, delimiter, m_scratch);
        if (number)
            *number = readNumber(field, m_dialect.numbers);
        else if (role != ColumnRole::Count)
            readText(role, field, row);
    }
    return column;
}

/// Most dates fall in the month of the one before: 2024-01-dd is then one addition.
void RowReader::readDateField(std::string_view field, Row& row)
{
    const bool plain = field.size() == 10 && field[4] == '-' && field[7] == '-';
    if (plain && m_monthStart != kNoDay && std::memcmp(field.data(), m_month.data(), m_month.size()) == 0) {
        const int tens = field[8] - '0', ones = field[9] - '0';
        const int day = tens * 10 + ones;
        if (tens >= 0 && ones >= 0 && ones <= 9 && day >= 1 && day <= 28) {
            row.bar.date = m_monthStart + day - 1;
            return;
        }
    }
    const DateText date = readDate(field, m_dialect.dateOrder);
    row.bar.date = date.day;
    row.second = date.second >= 0 ? date.second : row.second;
    if (plain && date.day != kNoDay) {
        std::memcpy(m_month.data(), field.data(), m_month.size());
        m_monthStart = date.day - civilFromDay(date.day).day + 1;
    }
}

void RowReader::readText(ColumnRole role, std::string_view field, Row& row)
{
    if (role == ColumnRole::Date)
        return readDateField(field, row);
    if (role == ColumnRole::Time) {
        row.second = readDate("2000-01-01 " + std::string(field), DateOrder::DayMonthYear).second;
        return;
    }
    if (!field.empty() && field.data() == m_scratch.data()) // the next quoted cell would overwrite it
        field = m_quoted[static_cast<std::size_t>(role)] = m_scratch;
    field = unescapedCell(field);
    switch (role) {
    case ColumnRole::Symbol:
        row.symbol = field;
        break;
    case ColumnRole::Name:
        row.name = field;
        break;
    case ColumnRole::Isin:
        row.isin = field;
        break;
    case ColumnRole::Series:
        row.series = field;
        break;
    case ColumnRole::InstrumentType:
        row.type = field;
        break;
    case ColumnRole::Currency:
        row.currency = field;
        break;
    default:
        break;
    }
}

std::size_t RowReader::symbolIndex(const Row& row)
{
    std::vector<RawSymbol>& symbols = m_rows.symbols;
    if (!symbols.empty() && symbols[m_last].symbol == row.symbol)
        return m_last;
    const auto found = m_index.find(row.symbol);
    if (found != m_index.end())
        return m_last = found->second;
    if (tickerOf(row.symbol, m_dialect.exchange).empty())
        return kNoSymbol;
    const std::size_t expected =
        symbols.empty() ? 0 : std::min<std::size_t>(symbols[m_last].bars.size(), kMaxReserve);
    m_last = symbols.size();
    m_index.emplace(row.symbol, m_last);
    m_lastSecond.push_back(-1);
    RawSymbol& symbol = symbols.emplace_back();
    symbol.symbol = row.symbol;
    symbol.bars.reserve(expected);
    return m_last;
}

/// Rows that are no ordinary share's are counted by their series.
bool RowReader::setAside(const Row& row)
{
    const bool isStock = row.type.empty() || row.type == "STK";
    if (isStock && seriesRankOf(row.series) != kOtherSeries)
        return false;
    const std::string_view kind = (isStock ? row.series : row.type).substr(0, kMaxSeriesName);
    auto known = m_rows.otherSeries.find(kind);
    if (known == m_rows.otherSeries.end())
        known = m_rows.otherSeries.emplace(kind, OtherSeriesLines{row.bar.line, 0}).first;
    ++known->second.count;
    return true;
}

void RowReader::addRow(const Row& row, std::string_view line)
{
    if (m_dialect.source->shareSeries && setAside(row))
        return;
    const std::size_t at = symbolIndex(row);
    if (at == kNoSymbol) {
        addBadLine(line, -1, FindingRule::FieldCount, row.bar.line);
        return;
    }
    RawSymbol& symbol = m_rows.symbols[at];
    if (row.bar.date == kNoDay) {
        addBadLine(line, static_cast<int>(at), FindingRule::MissingDate, row.bar.line);
        return;
    }
    if (!symbol.bars.empty() && symbol.bars.back().date == row.bar.date && m_lastSecond[at] != row.second)
        ++symbol.sameDayTimes;
    m_lastSecond[at] = row.second;
    if (symbol.bars.empty()) {
        symbol.name = displayText(row.name, kMaxName);
        symbol.isin = displayText(row.isin, kMaxName);
        symbol.currency = displayText(row.currency, kMaxName);
    }
    if (m_dialect.source->shareSeries) {
        symbol.series = row.series;
        symbol.seriesRank.push_back(seriesRankOf(row.series));
    }
    const bool isScaled = m_dialect.columns.has(ColumnRole::RawClose);
    symbol.bars.push_back(isScaled ? scaled(row.bar, row.rawClose) : row.bar);
}

void RowReader::addBadLine(std::string_view line, int symbol, FindingRule rule, int number)
{
    if (m_rows.badLines.size() < kMaxBadLines)
        m_rows.badLines.push_back({number, symbol, rule, displayText(line, kBadLineText)});
    else
        ++m_rows.unlistedBadLines;
}

} // namespace tt
