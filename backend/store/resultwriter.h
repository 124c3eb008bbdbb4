// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "engine/resultrecord.h"
#include "store/statement.h"

namespace tt {

/// Inserts results and keeps latest_results with them. Belongs into a transaction of its caller; one writer
/// serves a whole chunk.
class ResultWriter
{
public:
    explicit ResultWriter(Database& database);
    Result<void> insert(const std::string& jobId, const ResultRecord& result);

private:
    Statement m_result, m_latest;
};

/// The columns of analysis_results in the order in which a Statement binds and reads them; `details` is the
/// last.
QString resultColumnList(const QString& prefix);
/// Reads a row of resultColumnList(); without `details` when `whole` is false (the column is then not asked
/// for). Errors: STORAGE_CORRUPT.
Result<ResultRecord> readResult(Statement& row, bool whole);

} // namespace tt
