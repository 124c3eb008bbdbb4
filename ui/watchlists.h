// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "jobs/library.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <string>
#include <unordered_set>
#include <vector>

namespace tt {

/// A named list with its members, as the window knows it.
struct Watchlist
{
    QString id, name;
    std::unordered_set<std::string> tickers;
};

/// The named watchlists: what is in them, and every change a user makes. Each change is asked of the store
/// and then read back; changed() follows. Lives in the window's thread and never waits.
class Watchlists : public QObject
{
    Q_OBJECT

public:
    explicit Watchlists(Library& library, QObject* parent = nullptr);

    const std::vector<Watchlist>& all() const { return m_lists; } ///< Default first, then in the user's order
    const Watchlist* find(const QString& id) const;               ///< null: no such list
    const Watchlist* defaultList() const;                         ///< null until loaded

    void load();
    void create(const QString& name);
    void rename(const QString& id, const QString& name);
    void remove(const QString& id);
    void bringBack(const QString& id);
    void reorder(const QStringList& ids); ///< behind Default those come first, in this order
    void addTickers(const QString& id, const QStringList& tickers);
    void removeTickers(const QString& id, const QStringList& tickers);

Q_SIGNALS:
    void changed();
    void failed(const tt::Error& error);
    void created(const QString& id);
    void removed(const QString& id, const QString& name, int items);
    void edited(const QString& name, int count, bool added); ///< members added or taken out

private:
    void read(const std::vector<WatchlistSummary>& summaries);
    template<class T, class F>
    void ask(const QFuture<Result<T>>& answer, F done);

    Library& m_library;
    std::vector<Watchlist> m_lists;
    int m_reading = 0; ///< number of the newest load
};

} // namespace tt
