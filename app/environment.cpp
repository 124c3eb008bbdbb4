// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/environment.h"

#include <QCoreApplication>
#include <QDir>
#include <QStandardPaths>

#include <algorithm>
#include <cstdlib>

namespace tt {

std::optional<std::string> environmentValue(std::string_view name)
{
    const char* value = std::getenv(std::string(name).c_str());
    return value && *value ? std::optional<std::string>(value) : std::nullopt;
}

void setApplicationFacts()
{
    QCoreApplication::setApplicationName(QStringLiteral("thetool"));
    QCoreApplication::setApplicationVersion(QStringLiteral(TT_VERSION));
}

QString dataFolder(const Settings& settings)
{
    const QString given = QString::fromStdString(settings.text("data.dir"));
    return given.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)
                           : QDir::cleanPath(QDir(given).absolutePath());
}

void setLevels(LogOptions& options, const Settings& settings)
{
    options.terminalLevel = logLevelFromName(settings.text("log.level")).value_or(LogLevel::Warning);
    options.fileLevel = std::max(LogLevel::Info, options.terminalLevel);
}

} // namespace tt
