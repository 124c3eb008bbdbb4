// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/options.h"

#include "base/day.h"
#include "base/numbertext.h"
#include "jobs/settings.h"

#include <QCoreApplication>

#include <algorithm>

namespace tt::cli {

namespace {

using enum OptionType;

#define TT_HELP(text) QT_TRANSLATE_NOOP("cli", text)

constexpr OptionInfo kOptions[] = {
    {"data-dir", "DIR", Text, "", "data.dir", nullptr, TT_HELP("Folder of the database, logs and backups")},
    {"json", nullptr, Flag, "", "", nullptr, TT_HELP("One JSON document instead of a table, errors too")},
    {"quiet", nullptr, Flag, "", "", nullptr, TT_HELP("Errors alone on standard error")},
    {"verbose", nullptr, Flag, "", "", nullptr, TT_HELP("Log lines of every step on standard error")},
    {"help", nullptr, Flag, "", "", nullptr, TT_HELP("This text")},
    {"version", nullptr, Flag, "", "", nullptr, TT_HELP("Versions of program, engine and rules")},

    {"demo", nullptr, Flag, "", "", nullptr, TT_HELP("Made-up prices, the same on every machine")},
    {"count", "N", Whole, "1..100000", "", "2200", TT_HELP("Demo: number of tickers")},
    {"bars", "N", Whole, "50..100000", "", "500", TT_HELP("Demo: bars of each ticker")},
    {"seed", "N", Whole, "0..4294967295", "", "1", TT_HELP("Demo: another seed makes other prices")},
    {"csv", "PATH", Text, "", "", nullptr, TT_HELP("Read a price file or a folder of them, without storing")},
    {"stored", nullptr, Flag, "", "", nullptr, TT_HELP("Use imported bars (the default)")},
    {"online", nullptr, Flag, "", "", nullptr, TT_HELP("Download what is missing first; for personal use")},
    {"resume", nullptr, Flag, "", "", nullptr,
     TT_HELP("What is left of downloads that were stopped or failed for a while")},
    {"all", nullptr, Flag, "", "", nullptr, TT_HELP("Every instrument of the source")},
    {"watchlist", "NAME", Text, "", "", nullptr, TT_HELP("The tickers of this watchlist")},

    {"strategy", "S", Text, "", "analysis.strategy", "1", TT_HELP("Strategy: its number, name or id")},
    {"capital", "X", Real, ">0..100000000", "analysis.capital", "100000",
     TT_HELP("Capital that plans are made for")},
    {"risk", "PCT", Real, "0.1..10", "analysis.risk", "2",
     TT_HELP("Percent of the capital that a trade may lose")},
    {"position-limit", "PCT", Real, "1..100", "analysis.position_limit", TT_HELP("the strategy's"),
     TT_HELP("Largest position in percent of the capital")},
    {"min-rr", "X", Real, "0..10", "analysis.min_rr", TT_HELP("the strategy's"),
     TT_HELP("Least reward for each unit of risk")},
    {"allow-short", nullptr, Flag, "", "", nullptr, TT_HELP("Make plans for short sales too")},
    {"indicators", "a,b,c", Text, "", "", TT_HELP("all"), TT_HELP("Only these indicators vote")},
    {"weight", "id=X", Pair, "0..10", "", TT_HELP("the strategy's"),
     TT_HELP("Weight of an indicator; may be given several times"), true},
    {"category-weight", "name=X", Pair, "0..10", "", TT_HELP("the strategy's"),
     TT_HELP("Weight of a category (trend, momentum, volatility, volume); may be given several times"), true},
    {"as-of", "DATE", Date, "", "", nullptr,
     TT_HELP("Judge as of this day; later bars are left out (YYYY-MM-DD)")},
    {"include-partial-bar", nullptr, Flag, "", "", nullptr, TT_HELP("Use today's unfinished bar too")},
    {"workers", "N", Whole, "1..64", "analysis.workers", TT_HELP("one a core"),
     TT_HELP("Threads that compute")},
    {"force", nullptr, Flag, "", "", nullptr, TT_HELP("Run even if the same request is running already")},

    {"date-format", "DMY", Text, "", "", TT_HELP("by the file"),
     TT_HELP("Which comes first in dates like 03/04/2024: DMY, MDY or YMD")},
    {"delimiter", "CHAR", Text, "", "", TT_HELP("by the file"),
     TT_HELP("What separates the columns: a character, or comma, semicolon, tab, bar")},
    {"column", "ROLE=HEADER", Text, "", "", TT_HELP("by the file"),
     TT_HELP(
         "The column of a role by its header or number, such as close=\"Adj Close\"; may be given several "
         "times"),
     true},
    {"symbol", "NAME", Text, "", "", TT_HELP("by the file"), TT_HELP("The symbol of a file that holds one")},
    {"preview", nullptr, Flag, "", "", nullptr, TT_HELP("Show how the files are understood; keep nothing")},

    {"transient", nullptr, Flag, "", "", nullptr,
     TT_HELP("Only failures that may pass by themselves (busy, network)")},
    {"set", "key=value", Text, "", "", nullptr,
     TT_HELP("Set a number or the name; may be given several times"), true},
    {"revision", "N", Whole, "1..1000000000", "", nullptr,
     TT_HELP("The revision that the change starts from")},

    {"out", "FILE", Text, "", "", nullptr, TT_HELP("Write a CSV file, whole or not at all")},
    {"latest", nullptr, Flag, "", "", nullptr, TT_HELP("Only the newest result of each ticker")},
};

constexpr std::string_view kCommon[] = {"data-dir", "json", "quiet", "verbose", "help", "version"};

QString translated(const char* text)
{
    return QCoreApplication::translate("cli", text);
}

std::string sentence(const char* text, std::string_view argument)
{
    const QString name = QString::fromUtf8(argument.data(), static_cast<qsizetype>(argument.size()));
    return translated(text).arg(name).toStdString();
}

std::optional<Violation> checkNumber(const OptionInfo& option, std::string_view value)
{
    SettingInfo rule{};
    rule.key = option.name;
    rule.type = option.type == Whole ? SettingType::Integer : SettingType::Real;
    rule.byDefault = "needed";
    rule.range = option.range;
    return checkSetting(rule, value);
}

std::optional<Violation> checkPair(const OptionInfo& option, std::string_view value)
{
    const std::size_t sign = value.find('=');
    if (sign == std::string_view::npos || sign == 0)
        return Violation{std::string(option.name),
                         sentence(TT_HELP("must look like name=2.5, not '%1'"), value),
                         ViolationType::Pattern};
    std::optional<Violation> broken = checkNumber(option, value.substr(sign + 1));
    if (broken)
        broken->message = std::string(value.substr(0, sign)) + " " + broken->message;
    return broken;
}

std::optional<Violation> checkValue(const OptionInfo& option, std::string_view value)
{
    const std::string name(option.name);
    if (value.empty())
        return Violation{name, translated(TT_HELP("needs a value")).toStdString(), ViolationType::Required};
    switch (option.type) {
    case Whole:
    case Real:
        return checkNumber(option, value);
    case Pair:
        return checkPair(option, value);
    case Date:
        if (!dayFromText(value))
            return Violation{name, sentence(TT_HELP("must be a day like 2024-01-31, not '%1'"), value),
                             ViolationType::Pattern};
        break;
    case Flag:
    case Text:
        break;
    }
    return std::nullopt;
}

class Parser
{
public:
    explicit Parser(std::span<const std::string> arguments)
        : m_arguments(arguments)
    {
    }

