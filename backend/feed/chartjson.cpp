// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/chartjson.h"

#include "feed/exchangezone.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace tt {

namespace {

constexpr qsizetype kMostRows = 100'000;
constexpr double kNoNumber = std::numeric_limits<double>::quiet_NaN();

Error badData(const ChartRequest& asked, const std::string& what)
{
    return downloadError(ErrorCode::DataInvalid, "bad data",
                         "The answer for " + asked.symbol + " is not usable: " + what + "; try again later");
}

Error notFound(const ChartRequest& asked, const std::string& what)
{
    return downloadError(ErrorCode::NotFound, "not found",
                         "The source has no prices of " + asked.symbol +
                             (what.empty() ? "" : " (" + what + ")") +
                             ": check its spelling, or whether it is still listed");
}

/// A server's own words, short and printable.
std::string said(const QJsonValue& value)
{
    QString text;
    for (const QChar c : value.toString().left(120)) {
        if (c.isPrint())
            text += c;
    }
    return text.toStdString();
}

/// What the status alone says; nullopt: the body decides.
std::optional<Error> statusError(const ChartRequest& asked, const HttpAnswer& answer, const std::string& what)
{
    const std::string status = " (HTTP " + std::to_string(answer.status) + ")";
    if (answer.status == 429 || answer.body.left(200).contains("Too Many Requests"))
        return downloadError(ErrorCode::RateLimited, "throttled",
                             "The source asks for fewer requests" + status + ": try again later");
    if (answer.status == 401 || answer.status == 403)
        return downloadError(ErrorCode::Refused, "refused",
                             "The source refused " + asked.symbol + status +
                                 (what.empty() ? "" : ", " + what) +
                                 ": try again later, or import a file of its prices");
    if (answer.status == 404)
        return notFound(asked, what);
    if (answer.status >= 500)
        return downloadError(ErrorCode::Network, "network",
                             "The source is in trouble" + status + ": try again later");
    if (answer.status == 400 && what.starts_with("Data doesn't exist"))
        return notFound(asked, "no days in the range asked for");
    if (answer.status != 200)
        return badData(asked, "it came with HTTP " + std::to_string(answer.status) +
                                  (what.empty() ? "" : ", " + what));
    if (!what.empty())
        return notFound(asked, what);
    return std::nullopt;
}

/// Whether the text is the beginning of an object whose rest never came; a connection may break off.
bool endsTooEarly(const QByteArray& text)
{
    if (!text.startsWith('{'))
        return false;
    int depth = 0;
    bool isText = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (isText && c == '\\')
            ++i;
        else if (c == '"')
            isText = !isText;
        else if (!isText)
            depth += int(c == '{' || c == '[') - int(c == '}' || c == ']');
        if (depth == 0)
            return false;
    }
    return true;
}

double number(const QJsonValue& value)
{
    return value.isDouble() ? value.toDouble() : kNoNumber;
}

double at(const QJsonArray& column, qsizetype i)
{
    return i < column.size() ? number(column[i]) : kNoNumber;
}

/// The shortest decimal of the float that a double was widened from; any other double as it is.
double unwidened(double value)
{
    const auto narrow = static_cast<float>(value);
    if (!std::isfinite(value) || static_cast<double>(narrow) != value)
        return value;
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), narrow);
    double decimal = value;
    std::from_chars(text.data(), end.ptr, decimal);
    return decimal;
}

/// The product of the ratios of the splits after the day.
double laterFactor(const std::vector<CorporateAction>& splits, Day day)
{
    double factor = 1;
    for (const CorporateAction& split : splits)
        factor *= split.day > day ? split.value : 1;
    return factor;
}

class ChartReader
{
public:
    ChartReader(const ChartRequest& asked, const QJsonObject& result, std::int64_t nowMs)
        : m_asked(asked)
        , m_result(result)
        , m_meta(result[u"meta"].toObject())
        , m_nowMs(nowMs)
    {
    }

    Result<OnlineBars> read()
    {
        if (const auto fault = metaFault())
            return badData(m_asked, *fault);
        std::optional<ExchangeZone> zone =
            ExchangeZone::of(m_meta[u"exchangeTimezoneName"].toString(), number(m_meta[u"gmtoffset"]));
        if (!zone)
            return badData(m_asked, "it does not say the exchange's time zone");
        m_zone = std::move(*zone);
        m_out.currency = said(m_meta[u"currency"]);
        m_out.name = said(m_meta[u"longName"]);
        if (m_out.name.empty())
            m_out.name = said(m_meta[u"shortName"]);
        readEvents();
        if (totalFactor(m_out.actions) > kMostTotalFactor ||
            totalFactor(m_out.actions) < 1 / kMostTotalFactor)
            return badData(m_asked, "its splits cannot be");
        if (const auto fault = readRows())
            return badData(m_asked, *fault);
        return std::move(m_out);
    }

private:
    std::optional<std::string> metaFault() const
    {
        const QString symbol = m_meta[u"symbol"].toString();
        if (symbol.compare(QString::fromStdString(m_asked.symbol), Qt::CaseInsensitive) != 0)
            return "it is about another symbol, '" + said(m_meta[u"symbol"]) + "'";
        const QJsonValue step = m_meta[u"dataGranularity"];
        if (!step.isUndefined() && step.toString() != u"1d")
            return "daily bars were asked for, it has '" + said(step) + "'";
        return std::nullopt;
    }

