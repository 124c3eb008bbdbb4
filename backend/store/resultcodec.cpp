// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/resultcodec.h"

#include "base/jsonwriter.h"

#include <charconv>

namespace tt {

namespace {

constexpr int kLayout = 1;

using Values = IndicatorValues<double>;

// Stored by position: new values are added at the end, with a new layout number.
constexpr double Values::*kValues[] = {
    &Values::rsi,
    &Values::macd,
    &Values::macdSignal,
    &Values::macdHistogram,
    &Values::adx,
    &Values::plusDi,
    &Values::minusDi,
    &Values::psar,
    &Values::emaFast,
    &Values::emaSlow,
    &Values::supertrend,
    &Values::supertrendDirection,
    &Values::stochasticK,
    &Values::stochasticD,
    &Values::cci,
    &Values::williams,
    &Values::atr,
    &Values::bollingerUpper,
    &Values::bollingerMiddle,
    &Values::bollingerLower,
    &Values::obv,
    &Values::cmf,
    &Values::close,
    &Values::volume,
    &Values::supertrendAtr,
    &Values::obvSma20,
    &Values::volumeSma20,
    &Values::volumeSma20Before,
    &Values::sma20,
    &Values::sma50,
    &Values::tradedValueSma20,
};
static_assert(sizeof(Values) == std::size(kValues) * sizeof(double));

void writeFlip(JsonWriter& json, const char* key, const std::optional<Flip>& flip)
{
    json.key(key);
    if (!flip) {
        json.null();
        return;
    }
    json.beginArray().value(flip->close).value(verdictName(flip->verdict)).endArray();
}

/// Walks the text that encodeDetails writes: fixed order, no white space.
class Cursor
{
public:
    explicit Cursor(std::string_view text)
        : m_at(text.data())
        , m_end(text.data() + text.size())
    {
    }

    bool ok() const { return m_ok; }
    bool atEnd() const { return m_at == m_end; }

    bool take(std::string_view literal)
    {
        if (!peek(literal))
            return false;
        m_at += literal.size();
        return true;
    }
    void expect(std::string_view literal) { m_ok = m_ok && take(literal); }
    void separate(std::size_t index)
    {
        if (index > 0)
            expect(",");
    }

    double number()
    {
        if (take("null"))
            return kUndefined;
        double value = 0;
        const auto [next, fault] = std::from_chars(m_at, m_end, value);
        m_ok = m_ok && fault == std::errc();
        m_at = next;
        return value;
    }

    /// Codes and names: no escapes are written for them.
    std::string text()
    {
        expect("\"");
        const char* from = m_at;
        while (m_at < m_end && *m_at != '"' && *m_at != '\\')
            ++m_at;
        std::string found(from, m_at);
        expect("\"");
        return found;
    }

    bool peek(std::string_view literal) const
    {
        return std::string_view(m_at, static_cast<std::size_t>(m_end - m_at)).substr(0, literal.size()) ==
               literal;
    }

private:
    const char* m_at;
    const char* m_end;
    bool m_ok = true;
};

void readVotes(Cursor& in, PerIndicator<Vote>& votes)
{
    for (std::size_t i = 0; i < votes.size() && in.ok(); ++i) {
        Vote& vote = votes[i];
        in.separate(i);
        in.expect("[");
        vote.value = in.number();
        in.expect(",");
        const double side = in.number();
        vote.vote = side > 0 ? 1 : side < 0 ? -1 : 0;
        for (double* part : {&vote.confidence, &vote.weight, &vote.share}) {
            in.expect(",");
            *part = in.number();
        }
        in.expect(",");
        vote.defined = in.number() == 1;
        in.expect("]");
    }
}

void readReasons(Cursor& in, std::vector<Reason>& reasons)
{
    reasons.clear();
    while (in.ok() && !in.peek("]")) {
        in.separate(reasons.size());
        in.expect("[");
        Reason reason;
        reason.code = in.text();
        in.expect(",");
        reason.value = in.number();
        in.expect("]");
        reasons.push_back(std::move(reason));
    }
}

bool readFlip(Cursor& in, std::optional<Flip>& flip)
{
    flip.reset();
    if (in.take("null"))
        return true;
    in.expect("[");
    const double close = in.number();
    in.expect(",");
    const std::optional<Verdict> verdict = verdictFromName(in.text());
    in.expect("]");
    if (!verdict)
        return false;
    flip = Flip{close, *verdict};
    return in.ok();
}

} // namespace

std::string encodeDetails(const Analysis& analysis)
{
    JsonWriter json;
    json.beginObject().key("v").value(kLayout).key("votes").beginArray();
    for (const Vote& vote : analysis.votes) {
        json.beginArray().value(vote.value).value(vote.vote).value(vote.confidence);
        json.value(vote.weight).value(vote.share).value(vote.defined ? 1 : 0).endArray();
    }
    json.endArray().key("values").beginArray();
    for (double Values::*value : kValues)
        json.value(analysis.values.*value);
    json.endArray().key("reasons").beginArray();
    for (const Reason& reason : analysis.reasons)
        json.beginArray().value(reason.code).value(reason.value).endArray();
    json.endArray();
    writeFlip(json, "up", analysis.flipUp);
    writeFlip(json, "down", analysis.flipDown);
    json.endObject();
    return json.take();
}

bool decodeDetails(std::string_view text, Analysis& analysis)
{
    Cursor in(text);
    in.expect("{\"v\":1,\"votes\":[");
    readVotes(in, analysis.votes);
    in.expect("],\"values\":[");
    for (std::size_t i = 0; i < std::size(kValues) && in.ok(); ++i) {
        in.separate(i);
        analysis.values.*kValues[i] = in.number();
    }
    in.expect("],\"reasons\":[");
    readReasons(in, analysis.reasons);
    in.expect("],\"up\":");
    const bool up = readFlip(in, analysis.flipUp);
    in.expect(",\"down\":");
    const bool down = readFlip(in, analysis.flipDown);
    in.expect("}");
    return up && down && in.ok() && in.atEnd();
}

} // namespace tt
