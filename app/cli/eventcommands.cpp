// SPDX-License-Identifier: GPL-3.0-or-later
// Splits, bonuses and dividends.
#include "app/cli/command.h"
#include "app/cli/eventtext.h"
#include "app/cli/texttable.h"
#include "base/numbertext.h"
#include "feed/actionsfile.h"
#include "store/database.h"
#include "store/instrumentstore.h"
#include "text/format.h"

#include <QCoreApplication>

#include <algorithm>
#include <optional>
#include <utility>

namespace tt::cli {

namespace {

using Side = TextTable::Side;

QString utf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

Exit printEvents(Context& context, std::span<const ActionRow> rows, const QString& sentence)
{
    if (!context.json())
        return context.print(rows.empty() ? sentence + u'\n' : eventTable(rows) + sentence + u'\n');
    JsonWriter json;
    json.beginObject().key("events").beginArray();
    for (const ActionRow& row : rows)
        writeEvent(json, row.ticker, row.action);
    json.endArray().endObject();
    return context.print(json.take() + '\n');
}

Violation fault(const char* field, const char* sentence, ViolationType type = ViolationType::Pattern)
{
    return {field, say(sentence).toStdString(), type};
}

/// What the words TICKER DATE KIND [VALUE] mean; the ticker as typed.
Result<ActionRow> typedEvent(const Context& context)
{
    const std::vector<std::string>& words = context.arguments();
    std::vector<Violation> violations;
    ActionRow row{words[0], {}};
    row.action.day = dayFromText(words[1]).value_or(kNoDay);
    if (row.action.day == kNoDay)
        violations.push_back(fault("date", QT_TRANSLATE_NOOP("cli", "must look like 2024-01-31")));
    const std::optional<ActionKind> kind = actionKindFromName(words[2]);
    if (!kind)
        violations.push_back(fault("kind", QT_TRANSLATE_NOOP("cli", "must be split, bonus or dividend")));
    row.action.kind = kind.value_or(ActionKind::Split);
    if (words.size() > 3 && kind) {
        const std::optional<double> value = actionValue(*kind, words[3]);
        row.action.value = value.value_or(kUndefined);
        if (!value)
            violations.push_back(fault(
                "value", QT_TRANSLATE_NOOP("cli", "must be a number, or for shares a ratio such as 10:2")));
        else if (const char* wrong = actionFault(row.action))
            violations.push_back({"value", wrong, ViolationType::Range});
    }
    return violations.empty() ? Result<ActionRow>(std::move(row)) : validationError(std::move(violations));
}

/// Of an instrument that is known: a mistyped ticker must not become one.
Result<ActionRow> ofKnown(Database& database, ActionRow row)
{
    InstrumentStore instruments(database);
    Result<std::string> meant = instruments.meant(row.ticker);
    if (!meant)
        return meant.error();
    const Result<std::optional<InstrumentRow>> found = instruments.find(*meant);
    if (!found)
        return found.error();
    if (!*found)
        return makeError(ErrorCode::NotFound, row.ticker + " is not known: import its prices or a list of "
                                                           "stocks that names it first");
    row.ticker = (*found)->ticker;
    return row;
}

} // namespace

void writeEvent(JsonWriter& json, const std::string& ticker, const CorporateAction& action)
{
    json.beginObject().key("ticker").value(ticker).key("date").value(dayText(action.day));
    json.key("kind").value(actionKindName(action.kind)).key("value").value(action.value);
    json.key("origin").value(actionOriginName(action.origin)).endObject();
}

QString eventTable(std::span<const ActionRow> rows)
{
    TextTable table({{say(QT_TRANSLATE_NOOP("cli", "Ticker"))},
                     {say(QT_TRANSLATE_NOOP("cli", "Ex-date"))},
                     {say(QT_TRANSLATE_NOOP("cli", "Event"))},
                     {say(QT_TRANSLATE_NOOP("cli", "Value")), Side::Right},
                     {say(QT_TRANSLATE_NOOP("cli", "Origin"))}});
    for (const ActionRow& row : rows)
        table.addRow({utf8(row.ticker), utf8(dayText(row.action.day)), utf8(actionKindName(row.action.kind)),
                      utf8(numberText(row.action.value)), utf8(actionOriginName(row.action.origin))});
    return table.text();
}

Exit eventList(Context& context)
{
    const Result<Store*> store = context.openStore();
    if (!store)
        return context.fail(store.error());
    const std::string typed = context.arguments().empty() ? std::string() : context.argument(0);
    const auto rows = Context::wait((*store)->run([&](Database& database) -> Result<std::vector<ActionRow>> {
        if (typed.empty())
            return ActionStore(database).list();
        const Result<ActionRow> known = ofKnown(database, {typed, {}});
        return known ? ActionStore(database).list(known->ticker)
                     : Result<std::vector<ActionRow>>(known.error());
    }));
    if (!rows)
        return context.fail(rows.error());
    return printEvents(
        context, *rows,
        say(QT_TRANSLATE_NOOP("cli", "%1 events")).arg(formatCount(static_cast<std::int64_t>(rows->size()))));
}

Exit eventAdd(Context& context)
{
    const Result<ActionRow> typed = typedEvent(context);
    if (!typed)
        return context.fail(typed.error());
    const Result<Store*> store = context.openStore();
    if (!store)
        return context.fail(store.error());
    const auto added = Context::wait((*store)->run([&](Database& database) -> Result<ActionRow> {
        Result<ActionRow> row = ofKnown(database, *typed);
        if (!row)
            return row;
        const Result<ActionCount> count = ActionStore(database).put(std::span(&*row, 1));
        return count ? std::move(row) : Result<ActionRow>(count.error());
    }));
    if (!added)
        return context.fail(added.error());
    return printEvents(context, std::span(&*added, 1),
                       say(QT_TRANSLATE_NOOP("cli", "Kept; prices are adjusted when they are read.")));
}

Exit eventRemove(Context& context)
{
    const Result<ActionRow> typed = typedEvent(context);
    if (!typed)
        return context.fail(typed.error());
    const Result<Store*> store = context.openStore();
    if (!store)
        return context.fail(store.error());
    const auto removed =
        Context::wait((*store)->run([&](Database& database) -> Result<std::vector<ActionRow>> {
            const Result<ActionRow> row = ofKnown(database, *typed);
            if (!row)
                return row.error();
            return ActionStore(database).remove(row->ticker, row->action.day, row->action.kind);
        }));
    if (!removed)
        return context.fail(removed.error());
    // The stored bars were read by it.
    const bool isAskedAgain = std::ranges::any_of(*removed, [](const ActionRow& row) {
        return row.action.origin == ActionOrigin::Online && row.action.kind != ActionKind::Dividend;
    });
    return printEvents(
        context, *removed,
        isAskedAgain ? say(QT_TRANSLATE_NOOP("cli", "Removed; download the stock again for right prices."))
                     : say(QT_TRANSLATE_NOOP("cli", "Removed.")));
}

Exit eventImport(Context& context)
{
    const Result<ActionsFile> file = readActions(context.argument(0));
    if (!file)
        return context.fail(file.error());
    const Result<Store*> store = context.openStore();
    if (!store)
        return context.fail(store.error());
    const auto kept = Context::wait((*store)->run([&](Database& database) -> Result<ActionCount> {
        InstrumentStore instruments(database);
        std::vector<ActionRow> rows;
        for (const FileAction& one : file->actions) {
            Result<std::string> meant = instruments.meant(one.ticker);
            if (!meant)
                return meant.error();
            rows.push_back({std::move(*meant), one.action});
        }
        return ActionStore(database).put(rows);
    }));
    if (!kept)
        return context.fail(kept.error());
    const Exit exit = file->faults.empty() ? Exit::Done : Exit::SomeFailed;
    if (context.json()) {
        JsonWriter json;
        json.beginObject().key("rows").value(file->rows).key("added").value(kept->added);
        json.key("changed").value(kept->changed).key("unchanged").value(kept->unchanged);
        json.key("faults").beginArray();
        for (const ActionFault& one : file->faults)
            json.beginObject().key("line").value(one.line).key("message").value(one.what).endObject();
        json.endArray().endObject();
        return context.print(json.take() + '\n', exit);
    }
    QString text =
        say(QT_TRANSLATE_NOOP("cli", "%1 rows: %2 events added, %3 changed, %4 unchanged, %5 left out"))
            .arg(formatCount(file->rows), formatCount(kept->added), formatCount(kept->changed),
                 formatCount(kept->unchanged), formatCount(static_cast<std::int64_t>(file->faults.size()))) +
        u'\n';
    for (const ActionFault& one : file->faults)
        text += say(QT_TRANSLATE_NOOP("cli", "  line %1 %2")).arg(one.line).arg(utf8(one.what)) + u'\n';
    return context.print(text, exit);
}

} // namespace tt::cli
