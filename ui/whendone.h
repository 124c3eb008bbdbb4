// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>
#include <QFutureWatcher>
#include <QObject>

namespace tt {

/// Calls `f(const T&)` in the thread of `context` when the future has its result; not at all when `context`
/// is gone by then or the future was cancelled.
template<class T, class F>
void whenDone(QObject* context, const QFuture<T>& future, F f)
{
    auto* watcher = new QFutureWatcher<T>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, f]() mutable {
        watcher->deleteLater();
        if (watcher->future().resultCount() > 0)
            f(watcher->result());
    });
    watcher->setFuture(future);
}

} // namespace tt
