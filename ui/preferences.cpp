// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/preferences.h"

#include "store/settingsstore.h"
#include "store/store.h"
#include "ui/whendone.h"

namespace tt {

Preferences::Preferences(Settings& settings, Store& store, QObject* parent)
    : QObject(parent)
    , m_settings(settings)
    , m_store(store)
{
}

bool Preferences::isOverridden(std::string_view key) const
{
    const SettingOrigin origin = m_settings.origin(key);
    return origin == SettingOrigin::Environment || origin == SettingOrigin::CommandLine;
}

std::optional<Violation> Preferences::set(const SettingInfo& setting, const std::string& value)
{
    if (std::optional<Violation> fault = checkSetting(setting, value))
        return fault;
    const std::string key(setting.key);
    const bool isReset = value == setting.byDefault;
    const auto written =
        m_store.run([key, value, isReset](Database& database) -> Result<SettingsStore::Rows> {
            SettingsStore store(database);
            const Result<void> done = isReset ? store.remove(key) : store.set(key, value);
            if (!done)
                return done.error();
            return store.all();
        });
    whenDone(this, written, [this](const Result<SettingsStore::Rows>& rows) {
        if (!rows) {
            Q_EMIT failed(rows.error());
            return;
        }
        m_settings.setStored(*rows);
        Q_EMIT changed();
    });
    return std::nullopt;
}

} // namespace tt
