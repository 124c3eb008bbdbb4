// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/chosenresults.h"
#include "app/cli/command.h"
#include "app/cli/documents.h"
#include "app/cli/resulttable.h"
#include "app/cli/texttable.h"
#include "jobs/strategyservice.h"
#include "text/format.h"

#include <QCoreApplication>

#include <limits>

namespace tt::cli {

namespace {

using Side = TextTable::Side;

QString utf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

std::string instrumentsDocument(const std::vector<InstrumentSummary>& all)
{
    JsonWriter json;
    json.beginObject().key("instruments").beginArray();
    for (const InstrumentSummary& one : all) {
        json.beginObject().key("ticker").value(one.ticker).key("name");
        writeTextOrNull(json, one.name);
        json.key("source").value(dataSourceName(one.source)).key("first_bar");
        writeDayOrNull(json, one.firstBar);
        json.key("last_bar");
        writeDayOrNull(json, one.lastBar);
        json.key("bars").value(one.bars).key("grade").value(gradeName(one.grade)).endObject();
    }
    json.endArray().endObject();
    return json.take() + '\n';
}

QString instrumentsTable(const std::vector<InstrumentSummary>& all)
{
    TextTable table({{say(QT_TRANSLATE_NOOP("cli", "Ticker"))},
                     {say(QT_TRANSLATE_NOOP("cli", "Name"))},
                     {say(QT_TRANSLATE_NOOP("cli", "Source"))},
                     {say(QT_TRANSLATE_NOOP("cli", "First bar"))},
                     {say(QT_TRANSLATE_NOOP("cli", "Last bar"))},
                     {say(QT_TRANSLATE_NOOP("cli", "Bars")), Side::Right},
                     {say(QT_TRANSLATE_NOOP("cli", "Grade"))}});
    for (const InstrumentSummary& one : all)
        table.addRow({utf8(one.ticker), shortened(utf8(one.name), 32), utf8(dataSourceName(one.source)),
                      utf8(dayText(one.firstBar)), utf8(dayText(one.lastBar)), formatCount(one.bars),
                      utf8(gradeName(one.grade))});
    return table.text() +
           say(QT_TRANSLATE_NOOP("cli", "%1 instruments"))
               .arg(formatCount(static_cast<std::int64_t>(all.size()))) +
           u'\n';
}

} // namespace

Result<std::vector<ResultRecord>> chosenResults(Context& context)
{
    const Result<Store*> store = context.store();
    if (!store)
        return store.error();
    QString strategyId;
    if (const auto typed = context.typed().value("strategy")) {
        const auto id = Context::wait(StrategyService(**store).idForResults(utf8(*typed)));
        if (!id && id.error().code == ErrorCode::NotFound)
            return validationError(
                {{"strategy",
                  say(QT_TRANSLATE_NOOP("cli", "unknown strategy '%1'")).arg(utf8(*typed)).toStdString(),
                  ViolationType::Unknown}});
        if (!id)
            return id.error();
        strategyId = utf8(*id);
    }
    return context.typed().has("latest")
               ? Context::wait(context.library().latestResults(strategyId))
               : Context::wait(context.library().results(strategyId, std::numeric_limits<int>::max()));
}

Exit instruments(Context& context)
{
    if (const Result<Store*> store = context.store(); !store)
        return context.fail(store.error());
    const auto all = Context::wait(context.library().instruments());
    if (!all)
        return context.fail(all.error());
    return context.json() ? context.print(instrumentsDocument(*all)) : context.print(instrumentsTable(*all));
}

Exit results(Context& context)
{
    Result<std::vector<ResultRecord>> all = chosenResults(context);
    if (!all)
        return context.fail(all.error());
    if (!context.json()) {
        if (context.typed().has("latest"))
            sortByStrength(*all);
        return context.print(resultTable(*all));
    }
    JsonWriter json;
    json.beginObject().key("results").beginArray();
    for (const ResultRecord& result : *all)
        writeResult(json, result);
    json.endArray().endObject();
    return context.print(json.take() + '\n');
}

} // namespace tt::cli
