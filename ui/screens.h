// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "jobs/library.h"

#include <QObject>
#include <QString>

#include <vector>

namespace tt {

/// The saved screens and every change a user makes to them. Each change is asked of the store and then read
/// back; changed() follows. Lives in the window's thread and never waits.
class Screens : public QObject
{
    Q_OBJECT

public:
    explicit Screens(Library& library, QObject* parent = nullptr);

    const std::vector<SavedScreen>& all() const { return m_screens; } ///< by name
    const SavedScreen* find(const QString& id) const;                 ///< null: no such screen

    void load();
    void save(const SavedScreen& screen); ///< saved() follows
    void rename(const QString& id, const QString& name);
    void remove(const QString& id); ///< removed() follows
    void bringBack(const QString& id);

Q_SIGNALS:
    void changed();
    void failed(const tt::Error& error);
    void saved(const QString& id); ///< after changed()
    void removed(const QString& id, const QString& name);

private:
    template<class F>
    void ask(const QFuture<Result<SavedScreen>>& answer, F done);

    Library& m_library;
    std::vector<SavedScreen> m_screens;
};

} // namespace tt
