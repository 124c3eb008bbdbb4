// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/settings.h"

#include "base/numbertext.h"

#include <algorithm>
#include <cassert>
#include <charconv>

namespace tt {

namespace {

using enum SettingType;

// An empty default of a number: what the strategy, or the machine, says.
constexpr SettingInfo kSettings[] = {
    {"data.dir", Text, "", "", "THETOOL_DATA_DIR",
     "Folder of the database, logs and backups; empty: the system's folder for application data", false},
    {"log.level", Choice, "warning", "error|warning|info|debug", "THETOOL_LOG_LEVEL",
     "Least weight of a log line on standard error; the log file has info and above", true},
    {"analysis.strategy", Text, "1", "", "THETOOL_STRATEGY", "Strategy of an analysis: its number or name",
     true},
    {"analysis.capital", Real, "100000", ">0..100000000", "THETOOL_CAPITAL",
     "Capital that plans are made for", true},
    {"analysis.risk", Real, "2", "0.1..10", "THETOOL_RISK", "Percent of the capital that one trade may lose",
     true},
    {"analysis.position_limit", Real, "", "1..100", "THETOOL_POSITION_LIMIT",
     "Largest position in percent of the capital; empty: the strategy's", true},
    {"analysis.min_rr", Real, "", "0..10", "THETOOL_MIN_RR",
     "Least reward for each unit of risk; empty: the strategy's", true},
    {"analysis.allow_short", Flag, "false", "true|false", "THETOOL_ALLOW_SHORT", "Plans for short sales too",
     true},
    {"analysis.workers", Integer, "", "1..64", "THETOOL_WORKERS", "Threads of an analysis; empty: one a core",
     true},
    {"download.address", Text, "https://query1.finance.yahoo.com", "", "THETOOL_DOWNLOAD_ADDRESS",
     "Server that 'download' asks for daily bars; used only when a download is started", true},
    {"retention.results", Integer, "10", "1..1000000", "THETOOL_RETENTION_RESULTS",
     "Results that a cleanup keeps of each ticker and strategy", true},
    {"retention.days", Integer, "90", "1..36500", "THETOOL_RETENTION_DAYS",
     "Days for which a cleanup keeps finished jobs without results", true},
};

struct Range
{
    double least = 0, most = 0;
    bool leastOutside = false; ///< ">0..": the limit itself is not allowed
};

Range parseRange(std::string_view text)
{
    Range range;
    range.leastOutside = text.starts_with('>');
    if (range.leastOutside)
        text.remove_prefix(1);
    const std::size_t dots = text.find("..");
    range.least = numberFromText(text.substr(0, dots)).value();
    range.most = numberFromText(text.substr(dots + 2)).value();
    return range;
}

bool isWhole(std::string_view text)
{
    std::int64_t number = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), number);
    return end.ec == std::errc() && end.ptr == text.data() + text.size();
}

std::optional<Violation> checkNumber(const SettingInfo& setting, std::string_view value)
{
    const std::string key(setting.key);
    if (value.empty() && setting.byDefault.empty())
        return std::nullopt;
    const std::optional<double> number = numberFromText(value);
    if (setting.type == Integer && (!number || !isWhole(value)))
        return Violation{key, "must be a whole number", ViolationType::Pattern};
    if (!number)
        return Violation{key, "must be a number like 2.5", ViolationType::Pattern};
    const Range range = parseRange(setting.range);
    const bool low = range.leastOutside ? *number <= range.least : *number < range.least;
    if (!low && *number <= range.most)
        return std::nullopt;
    const std::string least = numberText(range.least), most = numberText(range.most);
    return Violation{key,
                     range.leastOutside ? "must be above " + least + " and at most " + most
                                        : "must be from " + least + " to " + most,
                     ViolationType::Range};
}

std::optional<Violation> checkChoice(const SettingInfo& setting, std::string_view value)
{
    std::string_view rest = setting.range;
    while (!rest.empty()) {
        const std::string_view choice = rest.substr(0, rest.find('|'));
        if (choice == value)
            return std::nullopt;
        rest.remove_prefix(std::min(rest.size(), choice.size() + 1));
    }
    return Violation{std::string(setting.key), "must be one of " + std::string(setting.range),
                     ViolationType::Unknown};
}

