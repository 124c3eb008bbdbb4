// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/job.h"
#include "engine/resultrecord.h"

#include <string>
#include <string_view>
#include <vector>

namespace tt {

enum class ResultMove : std::uint8_t { New, Gone, Flipped };
std::string_view resultMoveName(ResultMove move); ///< "flipped"

/// One ticker whose verdict the later run gives otherwise, or that only one of the runs has.
struct ResultChange
{
    std::string ticker;
    ResultMove move = ResultMove::Flipped;
    Verdict before = Verdict::NoVerdict, after = Verdict::NoVerdict;
    double scoreBefore = kUndefined, scoreAfter = kUndefined;
    bool dataChanged = false; ///< other bars or source, as far as the stored values tell
};

/// A number or choice of the configuration that the later run has otherwise.
struct OptionChange
{
    std::string option; ///< "strategy", "capital", or a strategy's field: "rsi_period"
    std::string before, after;
};

struct ResultsDiff
{
    std::vector<OptionChange>
        options;                   ///< another strategy, or its weights and limits; neither day nor source
    bool rulesChanged = false;     ///< another version of the engine or its rules
    int both = 0, dataChanged = 0; ///< tickers in both runs; those of them with other data
    std::vector<ResultChange> changes; ///< by ticker
};

/// What changed from one run to a later one.
ResultsDiff diffResults(const Job& before, const std::vector<ResultRecord>& earlier, const Job& after,
                        const std::vector<ResultRecord>& later);

} // namespace tt
