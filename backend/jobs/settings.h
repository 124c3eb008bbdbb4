// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/job.h"
#include "base/result.h"
#include "store/retention.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tt {

enum class SettingType : std::uint8_t { Text, Integer, Real, Flag, Choice };

/// One setting. The only table of them; nothing else reads the environment.
struct SettingInfo
{
    std::string_view key; ///< "analysis.capital"
    SettingType type;
    std::string_view byDefault;
    std::string_view range;       ///< "0.1..10", ">0..100", "error|warning|info|debug"; empty: any
    std::string_view environment; ///< "THETOOL_CAPITAL", empty: none
    std::string_view help;
    bool stored; ///< false: cannot be kept in the database (the data folder itself)
};

std::span<const SettingInfo> settingTable();
const SettingInfo* findSetting(std::string_view key);
/// Checks one value against the row's type and range; a violation names the key.
std::optional<Violation> checkSetting(const SettingInfo& setting, std::string_view value);

enum class SettingOrigin : std::uint8_t { Default, Stored, Environment, CommandLine };
std::string_view settingOriginName(SettingOrigin origin); ///< "environment"

/// The values in force: command line over environment over database over default.
class Settings
{
public:
    using Environment = std::function<std::optional<std::string>(std::string_view name)>;
    explicit Settings(Environment environment);

    void setStored(std::map<std::string, std::string, std::less<>> rows) { m_stored = std::move(rows); }
    void override(std::string_view key, std::string value);

    std::string text(std::string_view key) const;
    /// Numbers: 0 where the text is empty or no number (violations() tells).
    double real(std::string_view key) const;
    int integer(std::string_view key) const;
    bool flag(std::string_view key) const;
    SettingOrigin origin(std::string_view key) const;
    /// Every value in force that breaks its row's rule.
    std::vector<Violation> violations() const;

private:
    Environment m_environment;
    std::map<std::string, std::string, std::less<>> m_stored, m_commandLine;
};

/// The settings of an analysis as a request that asks for nothing else.
AnalysisRequest requestOf(const Settings& settings);
/// What a cleanup keeps; a value that breaks its rule is as if it were not set.
RetentionRules retentionOf(const Settings& settings);

} // namespace tt
