// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "engine/strategy.h"

#include <QObject>
#include <QString>

#include <vector>

namespace tt {

class StrategyService;

/// The strategies as the window knows them: the five built-in ones, then the user's own by name. Every change
/// is asked of the service and then read back. Lives in the window's thread and never waits.
class Strategies : public QObject
{
    Q_OBJECT

public:
    explicit Strategies(StrategyService& service, QObject* parent = nullptr);

    const std::vector<Strategy>& all() const { return m_all; } ///< the built-in ones until load() has come
    const Strategy* find(const std::string& id) const;

    void load();
    void copy(const QString& from, const QString& name);
    /// Whole, with the revision it was read with.
    void save(const Strategy& strategy);
    void remove(const Strategy& strategy);

Q_SIGNALS:
    void changed();
    void failed(const tt::Error& error);
    void saved(const tt::Strategy& strategy); ///< copied or saved, with its new revision
    void saveFailed(const tt::Error& error);  ///< CONFLICT: somebody saved it meanwhile; VALIDATION_ERROR
    void removed(const QString& name);

private:
    StrategyService& m_service;
    std::vector<Strategy> m_all;
};

} // namespace tt
