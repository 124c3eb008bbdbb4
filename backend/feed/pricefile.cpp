// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/pricefile.h"

#include "feed/dialect.h"
#include "feed/joinbars.h"
#include "feed/rowreader.h"
#include "feed/textfile.h"
#include "feed/tickername.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

namespace tt {

namespace {

Error formatError(const std::string& path, const std::string& what)
{
    return makeError(ErrorCode::FileFormat, "'" + path + "' " + what).with("path", path);
}

Error cancelledError()
{
    return makeError(ErrorCode::Cancelled, "Reading was cancelled.");
}

constexpr std::size_t kMaxSymbol = 64;

constexpr Day kLongestSeam = 30; // days between the last bar of an old symbol and the first of its successor

struct Span
{
    Day first = 0, last = 0;
    double firstClose = 0, lastClose = 0;
    std::size_t symbol = 0;
};

/// The symbols by date when no date is covered by two of them, else empty.
std::vector<Span> separateSpans(const std::vector<RawSymbol>& symbols)
{
    std::vector<Span> spans;
    for (std::size_t i = 0; i < symbols.size(); ++i) {
        if (symbols[i].bars.empty())
            return {};
        const auto [first, last] =
            std::minmax_element(symbols[i].bars.begin(), symbols[i].bars.end(),
                                [](const RawBar& a, const RawBar& b) { return a.date < b.date; });
        spans.push_back({first->date, last->date, first->close, last->close, i});
        // A table of many symbols is seen at its second one.
        if (i > 0 && spans[0].first <= spans[i].last && spans[i].first <= spans[0].last)
            return {};
    }
    std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) { return a.first < b.first; });
    for (std::size_t i = 1; i < spans.size(); ++i) {
        if (spans[i].first <= spans[i - 1].last)
            return {};
    }
    return spans;
}

/// Two symbols one after the other may as well be two companies: the same ISIN makes them one, or in a file
/// of an exchange prices that go on where the others end.
bool isSuccessor(const RawRows& rows, const Span& before, const Span& after, bool isExchangeFile)
{
    const std::string& isin = rows.symbols[before.symbol].isin;
    if (!isin.empty() || !rows.symbols[after.symbol].isin.empty())
        return isin == rows.symbols[after.symbol].isin;
    return isExchangeFile && after.first - before.last <= kLongestSeam &&
           !isJump(before.lastClose, after.firstClose);
}

/// A file that goes from one symbol to its successor is one instrument that was renamed: all its bars go to
/// the newest symbol.
struct Renames
{
    std::vector<Finding> notes;
    std::vector<FormerTicker> former;
};

Renames joinRenamed(RawRows& rows, const std::string& exchange)
{
    Renames found;
    if (rows.symbols.size() < 2)
        return found;
    const std::vector<Span> spans = separateSpans(rows.symbols);
    const auto isBroken = [&](const Span& before, const Span& after) {
        return !isSuccessor(rows, before, after, !exchange.empty());
    };
    if (spans.empty() || std::ranges::adjacent_find(spans, isBroken) != spans.end())
        return found;
    RawSymbol newest = std::move(rows.symbols[spans.back().symbol]);
    for (std::size_t i = 0; i + 1 < spans.size(); ++i) {
        RawSymbol& older = rows.symbols[spans[i].symbol];
        newest.bars.insert(newest.bars.end(), older.bars.begin(), older.bars.end());
        newest.seriesRank.insert(newest.seriesRank.end(), older.seriesRank.begin(), older.seriesRank.end());
        const std::string& next =
            i + 2 == spans.size() ? newest.symbol : rows.symbols[spans[i + 1].symbol].symbol;
        const Day until = spans[i + 1].first;
        found.notes.push_back({until, 0, FindingRule::Renamed, older.symbol + " to " + next});
        if (std::string ticker = tickerOf(older.symbol, exchange); !ticker.empty())
            found.former.push_back({std::move(ticker), until});
        newest.sameDayTimes += older.sameDayTimes;
    }
    rows.symbols.clear();
    rows.symbols.push_back(std::move(newest));
    for (BadLine& bad : rows.badLines)
        bad.symbol = bad.symbol >= 0 ? 0 : -1;
    return found;
}

