// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/documents.h"
#include "app/cli/texttable.h"
#include "base/jsonwriter.h"
#include "feed/universefile.h"
#include "store/database.h"
#include "store/instrumentstore.h"
#include "text/format.h"

#include <QCoreApplication>

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
            if (const Result<std::string> done = instruments.put(stock.ticker, stock.name); !done)
                return done.error();
        }
        return static_cast<int>(universe.stocks.size());
    });
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
            json.key("bars").value(row.bars).endObject();
        }
        json.endArray().endObject();
        return context.print(json.take() + '\n');
    }
    TextTable table({{say(QT_TRANSLATE_NOOP("cli", "Ticker"))},
                     {say(QT_TRANSLATE_NOOP("cli", "Name"))},
                     {say(QT_TRANSLATE_NOOP("cli", "Bars")), Side::Right}});
    for (const InstrumentRow& row : *known)
        table.addRow({utf8(row.ticker), shortened(utf8(row.name), 48), formatCount(row.bars)});
    return context.print(table.text() +
                         say(QT_TRANSLATE_NOOP("cli", "%1 stocks"))
                             .arg(formatCount(static_cast<std::int64_t>(known->size()))) +
                         u'\n');
}

} // namespace tt::cli
