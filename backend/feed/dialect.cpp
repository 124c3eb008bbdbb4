// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/dialect.h"

#include "feed/fields.h"
#include "feed/tickername.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace tt {

namespace {

constexpr std::size_t kHeaderSearchLines = 20;
constexpr std::size_t kSampleLines = 400;

constexpr std::array<std::pair<char, std::string_view>, 4> kDelimiters = {
    {{',', "comma"}, {';', "semicolon"}, {'\t', "tab"}, {'|', "bar"}}};

constexpr std::array<ColumnRole, 4> kPrices = {ColumnRole::Open, ColumnRole::High, ColumnRole::Low,
                                               ColumnRole::Close};

struct SampleLine
{
    std::string_view text;
    int number = 0;
    const char* after = nullptr;
};

std::vector<SampleLine> sampleLines(std::string_view text, char lineEnd, std::size_t count, int firstLine = 1)
{
    std::vector<SampleLine> lines;
    LineCursor cursor(text, lineEnd, firstLine);
    while (lines.size() < count && cursor.next()) {
        if (!isIgnoredLine(cursor.line()))
            lines.push_back({cursor.line(), cursor.number(), cursor.rest()});
    }
    return lines;
}

std::vector<std::string> normalHeaders(std::string_view line, char delimiter)
{
    std::vector<std::string> headers;
    for (const std::string_view field : splitFields(line, delimiter))
        headers.push_back(normalHeader(field));
    return headers;
}

int prices(const ColumnMap& map)
{
    return static_cast<int>(
        std::count_if(kPrices.begin(), kPrices.end(), [&](ColumnRole role) { return map.has(role); }));
}

Error formatError(const std::string& path, const std::string& what)
{
    return makeError(ErrorCode::FileFormat, "'" + path + "' " + what).with("path", path);
}

std::vector<char> candidateDelimiters(const ReadOptions& options)
{
    if (options.delimiter)
        return {*options.delimiter};
    std::vector<char> candidates;
    for (const auto& [delimiter, name] : kDelimiters)
        candidates.push_back(delimiter);
    return candidates;
}

/// Where a choice's column is by its name, -1 without. A number is no name: a line of data would have it.
int namedColumn(const std::vector<std::string>& headers, const ColumnChoice& choice)
{
    const std::string wanted = normalHeader(choice.column);
    const bool isNumber = wanted.find_first_not_of("0123456789") == std::string::npos;
    const auto found = std::find(headers.begin(), headers.end(), wanted);
    return isNumber || found == headers.end() ? -1 : static_cast<int>(found - headers.begin());
}

/// A column means one thing: what it meant before is not there any more. The close that gives way to the
/// adjusted one stays as what the other prices are measured by.
void setColumn(ColumnMap& map, ColumnRole role, int at)
{
    if (role == ColumnRole::Close && at == map[ColumnRole::AdjustedClose])
        map[ColumnRole::RawClose] = map[ColumnRole::Close];
    std::replace(map.index.begin(), map.index.end(), at, -1);
    map[role] = at;
}

/// The line and delimiter that make the best header; false when no line names a price.
bool findHeader(const std::vector<SampleLine>& lines, std::string_view text, const ReadOptions& options,
                Dialect& dialect)
{
    for (std::size_t i = 0; i < std::min(lines.size(), kHeaderSearchLines); ++i) {
        int best = 1;
        for (const char delimiter : candidateDelimiters(options)) {
            const std::vector<std::string> headers = normalHeaders(lines[i].text, delimiter);
            ColumnMap map = matchHeader(headers);
            for (const ColumnChoice& choice : options.columns) {
                if (const int at = namedColumn(headers, choice); at >= 0)
                    setColumn(map, choice.role, at);
            }
            if (prices(map) == 0 || map.known() <= best)
                continue;
            best = map.known();
            dialect.delimiter = delimiter;
            dialect.columns = map;
            dialect.source = &sourceKind(headers);
        }
        if (best == 1)
            continue;
        dialect.firstDataLine = lines[i].number + 1;
        dialect.header = headerKey(lines[i].text);
        dialect.data = {lines[i].after, static_cast<std::size_t>(text.data() + text.size() - lines[i].after)};
        dialect.reasons.push_back("Line " + std::to_string(lines[i].number) + " is the header of a " +
                                  std::string(dialect.source->name) + '.');
        return true;
    }
    return false;
}

bool findLayout(const std::vector<SampleLine>& lines, std::string_view text, const ReadOptions& options,
                Dialect& dialect)
{
    for (std::size_t i = 0; i < std::min(lines.size(), kHeaderSearchLines); ++i) {
        for (const char delimiter : candidateDelimiters(options)) {
            const std::optional<ColumnMap> map = matchLayout(splitFields(lines[i].text, delimiter));
            if (!map)
                continue;
            dialect.delimiter = delimiter;
            dialect.columns = *map;
            dialect.source = &headerlessSource();
            dialect.firstDataLine = lines.front().number;
            dialect.data = {lines.front().text.data(),
                            static_cast<std::size_t>(text.data() + text.size() - lines.front().text.data())};
            dialect.reasons.push_back("No header; line " + std::to_string(lines[i].number) +
                                      " begins with a symbol or date and holds prices.");
            return true;
        }
    }
    return false;
}

std::optional<Violation> applyChoice(const ColumnChoice& choice, std::string_view headerLine,
                                     Dialect& dialect)
{
    const std::vector<std::string> headers = normalHeaders(headerLine, dialect.delimiter);
    int at = namedColumn(headers, choice);
    const char* const last = choice.column.data() + choice.column.size();
    int number = 0;
    if (const auto [end, error] = std::from_chars(choice.column.data(), last, number);
        error == std::errc() && end == last)
        at = number - 1;
    if (at < 0 || at >= static_cast<int>(headers.size()))
        return Violation{"column", "'" + choice.column + "' is no column of the file",
                         ViolationType::Unknown};
    setColumn(dialect.columns, choice.role, at);
    return std::nullopt;
}

std::optional<Error> applyChoices(const std::vector<SampleLine>& lines, const ReadOptions& options,
                                  Dialect& dialect)
{
    std::string_view headerLine = lines.front().text;
    for (const SampleLine& line : lines) {
        if (line.number == dialect.firstDataLine - 1)
            headerLine = line.text;
    }
    std::vector<Violation> violations;
    for (const ColumnChoice& choice : options.columns) {
        if (const auto violation = applyChoice(choice, headerLine, dialect))
            violations.push_back(*violation);
    }
    if (violations.empty())
        return std::nullopt;
    return validationError(std::move(violations));
}

std::optional<Error> missingColumns(const Dialect& dialect, const std::string& path)
{
    if (!dialect.columns.has(ColumnRole::Date) && dialect.fileDate == kNoDay)
        return formatError(path, dialect.source->dateInFileName
                                     ? "has no date column: keep the date in its name, as in EQ010321.csv."
                                     : "has prices but no date column: give a file of daily bars.");
    std::string missing;
    for (const ColumnRole role : kPrices) {
        if (!dialect.columns.has(role))
            missing += (missing.empty() ? "" : ", ") + std::string(columnRoleName(role));
    }
    if (missing.empty())
        return std::nullopt;
    if (prices(dialect.columns) == 1 && dialect.columns.has(ColumnRole::Close))
        return formatError(path, "holds closing prices only: open, high and low are needed too.");
    return formatError(path, "has no column for " + missing + ": open, high, low and close are all needed.");
}

void sampleContent(Dialect& dialect)
{
    std::array<int, 7> shapes{};
    DecimalVotes decimals;
    for (const SampleLine& line : sampleLines(dialect.data, dialect.lineEnd, kSampleLines)) {
        const std::vector<std::string_view> fields = splitFields(line.text, dialect.delimiter);
        const auto field = [&](ColumnRole role) {
            const int at = dialect.columns[role];
            return at >= 0 && at < static_cast<int>(fields.size()) ? fields[static_cast<std::size_t>(at)]
                                                                   : std::string_view();
        };
        if (const std::string_view date = field(ColumnRole::Date); !date.empty())
            ++shapes[static_cast<std::size_t>(dateShape(date))];
        for (const ColumnRole role : kPrices)
            decimals.add(field(role));
        if (dialect.exchange.empty() && dialect.columns.has(ColumnRole::Exchange))
            dialect.exchange = field(ColumnRole::Exchange);
    }
    shapes[0] = 0;
    dialect.dateShape =
        static_cast<DateShape>(std::max_element(shapes.begin(), shapes.end()) - shapes.begin());
    dialect.numbers.decimalComma = decimals.decimalComma(dialect.delimiter);
    if (dialect.numbers.decimalComma)
        dialect.reasons.emplace_back("The prices have a decimal comma.");
}

/// Every row votes: the first days of a month alone cannot tell day from month.
DateOrderVotes countOrderVotes(const Dialect& dialect)
{
    DateOrderVotes votes;
    std::string scratch;
    LineCursor cursor(dialect.data, dialect.lineEnd);
    while (cursor.next()) {
        const char* position = cursor.line().data();
        const char* const end = position + cursor.line().size();
        for (int column = 0; column <= dialect.columns[ColumnRole::Date] && position <= end; ++column) {
            const std::string_view field = takeField(position, end, dialect.delimiter, scratch);
            if (column == dialect.columns[ColumnRole::Date])
                votes.add(field);
        }
    }
    return votes;
}

std::optional<Error> decideDateOrder(const ReadOptions& options, bool remembered, const std::string& path,
                                     Dialect& dialect)
{
    if (options.dateOrder && !remembered) {
        dialect.dateOrder = *options.dateOrder;
        dialect.reasons.push_back("The dates are " + std::string(dateOrderName(dialect.dateOrder)) +
                                  " as asked for.");
        if (dialect.dateShape == DateShape::Numbers) {
            const std::optional<DateOrder> told = countOrderVotes(dialect).order();
            dialect.isOrderNeeded = !told;
            dialect.isOrderDenied = told && *told != dialect.dateOrder;
        }
        return std::nullopt;
    }
    if (dialect.dateShape != DateShape::Numbers)
        return std::nullopt;
    if (!options.dateOrder && (dialect.exchange == "NSE" || dialect.exchange == "BSE")) {
        dialect.reasons.push_back(dialect.exchange + " writes the day first.");
        return std::nullopt;
    }
    const DateOrderVotes votes = countOrderVotes(dialect);
    const std::optional<DateOrder> order = votes.order();
    if (!order && options.dateOrder) {
        dialect.dateOrder = *options.dateOrder;
        return std::nullopt;
    }
    if (!order)
        return formatError(path,
                           "has dates whose day and month cannot be told apart: say which comes first with "
                           "--date-format DMY or --date-format MDY.");
    dialect.dateOrder = *order;
    const int proofs = std::max(votes.firstAbove12, votes.secondAbove12);
    dialect.reasons.push_back(std::to_string(proofs) + " of " + std::to_string(votes.numbers) +
                              " dates have a day above 12: the dates are " +
                              std::string(dateOrderName(*order)) + '.');
    return std::nullopt;
}

/// The remembered correction of a file that the user does not correct himself.
const ReadProfile* profileOf(const std::vector<SampleLine>& lines, const ReadOptions& options)
{
    if (!options.empty() || !options.profiles || options.profiles->empty())
        return nullptr;
    for (const SampleLine& line : lines) {
        const auto found = options.profiles->find(headerKey(line.text));
        if (found != options.profiles->end())
            return &found->second;
    }
    return nullptr;
}

std::string_view delimiterName(char delimiter)
{
    for (const auto& [known, name] : kDelimiters) {
        if (known == delimiter)
            return name;
    }
    return "delimiter as given";
}

} // namespace

