// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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

/// "2026-11-23T08:30:00.123Z"
std::string utcText(std::int64_t ms);

} // namespace tt
