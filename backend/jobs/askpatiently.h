// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/transient.h"
#include "jobs/backoff.h"
#include "jobs/jobslog.h"
#include "store/store.h"

#include <functional>
#include <thread>

namespace tt {

/// Waits for the time given, or less when there is a reason.
using Pause = std::function<void(std::chrono::milliseconds)>;

/// Runs `f(Database&) -> Result<T>` on the store's thread and waits for the answer; a transient error (the
/// database is busy) is tried again, later each time. Never on the store's own thread.
template<class F>
auto askPatiently(Store& store, F f, const Pause& pause)
{
    using Milliseconds = std::chrono::milliseconds;
    constexpr int kAttempts = 6;
    for (int attempt = 1;; ++attempt) {
        auto future = store.run(f);
        future.waitForFinished();
        auto answer = future.takeResult();
        if (answer || !isTransient(answer.error().code) || attempt == kAttempts)
            return answer;
        const Milliseconds time = backoff(attempt, Milliseconds(50), Milliseconds(2'000));
        qCInfo(lcJobs, "The database is busy, trying again in %d ms", static_cast<int>(time.count()));
        pause(time);
    }
}

template<class F>
auto askPatiently(Store& store, F f)
{
    return askPatiently(store, std::move(f),
                        [](std::chrono::milliseconds time) { std::this_thread::sleep_for(time); });
}

} // namespace tt
