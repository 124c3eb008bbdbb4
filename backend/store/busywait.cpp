// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/busywait.h"

#include <QLoggingCategory>

#include <sqlite3.h>

#include <algorithm>
#include <thread>

namespace tt {

namespace {

using Milliseconds = std::chrono::milliseconds;

Q_LOGGING_CATEGORY(lcWait, "tt.wait")

constexpr auto kPatience = std::chrono::seconds(5);
/// Two waits with less between them are one: what was refused is tried again after a pause.
constexpr auto kOneWait = std::chrono::seconds(3);
constexpr Milliseconds kFirstPause(1), kLongestPause(50);

} // namespace

void BusyWait::installIn(sqlite3* connection)
{
    sqlite3_busy_handler(connection, &BusyWait::onBusy, this);
}

bool BusyWait::isLong() const
{
    const Steady::time_point last{Steady::duration(m_lastSaid.load())};
    return last != Steady::time_point() && Steady::now() - last < kOneWait;
}

int BusyWait::onBusy(void* self, int attempt)
{
    return static_cast<BusyWait*>(self)->again(attempt) ? 1 : 0;
}

bool BusyWait::again(int attempt)
{
    const Steady::time_point now = Steady::now();
    if (attempt == 0)
        m_statementBegan = now;
    if (now - m_last > kOneWait) {
        m_began = now;
        m_said = false;
    }
    m_last = now;
    if (now - m_began >= kLongWait) {
        if (!m_said)
            qCWarning(lcWait, "Another program holds the database: waiting for it");
        m_said = true;
        m_lastSaid = now.time_since_epoch().count();
    }
    if (now - m_statementBegan >= kPatience)
        return false;
    std::this_thread::sleep_for(std::min(kFirstPause * (attempt + 1), kLongestPause));
    return true;
}

} // namespace tt
