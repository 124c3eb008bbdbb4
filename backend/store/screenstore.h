// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <string>
#include <vector>

namespace tt {

class Database;

/// A way of looking at the results table, under a name.
struct SavedScreen
{
    std::string id, name;
    std::string filter;               ///< as typed into the filter box
    std::vector<std::string> columns; ///< keys of the shown columns in their order; empty: the usual ones
    std::string sortColumn;           ///< a column's key; empty: by strength
    bool descending = false;
};

/// Saved screens; a name is unique without regard to case. Edits are on disk when they return. Errors beside
/// STORAGE_*: NOT_FOUND (no such screen), CONFLICT (the name is taken), VALIDATION_ERROR (a name that cannot
/// be).
class ScreenStore
{
public:
    explicit ScreenStore(Database& database, const Clock& clock = systemClock());

    Result<std::vector<SavedScreen>> list(); ///< by name
    /// Under screen.name; one of this name is replaced. Gives it with its id.
    Result<SavedScreen> save(const SavedScreen& screen);
    Result<SavedScreen> rename(const std::string& id, const std::string& newName);
    Result<SavedScreen> remove(const std::string& id);
    /// Undoes remove(). Errors: NOT_FOUND, CONFLICT (another screen has the name now).
    Result<SavedScreen> bringBack(const std::string& id);

private:
    Result<SavedScreen> find(const char16_t* where, const std::string& key);

    Database& m_database;
    const Clock& m_clock;
};

} // namespace tt
