// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/exportservice.h"

#include "base/clock.h"
#include "jobs/csvwriter.h"
#include "jobs/resultcolumns.h"

namespace tt {

namespace {

constexpr const char* kFailureColumns[] = {"ticker", "error_code", "message", "attempts", "failed_at"};

Result<ExportedFile> write(const CsvWriter& csv, const std::string& path, std::size_t columns)
{
    if (const Result<void> written = writeFileWhole(path, csv.bytes()); !written)
        return written.error();
    return ExportedFile{path, csv.rows() - 1, static_cast<int>(columns)};
}

} // namespace

Result<ExportedFile> exportResults(const std::vector<ResultRecord>& results, const std::string& path)
{
    CsvWriter csv;
    for (const ResultColumn& column : resultColumns())
        csv.text(column.name);
    csv.endRow();
    for (const ResultRecord& result : results) {
        for (const ResultColumn& column : resultColumns())
            csv.cell(column.value(result, column.indicator));
        csv.endRow();
    }
    return write(csv, path, resultColumns().size());
}

Result<ExportedFile> exportWatchlistItems(const std::vector<WatchlistItem>& items, const std::string& path)
{
    CsvWriter csv;
    csv.text("ticker");
    csv.text("note");
    csv.endRow();
    for (const WatchlistItem& item : items) {
        csv.text(item.ticker);
        csv.text(item.note);
        csv.endRow();
    }
    return write(csv, path, 2);
}

Result<ExportedFile> exportFailures(const std::vector<ItemFailure>& failures, const std::string& path)
{
    CsvWriter csv;
    for (const char* column : kFailureColumns)
        csv.text(column);
    csv.endRow();
    for (const ItemFailure& failure : failures) {
        csv.text(failure.ticker);
        csv.text(errorCodeName(failure.code));
        csv.text(failure.message);
        csv.integer(failure.attempts);
        csv.text(utcText(failure.failedAtMs));
        csv.endRow();
    }
    return write(csv, path, std::size(kFailureColumns));
}

} // namespace tt