std::optional<double> realOrNothing(const Settings& settings, std::string_view key)
{
    return settings.text(key).empty() ? std::nullopt : std::optional(settings.real(key));
}

} // namespace

std::span<const SettingInfo> settingTable()
{
    return kSettings;
}

const SettingInfo* findSetting(std::string_view key)
{
    const auto row = std::find_if(std::begin(kSettings), std::end(kSettings),
                                  [&](const SettingInfo& setting) { return setting.key == key; });
    return row == std::end(kSettings) ? nullptr : row;
}

std::optional<Violation> checkSetting(const SettingInfo& setting, std::string_view value)
{
    switch (setting.type) {
    case Integer:
    case Real:
        return checkNumber(setting, value);
    case Flag:
    case Choice:
        return checkChoice(setting, value);
    case Text:
        break;
    }
    if (value.empty() && !setting.byDefault.empty())
        return Violation{std::string(setting.key), "must not be empty", ViolationType::Required};
    return std::nullopt;
}

Settings::Settings(Environment environment)
    : m_environment(std::move(environment))
{
}

void Settings::override(std::string_view key, std::string value)
{
    assert(findSetting(key));
    m_commandLine.insert_or_assign(std::string(key), std::move(value));
}

SettingOrigin Settings::origin(std::string_view key) const
{
    const SettingInfo* setting = findSetting(key);
    assert(setting);
    if (m_commandLine.contains(key))
        return SettingOrigin::CommandLine;
    if (!setting->environment.empty() && m_environment && m_environment(setting->environment))
        return SettingOrigin::Environment;
    if (setting->stored && m_stored.contains(key))
        return SettingOrigin::Stored;
    return SettingOrigin::Default;
}

std::string Settings::text(std::string_view key) const
{
    const SettingInfo* setting = findSetting(key);
    assert(setting);
    switch (origin(key)) {
    case SettingOrigin::CommandLine:
        return m_commandLine.find(key)->second;
    case SettingOrigin::Environment:
        return m_environment(setting->environment).value_or(std::string());
    case SettingOrigin::Stored:
        return m_stored.find(key)->second;
    case SettingOrigin::Default:
        break;
    }
    return std::string(setting->byDefault);
}

double Settings::real(std::string_view key) const
{
    return numberFromText(text(key)).value_or(0);
}

int Settings::integer(std::string_view key) const
{
    return static_cast<int>(std::clamp(real(key), -2e9, 2e9));
}

bool Settings::flag(std::string_view key) const
{
    return text(key) == "true";
}

std::vector<Violation> Settings::violations() const
{
    std::vector<Violation> broken;
    for (const SettingInfo& setting : kSettings) {
        if (auto violation = checkSetting(setting, text(setting.key)))
            broken.push_back(std::move(*violation));
    }
    return broken;
}

std::string_view settingOriginName(SettingOrigin origin)
{
    constexpr std::string_view names[] = {"default", "stored", "environment", "command line"};
    return names[static_cast<std::size_t>(origin)];
}

AnalysisRequest requestOf(const Settings& settings)
{
    AnalysisRequest request;
    request.strategy = settings.text("analysis.strategy");
    request.capital = realOrNothing(settings, "analysis.capital");
    request.riskPct = realOrNothing(settings, "analysis.risk");
    request.positionLimitPct = realOrNothing(settings, "analysis.position_limit");
    request.minRewardRisk = realOrNothing(settings, "analysis.min_rr");
    request.allowShort = settings.flag("analysis.allow_short");
    if (!settings.text("analysis.workers").empty())
        request.workers = settings.integer("analysis.workers");
    return request;
}

RetentionRules retentionOf(const Settings& settings)
{
    RetentionRules rules;
    const auto take = [&settings](std::string_view key, int& rule) {
        if (!checkSetting(*findSetting(key), settings.text(key)))
            rule = settings.integer(key);
    };
    take("retention.results", rules.resultsEach);
    take("retention.days", rules.jobDays);
    return rules;
}

} // namespace tt
