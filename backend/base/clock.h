// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <string>

namespace tt {

/// The time of day, replaceable in tests. UTC milliseconds since 1970.
class Clock
{
public:
    virtual ~Clock() = default;
    virtual std::int64_t nowMs() const = 0;
};

const Clock& systemClock();

/// Another clock that never goes back, not even behind `floor`: where that clock was set back, each answer is
/// the next millisecond. What is stored later has the later time. Thread-safe.
class ForwardClock : public Clock
{
public:
    ForwardClock(const Clock& clock, std::int64_t floor)
        : m_clock(clock)
        , m_last(floor)
    {
    }
    std::int64_t nowMs() const override;

private:
    const Clock& m_clock;
    mutable std::atomic<std::int64_t> m_last;
};

/// "2026-11-23T08:30:00.123Z"
std::string utcText(std::int64_t ms);

} // namespace tt