    void take(CorporateAction action)
    {
        action.origin = ActionOrigin::Online;
        if (std::ranges::find(m_asked.removed, ActionKey{action.day, action.kind}) != m_asked.removed.end())
            return;
        const bool known = std::any_of(m_out.actions.begin(), m_out.actions.end(), [&](const auto& one) {
            return one.day == action.day && one.kind == action.kind;
        });
        if (action.day == kNoDay || !std::isfinite(action.value) || actionFault(action) || known)
            ++m_out.badEvents;
        else
            m_out.actions.push_back(action);
    }

    void readEvents()
    {
        const QJsonObject events = m_result[u"events"].toObject();
        for (const QJsonValue& one : events[u"splits"].toObject()) {
            const double value = number(one[u"numerator"]) / number(one[u"denominator"]);
            take({m_zone.dayOf(number(one[u"date"])), ActionKind::Split, value, ActionOrigin::Online});
        }
        m_splits = m_out.actions;
        for (const QJsonValue& one : events[u"dividends"].toObject()) {
            const Day day = m_zone.dayOf(number(one[u"date"]));
            take({day, ActionKind::Dividend, unwidened(number(one[u"amount"])) * laterFactor(m_splits, day),
                  ActionOrigin::Online});
        }
        std::ranges::sort(m_out.actions, {}, [](const auto& one) { return std::pair(one.day, one.kind); });
    }

    std::optional<std::string> readRows()
    {
        const QJsonArray times = m_result[u"timestamp"].toArray();
        const QJsonObject indicators = m_result[u"indicators"].toObject();
        const QJsonObject quote = indicators[u"quote"].toArray().at(0).toObject();
        const QJsonArray open = quote[u"open"].toArray(), high = quote[u"high"].toArray(),
                         low = quote[u"low"].toArray(), close = quote[u"close"].toArray(),
                         volume = quote[u"volume"].toArray();
        const QJsonArray adjusted = indicators[u"adjclose"].toArray().at(0)[u"adjclose"].toArray();
        const qsizetype rows = std::max({times.size(), open.size(), high.size(), low.size(), close.size()});
        if (times.isEmpty() && rows > 0)
            return "its rows have no dates";
        if (rows > kMostRows)
            return "it has " + std::to_string(rows) + " rows";
        std::vector<RawBar> raw;
        raw.reserve(static_cast<std::size_t>(rows));
        for (qsizetype i = 0; i < rows; ++i)
            raw.push_back(rawBar({m_zone.dayOf(at(times, i)), at(open, i), at(high, i), at(low, i),
                                  at(close, i), at(volume, i), at(adjusted, i), static_cast<int>(i + 1)}));
        leaveOutPartial(raw);
        m_out.checked = checkBars(std::move(raw), m_zone.dayOf(static_cast<double>(m_nowMs) / 1000));
        return std::nullopt;
    }

    RawBar rawBar(RawBar bar) const
    {
        const double factor = laterFactor(m_splits, bar.date);
        for (double* price : {&bar.open, &bar.high, &bar.low, &bar.close})
            *price = unwidened(*price) * factor;
        bar.volume /= factor;
        return bar;
    }

    /// The session's day and end as the answer states them; without, every bar of today may change.
    void leaveOutPartial(std::vector<RawBar>& raw)
    {
        const auto now = static_cast<double>(m_nowMs) / 1000;
        const Day today = m_zone.dayOf(now);
        const double end = number(m_meta[u"currentTradingPeriod"][u"regular"][u"end"]);
        // A session that ends at midnight belongs to the day before.
        const bool closed = std::isfinite(end) && m_zone.dayOf(end - 1) == today && now >= end;
        const auto isToday = [today](const RawBar& bar) { return bar.date == today; };
        const auto open = std::find_if(raw.begin(), raw.end(), isToday);
        if (closed || open == raw.end())
            return;
        m_out.partial = *open;
        std::erase_if(raw, isToday);
    }

    const ChartRequest& m_asked;
    const QJsonObject& m_result;
    const QJsonObject m_meta;
    std::int64_t m_nowMs;
    ExchangeZone m_zone;
    std::vector<CorporateAction> m_splits;
    OnlineBars m_out;
};

} // namespace

Error downloadError(ErrorCode code, const char* reason, std::string message)
{
    return makeError(code, std::move(message)).with(kReason, reason);
}

std::string downloadReason(const Error& error)
{
    for (const auto& [name, value] : error.details) {
        if (name == kReason)
            return value;
    }
    return "other";
}

Result<OnlineBars> readChart(const ChartRequest& asked, const HttpAnswer& answer, std::int64_t nowMs)
{
    QJsonParseError fault;
    const QJsonDocument document = QJsonDocument::fromJson(answer.body, &fault);
    // Errors come under the name of the service that was asked: chart, finance, quoteSummary.
    const QJsonObject root = document.object();
    const QJsonObject chart = root.isEmpty() ? QJsonObject() : root.begin()->toObject();
    if (auto error = statusError(asked, answer, said(chart[u"error"][u"description"])))
        return std::move(*error);
    if (answer.body.left(500).trimmed().startsWith('<'))
        return badData(asked, "it is a web page");
    if (!document.isObject() && endsTooEarly(answer.body))
        return downloadError(ErrorCode::Network, "network",
                             "The answer for " + asked.symbol + " ended too early: try again later");
    if (!document.isObject())
        return badData(asked, answer.body.isEmpty() ? "it is empty" : "it is no JSON");
    if (!chart[u"error"].isNull() && !chart[u"error"].isUndefined())
        return badData(asked, "it reports an error without a reason");
    const QJsonArray results = root[u"chart"][u"result"].toArray();
    if (results.isEmpty())
        return badData(asked, "it has no result");
    const QJsonObject result = results.at(0).toObject();
    return ChartReader(asked, result, nowMs).read();
}

} // namespace tt
