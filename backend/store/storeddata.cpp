// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/storeddata.h"

#include "store/actionstore.h"
#include "store/barstore.h"
#include "store/database.h"
#include "store/statement.h"

#include <algorithm>
#include <utility>

namespace tt {

using namespace Qt::StringLiterals;

namespace {

Error noBars(const std::string& ticker)
{
    return makeError(ErrorCode::NotFound, "There are no stored bars of " + ticker + ": import a file first");
}

Result<InstrumentRow> knownInstrument(Database& database, const std::string& ticker)
{
    Result<std::optional<InstrumentRow>> row = InstrumentStore(database).find(ticker);
    if (!row)
        return row.error();
    return *row ? Result<InstrumentRow>(std::move(**row)) : noBars(ticker);
}

std::vector<SourceExtent> sourcesOf(const BarChunk& whole)
{
    std::vector<SourceExtent> all;
    for (std::size_t i = 0; i < whole.size(); ++i) {
        auto at = std::find_if(all.begin(), all.end(),
                               [&](const SourceExtent& one) { return one.source == whole.source[i]; });
        if (at == all.end())
            at = all.insert(all.end(), {whole.source[i], 0, whole.bars.date[i], kNoDay});
        ++at->bars;
        at->last = whole.bars.date[i];
    }
    return all;
}

} // namespace

Result<StoredData> readStoredData(Database& database, const std::string& ticker)
{
    Result<InstrumentRow> row = knownInstrument(database, ticker);
    if (!row)
        return row.error();
    Result<BarChunk> whole =
        row->bars > 0 ? BarStore(database).loadWhole(row->ticker) : Result<BarChunk>(BarChunk());
    if (!whole)
        return whole.error();
    Statement query(database, u"SELECT day, line, rule, found, file FROM bar_findings "
                              u"WHERE instrument_id = ? ORDER BY sequence"_s);
    Result<std::vector<FiledFinding>> findings = query.bind(row->id).rows([](Statement& r) {
        const FindingRule rule = findingRuleFromName(r.text(2)).value_or(FindingRule::MissingPrice);
        return FiledFinding{{r.day(0), r.number(1), rule, r.text(3)}, r.text(4)};
    });
    if (!findings)
        return findings.error();
    if (row->bars == 0 && findings->empty())
        return noBars(ticker);
    Result<std::vector<CorporateAction>> actions = ActionReader(database).of(row->id);
    if (!actions)
        return actions.error();
    std::vector<SourceExtent> sources = sourcesOf(*whole);
    return StoredData{std::move(*row), std::move(whole->bars), std::move(sources), std::move(*findings),
                      std::move(*actions)};
}

Result<RemovedData> removeStoredData(Database& database, const std::string& ticker)
{
    const auto work = [&]() -> Result<RemovedData> {
        const Result<InstrumentRow> row = knownInstrument(database, ticker);
        if (!row)
            return row.error();
        if (row->bars == 0)
            return noBars(ticker);
        RemovedData removed{row->ticker, row->bars, 0, row->firstBar, row->lastBar};
        Statement findings(database, u"DELETE FROM bar_findings WHERE instrument_id = ?"_s);
        const Result<int> dropped = findings.bind(row->id).change();
        if (!dropped)
            return dropped.error();
        removed.findings = *dropped;
        Statement bars(database, u"DELETE FROM bar_chunks WHERE instrument_id = ?"_s);
        if (Result<void> done = bars.bind(row->id).exec(); !done)
            return done.error();
        return removed;
    };
    return inTransaction(database, work, Durability::Full);
}

} // namespace tt