/// Of two series of one share on one day the preferred one stays: EQ, then BE, then BZ.
int keepOneSeries(RawSymbol& symbol, std::vector<Finding>& notes)
{
    const auto [lowest, highest] = std::minmax_element(symbol.seriesRank.begin(), symbol.seriesRank.end());
    if (symbol.seriesRank.empty() || *lowest == *highest)
        return 0;
    std::map<Day, std::uint8_t> best;
    for (std::size_t i = 0; i < symbol.bars.size(); ++i) {
        const auto [at, isNew] = best.emplace(symbol.bars[i].date, symbol.seriesRank[i]);
        at->second = std::min(at->second, symbol.seriesRank[i]);
    }
    std::size_t kept = 0;
    for (std::size_t i = 0; i < symbol.bars.size(); ++i) {
        const RawBar& bar = symbol.bars[i];
        if (symbol.seriesRank[i] == best[bar.date])
            symbol.bars[kept++] = bar;
        else
            notes.push_back({bar.date, bar.line, FindingRule::OtherSeries, "another series of the same day"});
    }
    const auto dropped = symbol.bars.size() - kept;
    symbol.bars.resize(kept);
    return static_cast<int>(dropped);
}

std::optional<Error> refuseIntraday(const RawRows& rows, const std::string& path)
{
    std::size_t bars = 0, within = 0;
    for (const RawSymbol& symbol : rows.symbols) {
        bars += symbol.bars.size();
        within += static_cast<std::size_t>(symbol.sameDayTimes);
    }
    if (within * 4 <= bars)
        return std::nullopt;
    return formatError(path, "holds several bars a day: daily bars are needed.");
}

InstrumentBars makeInstrument(RawSymbol& raw, const Dialect& dialect, const ReadOptions& options)
{
    InstrumentBars instrument;
    instrument.ticker = tickerOf(raw.symbol, dialect.exchange);
    instrument.symbol = displayText(raw.symbol, kMaxSymbol);
    instrument.name = std::move(raw.name);
    instrument.isin = std::move(raw.isin);
    instrument.series = std::move(raw.series);
    instrument.exchange = dialect.exchange;
    instrument.currency = dialect.exchange.empty() ? std::move(raw.currency) : "INR";
    instrument.source = dialect.exchange == "NSE" ? DataSource::Nse : DataSource::Csv;
    instrument.checked = checkBars(std::move(raw.bars), options.asOf);
    return instrument;
}

void sortFindings(std::vector<Finding>& findings)
{
    std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
        return std::pair(a.date, a.line) < std::pair(b.date, b.line);
    });
}

void addBadLines(RawRows& rows, std::vector<InstrumentBars>& instruments, PriceFile& file)
{
    for (BadLine& bad : rows.badLines) {
        if (bad.symbol < 0 && instruments.size() == 1)
            bad.symbol = 0;
        Finding finding{kNoDay, bad.line, bad.rule, std::move(bad.text)};
        if (bad.symbol < 0) {
            file.findings.push_back(std::move(finding));
            ++file.rows;
            ++file.quarantined;
            continue;
        }
        CheckedBars& checked = instruments[static_cast<std::size_t>(bad.symbol)].checked;
        checked.findings.push_back(std::move(finding));
        ++checked.rows;
        ++checked.quarantined;
    }
    const bool one = instruments.size() == 1;
    (one ? instruments[0].checked.rows : file.rows) += rows.unlistedBadLines;
    (one ? instruments[0].checked.quarantined : file.quarantined) += rows.unlistedBadLines;
    if (rows.unlistedBadLines > 0)
        file.reasons.push_back(std::to_string(rows.unlistedBadLines) + " further bad lines are not listed.");
}

void addOtherSeries(const RawRows& rows, PriceFile& file)
{
    for (const auto& [series, lines] : rows.otherSeries) {
        file.setAside += lines.count;
        file.findings.push_back(
            {kNoDay, lines.firstLine, FindingRule::OtherSeries,
             std::to_string(lines.count) + " rows of series " + displayText(series, kMaxSymbol)});
    }
}

