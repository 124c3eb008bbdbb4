// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace tt {

struct PacingRules
{
    int mostInFlight = 2;
    std::chrono::milliseconds spacing{400}; ///< between two requests, up to half more at random
    std::chrono::milliseconds firstBackoff{2'000}, mostBackoff{60'000};
    int troublesToPause = 5; ///< in a row
    std::chrono::milliseconds pause{
        60'000}; ///< the first; each next one without a good answer is twice as long
    int pausesToGiveUp = 4;
};

/// When the next request to one host may start: at most N in flight, spaced with jitter; after trouble
/// exponential back-off, the server's own wish where it names one, and after several troubles in a row a
/// pause (the circuit breaker), then one request alone as a trial. No clock inside: times are given, UTC
/// milliseconds.
class RequestPacer
{
public:
    explicit RequestPacer(PacingRules rules = {});

    /// nullopt: too many are in flight. A time in the past: now.
    std::optional<std::int64_t> nextStart() const;
    void started(std::int64_t nowMs);
    void endedWell();
    void endedInTrouble(std::optional<std::int64_t> retryAtMs, std::int64_t nowMs);

    bool givesUp() const { return m_pauses > m_rules.pausesToGiveUp; }
    /// The user wants to try anew: troubles and pauses are forgotten, waiting times are kept.
    void forgive();

private:
    PacingRules m_rules;
    int m_inFlight = 0, m_troubles = 0, m_pauses = 0;
    std::int64_t m_notBefore = 0;
};

} // namespace tt
