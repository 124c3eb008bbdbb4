// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/documents.h"
#include "app/cli/texttable.h"
#include "jobs/validaterequest.h"
#include "store/instrumentstore.h"
#include "store/watchliststore.h"
#include "text/format.h"

#include <QCoreApplication>

namespace tt::cli {

namespace {

QString utf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

Exit printItems(Context& context, const QString& name, const char* countKey, int count)
{
    const auto items = Context::wait(context.library().watchlistItems(name));
    if (!items)
        return context.fail(items.error());
    if (context.json()) {
        JsonWriter json;
        json.beginObject().key("watchlist").value(name.toStdString());
        if (countKey)
            json.key(countKey).value(count);
        json.key("items").beginArray();
        for (const WatchlistItem& item : *items) {
            json.beginObject().key("ticker").value(item.ticker).key("note");
            writeTextOrNull(json, item.note);
            json.endObject();
        }
        json.endArray().endObject();
        return context.print(json.take() + '\n');
    }
    QString text;
    for (const WatchlistItem& item : *items)
        text += utf8(item.ticker) + (item.note.empty() ? QString() : QStringLiteral("  ") + utf8(item.note)) +
                u'\n';
    return context.print(text +
                         say(QT_TRANSLATE_NOOP("cli", "%1: %2 tickers"))
                             .arg(name, formatCount(static_cast<std::int64_t>(items->size()))) +
                         u'\n');
}

/// The typed tickers behind the list's name, upper-cased and checked by the rules of an analysis.
Result<std::vector<std::string>> typedTickers(const Context& context)
{
    AnalysisRequest request;
    request.tickers.assign(context.arguments().begin() + 1, context.arguments().end());
    const Result<CheckedRequest> checked = validateRequest(std::move(request));
    if (!checked)
        return checked.error();
    return checked->request.tickers;
}

/// A bare name is the stock of an exchange in India where that one is known.
Result<std::vector<std::string>> meantTickers(Context& context, std::vector<std::string> tickers)
{
    return Context::wait(
        (*context.store())
            ->run([tickers = std::move(tickers)](Database& database) -> Result<std::vector<std::string>> {
                std::vector<std::string> all;
                for (const std::string& ticker : tickers) {
                    Result<std::string> meant = InstrumentStore(database).meant(ticker);
                    if (!meant)
                        return meant.error();
                    all.push_back(std::move(*meant));
                }
                return all;
            }));
}

using Edit = QFuture<Result<int>> (Library::*)(const QString&, std::vector<std::string>);

Exit edit(Context& context, Edit change, const char* countKey)
{
    Result<std::vector<std::string>> tickers = typedTickers(context);
    if (!tickers)
        return context.fail(tickers.error());
    if (const Result<Store*> store = context.store(); !store)
        return context.fail(store.error());
    tickers = meantTickers(context, *std::move(tickers));
    if (!tickers)
        return context.fail(tickers.error());
    const QString name = utf8(context.argument(0));
    const Result<int> changed = Context::wait((context.library().*change)(name, std::move(*tickers)));
    return changed ? printItems(context, name, countKey, *changed) : context.fail(changed.error());
}

Exit printList(const Context& context, const Result<WatchlistSummary>& list)
{
    if (!list)
        return context.fail(list.error());
    if (!context.json())
        return context.print(
            say(QT_TRANSLATE_NOOP("cli", "%1: %2 tickers")).arg(utf8(list->name), formatCount(list->items)) +
            u'\n');
    JsonWriter json;
    json.beginObject().key("id").value(list->id).key("name").value(list->name).key("description");
    writeTextOrNull(json, list->description);
    json.key("items").value(list->items).endObject();
    return context.print(json.take() + '\n');
}

} // namespace

Exit watchlistList(Context& context)
{
    if (const Result<Store*> store = context.store(); !store)
        return context.fail(store.error());
    const auto lists = Context::wait(context.library().watchlists());
    if (!lists)
        return context.fail(lists.error());
    if (context.json()) {
        JsonWriter json;
        json.beginObject().key("watchlists").beginArray();
        for (const WatchlistSummary& list : *lists) {
            json.beginObject().key("id").value(list.id).key("name").value(list.name).key("description");
            writeTextOrNull(json, list.description);
            json.key("items").value(list.items).endObject();
        }
        json.endArray().endObject();
        return context.print(json.take() + '\n');
    }
    TextTable table({{say(QT_TRANSLATE_NOOP("cli", "Name"))},
                     {say(QT_TRANSLATE_NOOP("cli", "Tickers")), TextTable::Side::Right},
                     {say(QT_TRANSLATE_NOOP("cli", "Description"))}});
    for (const WatchlistSummary& list : *lists)
        table.addRow({utf8(list.name), formatCount(list.items), utf8(list.description)});
    return context.print(table.text());
}

Exit watchlistShow(Context& context)
{
    if (const Result<Store*> store = context.store(); !store)
        return context.fail(store.error());
    const std::string_view name = context.arguments().empty() ? kDefaultWatchlistName : context.argument(0);
    return printItems(context, utf8(name), nullptr, 0);
}

Exit watchlistAdd(Context& context)
{
    return edit(context, &Library::addToWatchlist, "added");
}

Exit watchlistRemove(Context& context)
{
    return edit(context, &Library::removeFromWatchlist, "removed");
}

Exit watchlistCreate(Context& context)
{
    if (const Result<Store*> store = context.store(); !store)
        return context.fail(store.error());
    const QString description = context.arguments().size() > 1 ? utf8(context.argument(1)) : QString();
    return printList(
        context, Context::wait(context.library().createWatchlist(utf8(context.argument(0)), description)));
}

Exit watchlistRename(Context& context)
{
    if (const Result<Store*> store = context.store(); !store)
        return context.fail(store.error());
    return printList(context, Context::wait(context.library().renameWatchlist(utf8(context.argument(0)),
                                                                              utf8(context.argument(1)))));
}

Exit watchlistDelete(Context& context)
{
    if (const Result<Store*> store = context.store(); !store)
        return context.fail(store.error());
    const auto gone = Context::wait(context.library().deleteWatchlist(utf8(context.argument(0))));
    if (!gone)
        return context.fail(gone.error());
    if (context.json()) {
        JsonWriter json;
        json.beginObject().key("deleted").value(gone->list.name).key("items").beginArray();
        for (const WatchlistEntry& item : gone->items) {
            json.beginObject().key("ticker").value(item.ticker).key("note");
            writeTextOrNull(json, item.note);
            json.endObject();
        }
        json.endArray().endObject();
        return context.print(json.take() + '\n');
    }
    QString text;
    for (const WatchlistEntry& item : gone->items)
        text += utf8(item.ticker) + u'\n';
    return context.print(
        text +
        say(QT_TRANSLATE_NOOP("cli", "Deleted: %1, with the tickers above")).arg(utf8(gone->list.name)) +
        u'\n');
}

} // namespace tt::cli
