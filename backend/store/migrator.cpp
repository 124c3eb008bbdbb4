// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/migrator.h"

#include "store/database.h"
#include "store/statement.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLoggingCategory>
#include <QRegularExpression>

#include <algorithm>

namespace tt {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lcSchema, "tt.store")

constexpr QLatin1StringView kVersionTable = R"(CREATE TABLE IF NOT EXISTS db_version (
    version        BIGINT NOT NULL PRIMARY KEY,
    name           TEXT NOT NULL,
    checksum       TEXT NOT NULL,
    min_compatible BIGINT NOT NULL,
    applied_at     BIGINT NOT NULL
))"_L1;

struct AppliedStep
{
    int version = 0;
    std::string name, checksum;
    int minCompatible = 0;
};

std::string checksumOf(const MigrationStep& step)
{
    return QCryptographicHash::hash(step.text, QCryptographicHash::Sha256).toHex().toStdString();
}

/// N of the header `-- min_compatible: N`, 0 when the step has none.
int minCompatible(const MigrationStep& step)
{
    static const QRegularExpression header(u"^-- min_compatible: ([0-9]{1,6})\\n"_s);
    const QRegularExpressionMatch match = header.match(QString::fromUtf8(step.text));
    return match.hasMatch() ? match.captured(1).toInt() : 0;
}

/// The statements of a step without its comment lines.
QStringList statementsOf(const MigrationStep& step)
{
    QStringList statements;
    QString statement;
    const QStringList lines = QString::fromUtf8(step.text).split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QString& line = lines[i];
        if (!line.startsWith("--"_L1) && !line.trimmed().isEmpty())
            statement += line + u'\n';
        const bool lastLine = i + 1 == lines.size() || lines[i + 1].trimmed().isEmpty();
        if (lastLine && line.endsWith(u';')) {
            statements += statement.trimmed().chopped(1);
            statement.clear();
        }
    }
    if (!statement.trimmed().isEmpty())
        statements += statement;
    return statements;
}

Result<bool> hasTable(Database& database, const QString& condition)
{
    const Result<QString> count =
        database.scalar(u"SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND "_s + condition);
    if (!count)
        return count.error();
    return count->toInt() > 0;
}

Result<std::vector<AppliedStep>> appliedSteps(Database& database)
{
    const Result<bool> ours = hasTable(database, u"name = 'db_version'"_s);
    if (!ours)
        return ours.error();
    if (!*ours) {
        const Result<bool> foreign = hasTable(database, u"name NOT LIKE 'sqlite_%'"_s);
        if (!foreign)
            return foreign.error();
        if (*foreign) {
            return makeError(ErrorCode::StorageCorrupt, "The file belongs to another program: choose another "
                                                        "data folder")
                .with("file", database.path().toStdString());
        }
        return std::vector<AppliedStep>{};
    }
    Statement query(database,
                    u"SELECT version, name, checksum, min_compatible FROM db_version ORDER BY version"_s);
    return query.rows([](Statement& r) {
        return AppliedStep{r.number(0), r.text(1), r.text(2), r.number(3)};
    });
}

Error newerFile(int fileVersion, int programVersion)
{
    return makeError(
               ErrorCode::StorageNewer,
               "The database was made by a newer version of this program: update the program, or restore "
               "a backup made before")
        .with("file_version", std::to_string(fileVersion))
        .with("program_version", std::to_string(programVersion));
}

/// One must be the beginning of the other, text by text; what the file has more must suit the program.
Result<void> compare(const std::vector<AppliedStep>& applied, const std::vector<MigrationStep>& steps)
{
    const int known = static_cast<int>(steps.size());
    for (const AppliedStep& step : applied) {
        const bool isCompatible = step.minCompatible >= 1 && step.minCompatible <= known;
        if (step.version > known && !isCompatible)
            return newerFile(applied.back().version, known);
    }
    for (std::size_t i = 0; i < std::min(applied.size(), steps.size()); ++i) {
        if (applied[i].version == steps[i].version && applied[i].checksum == checksumOf(steps[i]))
            continue;
        return makeError(
                   ErrorCode::StorageCorrupt,
                   "The database was built by other steps than this program's: restore a backup, or use "
                   "the program that made it")
            .with("version", std::to_string(applied[i].version))
            .with("name", applied[i].name);
    }
    return {};
}

