// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/logsetup.h"
#include "jobs/settings.h"

#include <QString>

#include <optional>
#include <string>
#include <string_view>

namespace tt {

/// The one place that reads the process's environment; an empty variable counts as not set.
std::optional<std::string> environmentValue(std::string_view name);

/// Name and version of the program for Qt (the data folder's name depends on it); once, by main.
void setApplicationFacts();

/// The folder of database, logs and backups: the setting `data.dir`, else the platform's.
QString dataFolder(const Settings& settings);

/// What the setting `log.level` means: the terminal has it; the file has `info` and above, at `debug` all
/// lines.
void setLevels(LogOptions& options, const Settings& settings);

} // namespace tt
