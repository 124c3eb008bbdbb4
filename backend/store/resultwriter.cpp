// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/resultwriter.h"

#include "store/database.h"
#include "store/resultcodec.h"

#include <array>

namespace tt {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<const char16_t*, 34> kColumns = {
    u"id",
    u"job_id",
    u"ticker",
    u"symbol",
    u"name",
    u"strategy_id",
    u"strategy_name",
    u"data_source",
    u"is_demo",
    u"analyzed_at",
    u"engine_version",
    u"rules_version",
    u"verdict",
    u"signal",
    u"score",
    u"evidence",
    u"grade",
    u"bars",
    u"first_bar",
    u"last_bar",
    u"close",
    u"plan_status",
    u"plan_is_short",
    u"entry",
    u"stop",
    u"target",
    u"tick",
    u"reward_risk",
    u"shares",
    u"capital_required",
    u"value_at_risk",
    u"reward",
    u"size_bound",
    u"traded_value_share",
};

constexpr int kDetails = static_cast<int>(kColumns.size());
constexpr int kPlan = 22; // plan_is_short

QString columnList(const QString& prefix)
{
    QString list;
    for (const char16_t* column : kColumns)
        list += prefix + QString::fromUtf16(column) + u", "_s;
    return list;
}

QString insertSql()
{
    QString places = u"?"_s;
    for (int i = 0; i < kDetails; ++i)
        places += u", ?"_s;
    return u"INSERT INTO analysis_results (%1details) VALUES (%2)"_s.arg(columnList({}), places);
}

std::string_view boundName(SizeBound bound)
{
    return bound == SizeBound::Risk ? "risk" : "position";
}

Signal signalFromName(std::string_view name)
{
    for (const Signal signal : {Signal::Buy, Signal::Sell, Signal::Hold}) {
        if (signalName(signal) == name)
            return signal;
    }
    return Signal::None;
}

void bindPlan(Statement& to, const std::optional<TradePlan>& plan)
{
    if (!plan) {
        for (int column = kPlan; column < kDetails; ++column)
            to.bindNull();
        return;
    }
    to.bind(plan->isShort).bind(plan->entry).bind(plan->stop).bind(plan->target).bind(plan->tick);
    to.bind(plan->rewardRisk).bind(plan->shares).bind(plan->capitalRequired).bind(plan->valueAtRisk);
    to.bind(plan->reward).bind(boundName(plan->bound));
    to.bind(plan->tradedValueShare);
}

std::optional<TradePlan> readPlan(Statement& r)
{
    if (r.isNull(kPlan))
        return std::nullopt;
    TradePlan plan;
    plan.isShort = r.flag(kPlan);
    double* const numbers[] = {&plan.entry,      &plan.stop,   &plan.target,          &plan.tick,
                               &plan.rewardRisk, &plan.shares, &plan.capitalRequired, &plan.valueAtRisk,
                               &plan.reward};
    int column = kPlan + 1;
    for (double* number : numbers)
        *number = r.real(column++);
    plan.bound = r.text(column++) == boundName(SizeBound::Risk) ? SizeBound::Risk : SizeBound::Position;
    plan.tradedValueShare = r.real(column);
    return plan;
}

void readHead(Statement& r, ResultRecord& record)
{
    record.id = r.text(0);
    record.jobId = r.text(1);
    record.ticker = r.text(2);
    record.symbol = r.text(3);
    record.name = r.text(4);
    record.strategyId = r.text(5);
    record.strategyName = r.text(6);
    record.source = dataSourceFromName(r.text(7)).value_or(DataSource::Csv);
    record.isDemo = r.flag(8);
    record.analyzedAtMs = r.integer(9);
    record.engineVersion = r.text(10);
    record.rulesVersion = r.number(11);
}

void readAnalysis(Statement& r, Analysis& analysis)
{
    analysis.verdict = verdictFromName(r.text(12)).value_or(Verdict::NoVerdict);
    analysis.signal = signalFromName(r.text(13));
    analysis.score = r.real(14);
    analysis.evidence = r.real(15);
    analysis.grade = gradeFromName(r.text(16)).value_or(Grade::F);
    analysis.bars = r.number(17);
    analysis.firstBar = r.day(18);
    analysis.lastBar = r.day(19);
    analysis.close = r.real(20);
    analysis.planStatus = planStatusFromName(r.text(21)).value_or(PlanStatus::None);
    analysis.plan = readPlan(r);
}

} // namespace

ResultWriter::ResultWriter(Database& database)
    : m_result(database, insertSql())
    , m_latest(database, u"INSERT INTO latest_results (ticker, strategy_id, is_demo, analyzed_at, result_id) "
                         u"VALUES (?, ?, ?, ?, ?) ON CONFLICT (ticker, strategy_id, is_demo) DO UPDATE SET "
                         u"analyzed_at = excluded.analyzed_at, result_id = excluded.result_id "
                         u"WHERE excluded.analyzed_at >= latest_results.analyzed_at"_s)
{
}

Result<void> ResultWriter::insert(const std::string& jobId, const ResultRecord& result)
{
    const Analysis& a = result.analysis;
    m_result.bind(result.id).bind(jobId).bind(result.ticker).bind(result.symbol).bind(result.name);
    m_result.bind(result.strategyId).bind(result.strategyName).bind(dataSourceName(result.source));
    m_result.bind(result.isDemo).bind(result.analyzedAtMs).bind(result.engineVersion);
    m_result.bind(result.rulesVersion).bind(verdictName(a.verdict)).bind(signalName(a.signal));
    m_result.bind(a.score).bind(a.evidence).bind(gradeName(a.grade)).bind(a.bars);
    m_result.bindDay(a.firstBar).bindDay(a.lastBar).bind(a.close).bind(planStatusName(a.planStatus));
    bindPlan(m_result, a.plan);
    if (Result<void> stored = m_result.bind(encodeDetails(a)).exec(); !stored)
        return stored;
    m_latest.bind(result.ticker).bind(result.strategyId).bind(result.isDemo).bind(result.analyzedAtMs);
    return m_latest.bind(result.id).exec();
}

QString resultColumnList(const QString& prefix)
{
    return columnList(prefix);
}

Result<ResultRecord> readResult(Statement& row, bool whole)
{
    ResultRecord record;
    readHead(row, record);
    readAnalysis(row, record.analysis);
    const QByteArrayView details = whole ? row.bytes(kDetails) : QByteArrayView();
    if (whole &&
        !decodeDetails({details.data(), static_cast<std::size_t>(details.size())}, record.analysis)) {
        return makeError(ErrorCode::StorageCorrupt,
                         "A stored result of " + record.ticker + " cannot be read: run the analysis again")
            .with("result", record.id);
    }
    return record;
}

} // namespace tt