Result<void> checkSteps(const std::vector<MigrationStep>& steps)
{
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const int oldest = minCompatible(steps[i]);
        if (steps[i].version == static_cast<int>(i) + 1 && oldest >= 1 && oldest <= steps[i].version)
            continue;
        return makeError(ErrorCode::Internal,
                         "The program's own schema steps are not whole: install it again")
            .with("version", std::to_string(steps[i].version))
            .with("name", steps[i].name);
    }
    return {};
}

Result<void> apply(Database& database, const MigrationStep& step, const Clock& clock)
{
    return inTransaction(database, [&]() -> Result<void> {
        if (Result<void> made = database.exec(kVersionTable.toString()); !made)
            return made;
        for (const QString& statement : statementsOf(step)) {
            if (Result<void> done = database.exec(statement); !done)
                return Error(done.error()).with("migration", step.name);
        }
        Statement record(database, u"INSERT INTO db_version (version, name, checksum, min_compatible, "
                                   u"applied_at) VALUES (?, ?, ?, ?, ?)"_s);
        record.bind(step.version).bind(step.name).bind(checksumOf(step));
        return record.bind(minCompatible(step)).bind(clock.nowMs()).exec();
    });
}

QString backupPath(const QString& folder, int version, const Clock& clock)
{
    const QString stamp = QString::fromStdString(utcText(clock.nowMs())).remove(u'-').remove(u':');
    return folder + u"/thetool-v%1-%2.db"_s.arg(version).arg(stamp);
}

} // namespace

std::vector<MigrationStep> builtInMigrations()
{
    static const QRegularExpression name(u"^([0-9]{4})_([a-z0-9_]+)(\\.sqlite)?\\.sql$"_s);
    std::vector<MigrationStep> steps;
    for (const QString& entry : QDir(u":/migrations"_s).entryList(QDir::Files, QDir::Name)) {
        const QRegularExpressionMatch match = name.match(entry);
        QFile file(u":/migrations/"_s + entry);
        if (match.hasMatch() && file.open(QIODevice::ReadOnly))
            steps.push_back({match.captured(1).toInt(), match.captured(2).toStdString(), file.readAll()});
    }
    return steps;
}

Result<MigrationReport> migrate(Database& database, const std::vector<MigrationStep>& steps,
                                const QString& backupDir, const Clock& clock)
{
    if (Result<void> whole = checkSteps(steps); !whole)
        return whole.error();
    const Result<std::vector<AppliedStep>> applied = appliedSteps(database);
    if (!applied)
        return applied.error();
    if (Result<void> same = compare(*applied, steps); !same)
        return same.error();

    MigrationReport report;
    report.from = applied->empty() ? 0 : applied->back().version;
    report.to = std::max(report.from, static_cast<int>(steps.size()));
    report.isNewer = report.from > static_cast<int>(steps.size());
    if (report.from > 0 && report.from < report.to) {
        report.backup = backupPath(backupDir, report.from, clock);
        if (Result<void> copied = database.backupTo(report.backup); !copied)
            return copied.error();
    }
    for (std::size_t i = applied->size(); i < steps.size(); ++i) {
        if (Result<void> done = apply(database, steps[i], clock); !done)
            return done.error();
    }
    return report;
}

void logMigration(const MigrationReport& report)
{
    if (report.isNewer)
        qCInfo(lcSchema, "The database has version %d of a newer program, which this one can work with",
               report.from);
    else if (report.from != report.to)
        qCInfo(lcSchema, "The database went from version %d to %d, backup: %s", report.from, report.to,
               report.backup.isEmpty() ? "none" : qUtf8Printable(report.backup));
}

Result<int> schemaVersion(Database& database)
{
    const Result<std::vector<AppliedStep>> applied = appliedSteps(database);
    if (!applied)
        return applied.error();
    return applied->empty() ? 0 : applied->back().version;
}

} // namespace tt
