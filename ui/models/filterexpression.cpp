// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/filterexpression.h"

#include "base/numbertext.h"
#include "engine/registry.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <optional>

namespace tt {

namespace {

using R = const ResultRecord&;

enum class Op { Contains, Equal, Unequal, Less, LessEqual, Greater, GreaterEqual };

std::string lower(std::string_view text)
{
    std::string out(text);
    for (char& c : out)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

/// Lower case without spaces, signs and underlines: "Strong Buy", "strong_buy" and "strongbuy" are one.
std::string squeezed(std::string_view text)
{
    std::string out;
    for (const char c : lower(text)) {
        if (c != ' ' && c != '_' && c != '-')
            out += c;
    }
    return out;
}

struct NumberField
{
    std::string_view name;
    double (*value)(R);
};

double defined(R r, double value)
{
    return r.analysis.verdict == Verdict::NoVerdict ? kUndefined : value;
}

template<double TradePlan::*Member>
double planValue(R r)
{
    return r.analysis.plan ? (*r.analysis.plan).*Member : kUndefined;
}

constexpr std::array<NumberField, 12> kNumbers = {{
    {"score", [](R r) { return defined(r, r.analysis.score); }},
    {"evidence", [](R r) { return defined(r, r.analysis.evidence); }},
    {"close", [](R r) { return r.analysis.close; }},
    {"bars", [](R r) { return static_cast<double>(r.analysis.bars); }},
    {"volume", [](R r) { return r.analysis.values.volume; }},
    {"entry", planValue<&TradePlan::entry>},
    {"stop", planValue<&TradePlan::stop>},
    {"target", planValue<&TradePlan::target>},
    {"rr", planValue<&TradePlan::rewardRisk>},
    {"shares", planValue<&TradePlan::shares>},
    {"capital", planValue<&TradePlan::capitalRequired>},
    {"risk", planValue<&TradePlan::valueAtRisk>},
}};

/// A field of words: free text, or one of a closed set in the order of its enumeration.
struct TextField
{
    std::string_view name;
    std::string_view words; ///< of the closed set; empty: free text
    const std::string& (*text)(R);
    std::size_t (*word)(R);
};

constexpr std::array<TextField, 9> kTexts = {{
    {"ticker", "", [](R r) -> const std::string& { return r.ticker; }, nullptr},
    {"name", "", [](R r) -> const std::string& { return r.name; }, nullptr},
    {"strategy", "", [](R r) -> const std::string& { return r.strategyName; }, nullptr},
    {"verdict", "strongsell sell hold buy strongbuy noverdict", nullptr,
     [](R r) { return static_cast<std::size_t>(r.analysis.verdict); }},
    {"signal", "none buy sell hold", nullptr,
     [](R r) { return static_cast<std::size_t>(r.analysis.signal); }},
    {"grade", "a b c d f", nullptr, [](R r) { return static_cast<std::size_t>(r.analysis.grade); }},
    {"plan", "none ok rejectedrr ticktoocoarse sizezero", nullptr,
     [](R r) { return static_cast<std::size_t>(r.analysis.planStatus); }},
    {"source", "demo csv stored yahoo nse", nullptr, [](R r) { return static_cast<std::size_t>(r.source); }},
    {"demo", "no yes", nullptr, [](R r) { return static_cast<std::size_t>(r.isDemo); }},
}};

constexpr std::array<std::string_view, 6> kVerdictWords = {"strong sell", "sell",       "hold",
                                                           "buy",         "strong buy", "no verdict"};

std::vector<std::string_view> wordsOf(std::string_view list)
{
    std::vector<std::string_view> out;
    while (!list.empty()) {
        const std::size_t space = std::min(list.find(' '), list.size());
        out.push_back(list.substr(0, space));
        list.remove_prefix(std::min(space + 1, list.size()));
    }
    return out;
}

template<class Table>
auto findField(const Table& table, std::string_view name) -> decltype(table.data())
{
    const auto found =
        std::find_if(table.begin(), table.end(), [&](const auto& f) { return f.name == name; });
    return found == table.end() ? nullptr : &*found;
}

struct OpText
{
    std::string_view text;
    Op op;
};
constexpr std::array<OpText, 7> kOps = {{{"<=", Op::LessEqual},
                                         {">=", Op::GreaterEqual},
                                         {"!=", Op::Unequal},
                                         {"<", Op::Less},
                                         {">", Op::Greater},
                                         {"=", Op::Equal},
                                         {":", Op::Contains}}};

bool holds(Op op, double a, double b)
{
    if (!std::isfinite(a))
        return false;
    switch (op) {
    case Op::Less:
        return a < b;
    case Op::LessEqual:
        return a <= b;
    case Op::Greater:
        return a > b;
    case Op::GreaterEqual:
        return a >= b;
    case Op::Unequal:
        return a != b;
    case Op::Equal:
    case Op::Contains:
        break;
    }
    return a == b;
}

Error wrong(std::string message)
{
    Error error = validationError({{"filter", message, ViolationType::Pattern}});
    error.message = std::move(message);
    return error;
}

std::vector<std::string> words(std::string_view text, bool& openQuote)
{
    std::vector<std::string> out;
    std::string word;
    bool quoted = false, any = false;
    for (const char c : text) {
        if (c == '"') {
            quoted = !quoted;
            any = true;
        } else if (!quoted && (c == ' ' || c == '\t')) {
            if (any)
                out.push_back(word);
            word.clear();
            any = false;
        } else {
            word += c;
            any = true;
        }
    }
    if (any)
        out.push_back(word);
    openQuote = quoted;
    return out;
}

std::vector<std::string> alternatives(std::string_view text)
{
    std::vector<std::string> out;
    while (true) {
        const std::size_t comma = text.find(',');
        out.push_back(squeezed(text.substr(0, comma)));
        if (comma == std::string_view::npos)
            return out;
        text.remove_prefix(comma + 1);
    }
}

} // namespace

struct FilterExpression::Term
{
    std::function<bool(R, std::string_view haystack)> holds;
    bool negated = false;
};

namespace {

using Term = FilterExpression::Term;
using Holds = std::function<bool(R, std::string_view)>;

struct Split
{
    std::string field, value;
    Op op = Op::Contains;
    std::string_view opText;
};

/// "score>0.4" in its parts; nullopt for a plain word.
std::optional<Split> split(const std::string& term)
{
    const std::size_t at = term.find_first_of("<>=!:");
    if (at == std::string::npos || at == 0)
        return std::nullopt;
    for (const OpText& row : kOps) {
        if (term.compare(at, row.text.size(), row.text) == 0)
            return Split{lower(term.substr(0, at)), term.substr(at + row.text.size()), row.op, row.text};
    }
    return std::nullopt;
}

Result<Holds> numberTerm(const Split& part, const std::function<double(R)>& value)
{
    const std::optional<double> limit = numberFromText(part.value);
    if (!limit)
        return wrong("\"" + part.field + std::string(part.opText) + part.value + "\" needs a number, as in " +
                     part.field + ">0.5.");
    return Holds(
        [value, op = part.op, limit = *limit](R r, std::string_view) { return holds(op, value(r), limit); });
}

bool fits(Op op, std::string_view have, const std::vector<std::string>& wanted)
{
    return std::any_of(wanted.begin(), wanted.end(), [&](const std::string& word) {
        return op == Op::Contains ? have.find(word) != std::string_view::npos : have == word;
    });
}

Error wrongWord(const TextField& field, const std::string& word)
{
    return wrong("\"" + std::string(field.name) + "\" cannot be \"" + word + "\"; use " +
                 (field.words.empty() ? "a word" : "one of: " + std::string(field.words)) + ".");
}

/// A term on a closed set is decided once for every word of the set.
Result<Holds> closedTerm(const Split& part, const TextField& field, const std::vector<std::string>& wanted)
{
    const std::vector<std::string_view> set = wordsOf(field.words);
    for (const std::string& word : wanted) {
        if (std::none_of(set.begin(), set.end(),
                         [&](std::string_view known) { return fits(part.op, known, {word}); }))
            return wrongWord(field, word);
    }
    std::vector<bool> accepted;
    for (const std::string_view known : set)
        accepted.push_back(fits(part.op, known, wanted) != (part.op == Op::Unequal));
    return Holds([accepted, number = field.word](R r, std::string_view) { return accepted[number(r)]; });
}

Result<Holds> textTerm(const Split& part, const TextField& field)
{
    if (part.op != Op::Contains && part.op != Op::Equal && part.op != Op::Unequal)
        return wrong("\"" + part.field + "\" is a word; compare it with \":\", as in " + part.field + ":" +
                     std::string(field.words.empty() ? "tata" : wordsOf(field.words).back()) + ".");
    std::vector<std::string> wanted = alternatives(part.value);
    for (const std::string& word : wanted) {
        if (word.empty())
            return wrongWord(field, word);
    }
    if (!field.words.empty())
        return closedTerm(part, field, wanted);
    return Holds([text = field.text, op = part.op, wanted = std::move(wanted)](R r, std::string_view) {
        return fits(op, squeezed(text(r)), wanted) != (op == Op::Unequal);
    });
}

Result<Holds> fieldTerm(const Split& part)
{
    if (part.value.empty())
        return wrong("\"" + part.field + std::string(part.opText) + "\" needs a value after it.");
    if (const TextField* field = findField(kTexts, part.field))
        return textTerm(part, *field);
    if (const NumberField* field = findField(kNumbers, part.field))
        return numberTerm(part, field->value);
    if (const std::optional<IndicatorId> id = indicatorFromKey(part.field))
        return numberTerm(part, [id = *id](R r) { return r.analysis.votes[indexOf(id)].value; });
    return wrong(
        "\"" + part.field +
        "\" is not known; use verdict, signal, grade, plan, strategy, source, demo, ticker, name, score, "
        "evidence, close, rr, capital, risk, shares, bars or an indicator such as rsi.");
}

} // namespace

Result<FilterExpression> FilterExpression::parse(std::string_view text)
{
    bool openQuote = false;
    const std::vector<std::string> all = words(text, openQuote);
    if (openQuote)
        return wrong("A quotation mark is missing: close the text with \".");
    FilterExpression expression;
    for (const std::string& word : all) {
        Term term;
        term.negated = word.size() > 1 && word.front() == '-';
        const std::string body = term.negated ? word.substr(1) : word;
        if (const std::optional<Split> part = split(body)) {
            Result<Holds> parsed = fieldTerm(*part);
            if (!parsed)
                return parsed.error();
            term.holds = std::move(parsed.value());
        } else {
            term.holds = [needle = lower(body)](R, std::string_view haystack) {
                return haystack.find(needle) != std::string_view::npos;
            };
        }
        expression.m_terms.push_back(std::make_shared<const Term>(std::move(term)));
    }
    return expression;
}

bool FilterExpression::matches(const ResultRecord& result, std::string_view haystack) const
{
    return std::all_of(m_terms.begin(), m_terms.end(), [&](const std::shared_ptr<const Term>& term) {
        return term->holds(result, haystack) != term->negated;
    });
}

std::string FilterExpression::haystackOf(const ResultRecord& result)
{
    return lower(result.ticker) + ' ' + lower(result.name) + ' ' +
           std::string(kVerdictWords[static_cast<std::size_t>(result.analysis.verdict)]);
}

} // namespace tt
