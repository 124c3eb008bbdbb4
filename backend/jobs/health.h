// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "store/store.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tt {

/// By weight: the whole is as its worst check.
enum class HealthStatus : std::uint8_t { Ok, Degraded, Failed };
std::string_view healthStatusName(HealthStatus status); ///< "degraded"

struct HealthCheck
{
    std::string name; ///< "database"
    HealthStatus status = HealthStatus::Ok;
    std::string detail; ///< one sentence
};

struct HealthReport
{
    HealthStatus status = HealthStatus::Ok;
    std::vector<HealthCheck> checks;
};

/// Judges what the store found: database, schema, disk (degraded below 500 MB free, failed below 20 MB),
/// backup, data, jobs (degraded while one belongs to a dead process).
HealthReport judgeHealth(const StoreHealth& found);

/// The report when the data folder cannot even be opened.
HealthReport failedHealth(const Error& error);

} // namespace tt
