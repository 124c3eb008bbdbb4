// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "engine/checks.h"
#include "engine/corporateaction.h"

#include <QByteArray>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tt {

/// Daily bars of one symbol, asked for and answered. Times are UTC seconds.
struct ChartRequest
{
    std::string symbol; ///< as the source spells it: "M&M.NS"
    std::int64_t from = 0, to = 0;
    std::vector<ActionKey> removed = {}; ///< events that the user took out: the answer's own do not count
};

/// What came over the wire.
struct HttpAnswer
{
    int status = 0;
    QByteArray body;
    std::optional<std::int64_t> retryAtMs; ///< the server's wish, UTC milliseconds
};

/// The bars of an answer, raw: the source's prices are adjusted for all splits up to today, so each is
/// multiplied back by the ratios of the later splits of the answer (its volume divided); the answer must
/// therefore reach up to today. `adjustedClose` stays as it came. Prices that the source holds as 32-bit
/// floats get the shortest decimal that is the same float (127.58, not 127.58000183105469).
struct OnlineBars
{
    std::string currency, name;           ///< as stated: "GBp" are pence; empty: not stated
    CheckedBars checked;                  ///< a finding's line is the row of the answer, from 1
    std::optional<RawBar> partial;        ///< the bar of a session that has not closed; not among `checked`
    std::vector<CorporateAction> actions; ///< origin online, by day; dividends in the prices of their day
    int badEvents = 0;                    ///< events that cannot be (a split 0:0), left out everywhere
};

/// Why a download failed, for people: the error's detail "reason".
inline constexpr char kReason[] = "reason";
/// "not found", "throttled", "refused", "bad data", "timeout", "network"; "other" for the rest.
std::string downloadReason(const Error& error);
Error downloadError(ErrorCode code, const char* reason, std::string message);

/// Reads the answer to `asked`. The date of a bar is that of its timestamp in the exchange's zone. Never
/// crashes whatever the bytes; no bars are no error. Errors: NOT_FOUND, RATE_LIMITED, REFUSED, NETWORK (the
/// server is in trouble, the answer ended too early), DATA_INVALID (no JSON, another symbol, not daily, rows
/// without dates).
Result<OnlineBars> readChart(const ChartRequest& asked, const HttpAnswer& answer, std::int64_t nowMs);

} // namespace tt
