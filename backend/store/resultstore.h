// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "engine/resultrecord.h"

#include <span>
#include <string>
#include <vector>

namespace tt {

class Database;

/// Headline: everything but votes, values, reasons and flips, which then are as a new Analysis has them.
enum class ResultDetail : std::uint8_t { Headline, Whole };

/// Reads stored results; they are written by JobStore::finishItems alone and never changed.
class ResultStore
{
public:
    explicit ResultStore(Database& database);

    /// The newest result of every ticker (of one strategy when `strategyId` is not empty), newest first, then
    /// by ticker. A ticker's demo result is given only when it has no real one.
    Result<std::vector<ResultRecord>> latest(const std::string& strategyId = {},
                                             ResultDetail detail = ResultDetail::Whole);
    /// All results, newest first.
    Result<std::vector<ResultRecord>> newest(const std::string& strategyId, int limit,
                                             ResultDetail detail = ResultDetail::Whole);
    Result<std::vector<ResultRecord>> ofTicker(const std::string& ticker, int limit,
                                               ResultDetail detail = ResultDetail::Whole); ///< newest first
    /// In the order of the job's items.
    Result<std::vector<ResultRecord>> ofJob(const std::string& jobId,
                                            ResultDetail detail = ResultDetail::Whole);
    /// Errors: NOT_FOUND.
    Result<ResultRecord> result(const std::string& id);

private:
    Database& m_database;
};

} // namespace tt
