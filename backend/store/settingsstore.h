// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <functional>
#include <map>
#include <string>

namespace tt {

class Database;

/// Settings as key and value; keys that this program does not know survive.
class SettingsStore
{
public:
    using Rows = std::map<std::string, std::string, std::less<>>;
    explicit SettingsStore(Database& database);

    Result<Rows> all();
    Result<void> set(const std::string& key, const std::string& value);
    Result<void> remove(const std::string& key);

private:
    Database& m_database;
};

} // namespace tt
