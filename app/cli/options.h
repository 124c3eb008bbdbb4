// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tt::cli {

enum class OptionType : std::uint8_t { Flag, Text, Whole, Real, Date, Pair };

/// One option of the command line; it means the same in every command that takes it.
struct OptionInfo
{
    std::string_view name; ///< "position-limit", typed as --position-limit
    const char* value;     ///< what stands for its value in help: "PCT"; nullptr: a flag
    OptionType type;
    std::string_view range;   ///< as in SettingInfo; empty: any
    std::string_view setting; ///< the setting that it overrides; empty: none
    const char* byDefault;    ///< for help; nullptr: none
    const char* help;         ///< to be translated
    bool repeats = false;
};

std::span<const OptionInfo> optionTable();
const OptionInfo* findOption(std::string_view name);
/// The options that every command takes.
std::span<const std::string_view> commonOptions();

/// What was typed, taken apart. Options are known to the table and their values have passed its rules, or
/// there is a violation for them.
struct Typed
{
    std::vector<std::string> words; ///< everything that is no option: the command and its arguments
    std::map<std::string, std::vector<std::string>, std::less<>> options;
    std::vector<Violation> violations;

    bool has(std::string_view name) const { return options.find(name) != options.end(); }
    std::optional<std::string> value(std::string_view name) const;
    std::optional<double> number(std::string_view name) const;
    std::vector<std::string> values(std::string_view name) const;
};

/// `--name value`, `--name=value`, `-h`; after `--` everything is a word. Never fails: faults are violations.
Typed parseArguments(std::span<const std::string> arguments);

/// The known name that a mistyped one most likely means; empty when none is near.
std::string_view nearestName(std::string_view typed, std::span<const std::string_view> known);

} // namespace tt::cli
