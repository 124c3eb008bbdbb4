// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/logcontext.h"
#include "base/result.h"
#include "store/database.h"

#include <QFuture>
#include <QPromise>

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <type_traits>

namespace tt {

/// The one thread of the process that touches the database. Work runs in the order in which it was given; the
/// destructor finishes what was given before it returns. All functions are thread-safe; run() must not be
/// waited for from inside the store's own thread.
class StoreThread
{
public:
    using Opener = std::function<Result<std::unique_ptr<Database>>()>;
    /// Opens the database in the new thread and waits for it.
    static Result<std::unique_ptr<StoreThread>> start(Opener open);
    ~StoreThread();
    StoreThread(const StoreThread&) = delete;
    StoreThread& operator=(const StoreThread&) = delete;

    /// Runs `f(Database&) -> Result<T>` on the store's thread, with the caller's log context. An exception of
    /// `f` becomes INTERNAL. A future that was cancelled before its turn is skipped.
    template<class F>
    auto run(F f) -> QFuture<std::invoke_result_t<F, Database&>>
    {
        using Answer = std::invoke_result_t<F, Database&>;
        auto promise = std::make_shared<QPromise<Answer>>();
        promise->start();
        QFuture<Answer> future = promise->future();
        auto work = std::make_shared<F>(std::move(f));
        push([promise, work, context = currentLogContext()](Database& database) {
            const LogScope scope(context);
            if (!promise->isCanceled())
                promise->addResult(answer<Answer>(*work, database));
            promise->finish();
        });
        return future;
    }

private:
    using Task = std::function<void(Database&)>;
    StoreThread() = default;
    void push(Task task);
    void loop(Database& database);
    static Error unexpected(const char* what);

    template<class Answer, class F>
    static Answer answer(F& work, Database& database)
    {
        try {
            return work(database);
        } catch (const std::exception& fault) {
            return unexpected(fault.what());
        } catch (...) {
            return unexpected("unknown exception");
        }
    }

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Task> m_tasks;
    bool m_stop = false;
    std::thread m_thread;
};

} // namespace tt
