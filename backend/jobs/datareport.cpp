// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/datareport.h"

#include "base/clock.h"
#include "store/database.h"

#include <utility>

namespace tt {

using namespace Qt::StringLiterals;

namespace {

std::vector<Finding> bareFindings(const std::vector<FiledFinding>& filed)
{
    std::vector<Finding> bare;
    bare.reserve(filed.size());
    for (const FiledFinding& one : filed)
        bare.push_back(one.finding);
    return bare;
}

QString backupName(const std::string& ticker, std::int64_t nowMs)
{
    const QString stamp = QString::fromStdString(utcText(nowMs)).remove(u'-').remove(u':');
    // A ticker may hold & ^ =, which have a meaning to shells.
    QString name = QString::fromStdString(ticker);
    for (QChar& c : name)
        c = c.isLetterOrNumber() || c == u'.' || c == u'-' ? c : u'_';
    return u"/before-deleting-%1-%2.db"_s.arg(name, stamp);
}

} // namespace

Result<DataReport> reportData(Database& database, const std::string& ticker, Day today)
{
    const Result<std::string> meant = InstrumentStore(database).meant(ticker);
    if (!meant)
        return meant.error();
    Result<StoredData> stored = readStoredData(database, *meant);
    if (!stored)
        return stored.error();
    const Bars view = adjustedView(stored->bars, stored->actions, today);
    const std::vector<Finding> findings = bareFindings(stored->findings);
    DataReport report;
    report.grade = gradeBars(view, findings, today);
    report.reasons = gradeReasons(view, findings, today);
    report.jumps = unexplainedJumps(view);
    report.explained = view.explainedJumps;
    report.splits = view.splits;
    report.stored = std::move(*stored);
    return report;
}

Result<DeletedData> deleteData(Database& database, const QString& backupDir, const std::string& ticker,
                               const Clock& clock)
{
    const Result<std::string> meant = InstrumentStore(database).meant(ticker);
    if (!meant)
        return meant.error();
    // Nothing is copied for a name that has no bars.
    const Result<std::optional<InstrumentRow>> row = InstrumentStore(database).find(*meant);
    if (!row)
        return row.error();
    DeletedData deleted;
    if (*row && (*row)->bars > 0) {
        deleted.backup = backupDir + backupName((*row)->ticker, clock.nowMs());
        if (Result<void> copied = database.backupTo(deleted.backup); !copied)
            return copied.error();
    }
    Result<RemovedData> removed = removeStoredData(database, *meant);
    if (!removed)
        return removed.error();
    deleted.removed = std::move(*removed);
    return deleted;
}

} // namespace tt
