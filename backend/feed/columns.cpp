// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/columns.h"

#include "feed/numberformat.h"

#include <algorithm>
#include <cctype>
#include <cmath>

namespace tt {

namespace {

constexpr std::array<std::string_view, kColumnRoles> kRoleNames = {
    "date",     "time",     "open", "high", "low",    "close",           "adjusted close",
    "volume",   "symbol",   "name", "isin", "series", "instrument type", "exchange",
    "currency", "raw close"};

/// A normalised header that means a role. Where several columns of a file mean one role, the lowest rank
/// wins, then the first column.
struct Synonym
{
    std::string_view header;
    ColumnRole role;
    int rank;
};

constexpr Synonym kSynonyms[] = {
    {"date", ColumnRole::Date, 0},
    {"datetime", ColumnRole::Date, 0},
    {"timestamp", ColumnRole::Date, 0},
    {"traddt", ColumnRole::Date, 0},
    {"tradedate", ColumnRole::Date, 0},
    {"tradingdate", ColumnRole::Date, 0},
    {"data", ColumnRole::Date, 0},
    {"datum", ColumnRole::Date, 0},
    {"fecha", ColumnRole::Date, 0},
    {"日期", ColumnRole::Date, 0},
    {"date1", ColumnRole::Date, 1},
    {"bizdt", ColumnRole::Date, 1},
    {"day", ColumnRole::Date, 2},
    {"time", ColumnRole::Date, 3},
    {"time", ColumnRole::Time, 0},
    {"open", ColumnRole::Open, 0},
    {"openprice", ColumnRole::Open, 0},
    {"opnpric", ColumnRole::Open, 0},
    {"1open", ColumnRole::Open, 0},
    {"otwarcie", ColumnRole::Open, 0},
    {"apertura", ColumnRole::Open, 0},
    {"eröffnung", ColumnRole::Open, 0},
    {"开盘", ColumnRole::Open, 0},
    {"o", ColumnRole::Open, 1},
    {"high", ColumnRole::High, 0},
    {"highprice", ColumnRole::High, 0},
    {"hghpric", ColumnRole::High, 0},
    {"2high", ColumnRole::High, 0},
    {"najwyzszy", ColumnRole::High, 0},
    {"najwyższy", ColumnRole::High, 0},
    {"máximo", ColumnRole::High, 0},
    {"hoch", ColumnRole::High, 0},
    {"高", ColumnRole::High, 0},
    {"h", ColumnRole::High, 1},
    {"low", ColumnRole::Low, 0},
    {"lowprice", ColumnRole::Low, 0},
    {"lwpric", ColumnRole::Low, 0},
    {"3low", ColumnRole::Low, 0},
    {"najnizszy", ColumnRole::Low, 0},
    {"najniższy", ColumnRole::Low, 0},
    {"mínimo", ColumnRole::Low, 0},
    {"tief", ColumnRole::Low, 0},
    {"低", ColumnRole::Low, 0},
    {"l", ColumnRole::Low, 1},
    {"close", ColumnRole::Close, 0},
    {"closeprice", ColumnRole::Close, 0},
    {"clspric", ColumnRole::Close, 0},
    {"4close", ColumnRole::Close, 0},
    {"zamkniecie", ColumnRole::Close, 0},
    {"zamknięcie", ColumnRole::Close, 0},
    {"cierre", ColumnRole::Close, 0},
    {"schluss", ColumnRole::Close, 0},
    {"收盘", ColumnRole::Close, 0},
    {"close/last", ColumnRole::Close, 0},
    {"c", ColumnRole::Close, 1},
    {"price", ColumnRole::Close, 2},
    {"last", ColumnRole::Close, 3},
    {"lastprice", ColumnRole::Close, 3},
    {"adjclose", ColumnRole::AdjustedClose, 0},
    {"adjustedclose", ColumnRole::AdjustedClose, 0},
    {"5adjustedclose", ColumnRole::AdjustedClose, 0},
    {"volume", ColumnRole::Volume, 0},
    {"vol", ColumnRole::Volume, 0},
    {"tottrdqty", ColumnRole::Volume, 0},
    {"ttltrdqnty", ColumnRole::Volume, 0},
    {"ttltradgvol", ColumnRole::Volume, 0},
    {"totaltradedquantity", ColumnRole::Volume, 0},
    {"noofshrs", ColumnRole::Volume, 0},
    {"noofshares", ColumnRole::Volume, 0},
    {"sharestraded", ColumnRole::Volume, 0},
    {"tradedvolume", ColumnRole::Volume, 0},
    {"wolumen", ColumnRole::Volume, 0},
    {"volumen", ColumnRole::Volume, 0},
    {"交易量", ColumnRole::Volume, 0},
    {"5volume", ColumnRole::Volume, 0},
    {"6volume", ColumnRole::Volume, 0},
    {"v", ColumnRole::Volume, 1},
    {"qty", ColumnRole::Volume, 2},
    {"symbol", ColumnRole::Symbol, 0},
    {"ticker", ColumnRole::Symbol, 0},
    {"tckrsymb", ColumnRole::Symbol, 0},
    {"filename", ColumnRole::Symbol, 1},
    {"sccode", ColumnRole::Symbol, 1},
    {"securitycode", ColumnRole::Symbol, 1},
    {"stock", ColumnRole::Symbol, 2},
    {"name", ColumnRole::Symbol, 3},
    {"companyname", ColumnRole::Name, 0},
    {"nameofcompany", ColumnRole::Name, 0},
    {"scname", ColumnRole::Name, 0},
    {"fininstrmnm", ColumnRole::Name, 0},
    {"securityname", ColumnRole::Name, 0},
    {"name", ColumnRole::Name, 1},
    {"isin", ColumnRole::Isin, 0},
    {"isincode", ColumnRole::Isin, 0},
    {"isinnumber", ColumnRole::Isin, 0},
    {"series", ColumnRole::Series, 0},
    {"sctysrs", ColumnRole::Series, 0},
    {"fininstrmtp", ColumnRole::InstrumentType, 0},
    {"src", ColumnRole::Exchange, 0},
    {"currency", ColumnRole::Currency, 0},
};

/// T text, D date, N number, H time of day; the letters below name the role of each column, '-' none.
struct Layout
{
    std::string_view kinds;
    std::string_view roles;
};
constexpr Layout kLayouts[] = {
    {"TDNNNNN", "sdohlcv"}, {"TDNNNN", "sdohlc"},       {"DNNNNN", "dohlcv"},     {"DNNNN", "dohlc"},
    {"DTNNNNN", "dsohlcv"}, {"TTDHNNNNN", "s-dtohlcv"}, {"TTDNNNNN", "s-dohlcv"}, {"DHNNNNN", "dtohlcv"},
    {"DHNNNN", "dtohlc"},   {"TDHNNNNN", "sdtohlcv"},
};
constexpr std::string_view kRoleLetters = "dtohlcavs"; // in the order of ColumnRole, as far as layouts need

constexpr SourceKind kSources[] = {
    {"UDiFF bhavcopy", "traddt tckrsymb sctysrs clspric", "NSE", true, false},
    {"NSE full bhavcopy", "symbol series date1 closeprice ttltrdqnty", "NSE", true, false},
    {"NSE legacy bhavcopy", "symbol series close tottrdqty timestamp", "NSE", true, false},
    {"NSE archive set", "date symbol series prevclose close vwap", "NSE", true, false},
    {"NSE history export", "symbol series date prevclose closeprice totaltradedquantity", "NSE", true, false},
    {"NSE per-symbol export", "date series prevclose ltp close vwap", "NSE", true, false},
    {"BSE bhavcopy", "sccode scname scgroup close noofshrs", "BSE", false, true},
    {"Stooq table", "ticker per date open close", {}, false, false},
    {"Stooq download", "data otwarcie zamkniecie", {}, false, false},
    {"investing.com export", "date price open high low change%", {}, false, false},
    {"investing.com export", "日期 收盘 开盘", {}, false, false},
    {"Quandl download", "date close exdividend splitratio", {}, false, false},
    {"yfinance history", "open close dividends stocksplits", {}, false, false},
    {"Yahoo download", "date open close adjclose volume", {}, false, false},
    {"many-symbol table", "date open close name", {}, false, false},
    {"price table", {}, {}, false, false},
};
constexpr SourceKind kHeaderless = {"ASCII without a header", {}, {}, false, false};

char kindOf(std::string_view field)
{
    if (dateShape(field) != DateShape::None && field.size() >= 6)
        return 'D';
    if (!std::isnan(readNumber(field, {})))
        return 'N';
    if (field.empty() || field == "-" || field == "null" || field == "NaN")
        return '?';
    return 'T';
}

/// A compact date and a volume look alike, and so do a ticker of digits and a number: what a layout asks for
/// decides where the text allows it.
bool fits(char kind, char wanted, std::string_view field)
{
    switch (wanted) {
    case 'D':
        return kind == 'D';
    case 'T':
        return !field.empty();
    case 'H':
        return field.find(':') != std::string_view::npos || field.size() == 6 || field == "0";
    default:
        return kind == '?' || !std::isnan(readNumber(field, {}));
    }
}

ColumnMap layoutMap(const Layout& layout)
{
    ColumnMap map;
    for (std::size_t i = 0; i < layout.roles.size(); ++i) {
        if (const std::size_t role = kRoleLetters.find(layout.roles[i]); role != std::string_view::npos)
            map.index[role] = static_cast<int>(i);
    }
    return map;
}

bool hasAll(std::string_view signature, std::span<const std::string> headers)
{
    while (!signature.empty()) {
        const std::string_view word = signature.substr(0, signature.find(' '));
        signature.remove_prefix(std::min(signature.size(), word.size() + 1));
        if (std::find(headers.begin(), headers.end(), word) == headers.end())
            return false;
    }
    return true;
}

} // namespace

std::string_view columnRoleName(ColumnRole role)
{
    return kRoleNames[static_cast<std::size_t>(role)];
}

std::optional<ColumnRole> columnRoleFromName(std::string_view name)
{
    const std::string wanted = normalHeader(name);
    for (std::size_t i = 0; i < kColumnRoles; ++i) {
        if (normalHeader(kRoleNames[i]) == wanted)
            return static_cast<ColumnRole>(i);
    }
    return std::nullopt;
}

int ColumnMap::known() const
{
    return static_cast<int>(std::count_if(index.begin(), index.end(), [](int at) { return at >= 0; }));
}

std::string normalHeader(std::string_view header)
{
    std::string out;
    for (const char c : header) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 128 || std::isalnum(byte) || c == '%' || c == '/')
            out += static_cast<char>(std::tolower(byte));
    }
    return out;
}

