// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <string>
#include <vector>

namespace tt {

class Database;

/// How the user corrected files with one header line; the feed knows what the texts mean.
struct ImportProfile
{
    std::string id, header, correction;
    std::int64_t changedAtMs = 0;
};

/// One correction a header. Edits are on disk when they return.
class ProfileStore
{
public:
    explicit ProfileStore(Database& database, const Clock& clock = systemClock());

    Result<std::vector<ImportProfile>> list(); ///< newest first
    /// A newer correction takes the place of the header's older one.
    Result<void> put(const std::string& header, const std::string& correction);
    /// By its id or the beginning of it that no other has; returns what was removed. Errors: NOT_FOUND,
    /// VALIDATION_ERROR (several begin so).
    Result<ImportProfile> remove(const std::string& idOrPrefix);

private:
    Database& m_database;
    const Clock& m_clock;
};

} // namespace tt