/// By ticker. Two symbols may become one ticker ("BRK B" and "BRK_B").
void joinSameTickers(std::vector<InstrumentBars>& instruments)
{
    // Places are sorted: to move an instrument takes long.
    std::vector<std::size_t> order(instruments.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto ticker = [&](std::size_t i) -> const std::string& { return instruments[i].ticker; };
    std::ranges::stable_sort(order, {}, ticker);
    std::vector<InstrumentBars> joined;
    joined.reserve(instruments.size());
    for (auto from = order.begin(); from != order.end();) {
        const auto to =
            std::find_if(from, order.end(), [&](std::size_t i) { return ticker(i) != ticker(*from); });
        std::vector<InstrumentBars> same;
        for (auto at = from; to - from > 1 && at != to; ++at)
            same.push_back(std::move(instruments[*at]));
        joined.push_back(same.empty() ? std::move(instruments[*from]) : joinInstrument(std::move(same)));
        from = to;
    }
    instruments = std::move(joined);
}

void addCounts(const CheckedBars& checked, PriceFile& file)
{
    file.rows += checked.rows;
    file.accepted += checked.accepted;
    file.repaired += checked.repaired;
    file.quarantined += checked.quarantined;
    file.duplicates += checked.duplicates;
    if (checked.bars.empty())
        return;
    file.firstDate = file.firstDate == kNoDay ? checked.bars.date.front()
                                              : std::min(file.firstDate, checked.bars.date.front());
    file.lastDate = std::max(file.lastDate, checked.bars.date.back());
}

/// What is remembered is used for other files unasked: a correction that had no effect, or that most of the
/// rows speak against, is not.
bool isBorneOut(const PriceFile& file, const Dialect& dialect, const ReadCorrection& correction)
{
    const bool hasEffect = dialect.isOrderNeeded || correction.delimiter || !correction.columns.empty();
    return hasEffect && !dialect.isOrderDenied && file.accepted > file.rows / 2;
}

/// The symbol that the user gave, or that of the file's name; either may be replaced by a column.
Result<std::string> fileSymbol(const std::string& path, const ReadOptions& options)
{
    if (!options.symbol.empty() && tickerOf(options.symbol, {}).empty())
        return validationError({{"symbol", "must hold a letter or a digit", ViolationType::Pattern}});
    return options.symbol.empty() ? symbolFromPath(path) : options.symbol;
}

std::optional<Error> checkRows(RawRows& rows, const std::string& path, const ReadOptions& options)
{
    if (rows.cancelled)
        return cancelledError();
    if (!options.symbol.empty() && rows.symbols.size() > 1)
        return validationError(
            {{"symbol", "the file holds several symbols, so one cannot be given", ViolationType::Conflict}});
    const bool anyBar = std::any_of(rows.symbols.begin(), rows.symbols.end(),
                                    [](const RawSymbol& symbol) { return !symbol.bars.empty(); });
    if (!anyBar && !rows.otherSeries.empty())
        return formatError(path, "holds no ordinary shares: rows of the series EQ, BE or BZ are needed.");
    if (!anyBar)
        return formatError(path, "holds no row with a date and prices: give a file of daily bars.");
    return refuseIntraday(rows, path);
}

} // namespace

Result<PriceFile> readPriceFile(const std::string& path, const ReadOptions& options,
                                const CancelCheck& cancelled)
{
    if (cancelled && cancelled())
        return cancelledError();
    const Result<std::string> symbol = fileSymbol(path, options);
    if (!symbol)
        return symbol.error();
    const Result<TextFile> text = readTextFile(path);
    if (!text)
        return text.error();
    Result<Dialect> dialect = recognise(text->text(), path, options);
    if (!dialect)
        return dialect.error();
    if (!dialect->columns.has(ColumnRole::Symbol) && tickerOf(*symbol, dialect->exchange).empty())
        return formatError(path, "gives no ticker: name the file after its symbol.");

    RawRows rows = RowReader(*dialect, *symbol).read(cancelled);
    Renames renames = joinRenamed(rows, dialect->exchange);
    std::vector<Finding>& notes = renames.notes;
    if (const auto error = checkRows(rows, path, options))
        return *error;
    if (!options.symbol.empty())
        rows.symbols.front().symbol = options.symbol;

    PriceFile file;
    file.path = path;
    file.dialect = dialect->description();
    file.reasons = dialect->reasons;
    file.header = dialect->header;
    file.checksum = text->checksum();
    addOtherSeries(rows, file);
    std::vector<InstrumentBars>& instruments = file.instruments;
    for (RawSymbol& raw : rows.symbols) {
        if (cancelled && cancelled())
            return cancelledError();
        file.setAside += keepOneSeries(raw, notes);
        InstrumentBars& made = instruments.emplace_back(makeInstrument(raw, *dialect, options));
        made.checked.findings.insert(made.checked.findings.end(), notes.begin(), notes.end());
        notes.clear();
        made.former = std::exchange(renames.former, {});
    }
    addBadLines(rows, instruments, file);
    joinSameTickers(instruments);
    for (InstrumentBars& instrument : instruments) {
        sortFindings(instrument.checked.findings);
        addCounts(instrument.checked, file);
    }
    file.isRemembered = dialect->isRemembered;
    file.isWorthKeeping = isBorneOut(file, *dialect, options);
    return file;
}

} // namespace tt
