// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

namespace tt {

/// Whether the same thing may succeed a little later (busy database, network); the others stay as they are.
constexpr bool isTransient(ErrorCode code)
{
    return code == ErrorCode::StorageBusy || code == ErrorCode::Network || code == ErrorCode::RateLimited;
}

} // namespace tt
