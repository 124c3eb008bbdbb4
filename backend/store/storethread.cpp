// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/storethread.h"

#include <future>
#include <utility>

namespace tt {

Result<std::unique_ptr<StoreThread>> StoreThread::start(Opener open)
{
    std::unique_ptr<StoreThread> self(new StoreThread);
    std::promise<Result<void>> opened;
    std::future<Result<void>> outcome = opened.get_future();
    self->m_thread = std::thread([thread = self.get(), &opened, open = std::move(open)] {
        Result<std::unique_ptr<Database>> database = open();
        if (!database) {
            opened.set_value(database.error());
            return;
        }
        opened.set_value({});
        thread->loop(**database);
    });
    if (Result<void> result = outcome.get(); !result)
        return result.error();
    return self;
}

StoreThread::~StoreThread()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_wake.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

void StoreThread::push(Task task)
{
    {
        const std::lock_guard lock(m_mutex);
        m_tasks.push_back(std::move(task));
    }
    m_wake.notify_one();
}

void StoreThread::loop(Database& database)
{
    for (;;) {
        std::unique_lock lock(m_mutex);
        m_wake.wait(lock, [this] { return m_stop || !m_tasks.empty(); });
        if (m_tasks.empty())
            return;
        const Task task = std::move(m_tasks.front());
        m_tasks.pop_front();
        lock.unlock();
        task(database);
    }
}

Error StoreThread::unexpected(const char* what)
{
    return makeError(ErrorCode::Internal,
                     "The program failed inside the store: please report this with the program's log")
        .with("exception", what);
}

} // namespace tt
