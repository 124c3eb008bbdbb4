// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/backoff.h"

#include <QRandomGenerator>

#include <algorithm>

namespace tt {

std::chrono::milliseconds backoff(int attempt, std::chrono::milliseconds first,
                                  std::chrono::milliseconds most)
{
    const std::int64_t doubled = first.count() << std::clamp(attempt - 1, 0, 20);
    const std::int64_t whole = std::min(doubled, most.count());
    const std::int64_t jitter = QRandomGenerator::global()->bounded(qint64(whole / 2 + 1));
    return std::chrono::milliseconds(whole - jitter);
}

} // namespace tt
