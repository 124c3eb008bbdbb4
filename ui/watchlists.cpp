// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/watchlists.h"

#include "store/watchliststore.h"
#include "ui/whendone.h"

#include <algorithm>
#include <memory>

namespace tt {

namespace {

std::vector<std::string> toStd(const QStringList& texts)
{
    std::vector<std::string> all;
    all.reserve(static_cast<std::size_t>(texts.size()));
    for (const QString& text : texts)
        all.push_back(text.toStdString());
    return all;
}

} // namespace

Watchlists::Watchlists(Library& library, QObject* parent)
    : QObject(parent)
    , m_library(library)
{
}

const Watchlist* Watchlists::find(const QString& id) const
{
    const auto found =
        std::find_if(m_lists.begin(), m_lists.end(), [&](const Watchlist& list) { return list.id == id; });
    return found == m_lists.end() ? nullptr : &*found;
}

const Watchlist* Watchlists::defaultList() const
{
    return find(QString::fromLatin1(kDefaultWatchlistId.data(), kDefaultWatchlistId.size()));
}

/// `done` gets the value; after it, or after the error, the lists are read anew.
template<class T, class F>
void Watchlists::ask(const QFuture<Result<T>>& answer, F done)
{
    whenDone(this, answer, [this, done](const Result<T>& result) {
        if (result)
            done(*result);
        else
            Q_EMIT failed(result.error());
        load();
    });
}

void Watchlists::load()
{
    const int number = ++m_reading;
    whenDone(this, m_library.watchlists(),
             [this, number](const Result<std::vector<WatchlistSummary>>& summaries) {
                 if (!summaries)
                     Q_EMIT failed(summaries.error());
                 else if (number == m_reading)
                     read(*summaries);
             });
}

void Watchlists::read(const std::vector<WatchlistSummary>& summaries)
{
    const int number = m_reading;
    auto lists = std::make_shared<std::vector<Watchlist>>();
    auto missing = std::make_shared<std::size_t>(summaries.size());
    for (const WatchlistSummary& each : summaries)
        lists->push_back({QString::fromStdString(each.id), QString::fromStdString(each.name), {}});
    for (std::size_t i = 0; i < lists->size(); ++i) {
        whenDone(this, m_library.watchlistItems((*lists)[i].name),
                 [this, number, lists, missing, i](const Result<std::vector<WatchlistItem>>& items) {
                     if (number != m_reading)
                         return; // a newer reading is under way
                     if (items) {
                         for (const WatchlistItem& item : *items)
                             (*lists)[i].tickers.insert(item.ticker);
                     } else {
                         Q_EMIT failed(items.error());
                     }
                     if (--*missing == 0) {
                         m_lists = std::move(*lists);
                         Q_EMIT changed();
                     }
                 });
    }
}

void Watchlists::create(const QString& name)
{
    ask(m_library.createWatchlist(name, {}), [this](const WatchlistSummary& made) {
        m_lists.push_back({QString::fromStdString(made.id), QString::fromStdString(made.name), {}});
        Q_EMIT changed();
        Q_EMIT created(m_lists.back().id);
    });
}

void Watchlists::rename(const QString& id, const QString& name)
{
    if (const Watchlist* list = find(id))
        ask(m_library.renameWatchlist(list->name, name), [](const WatchlistSummary&) {});
}

void Watchlists::remove(const QString& id)
{
    if (const Watchlist* list = find(id))
        ask(m_library.deleteWatchlist(list->name), [this](const DeletedWatchlist& gone) {
            Q_EMIT removed(QString::fromStdString(gone.list.id), QString::fromStdString(gone.list.name),
                           static_cast<int>(gone.items.size()));
        });
}

void Watchlists::reorder(const QStringList& ids)
{
    whenDone(this, m_library.reorderWatchlists(toStd(ids)), [this](const Result<void>& done) {
        if (!done)
            Q_EMIT failed(done.error());
        load();
    });
}

void Watchlists::bringBack(const QString& id)
{
    ask(m_library.bringBackWatchlist(id), [](const WatchlistSummary&) {});
}

void Watchlists::addTickers(const QString& id, const QStringList& tickers)
{
    if (const Watchlist* list = find(id))
        ask(m_library.addToWatchlist(list->name, toStd(tickers)),
            [this, name = list->name](int count) { Q_EMIT edited(name, count, true); });
}

void Watchlists::removeTickers(const QString& id, const QStringList& tickers)
{
    if (const Watchlist* list = find(id))
        ask(m_library.removeFromWatchlist(list->name, toStd(tickers)),
            [this, name = list->name](int count) { Q_EMIT edited(name, count, false); });
}

} // namespace tt
