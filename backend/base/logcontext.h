// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/id.h"

#include <string>
#include <utility>

namespace tt {

/// What the present thread works for; every log line of the thread carries it. Copy it into work that moves
/// to another thread and open a scope there.
struct LogContext
{
    std::string requestId; ///< one for each user action
    std::string jobId;
    std::string ticker;
};

inline LogContext& currentLogContext()
{
    thread_local LogContext context;
    return context;
}

/// For what a service does for its caller: the user's action that the caller is part of (a command), else a
/// new one (a click).
inline LogContext actionContext()
{
    const std::string& present = currentLogContext().requestId;
    return {present.empty() ? newId() : present, {}, {}};
}

/// The present context, for work on a job.
inline LogContext logContextOf(std::string jobId)
{
    LogContext context = currentLogContext();
    context.jobId = std::move(jobId);
    return context;
}

/// Sets the thread's context for a block and puts the old one back.
class LogScope
{
public:
    explicit LogScope(LogContext context)
        : m_old(std::exchange(currentLogContext(), std::move(context)))
    {
    }
    ~LogScope() { currentLogContext() = std::move(m_old); }
    LogScope(const LogScope&) = delete;
    LogScope& operator=(const LogScope&) = delete;

private:
    LogContext m_old;
};

} // namespace tt
