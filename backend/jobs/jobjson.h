// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/job.h"
#include "base/result.h"
#include "engine/analysis.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tt {

/// A file that bars were read from; the checksum is empty when it could not be read.
struct SourceFile
{
    std::string path, checksum;
    bool operator==(const SourceFile&) const = default;
};

/// All that a job needs to run again with the same results, as analysis_jobs.config keeps it: the checked
/// request, what it resolved to, the files it was read from.
struct JobPlan
{
    AnalysisRequest request;
    AnalysisConfig config;
    Day asOf = kNoDay;
    std::int64_t plannedAtMs = 0; ///< decides which bar is today's
    std::vector<SourceFile> files;
    int rulesVersion = kRulesVersion;
};

std::string planToJson(const JobPlan& plan);
/// Errors: STORAGE_CORRUPT (no plan, or one that another program wrote).
Result<JobPlan> planFromJson(std::string_view json);

/// Equal for requests that give the same results (cli.md): tickers whatever their order, source with its
/// files' checksums, as-of day, configuration, rules version; not the workers. 64 hexadecimal digits.
std::string requestHash(const JobPlan& plan, std::span<const std::string> tickers);

} // namespace tt
