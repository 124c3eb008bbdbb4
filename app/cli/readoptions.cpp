// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/readoptions.h"

#include "app/cli/output.h"

#include <QCoreApplication>

#include <array>
#include <utility>

namespace tt::cli {

namespace {

constexpr std::array<std::pair<std::string_view, char>, 5> kDelimiterNames = {
    {{"comma", ','}, {"semicolon", ';'}, {"tab", '\t'}, {"\\t", '\t'}, {"bar", '|'}}};

std::optional<char> delimiterOf(std::string_view typed)
{
    for (const auto& [name, sign] : kDelimiterNames) {
        if (typed == name)
            return sign;
    }
    constexpr std::string_view kNever = "\"'.-\n\r";
    if (typed.size() != 1 || kNever.find(typed[0]) != std::string_view::npos)
        return std::nullopt;
    return typed[0];
}

std::optional<ColumnChoice> columnOf(std::string_view typed)
{
    const std::size_t sign = typed.find('=');
    if (sign == std::string_view::npos || sign + 1 == typed.size())
        return std::nullopt;
    const std::optional<ColumnRole> role = columnRoleFromName(typed.substr(0, sign));
    return role ? std::optional(ColumnChoice{*role, std::string(typed.substr(sign + 1))}) : std::nullopt;
}

void fault(std::string_view field, const char* sentence, std::vector<Violation>& violations)
{
    violations.push_back({std::string(field), say(sentence).toStdString(), ViolationType::Pattern});
}

} // namespace

ReadOptions readOptionsOf(const Typed& typed, std::vector<Violation>& violations)
{
    ReadOptions options;
    if (const auto order = typed.value("date-format")) {
        options.dateOrder = dateOrderFromName(*order);
        if (!options.dateOrder)
            fault("date-format", QT_TRANSLATE_NOOP("cli", "must be DMY, MDY or YMD"), violations);
    }
    if (const auto delimiter = typed.value("delimiter")) {
        options.delimiter = delimiterOf(*delimiter);
        if (!options.delimiter)
            fault("delimiter",
                  QT_TRANSLATE_NOOP("cli", "must be one character, or comma, semicolon, tab or bar"),
                  violations);
    }
    for (const std::string& one : typed.values("column")) {
        const std::optional<ColumnChoice> choice = columnOf(one);
        if (choice)
            options.columns.push_back(*choice);
        else
            fault("column",
                  QT_TRANSLATE_NOOP("cli",
                                    "must look like close=\"Adj Close\"; roles are date, time, open, high, "
                                    "low, close, adjusted close, volume, symbol, name, isin, series"),
                  violations);
    }
    options.symbol = typed.value("symbol").value_or(std::string());
    return options;
}

} // namespace tt::cli
