// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "jobs/settings.h"

#include <QObject>
#include <QString>

namespace tt {

class Store;

/// The settings as the window changes them: checked, kept in the database, then in force. Lives in the
/// window's thread and never waits.
class Preferences : public QObject
{
    Q_OBJECT

public:
    Preferences(Settings& settings, Store& store, QObject* parent = nullptr);

    const Settings& settings() const { return m_settings; }
    /// The environment or the command line has the last word on this one.
    bool isOverridden(std::string_view key) const;
    /// An empty text where the default is none, or the default itself, brings the default back. What is wrong
    /// with the value comes back and nothing is stored then.
    std::optional<Violation> set(const SettingInfo& setting, const std::string& value);

Q_SIGNALS:
    void changed();
    void failed(const tt::Error& error);

private:
    Settings& m_settings;
    Store& m_store;
};

} // namespace tt
