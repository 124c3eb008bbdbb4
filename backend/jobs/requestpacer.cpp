// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/requestpacer.h"

#include "jobs/backoff.h"

#include <algorithm>

namespace tt {

RequestPacer::RequestPacer(PacingRules rules)
    : m_rules(rules)
{
}

std::optional<std::int64_t> RequestPacer::nextStart() const
{
    const int most = m_troubles > 0 ? 1 : m_rules.mostInFlight;
    return m_inFlight < most ? std::optional(m_notBefore) : std::nullopt;
}

void RequestPacer::started(std::int64_t nowMs)
{
    ++m_inFlight;
    // backoff() leaves out up to half at random: from one to one and a half times the spacing.
    const auto gap = m_rules.spacing / 2 + backoff(1, m_rules.spacing, m_rules.spacing);
    m_notBefore = std::max(m_notBefore, nowMs + gap.count());
}

void RequestPacer::endedWell()
{
    --m_inFlight;
    m_troubles = 0;
    m_pauses = 0;
}

void RequestPacer::endedInTrouble(std::optional<std::int64_t> retryAtMs, std::int64_t nowMs)
{
    --m_inFlight;
    ++m_troubles;
    std::int64_t until = nowMs + backoff(m_troubles, m_rules.firstBackoff, m_rules.mostBackoff).count();
    // After a pause one trial decides.
    if (m_troubles >= m_rules.troublesToPause) {
        const auto pause = m_rules.pause * (1 << std::min(m_pauses, 10));
        until = std::max(until, nowMs + pause.count());
        ++m_pauses;
    }
    m_notBefore = std::max({m_notBefore, until, retryAtMs.value_or(0)});
}

void RequestPacer::forgive()
{
    m_troubles = 0;
    m_pauses = 0;
}

} // namespace tt
