// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>

struct sqlite3;

namespace tt {

/// How a connection waits for another program that holds the database: at most 5 s a statement. A wait of
/// more than 2 s, that of a statement which is tried again included, is said once in the log.
class BusyWait
{
public:
    /// Replaces the connection's busy time-out; this object must outlive the connection.
    void installIn(sqlite3* connection);
    /// True while such a long wait goes on; may be asked by any thread.
    bool isLong() const;

private:
    using Steady = std::chrono::steady_clock;
    static int onBusy(void* self, int attempt);
    bool again(int attempt);

    Steady::time_point m_statementBegan, m_began, m_last;
    bool m_said = false;
    std::atomic<Steady::rep> m_lastSaid = 0; ///< of m_last, once the wait was said
};

/// After so long a user is told that another program is in the way.
inline constexpr auto kLongWait = std::chrono::seconds(2);

} // namespace tt