ColumnMap matchHeader(std::span<const std::string> headers)
{
    ColumnMap map;
    std::array<int, kColumnRoles> rank;
    rank.fill(100);
    for (std::size_t column = 0; column < headers.size(); ++column) {
        for (const Synonym& synonym : kSynonyms) {
            const auto role = static_cast<std::size_t>(synonym.role);
            if (synonym.header == headers[column] && synonym.rank < rank[role]) {
                map.index[role] = static_cast<int>(column);
                rank[role] = synonym.rank;
            }
        }
    }
    // A date frame saved with its index has an empty first header.
    if (!map.has(ColumnRole::Date) && !headers.empty() && headers.front().empty() && map.known() >= 3)
        map[ColumnRole::Date] = 0;
    if (map[ColumnRole::Time] == map[ColumnRole::Date])
        map[ColumnRole::Time] = -1;
    if (map[ColumnRole::Name] == map[ColumnRole::Symbol])
        map[ColumnRole::Name] = -1;
    return map;
}

std::optional<ColumnMap> matchLayout(std::span<const std::string_view> fields)
{
    std::string kinds;
    for (const std::string_view field : fields)
        kinds += kindOf(field);
    const Layout* best = nullptr;
    for (const Layout& layout : kLayouts) {
        bool match = layout.kinds.size() <= fields.size();
        for (std::size_t i = 0; match && i < layout.kinds.size(); ++i)
            match = fits(kinds[i], layout.kinds[i], fields[i]);
        if (match && (!best || layout.kinds.size() > best->kinds.size()))
            best = &layout;
    }
    if (!best)
        return std::nullopt;
    return layoutMap(*best);
}

const SourceKind& sourceKind(std::span<const std::string> headers)
{
    return *std::find_if(std::begin(kSources), std::end(kSources),
                         [&](const SourceKind& source) { return hasAll(source.signature, headers); });
}

const SourceKind& headerlessSource()
{
    return kHeaderless;
}

} // namespace tt
