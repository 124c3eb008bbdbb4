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

struct TextField
{
    std::string_view name;
    std::string_view values; ///< what is right, for the error; empty: anything
    std::string (*value)(R); ///< squeezed
};

constexpr std::array<TextField, 9> kTexts = {{
    {"ticker", "", [](R r) { return squeezed(r.ticker); }},
    {"name", "", [](R r) { return squeezed(r.name); }},
    {"verdict", "strongbuy buy hold sell strongsell noverdict",
     [](R r) { return squeezed(verdictName(r.analysis.verdict)); }},
    {"signal", "buy sell hold", [](R r) { return squeezed(signalName(r.analysis.signal)); }},
    {"grade", "a b c d f", [](R r) { return squeezed(gradeName(r.analysis.grade)); }},
    {"plan", "ok rejectedrr ticktoocoarse sizezero none",
     [](R r) { return squeezed(planStatusName(r.analysis.planStatus)); }},
    {"strategy", "", [](R r) { return squeezed(r.strategyName); }},
    {"source", "demo csv stored yahoo nse", [](R r) { return squeezed(dataSourceName(r.source)); }},
    {"demo", "yes no", [](R r) { return std::string(r.isDemo ? "yes" : "no"); }},
}};

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

/// True when `value` begins, or for verdicts lies within, one of the words of `values`.
bool possible(std::string_view values, std::string_view value)
{
    while (!values.empty()) {
        const std::size_t space = values.find(' ');
        if (values.substr(0, space).find(value) != std::string_view::npos)
            return true;
        values = space == std::string_view::npos ? std::string_view() : values.substr(space + 1);
    }
    return false;
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

Result<Holds> textTerm(const Split& part, const TextField& field)
{
    if (part.op != Op::Contains && part.op != Op::Equal && part.op != Op::Unequal)
        return wrong(
            "\"" + part.field + "\" is a word; compare it with \":\", as in " + part.field + ":" +
            std::string(field.values.empty() ? "tata" : field.values.substr(0, field.values.find(' '))) +
            ".");
    std::vector<std::string> wanted = alternatives(part.value);
    for (const std::string& word : wanted) {
        if (word.empty() || (!field.values.empty() && !possible(field.values, word)))
            return wrong("\"" + part.field + "\" cannot be \"" + word + "\"; use " +
                         (field.values.empty() ? "a word" : "one of: " + std::string(field.values)) + ".");
    }
    return Holds([value = field.value, op = part.op, wanted = std::move(wanted)](R r, std::string_view) {
        const std::string have = value(r);
        const bool any = std::any_of(wanted.begin(), wanted.end(), [&](const std::string& word) {
            return op == Op::Contains ? have.find(word) != std::string::npos : have == word;
        });
        return any != (op == Op::Unequal);
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
           lower(verdictName(result.analysis.verdict));
}

} // namespace tt
