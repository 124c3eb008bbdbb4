// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/resulttable.h"

#include "app/cli/output.h"
#include "app/cli/texttable.h"
#include "jobs/failurereasons.h"
#include "text/format.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <tuple>

namespace tt::cli {

namespace {

using Side = TextTable::Side;

QString utf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

struct TableColumn
{
    const char* title;
    Side side;
    QString (*text)(const ResultRecord&);
};

QString ofPlan(const ResultRecord& r, double TradePlan::*member, int decimals)
{
    const Analysis& a = r.analysis;
    if (!a.plan || a.planStatus == PlanStatus::None)
        return undefinedText();
    return formatNumber((*a.plan).*member, decimals, groupingOf(r.ticker));
}

#define TT_TITLE(text) QT_TRANSLATE_NOOP("cli", text)

const TableColumn kColumns[] = {
    {TT_TITLE("Ticker"), Side::Left, [](const ResultRecord& r) { return utf8(r.ticker); }},
    {TT_TITLE("Name"), Side::Left, [](const ResultRecord& r) { return shortened(utf8(r.name), 24); }},
    {TT_TITLE("Verdict"), Side::Left,
     [](const ResultRecord& r) { return utf8(verdictName(r.analysis.verdict)); }},
    {TT_TITLE("Score"), Side::Right, [](const ResultRecord& r) { return formatSigned(r.analysis.score, 2); }},
    {TT_TITLE("Evidence"), Side::Right,
     [](const ResultRecord& r) { return formatNumber(r.analysis.evidence, 2); }},
    {TT_TITLE("Close"), Side::Right,
     [](const ResultRecord& r) { return formatNumber(r.analysis.close, 2, groupingOf(r.ticker)); }},
    {TT_TITLE("Stop"), Side::Right, [](const ResultRecord& r) { return ofPlan(r, &TradePlan::stop, 2); }},
    {TT_TITLE("Target"), Side::Right, [](const ResultRecord& r) { return ofPlan(r, &TradePlan::target, 2); }},
    {TT_TITLE("R:R"), Side::Right,
     [](const ResultRecord& r) { return ofPlan(r, &TradePlan::rewardRisk, 2); }},
    {TT_TITLE("Shares"), Side::Right, [](const ResultRecord& r) { return ofPlan(r, &TradePlan::shares, 0); }},
    {TT_TITLE("Capital"), Side::Right,
     [](const ResultRecord& r) { return ofPlan(r, &TradePlan::capitalRequired, 2); }},
    {TT_TITLE("At risk"), Side::Right,
     [](const ResultRecord& r) { return ofPlan(r, &TradePlan::valueAtRisk, 2); }},
    {TT_TITLE("Plan"), Side::Left,
     [](const ResultRecord& r) { return utf8(planStatusName(r.analysis.planStatus)); }},
    {TT_TITLE("Grade"), Side::Left, [](const ResultRecord& r) { return utf8(gradeName(r.analysis.grade)); }},
    {TT_TITLE("Last bar"), Side::Left,
     [](const ResultRecord& r) { return utf8(dayText(r.analysis.lastBar)); }},
    {TT_TITLE("Source"), Side::Left, [](const ResultRecord& r) { return utf8(dataSourceName(r.source)); }},
};

/// Strong buy, strong sell, buy, sell, hold, none.
int strengthRank(Verdict verdict)
{
    switch (verdict) {
    case Verdict::StrongBuy:
        return 0;
    case Verdict::StrongSell:
        return 1;
    case Verdict::Buy:
        return 2;
    case Verdict::Sell:
        return 3;
    case Verdict::Hold:
        return 4;
    case Verdict::NoVerdict:
        break;
    }
    return 5;
}

} // namespace

void sortByStrength(std::vector<ResultRecord>& results)
{
    const auto key = [](const ResultRecord& r) {
        return std::tuple(strengthRank(r.analysis.verdict), -std::abs(r.analysis.score), -r.analysis.evidence,
                          std::string_view(r.ticker), -r.analyzedAtMs);
    };
    std::sort(results.begin(), results.end(),
              [&](const ResultRecord& a, const ResultRecord& b) { return key(a) < key(b); });
}

QString resultTable(const std::vector<ResultRecord>& results)
{
    std::vector<TextTable::Column> columns;
    for (const TableColumn& column : kColumns)
        columns.push_back({say(column.title), column.side});
    TextTable table(std::move(columns));
    const std::size_t shown = std::min(results.size(), kTableRows);
    for (std::size_t i = 0; i < shown; ++i) {
        QStringList cells;
        for (const TableColumn& column : kColumns)
            cells.append(column.text(results[i]));
        table.addRow(std::move(cells));
    }
    QString text = table.text();
    if (shown < results.size())
        text += say(QT_TRANSLATE_NOOP("cli",
                                      "... and %1 more: --json or a CSV file (--out, export) has them all"))
                    .arg(formatCount(static_cast<std::int64_t>(results.size() - shown))) +
                u'\n';
    if (std::any_of(results.begin(), results.end(), [](const ResultRecord& r) { return r.isDemo; }))
        text += say(QT_TRANSLATE_NOOP("cli", "DEMO: rows of source demo have made-up prices")) + u'\n';
    return text;
}

QString failureList(const std::vector<ItemFailure>& failures)
{
    QString text;
    for (std::size_t i = 0; i < std::min(failures.size(), kTableRows); ++i)
        text += say(QT_TRANSLATE_NOOP("cli", "failed: %1: %2 (%3)"))
                    .arg(utf8(failures[i].ticker), utf8(failures[i].message),
                         utf8(errorCodeName(failures[i].code))) +
                u'\n';
    if (failures.size() > kTableRows)
        text += say(QT_TRANSLATE_NOOP("cli", "... and %1 more failures"))
                    .arg(formatCount(static_cast<std::int64_t>(failures.size() - kTableRows))) +
                u'\n';
    return text;
}

QString failureReasons(const std::vector<ItemFailure>& failures)
{
    constexpr std::size_t examples = 5;
    if (failures.size() < 2)
        return {};
    QString text;
    for (const FailureReason& reason : groupFailures(failures)) {
        QStringList tickers;
        for (std::size_t i = 0; i < std::min(reason.tickers.size(), examples); ++i)
            tickers.append(utf8(reason.tickers[i]));
        if (reason.tickers.size() > examples)
            tickers.append(QStringLiteral("..."));
        text +=
            say(reason.transient
                    ? QT_TRANSLATE_NOOP("cli", "reason: %1 failed by %2, which may pass: %3")
                    : QT_TRANSLATE_NOOP("cli", "reason: %1 failed by %2, which will not pass by itself: %3"))
                .arg(formatCount(static_cast<std::int64_t>(reason.tickers.size())),
                     utf8(errorCodeName(reason.code)), tickers.join(QStringLiteral(", "))) +
            u'\n';
    }
    return text;
}

QString jobSummary(const Job& job)
{
    QString text = say(QT_TRANSLATE_NOOP("cli", "%1 analysed, %2 failed"))
                       .arg(formatCount(job.counts.succeeded), formatCount(job.counts.failed));
    if (job.counts.cancelled > 0)
        text += say(QT_TRANSLATE_NOOP("cli", ", %1 cancelled")).arg(formatCount(job.counts.cancelled));
    if (job.counts.remaining() > 0)
        text += say(QT_TRANSLATE_NOOP("cli", ", %1 left")).arg(formatCount(job.counts.remaining()));
    if (job.workedMs)
        text += say(QT_TRANSLATE_NOOP("cli", " in %1 s"))
                    .arg(QString::number(static_cast<double>(*job.workedMs) / 1000, 'f', 1));
    text += say(QT_TRANSLATE_NOOP("cli", "; strategy %1; job %2 %3"))
                .arg(utf8(job.strategyName), utf8(job.id), utf8(jobStatusName(job.status))) +
            u'\n';
    if (job.error)
        text += say(QT_TRANSLATE_NOOP("cli", "job failed: %1 (%2)"))
                    .arg(utf8(job.error->message), utf8(errorCodeName(job.error->code))) +
                u'\n';
    return text;
}

void noteDeleted(const Job& job, std::size_t kept)
{
    const auto deleted = job.counts.succeeded - static_cast<std::int64_t>(kept);
    if (deleted > 0)
        note(
            say(QT_TRANSLATE_NOOP("cli", "%1 of the %2 results of job %3 are not kept any more: 'db cleanup' "
                                         "deleted them as older runs (retention.results)."))
                .arg(formatCount(deleted), formatCount(job.counts.succeeded), utf8(job.id)));
}

} // namespace tt::cli