    Typed run()
    {
        bool wordsOnly = false;
        for (; m_at < m_arguments.size(); ++m_at) {
            const std::string& argument = m_arguments[m_at];
            if (!wordsOnly && argument == "--")
                wordsOnly = true;
            else if (!wordsOnly && argument == "-h")
                m_typed.options["help"] = {};
            else if (!wordsOnly && argument.size() > 1 && argument.starts_with('-'))
                option(argument);
            else
                m_typed.words.push_back(argument);
        }
        return std::move(m_typed);
    }

private:
    void option(std::string_view argument)
    {
        const std::size_t dashes = std::min<std::size_t>(argument.find_first_not_of('-'), 2);
        const std::size_t sign = argument.find('=');
        const std::string_view name = argument.substr(dashes, sign == argument.npos ? sign : sign - dashes);
        const OptionInfo* info = dashes == 2 ? findOption(name) : nullptr;
        if (!info)
            return unknown(name, argument.substr(0, sign));
        const bool isFlag = info->value == nullptr;
        std::optional<std::string> value;
        if (sign != argument.npos)
            value = std::string(argument.substr(sign + 1));
        else if (!isFlag && m_at + 1 < m_arguments.size() && !m_arguments[m_at + 1].starts_with("--"))
            value = m_arguments[++m_at];
        if (isFlag && value)
            return fault(name, translated(TT_HELP("takes no value")).toStdString(), ViolationType::Pattern);
        if (m_typed.has(name) && !isFlag && !info->repeats)
            return fault(name, translated(TT_HELP("is given twice")).toStdString(), ViolationType::Duplicate);
        std::vector<std::string>& values = m_typed.options[std::string(name)];
        if (isFlag)
            return;
        if (auto broken = checkValue(*info, value.value_or(std::string())))
            m_typed.violations.push_back(std::move(*broken));
        values.push_back(value.value_or(std::string()));
    }

