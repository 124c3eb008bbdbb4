// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/strategies.h"

#include "jobs/strategyservice.h"
#include "ui/whendone.h"

#include <algorithm>

namespace tt {

Strategies::Strategies(StrategyService& service, QObject* parent)
    : QObject(parent)
    , m_service(service)
    , m_all(builtInStrategies().begin(), builtInStrategies().end())
{
}

const Strategy* Strategies::find(const std::string& id) const
{
    const auto found =
        std::find_if(m_all.begin(), m_all.end(), [&](const Strategy& each) { return each.id == id; });
    return found == m_all.end() ? nullptr : &*found;
}

void Strategies::load()
{
    whenDone(this, m_service.list(), [this](const Result<std::vector<Strategy>>& all) {
        if (!all) {
            Q_EMIT failed(all.error());
            return;
        }
        m_all = *all;
        Q_EMIT changed();
    });
}

void Strategies::copy(const QString& from, const QString& name)
{
    whenDone(this, m_service.copy(from, name), [this](const Result<Strategy>& made) {
        if (!made) {
            Q_EMIT failed(made.error());
            return;
        }
        m_all.push_back(*made);
        Q_EMIT changed();
        Q_EMIT saved(*made);
        load();
    });
}

void Strategies::save(const Strategy& strategy)
{
    whenDone(this, m_service.save(strategy), [this](const Result<Strategy>& kept) {
        if (!kept) {
            Q_EMIT saveFailed(kept.error());
            return;
        }
        for (Strategy& each : m_all) {
            if (each.id == kept->id)
                each = *kept;
        }
        Q_EMIT changed();
        Q_EMIT saved(*kept);
        load();
    });
}

void Strategies::remove(const Strategy& strategy)
{
    whenDone(this, m_service.remove(QString::fromStdString(strategy.id), strategy.revision),
             [this](const Result<Strategy>& gone) {
                 if (gone)
                     Q_EMIT removed(QString::fromStdString(gone->name));
                 else
                     Q_EMIT failed(gone.error());
                 load();
             });
}

} // namespace tt
