// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/strategyservice.h"

#include "jobs/jobslog.h"
#include "jobs/strategyfields.h"
#include "jobs/strategyjson.h"
#include "store/store.h"
#include "store/strategystore.h"

namespace tt {

namespace {

Result<Strategy> strategyOf(const StrategyRow& row)
{
    Result<Strategy> strategy = strategyFromDefinition(row.definition);
    if (!strategy)
        return Error(strategy.error()).with("strategy", row.name);
    strategy->id = row.id;
    strategy->name = row.name;
    strategy->revision = row.revision;
    return strategy;
}

Error readOnly(const Strategy& strategy)
{
    return makeError(ErrorCode::Conflict,
                     "The strategy " + strategy.name +
                         " is built in and cannot be changed: copy it and change the copy");
}

/// One that cannot be read is left out and logged: the others must stay usable.
Result<std::vector<Strategy>> listStrategies(Database& database)
{
    const auto rows = StrategyStore(database).list();
    if (!rows)
        return rows.error();
    const auto builtIn = builtInStrategies();
    std::vector<Strategy> all(builtIn.begin(), builtIn.end());
    for (const StrategyRow& row : *rows) {
        Result<Strategy> strategy = strategyOf(row);
        if (strategy)
            all.push_back(std::move(*strategy));
        else
            qCWarning(lcJobs, "The strategy %s is left out: %s", row.name.c_str(),
                      strategy.error().message.c_str());
    }
    return all;
}

Result<Strategy> copyStrategy(Database& database, const std::string& from, const std::string& name)
{
    Result<Strategy> strategy = findStrategy(database, from);
    if (!strategy)
        return strategy;
    strategy->name = name;
    if (std::vector<Violation> faults = strategyFaults(*strategy); !faults.empty())
        return validationError(std::move(faults));
    const auto row = StrategyStore(database).create(name, strategyDefinition(*strategy));
    if (!row)
        return row.error();
    strategy->id = row->id;
    strategy->revision = row->revision;
    return strategy;
}

Result<Strategy> saveStrategy(Database& database, Strategy strategy)
{
    if (isBuiltIn(strategy))
        return readOnly(strategy);
    if (std::vector<Violation> faults = strategyFaults(strategy); !faults.empty())
        return validationError(std::move(faults));
    const auto row = StrategyStore(database).update(
        {strategy.id, strategy.name, strategy.revision, strategyDefinition(strategy)});
    if (!row)
        return row.error();
    strategy.revision = row->revision;
    return strategy;
}

Result<Strategy> editStrategy(Database& database, const StrategyEdit& edit)
{
    Result<Strategy> strategy = findStrategy(database, edit.strategy);
    if (!strategy)
        return strategy;
    if (isBuiltIn(*strategy))
        return readOnly(*strategy);
    if (std::vector<Violation> faults = changeStrategy(*strategy, edit.changes); !faults.empty())
        return validationError(std::move(faults));
    strategy->revision = edit.revision; // the store compares it within its transaction
    return saveStrategy(database, std::move(*strategy));
}

Result<Strategy> removeStrategy(Database& database, const std::string& idOrName, std::optional<int> revision)
{
    if (const Strategy* builtIn = findBuiltInStrategy(idOrName))
        return readOnly(*builtIn);
    // By its row, so that one whose numbers cannot be read can be deleted too.
    StrategyStore store(database);
    const Result<StrategyRow> row = store.find(idOrName);
    if (!row)
        return row.error();
    if (const Result<void> removed = store.remove(row->id, revision); !removed)
        return removed.error();
    Strategy gone;
    gone.id = row->id;
    gone.name = row->name;
    gone.revision = row->revision;
    return gone;
}

} // namespace

Result<Strategy> findStrategy(Database& database, const std::string& idOrName)
{
    if (const Strategy* builtIn = findBuiltInStrategy(idOrName))
        return *builtIn;
    const Result<StrategyRow> row = StrategyStore(database).find(idOrName);
    return row ? strategyOf(*row) : Result<Strategy>(row.error());
}

StrategyService::StrategyService(Store& store)
    : m_store(store)
{
}

QFuture<Result<std::vector<Strategy>>> StrategyService::list()
{
    return m_store.run(listStrategies);
}

QFuture<Result<Strategy>> StrategyService::find(const QString& idOrName)
{
    return m_store.run(
        [name = idOrName.toStdString()](Database& database) { return findStrategy(database, name); });
}

QFuture<Result<Strategy>> StrategyService::copy(const QString& from, const QString& name)
{
    return m_store.run([from = from.toStdString(), name = name.toStdString()](Database& database) {
        return copyStrategy(database, from, name);
    });
}

QFuture<Result<Strategy>> StrategyService::edit(StrategyEdit edit)
{
    return m_store.run([edit = std::move(edit)](Database& database) { return editStrategy(database, edit); });
}

QFuture<Result<Strategy>> StrategyService::save(Strategy strategy)
{
    return m_store.run(
        [strategy = std::move(strategy)](Database& database) { return saveStrategy(database, strategy); });
}

QFuture<Result<Strategy>> StrategyService::remove(const QString& idOrName, std::optional<int> revision)
{
    return m_store.run([name = idOrName.toStdString(), revision](Database& database) {
        return removeStrategy(database, name, revision);
    });
}

QFuture<Result<std::string>> StrategyService::idForResults(const QString& idOrName)
{
    return m_store.run([name = idOrName.toStdString()](Database& database) -> Result<std::string> {
        if (const Strategy* builtIn = findBuiltInStrategy(name))
            return builtIn->id;
        const auto id = StrategyStore(database).idEver(name);
        if (!id)
            return id.error();
        return *id ? Result<std::string>(**id)
                   : makeError(ErrorCode::NotFound,
                               "There is no strategy " + name + ": see the list of them");
    });
}

} // namespace tt