    void unknown(std::string_view name, std::string_view typed)
    {
        std::vector<std::string_view> names;
        for (const OptionInfo& row : kOptions)
            names.push_back(row.name);
        const std::string_view near = nearestName(name, names);
        std::string message = sentence(TT_HELP("unknown option '%1'"), typed);
        if (!near.empty())
            message += sentence(TT_HELP("; did you mean --%1?"), near);
        fault(name, std::move(message), ViolationType::Unknown);
    }

    void fault(std::string_view name, std::string message, ViolationType type)
    {
        m_typed.violations.push_back({std::string(name), std::move(message), type});
    }

    std::span<const std::string> m_arguments;
    std::size_t m_at = 0;
    Typed m_typed;
};

std::size_t editDistance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t changed = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
        }
    }
    return row.back();
}

} // namespace

std::span<const OptionInfo> optionTable()
{
    return kOptions;
}

const OptionInfo* findOption(std::string_view name)
{
    const auto row = std::find_if(std::begin(kOptions), std::end(kOptions),
                                  [&](const OptionInfo& option) { return option.name == name; });
    return row == std::end(kOptions) ? nullptr : row;
}

std::span<const std::string_view> commonOptions()
{
    return kCommon;
}

std::optional<std::string> Typed::value(std::string_view name) const
{
    const auto at = options.find(name);
    return at == options.end() || at->second.empty() ? std::nullopt : std::optional(at->second.front());
}

std::optional<double> Typed::number(std::string_view name) const
{
    const std::optional<std::string> text = value(name);
    return text ? numberFromText(*text) : std::nullopt;
}

std::vector<std::string> Typed::values(std::string_view name) const
{
    const auto at = options.find(name);
    return at == options.end() ? std::vector<std::string>() : at->second;
}

Typed parseArguments(std::span<const std::string> arguments)
{
    return Parser(arguments).run();
}

std::string_view nearestName(std::string_view typed, std::span<const std::string_view> known)
{
    std::string_view best;
    std::size_t least = std::max<std::size_t>(1, typed.size() / 3) + 1; // farther is another word
    for (const std::string_view name : known) {
        const std::size_t distance = editDistance(typed, name);
        if (distance < least) {
            least = distance;
            best = name;
        }
    }
    return best;
}

} // namespace tt::cli
