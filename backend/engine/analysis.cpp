// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis.h"

namespace tt {

namespace {

constexpr std::array<std::string_view, 6> kVerdicts = {"Strong Sell", "Sell",       "Hold",
                                                       "Buy",         "Strong Buy", "No verdict"};
constexpr std::array<std::string_view, 4> kSignals = {"", "BUY", "SELL", "HOLD"};
constexpr std::array<std::string_view, 5> kPlanStatuses = {"none", "ok", "rejected_rr", "tick_too_coarse",
                                                           "size_zero"};
constexpr std::array<std::string_view, 5> kGrades = {"A", "B", "C", "D", "F"};
constexpr std::array<Signal, 6> kSignalOf = {Signal::Sell, Signal::Sell, Signal::Hold,
                                             Signal::Buy,  Signal::Buy,  Signal::None};

template<class Enum, std::size_t N>
std::optional<Enum> find(const std::array<std::string_view, N>& names, std::string_view name)
{
    for (std::size_t i = 0; i < N; ++i) {
        if (names[i] == name)
            return static_cast<Enum>(i);
    }
    return std::nullopt;
}

} // namespace

std::string_view verdictName(Verdict verdict)
{
    return kVerdicts[static_cast<std::size_t>(verdict)];
}

std::string_view signalName(Signal signal)
{
    return kSignals[static_cast<std::size_t>(signal)];
}

std::string_view planStatusName(PlanStatus status)
{
    return kPlanStatuses[static_cast<std::size_t>(status)];
}

std::string_view gradeName(Grade grade)
{
    return kGrades[static_cast<std::size_t>(grade)];
}

std::optional<Verdict> verdictFromName(std::string_view name)
{
    return find<Verdict>(kVerdicts, name);
}

std::optional<PlanStatus> planStatusFromName(std::string_view name)
{
    return find<PlanStatus>(kPlanStatuses, name);
}

std::optional<Grade> gradeFromName(std::string_view name)
{
    return find<Grade>(kGrades, name);
}

Signal signalOf(Verdict verdict)
{
    return kSignalOf[static_cast<std::size_t>(verdict)];
}

} // namespace tt