std::string headerKey(std::string_view line)
{
    constexpr std::size_t kLongest = 2'000;
    std::string key;
    for (const char c : line) {
        if (c == ' ' || c == '"' || c == '\r')
            continue;
        if (key.size() == kLongest)
            break;
        key += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return key;
}

bool isIgnoredLine(std::string_view line)
{
    line = trimmed(line);
    return line.empty() || line.front() == '#' || line.front() == '\x1a' || line.starts_with("//") ||
           line.starts_with("sep=");
}

std::string Dialect::description() const
{
    std::string text = std::string(source->name) + ", " + std::string(delimiterName(delimiter));
    if (numbers.decimalComma)
        text += ", decimal comma";
    if (fileDate != kNoDay && !columns.has(ColumnRole::Date))
        return text + ", date from the file's name";
    if (dateShape == DateShape::Numbers)
        return text + ", dates " + std::string(dateOrderName(dateOrder));
    return text + ", dates " + std::string(dateShapeExample(dateShape));
}

Result<Dialect> recognise(std::string_view text, const std::string& path, const ReadOptions& asked)
{
    Dialect dialect;
    dialect.lineEnd = lineEndOf(text);
    const std::vector<SampleLine> lines = sampleLines(text, dialect.lineEnd, kHeaderSearchLines);
    if (lines.empty())
        return formatError(path, "holds only comments and blank lines.");
    ReadOptions options = asked;
    const ReadProfile* const remembered = profileOf(lines, asked);
    dialect.isRemembered = remembered != nullptr;
    if (remembered) {
        static_cast<ReadCorrection&>(options) = remembered->correction;
        dialect.reasons.push_back("Read as corrected on " + dayText(remembered->since) +
                                  " for files of this header.");
    }
    if (!findHeader(lines, text, options, dialect) && !findLayout(lines, text, options, dialect))
        return formatError(path, "holds no prices: a table with date, open, high, low and close is needed.");
    dialect.exchange = dialect.columns.has(ColumnRole::Exchange) ? "" : dialect.source->exchange;
    if (dialect.source->dateInFileName)
        dialect.fileDate = dateFromPath(path);
    if (const auto error = applyChoices(lines, options, dialect))
        return *error;
    if (const auto error = missingColumns(dialect, path))
        return *error;
    if (dialect.columns.has(ColumnRole::RawClose))
        dialect.reasons.emplace_back("Open, high and low are scaled as the close is adjusted.");
    if (sampleLines(dialect.data, dialect.lineEnd, 1).empty())
        return formatError(path, "has a header but no rows.");
    sampleContent(dialect);
    if (const auto error = decideDateOrder(options, remembered != nullptr, path, dialect))
        return *error;
    return dialect;
}

} // namespace tt
