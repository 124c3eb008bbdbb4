// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/screens.h"

#include "ui/whendone.h"

#include <algorithm>

namespace tt {

Screens::Screens(Library& library, QObject* parent)
    : QObject(parent)
    , m_library(library)
{
}

const SavedScreen* Screens::find(const QString& id) const
{
    const auto found =
        std::find_if(m_screens.begin(), m_screens.end(),
                     [key = id.toStdString()](const SavedScreen& each) { return each.id == key; });
    return found == m_screens.end() ? nullptr : &*found;
}

void Screens::load()
{
    whenDone(this, m_library.screens(), [this](const Result<std::vector<SavedScreen>>& all) {
        if (!all) {
            Q_EMIT failed(all.error());
            return;
        }
        m_screens = *all;
        Q_EMIT changed();
    });
}

/// `done` gets the screen once the others have been read anew.
template<class F>
void Screens::ask(const QFuture<Result<SavedScreen>>& answer, F done)
{
    whenDone(this, answer, [this, done](const Result<SavedScreen>& screen) {
        if (!screen) {
            Q_EMIT failed(screen.error());
            return;
        }
        whenDone(this, m_library.screens(),
                 [this, done, screen = *screen](const Result<std::vector<SavedScreen>>& all) {
                     if (all)
                         m_screens = *all;
                     Q_EMIT changed();
                     done(screen);
                 });
    });
}

void Screens::save(const SavedScreen& screen)
{
    ask(m_library.saveScreen(screen),
        [this](const SavedScreen& now) { Q_EMIT saved(QString::fromStdString(now.id)); });
}

void Screens::rename(const QString& id, const QString& name)
{
    ask(m_library.renameScreen(id, name), [](const SavedScreen&) {});
}

void Screens::remove(const QString& id)
{
    ask(m_library.deleteScreen(id), [this](const SavedScreen& gone) {
        Q_EMIT removed(QString::fromStdString(gone.id), QString::fromStdString(gone.name));
    });
}

void Screens::bringBack(const QString& id)
{
    ask(m_library.bringBackScreen(id),
        [this](const SavedScreen& now) { Q_EMIT saved(QString::fromStdString(now.id)); });
}

} // namespace tt
