// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "store/retention.h"

#include <QFuture>

#include <cstdint>

namespace tt {

class Store;

struct CleanupReport
{
    Retired retired;
    std::int64_t bytesBefore = 0, bytesAfter = 0; ///< of the database with its journal
    bool isShrunk = true; ///< false: the file keeps its size until another program has finished reading
};

/// Deletes what the rules do not keep and gives the room back to the disk. Errors: STORAGE_*; when the
/// deletion was done and only the compaction failed, the error says so, with how many were deleted.
QFuture<Result<CleanupReport>> cleanUp(Store& store, const RetentionRules& rules);

} // namespace tt
