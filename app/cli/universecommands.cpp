// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/documents.h"
#include "app/cli/texttable.h"
#include "base/jsonwriter.h"
#include "base/numbertext.h"
#include "engine/analysis.h"
#include "feed/universefile.h"
#include "store/database.h"
#include "store/instrumentstore.h"
#include "text/format.h"

#include <QCoreApplication>

#include <optional>
#include <utility>

namespace tt::cli {

namespace {

using Side = TextTable::Side;

QString utf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// All of the list or nothing.
Result<int> keep(Database& database, const UniverseFile& universe)
{
    return inTransaction(database, [&]() -> Result<int> {
        InstrumentStore instruments(database);
        for (const ListedStock& stock : universe.stocks) {
            const Listing listing{stock.isin, stock.series, stock.isNse ? "NSE" : "",
                                  stock.isNse ? "INR" : ""};
            if (const Result<std::string> done = instruments.put(stock.ticker, stock.name, listing); !done)
                return done.error();
        }
        return static_cast<int>(universe.stocks.size());
    });
}

/// Gives the ticker that was meant.
Result<std::string> setTick(Database& database, const std::string& typed, double tick)
{
    InstrumentStore instruments(database);
    Result<std::string> ticker = instruments.meant(typed);
    if (!ticker)
        return ticker;
    const Result<void> done = instruments.setTick(*ticker, tick);
    return done ? std::move(ticker) : Result<std::string>(done.error());
}

} // namespace

Exit universeImport(Context& context)
{
    const Result<UniverseFile> universe = readUniverse(context.argument(0));
    if (!universe)
        return context.fail(universe.error());
    const Result<Store*> store = context.store();
    if (!store)
        return context.fail(store.error());
    const Result<int> kept =
        Context::wait((*store)->run([&](Database& database) { return keep(database, *universe); }));
    if (!kept)
        return context.fail(kept.error());
    if (!context.json())
        return context.print(
            say(QT_TRANSLATE_NOOP("cli",
                                  "%1 stocks of %2 rows; %3 of other series, %4 twice, %5 without a symbol"))
                .arg(formatCount(*kept), formatCount(universe->rows), formatCount(universe->setAside),
                     formatCount(universe->duplicates), formatCount(universe->unusable)) +
            u'\n');
    JsonWriter json;
    json.beginObject().key("rows").value(universe->rows).key("stocks").value(*kept);
    json.key("set_aside").value(universe->setAside).key("duplicates").value(universe->duplicates);
    json.key("unusable").value(universe->unusable).endObject();
    return context.print(json.take() + '\n');
}

Exit universeList(Context& context)
{
    const Result<Store*> store = context.store();
    if (!store)
        return context.fail(store.error());
    const auto known =
        Context::wait((*store)->run([](Database& database) { return InstrumentStore(database).known(); }));
    if (!known)
        return context.fail(known.error());
    if (context.json()) {
        JsonWriter json;
        json.beginObject().key("universe").beginArray();
        for (const InstrumentRow& row : *known) {
            json.beginObject().key("ticker").value(row.ticker).key("symbol").value(row.symbol).key("name");
            writeTextOrNull(json, row.name);
            for (const auto& [key, fact] : {std::pair("isin", &row.listing.isin),
                                            {"series", &row.listing.series},
                                            {"exchange", &row.listing.exchange},
                                            {"currency", &row.listing.currency}}) {
                json.key(key);
                writeTextOrNull(json, *fact);
            }
            json.key("tick_size").value(row.userTick).key("bars").value(row.bars).endObject();
        }
        json.endArray().endObject();
        return context.print(json.take() + '\n');
    }
    TextTable table({{say(QT_TRANSLATE_NOOP("cli", "Ticker"))},
                     {say(QT_TRANSLATE_NOOP("cli", "Name"))},
                     {say(QT_TRANSLATE_NOOP("cli", "ISIN"))},
                     {say(QT_TRANSLATE_NOOP("cli", "Series"))},
                     {say(QT_TRANSLATE_NOOP("cli", "Own tick")), Side::Right},
                     {say(QT_TRANSLATE_NOOP("cli", "Bars")), Side::Right}});
    for (const InstrumentRow& row : *known)
        table.addRow({utf8(row.ticker), shortened(utf8(row.name), 48), utf8(row.listing.isin),
                      utf8(row.listing.series), utf8(numberText(row.userTick)), formatCount(row.bars)});
    return context.print(table.text() +
                         say(QT_TRANSLATE_NOOP("cli", "%1 stocks"))
                             .arg(formatCount(static_cast<std::int64_t>(known->size()))) +
                         u'\n');
}

Exit universeTick(Context& context)
{
    const std::string typed = context.argument(0);
    const bool isReset = context.arguments().size() == 1;
    const std::optional<double> tick = isReset ? kUndefined : numberFromText(context.argument(1));
    if (!tick)
        return context.fail(validationError({{"tick",
                                              say(QT_TRANSLATE_NOOP("cli", "must be a number, not '%1'"))
                                                  .arg(utf8(context.argument(1)))
                                                  .toStdString(),
                                              ViolationType::Pattern}}));
    const Result<Store*> store = context.openStore();
    if (!store)
        return context.fail(store.error());
    const Result<std::string> changed =
        Context::wait((*store)->run([&](Database& database) { return setTick(database, typed, *tick); }));
    if (!changed)
        return context.fail(changed.error());
    if (!context.json())
        return context.print(
            (isReset ? say(QT_TRANSLATE_NOOP("cli", "%1: the tick is the market's")).arg(utf8(*changed))
                     : say(QT_TRANSLATE_NOOP("cli", "%1: the tick is %2"))
                           .arg(utf8(*changed), utf8(numberText(*tick)))) +
            u'\n');
    JsonWriter json;
    json.beginObject().key("ticker").value(*changed).key("tick_size").value(*tick).endObject();
    return context.print(json.take() + '\n');
}

} // namespace tt::cli
