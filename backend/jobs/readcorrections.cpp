// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/readcorrections.h"

#include "base/jsonwriter.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>
#include <utility>

namespace tt {

using namespace Qt::StringLiterals;

namespace {

/// The first name of a sign is the one that is written.
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

std::string delimiterText(char delimiter)
{
    for (const auto& [name, sign] : kDelimiterNames) {
        if (delimiter == sign)
            return std::string(name);
    }
    return std::string(1, delimiter);
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
    violations.push_back({std::string(field), sentence, ViolationType::Pattern});
}

ReadCorrections typedOf(const ReadCorrection& correction)
{
    ReadCorrections typed;
    if (correction.dateOrder)
        typed.dateFormat = dateOrderName(*correction.dateOrder);
    if (correction.delimiter)
        typed.delimiter = delimiterText(*correction.delimiter);
    for (const ColumnChoice& choice : correction.columns)
        typed.columns.push_back(std::string(columnRoleName(choice.role)) + '=' + choice.column);
    return typed;
}

} // namespace

ReadOptions readOptionsOf(const ReadCorrections& typed, std::vector<Violation>& violations)
{
    ReadOptions options;
    options.symbol = typed.symbol;
    if (!typed.dateFormat.empty()) {
        options.dateOrder = dateOrderFromName(typed.dateFormat);
        if (!options.dateOrder)
            fault("date-format", "must be DMY, MDY or YMD", violations);
    }
    if (!typed.delimiter.empty()) {
        options.delimiter = delimiterOf(typed.delimiter);
        if (!options.delimiter)
            fault("delimiter", "must be one character, or comma, semicolon, tab or bar", violations);
    }
    for (const std::string& one : typed.columns) {
        if (const std::optional<ColumnChoice> choice = columnOf(one))
            options.columns.push_back(*choice);
        else
            fault("column",
                  "must look like close=\"Adj Close\"; roles are date, time, open, high, low, close, "
                  "adjusted close, volume, symbol, name, isin, series",
                  violations);
    }
    return options;
}

void writeCorrections(JsonWriter& json, const ReadCorrections& corrections)
{
    json.beginObject();
    for (const auto& [key, text] : {std::pair("date_format", &corrections.dateFormat),
                                    {"delimiter", &corrections.delimiter},
                                    {"symbol", &corrections.symbol}}) {
        if (!text->empty())
            json.key(key).value(*text);
    }
    if (!corrections.columns.empty()) {
        json.key("columns").beginArray();
        for (const std::string& column : corrections.columns)
            json.value(column);
        json.endArray();
    }
    json.endObject();
}

ReadCorrections readCorrections(const QJsonObject& json)
{
    ReadCorrections corrections;
    corrections.dateFormat = json[u"date_format"_s].toString().toStdString();
    corrections.delimiter = json[u"delimiter"_s].toString().toStdString();
    corrections.symbol = json[u"symbol"_s].toString().toStdString();
    for (const QJsonValue column : json[u"columns"_s].toArray())
        corrections.columns.push_back(column.toString().toStdString());
    return corrections;
}

std::string correctionToJson(const ReadCorrection& correction)
{
    JsonWriter json;
    writeCorrections(json, typedOf(correction));
    return json.take();
}

ReadCorrection correctionFromJson(std::string_view json)
{
    const QJsonObject object =
        QJsonDocument::fromJson(QByteArray(json.data(), static_cast<qsizetype>(json.size()))).object();
    std::vector<Violation> broken;
    ReadOptions options = readOptionsOf(readCorrections(object), broken);
    return broken.empty() ? static_cast<ReadCorrection&>(options) : ReadCorrection();
}

std::string correctionText(const ReadCorrection& correction)
{
    const ReadCorrections typed = typedOf(correction);
    std::string text;
    const auto add = [&](std::string_view option, const std::string& value) {
        if (!value.empty())
            (text += text.empty() ? "--" : " --").append(option).append(" ").append(value);
    };
    add("date-format", typed.dateFormat);
    add("delimiter", typed.delimiter);
    for (const std::string& column : typed.columns)
        add("column", column.find(' ') == std::string::npos ? column : '"' + column + '"');
    return text;
}

} // namespace tt
