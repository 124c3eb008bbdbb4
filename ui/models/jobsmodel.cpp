// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobsmodel.h"

#include "text/format.h"
#include "text/verdicttext.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace tt {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kSmoothing = 0.3;     ///< weight of the newest measurement
constexpr std::int64_t kLeastMs = 100; ///< between two measurements

#define TT_COLUMN(title, hint) QT_TRANSLATE_NOOP("tt::Columns", title), QT_TRANSLATE_NOOP("tt::Columns", hint)
constexpr std::array<TableColumn, 11> kColumns = {{
    {TT_COLUMN("Status", "Where the job stands"), false, 110},
    {TT_COLUMN("Job", "What was asked for"), false, 190},
    {TT_COLUMN("Progress", "Part of the tickers that is finished"), true, 80},
    {TT_COLUMN("Done", "Tickers with a result"), true, 70},
    {TT_COLUMN("Failed", "Tickers that could not be analyzed"), true, 60},
    {TT_COLUMN("Remaining", "Tickers still to do"), true, 80},
    {TT_COLUMN("Rate", "Tickers a second, measured"), true, 70},
    {TT_COLUMN("Time left", "At the measured rate"), true, 80},
    {TT_COLUMN("Strategy", "Strategy of the job"), false, 100},
    {TT_COLUMN("Started", "When the job began"), true, 130},
    {TT_COLUMN("Duration", "Time worked, without pauses and interruptions"), true, 80},
}};
#undef TT_COLUMN

bool isActive(const Job& job)
{
    return job.status == JobStatus::Queued || job.status == JobStatus::Running ||
           job.status == JobStatus::Paused;
}

double progressOf(const Job& job)
{
    return job.counts.total == 0 ? kNaN : 1 - static_cast<double>(job.counts.remaining()) / job.counts.total;
}

double durationOf(const Job& job)
{
    const bool isAtRest = job.startedAtMs != 0 && job.status != JobStatus::Running;
    return isAtRest && job.workedMs ? static_cast<double>(*job.workedMs) / 1000 : kNaN;
}

QVariant defined(double value)
{
    return std::isfinite(value) ? QVariant(value) : QVariant();
}

} // namespace

void JobsModel::setJobs(std::vector<Job> jobs)
{
    setRows(std::move(jobs));
    m_active = static_cast<int>(std::count_if(all().begin(), all().end(), isActive));
    Q_EMIT activeChanged(m_active);
}

void JobsModel::upsert(const Job& job, std::int64_t nowMs)
{
    measure(job, nowMs);
    const int at = rowOf(job.id);
    if (at < 0) // newest first; one of another program may be found later than it was made
        insertRow(static_cast<int>(
                      std::count_if(all().begin(), all().end(),
                                    [&](const Job& other) { return other.createdAtMs > job.createdAtMs; })),
                  job);
    else
        replaceRow(at, job);
    const int active = static_cast<int>(std::count_if(all().begin(), all().end(), isActive));
    if (active != m_active) {
        m_active = active;
        Q_EMIT activeChanged(active);
    }
}

void JobsModel::measure(const Job& job, std::int64_t nowMs)
{
    if (job.status != JobStatus::Running) {
        m_speed.erase(job.id);
        return;
    }
    const int done = job.counts.done();
    const auto [it, isNew] = m_speed.try_emplace(job.id, Speed{nowMs, done, 0});
    Speed& speed = it->second;
    const std::int64_t elapsed = nowMs - speed.atMs;
    if (isNew || elapsed < kLeastMs)
        return;
    const double now = (done - speed.done) * 1000.0 / static_cast<double>(elapsed);
    speed.perSecond = speed.perSecond == 0 ? now : kSmoothing * now + (1 - kSmoothing) * speed.perSecond;
    speed.atMs = nowMs;
    speed.done = done;
}

int JobsModel::rowOf(std::string_view id) const
{
    const auto found =
        std::find_if(all().begin(), all().end(), [id](const Job& job) { return job.id == id; });
    return found == all().end() ? -1 : static_cast<int>(found - all().begin());
}

const Job* JobsModel::find(std::string_view id) const
{
    const int at = rowOf(id);
    return at < 0 ? nullptr : &row(at);
}

int JobsModel::active() const
{
    return m_active;
}

double JobsModel::rate(const Job& job) const
{
    const auto found = m_speed.find(job.id);
    if (found != m_speed.end() && found->second.perSecond > 0)
        return found->second.perSecond;
    const double seconds = durationOf(job);
    return seconds > 0 ? job.counts.done() / seconds : kNaN;
}

double JobsModel::secondsLeft(const Job& job) const
{
    const double perSecond = rate(job);
    return job.status == JobStatus::Running && perSecond > 0 ? job.counts.remaining() / perSecond : kNaN;
}

std::span<const TableColumn> JobsModel::columns() const
{
    return kColumns;
}

QString JobsModel::text(const Job& job, int column) const
{
    switch (column) {
    case Status:
        return jobStatusMark(job.status) + u' ' + jobStatusText(job.status);
    case Description:
        return QString::fromStdString(job.description);
    case Progress:
        return formatPercent(progressOf(job));
    case Done:
        return formatCount(job.counts.succeeded);
    case Failed:
        return formatCount(job.counts.failed);
    case Remaining:
        return formatCount(job.counts.remaining());
    case Rate:
        return std::isfinite(rate(job)) ? formatNumber(rate(job), 0) + u"/s"_s : undefinedText();
    case Left:
        return formatDuration(secondsLeft(job));
    case Strategy:
        return QString::fromStdString(job.strategyName);
    case Started:
        return formatTime(job.startedAtMs);
    default:
        return formatDuration(durationOf(job));
    }
}

QVariant JobsModel::raw(const Job& job, int column) const
{
    switch (column) {
    case Status:
        return static_cast<int>(job.status);
    case Progress:
        return defined(progressOf(job));
    case Done:
        return job.counts.succeeded;
    case Failed:
        return job.counts.failed;
    case Remaining:
        return job.counts.remaining();
    case Rate:
        return defined(rate(job));
    case Left:
        return defined(secondsLeft(job));
    case Started:
        return job.startedAtMs == 0 ? QVariant() : QVariant(static_cast<qlonglong>(job.startedAtMs));
    case Duration:
        return defined(durationOf(job));
    default:
        return text(job, column);
    }
}

QVariant JobsModel::cell(int at, int column, int role) const
{
    const Job& job = row(at);
    switch (role) {
    case Qt::DisplayRole:
        return text(job, column);
    case SortRole:
        return raw(job, column);
    case Qt::ToolTipRole:
        return job.error ? QVariant(QString::fromStdString(job.error->message)) : QVariant();
    case ToneRole:
        if (column == Status)
            return static_cast<int>(jobStatusTone(job.status));
        return static_cast<int>(column == Failed && job.counts.failed > 0 ? Tone::Warning : Tone::Normal);
    case IdRole:
        return QString::fromStdString(job.id);
    case FractionRole:
        return column == Progress ? defined(progressOf(job)) : QVariant();
    default:
        return {};
    }
}

} // namespace tt
