// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/job.h"
#include "base/jsonwriter.h"
#include "engine/resultrecord.h"

#include <span>
#include <string>
#include <vector>

namespace tt::cli {

/// The parts that several JSON documents share; keys are the CSV's column names, undefined is null.
void writeResult(JsonWriter& json, const ResultRecord& result);
void writeReasons(JsonWriter& json, std::span<const Reason> reasons); ///< the array alone
void writeFlips(JsonWriter& json, const Analysis& analysis);          ///< with its key
void writeFailure(JsonWriter& json, const ItemFailure& failure);
void writeJobFacts(JsonWriter& json, const Job& job); ///< the keys of `jobs list`, inside an open object
void writeTextOrNull(JsonWriter& json, std::string_view text);
void writeDayOrNull(JsonWriter& json, Day day);

/// {"job", "results", "failures"}, with failures also "failure_reasons"
std::string jobDocument(const Job& job, const std::vector<ResultRecord>& results,
                        const std::vector<ItemFailure>& failures, const std::vector<Error>& leftOut);

} // namespace tt::cli
