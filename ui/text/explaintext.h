// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/explanation.h"

#include <QString>

#include <string_view>
#include <utility>
#include <vector>

namespace tt {

/// A number of a report that can be explained.
enum class ReportNumber {
    Verdict,
    Score,
    Evidence,
    Grade,
    Close,
    Entry,
    Stop,
    Target,
    RewardRisk,
    Shares,
    Capital,
    ValueAtRisk,
    Reward,
    TradedShare,
    Indicator, ///< together with its id
};

/// What a number means and where it comes from.
struct NumberText
{
    QString title;
    QString definition;
    std::vector<std::pair<QString, QString>> facts; ///< name and value
};

/// `id` is read for ReportNumber::Indicator alone.
NumberText explainNumber(ReportNumber number, IndicatorId id, const Explanation& explained,
                         const AnalysisConfig& config, std::string_view ticker);

} // namespace tt
