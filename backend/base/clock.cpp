// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"

#include "base/day.h"

#include <chrono>
#include <cstdio>

namespace tt {

namespace {

class SystemClock : public Clock
{
public:
    std::int64_t nowMs() const override
    {
        using namespace std::chrono;
        return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
    }
};

} // namespace

const Clock& systemClock()
{
    static const SystemClock clock;
    return clock;
}

std::int64_t ForwardClock::nowMs() const
{
    const std::int64_t now = m_clock.nowMs();
    std::int64_t last = m_last.load();
    std::int64_t next = 0;
    do {
        next = now < last ? last + 1 : now;
    } while (!m_last.compare_exchange_weak(last, next));
    return next;
}

std::string utcText(std::int64_t ms)
{
    constexpr std::int64_t kDayMs = 86'400'000;
    const std::int64_t days = ms >= 0 ? ms / kDayMs : -((-ms + kDayMs - 1) / kDayMs);
    const int rest = static_cast<int>(ms - days * kDayMs);
    char time[32];
    std::snprintf(time, sizeof time, "T%02d:%02d:%02d.%03dZ", rest / 3'600'000, rest / 60'000 % 60,
                  rest / 1'000 % 60, rest % 1'000);
    return dayText(static_cast<Day>(days)) + time;
}

} // namespace tt
