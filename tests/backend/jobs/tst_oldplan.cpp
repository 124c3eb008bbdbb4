// SPDX-License-Identifier: GPL-3.0-or-later
// Plans that the program of schema version 4 stored, one a strategy: --weight rsi=0.5 --risk 1.5 --as-of
// 2023-11-01.
#include "jobs/oldplan.h"

#include "jobs/jobjson.h"
#include "jobs/validaterequest.h"

#include <QFile>
#include <QTest>

using namespace tt;
using namespace Qt::StringLiterals;

namespace {

QByteArray stored(int strategy)
{
    QFile file(QStringLiteral(TT_FIXTURES "/plans/strategy%1.json").arg(strategy));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestOldPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachBuiltInStrategyReadsBackWhole()
    {
        for (int number = 1; number <= 5; ++number) {
            const Result<JobPlan> plan = planFromJson(stored(number).toStdString());
            QVERIFY2(plan.ok(), qPrintable(QString::number(number)));
            AnalysisRequest request;
            request.source = RequestSource::Demo;
            request.strategy = std::to_string(number);
            request.weights = {{"rsi", 0.5}};
            request.riskPct = 1.5;
            const Result<CheckedRequest> same = validateRequest(request);
            JobPlan expected = *plan;
            expected.config = same->config;
            QCOMPARE(planToJson(*plan), planToJson(expected));
            QCOMPARE(plan->config.strategy.id, std::to_string(number));
            QCOMPARE(dayText(plan->asOf), std::string("2023-11-01"));
            QVERIFY(plan->request.asOf == plan->asOf);
            QVERIFY(plan->plannedAtMs > 1'700'000'000'000);
        }
    }

    void numbersOutsideTheirLimitsAreRefused()
    {
        const QByteArray whole = stored(1);
        for (const auto& [from, to] : {std::pair(R"("rsi_period":14)", R"("rsi_period":2000000000)"),
                                       {R"("rsi_period":14,)", ""},
                                       {R"("conditions":[[0,)", R"("conditions":[[18,)"},
                                       {R"("conditions":[[0,)", R"("conditions":[[-1,)"},
                                       {R"("risk":[2,)", R"("risk":[)"},
                                       {R"("category_weight":[1,)", R"("category_weight":[11,)"}}) {
            QByteArray text = whole;
            QVERIFY2(text.contains(from), from);
            QVERIFY2(!planFromJson(text.replace(from, to).toStdString()).ok(), to);
        }
    }
};

QTEST_GUILESS_MAIN(TestOldPlan)
#include "tst_oldplan.moc"
