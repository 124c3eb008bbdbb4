// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "engine/resultrecord.h"
#include "store/statement.h"

#include <optional>
#include <string>
#include <vector>

namespace tt {

class Database;

/// What files and lists say of an instrument; empty: not known.
struct Listing
{
    std::string isin, series;
    std::string exchange; ///< "NSE", "BSE"
    std::string currency; ///< "INR"; "GBp" are pence
};

/// A known instrument and, where it has bars, their extent.
struct InstrumentRow
{
    std::string id; ///< derived from the ticker, the same on every machine
    std::string ticker, symbol, name;
    Listing listing;
    DataSource source = DataSource::Csv; ///< of the newest bar
    Day firstBar = kNoDay, lastBar = kNoDay;
    int bars = 0;
    double userTick = std::numeric_limits<double>::quiet_NaN(); ///< the user's own tick size
};

/// UUID (version 5) of the ticker without regard to case.
std::string instrumentId(const std::string& ticker);

class InstrumentStore
{
public:
    explicit InstrumentStore(Database& database, const Clock& clock = systemClock());

    /// All that have bars, by ticker.
    Result<std::vector<InstrumentRow>> list();
    /// All that are known, with bars or not, by ticker.
    Result<std::vector<InstrumentRow>> known();
    /// Without regard to case; nullopt when unknown.
    Result<std::optional<InstrumentRow>> find(const std::string& ticker);
    /// What a typed name may mean: the ticker itself when it is known, else those of NAME.NS and NAME.BO that
    /// are, else the instruments that had one of the three as an earlier symbol.
    Result<std::vector<std::string>> resolve(const std::string& typed);
    /// The one ticker that resolve() gives; the name as it is when it gives none or several.
    Result<std::string> meant(const std::string& typed);
    /// Makes the instrument known; what is empty leaves what is stored. Returns its id.
    Result<std::string> put(const std::string& ticker, const std::string& name, const Listing& listing = {});
    /// The instrument was called `alias`, a ticker, until the day before `until`.
    Result<void> putAlias(const std::string& id, const std::string& alias, Day until);
    /// The user's own tick size; NaN: the market's again. Errors: NOT_FOUND, VALIDATION_ERROR (not a price
    /// above 0).
    Result<void> setTick(const std::string& ticker, double tick);

private:
    Database& m_database;
    const Clock& m_clock;
    std::optional<Statement> m_put;
};

} // namespace tt
