// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tt {

class Database;

/// The list that always exists.
inline constexpr std::string_view kDefaultWatchlistId = "00000000-0000-4000-8000-000000000001";
inline constexpr std::string_view kDefaultWatchlistName = "Default";

struct WatchlistRow
{
    std::string id, name, description;
    int items = 0;
};

struct WatchlistEntry
{
    std::string ticker, note;
};

/// What was deleted with a list; its id brings it back.
struct DeletedWatchlist
{
    WatchlistRow list;
    std::vector<WatchlistEntry> items;
};

/// Named lists of tickers; a name is unique without regard to case. Edits are on disk when they return.
/// Errors beside STORAGE_*: NOT_FOUND (no such list), CONFLICT (the name is taken).
class WatchlistStore
{
public:
    explicit WatchlistStore(Database& database, const Clock& clock = systemClock());

    Result<std::vector<WatchlistRow>> list(); ///< Default first, then in the user's order, then by name
    Result<WatchlistRow> find(const std::string& name);
    /// Names have 1 to 100 characters, none of them a control character, blanks at the ends cut. Errors of
    /// the three: VALIDATION_ERROR. Default keeps its name and is not deleted: CONFLICT.
    Result<WatchlistRow> rename(const std::string& name, const std::string& newName);
    Result<DeletedWatchlist> removeList(const std::string& name);
    /// Undoes removeList(). Errors: NOT_FOUND, CONFLICT (another list has the name now).
    Result<WatchlistRow> bringBack(const std::string& id);
    Result<WatchlistRow> create(const std::string& name, const std::string& description);
    Result<std::vector<WatchlistEntry>> items(const std::string& name); ///< in the user's order
    /// At the end, those that are not in the list yet; returns how many were added.
    Result<int> add(const std::string& name, std::span<const std::string> tickers);
    Result<int> remove(const std::string& name, std::span<const std::string> tickers);
    /// The given tickers come first, in the order given; the others follow in theirs.
    Result<void> reorder(const std::string& name, std::span<const std::string> tickers);
    /// Behind Default the lists with these ids come first, in the order given.
    Result<void> reorderLists(std::span<const std::string> ids);

private:
    Database& m_database;
    const Clock& m_clock;
};

} // namespace tt
