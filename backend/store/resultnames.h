// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/resultrecord.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace tt::stored {

/// The texts of the enums' columns, as the schema's CHECK constraints have them.
inline constexpr std::array<std::string_view, 6> kVerdicts = {"Strong Sell", "Sell",       "Hold",
                                                              "Buy",         "Strong Buy", "No verdict"};
inline constexpr std::array<std::string_view, 4> kSignals = {"", "BUY", "SELL", "HOLD"};
inline constexpr std::array<std::string_view, 5> kPlanStatuses = {"none", "ok", "rejected_rr",
                                                                  "tick_too_coarse", "size_zero"};
inline constexpr std::array<std::string_view, 5> kGrades = {"A", "B", "C", "D", "F"};
inline constexpr std::array<std::string_view, 2> kBounds = {"risk", "position"};
inline constexpr std::array<std::string_view, 5> kSources = {"demo", "csv", "stored", "yahoo", "nse"};

template<class Enum, std::size_t N>
std::string_view name(const std::array<std::string_view, N>& names, Enum value)
{
    return names[static_cast<std::size_t>(value)];
}

template<class Enum, std::size_t N>
std::optional<Enum> find(const std::array<std::string_view, N>& names, std::string_view name)
{
    for (std::size_t i = 0; i < N; ++i) {
        if (names[i] == name)
            return static_cast<Enum>(i);
    }
    return std::nullopt;
}

} // namespace tt::stored
