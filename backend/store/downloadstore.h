// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "base/result.h"
#include "store/barstore.h"

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace tt {

class Database;

/// What is stored of a ticker before it is asked for.
struct DownloadState
{
    std::string symbol;                   ///< as the online source spells it
    Day lastFew = kNoDay;                 ///< the fifth newest online session; kNoDay: ask for everything
    std::vector<CorporateAction> actions; ///< the online ones
    std::vector<ActionKey> removed;       ///< online ones that the user took out
};

inline constexpr std::size_t kSessionsAgain = 5;

/// The list of symbols still to be downloaded, and one transaction for what came. Errors: STORAGE_*.
class DownloadStore
{
public:
    explicit DownloadStore(Database& database, const Clock& clock = systemClock());

    /// Puts tickers on the list, in their order; one that failed before is pending again.
    Result<void> add(std::span<const std::string> tickers);
    Result<std::vector<std::string>> pending(); ///< in their order
    /// Bars that came online decide: a ticker without any is asked for whole, and one of which a split was
    /// removed since, because its bars were multiplied back by it.
    Result<DownloadState> state(const std::string& ticker);
    /// `currency` is as the source states it, empty: not stated. Events first, then bars, then the list:
    /// interrupted anywhere, the same again gives the same. Findings of earlier downloads stay where they are
    /// older than `from`, the first day that was asked for (kNoDay: all, read without the `removed` events).
    Result<StoredCount> finish(const std::string& ticker, const std::string& name,
                               const std::string& currency, CheckedBars bars,
                               std::span<const CorporateAction> actions, Day from,
                               std::span<const ActionKey> removed = {});
    /// Stays on the list, failed; `again`: pending, to be gone on with.
    Result<void> fail(const std::string& ticker, const Error& error, const std::string& reason, bool again);
    /// Why the last download of a ticker failed; nullopt: it did not.
    Result<std::optional<Error>> failure(const std::string& ticker);
    /// Takes tickers off the list.
    Result<void> clear(std::span<const std::string> tickers);

private:
    Database& m_database;
    const Clock& m_clock;
};

} // namespace tt
