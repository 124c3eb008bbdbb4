// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/requestoptions.h"
#include "app/cli/sourcebars.h"
#include "base/jsonwriter.h"
#include "engine/registry.h"
#include "engine/series.h"
#include "engine/verdict.h"
#include "jobs/csvwriter.h"

#include <QCoreApplication>

#include <cmath>

namespace tt::cli {

namespace {

using Values = IndicatorValues<double>;

struct Series
{
    std::string ticker;
    Bars bars;
    std::vector<Values> values;
    std::vector<BarVerdict> verdicts;
};

struct Column
{
    std::string name;
    Cell (*plain)(const Series&, std::size_t) = nullptr;
    double Values::*output = nullptr; ///< exactly one of the two is set
};

Cell number(double value)
{
    return std::isfinite(value) ? Cell(value) : Cell();
}

const std::vector<Column>& columns()
{
    static const std::vector<Column> all = [] {
        std::vector<Column> made = {
            {"date", [](const Series& s, std::size_t i) { return Cell(dayText(s.bars.date[i])); }},
            {"open", [](const Series& s, std::size_t i) { return number(s.bars.open[i]); }},
            {"high", [](const Series& s, std::size_t i) { return number(s.bars.high[i]); }},
            {"low", [](const Series& s, std::size_t i) { return number(s.bars.low[i]); }},
            {"close", [](const Series& s, std::size_t i) { return number(s.bars.close[i]); }},
            {"volume", [](const Series& s, std::size_t i) { return number(s.bars.volume[i]); }},
        };
        for (const IndicatorInfo& info : indicatorRegistry()) {
            for (const OutputInfo& output : info.outputs)
                made.push_back({std::string(output.column), nullptr, output.member});
        }
        made.push_back({"score", [](const Series& s, std::size_t i) { return number(s.verdicts[i].score); }});
        made.push_back(
            {"evidence", [](const Series& s, std::size_t i) { return number(s.verdicts[i].evidence); }});
        made.push_back({"verdict", [](const Series& s, std::size_t i) {
                            return Cell(std::string(verdictName(s.verdicts[i].verdict)));
                        }});
        return made;
    }();
    return all;
}

Cell cellOf(const Column& column, const Series& series, std::size_t bar)
{
    return column.plain ? column.plain(series, bar) : number(series.values[bar].*column.output);
}

AnalysisRequest requestOf(const Context& context)
{
    AnalysisRequest request;
    readSource(context.typed(), request);
    request.tickers = context.arguments();
    request.strategy = context.settings().text("analysis.strategy");
    return request;
}

std::string csvOf(const Series& series)
{
    CsvWriter csv;
    for (const Column& column : columns())
        csv.text(column.name);
    csv.endRow();
    for (std::size_t i = 0; i < series.bars.size(); ++i) {
        for (const Column& column : columns())
            csv.cell(cellOf(column, series, i));
        csv.endRow();
    }
    return csv.bytes();
}

std::string documentOf(const Series& series)
{
    JsonWriter json;
    json.beginObject().key("ticker").value(series.ticker);
    json.key("adjusted_splits").value(series.bars.splits).key("bars").beginArray();
    for (std::size_t i = 0; i < series.bars.size(); ++i) {
        json.beginObject();
        for (const Column& column : columns()) {
            json.key(column.name);
            const Cell cell = cellOf(column, series, i);
            if (const auto* text = std::get_if<std::string>(&cell))
                json.value(*text);
            else if (const auto* value = std::get_if<double>(&cell))
                json.value(*value);
            else
                json.null();
        }
        json.endObject();
    }
    json.endArray().endObject();
    return json.take() + '\n';
}

} // namespace

void checkIndicators(Context& context, std::vector<Violation>& violations)
{
    checkSource(context.typed(), violations);
    AnalysisRequest request = requestOf(context);
    if (request.source == RequestSource::Demo && request.tickers.empty())
        violations.push_back(
            {"tickers", say(QT_TRANSLATE_NOOP("cli", "name a ticker, such as DEMO0001.NS")).toStdString(),
             ViolationType::Required});
    addRequestFaults(context, std::move(request), violations);
}

Exit indicators(Context& context)
{
    const std::optional<std::string> path = context.typed().value("out");
    if (path) {
        if (const Result<void> possible = checkWritable(*path); !possible)
            return context.fail(possible.error());
    }
    const Result<CheckedRequest> checked = checkRequest(context, requestOf(context));
    if (!checked)
        return context.fail(checked.error());
    Result<OneSource> source = readOne(context, checked->request);
    if (!source)
        return context.fail(source.error());

    adjustBars(source->bars, source->asOf);
    Series series;
    series.ticker = source->bars.ticker;
    series.bars = std::move(source->bars.bars);
    series.values = indicatorSeries(series.bars, checked->config.strategy.params);
    series.verdicts = verdictSeries(series.values, checked->config.strategy);
    if (series.bars.splits > 0 && !context.json() && !context.quiet())
        note(say(QT_TRANSLATE_NOOP("cli", "Adjusted for splits: %1")).arg(series.bars.splits));
    if (path) {
        const Result<void> written = writeFileWhole(*path, csvOf(series));
        return written ? Exit::Done : context.fail(written.error());
    }
    return context.print(context.json() ? documentOf(series) : csvOf(series));
}

} // namespace tt::cli
