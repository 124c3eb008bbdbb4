// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "engine/strategy.h"

#include <QFuture>
#include <QString>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tt {

class Database;
class Store;

/// A change of some numbers: "key" to "value", as StrategyField names them, and "name".
struct StrategyEdit
{
    std::string strategy; ///< id or name
    int revision = 0;     ///< the one that the edit started from
    std::vector<std::pair<std::string, std::string>> changes;
};

/// The built-in strategies and the user's own, for the window and the command line alike. The built-in ones
/// are read-only. Every call runs on the store's thread and returns at once. Errors beside STORAGE_*:
/// NOT_FOUND, VALIDATION_ERROR (every fault at once), CONFLICT (name taken, older revision, built in).
class StrategyService
{
public:
    explicit StrategyService(Store& store);

    QFuture<Result<std::vector<Strategy>>> list(); ///< the five, then the user's by name
    QFuture<Result<Strategy>> find(const QString& idOrName);
    /// A strategy of the user's with the numbers of another one.
    QFuture<Result<Strategy>> copy(const QString& from, const QString& name);
    /// Both give the strategy with its new revision; save() takes it whole, with the revision it was read
    /// with.
    QFuture<Result<Strategy>> edit(StrategyEdit edit);
    QFuture<Result<Strategy>> save(Strategy strategy);
    /// Results made with it stay, with their whole configuration. Gives what was deleted.
    QFuture<Result<Strategy>> remove(const QString& idOrName, std::optional<int> revision = std::nullopt);
    /// The id that results of this strategy carry, a deleted one's too.
    QFuture<Result<std::string>> idForResults(const QString& idOrName);

private:
    Store& m_store;
};

/// On the store's thread: a built-in strategy or one of the user's.
Result<Strategy> findStrategy(Database& database, const std::string& idOrName);

} // namespace tt
