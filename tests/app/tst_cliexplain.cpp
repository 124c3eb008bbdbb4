// SPDX-License-Identifier: GPL-3.0-or-later
// The explanation of an analysis; the built program is run as a process.
#include "clirunner.h"

#include "engine/registry.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace tt;
using namespace Qt::StringLiterals;

class TestCliExplain : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_dir;
    CliRun run(const QStringList& arguments) const { return runCli(m_dir.path(), arguments); }
    CliRun run(const char* line) const { return run(typed(line)); }

private Q_SLOTS:
    void saysWhatTheAnalysisSays();
    void sharesAddUpToTheScore();
    void confidencesFollowFromWhatIsPrinted();
    void textNamesEveryPart();
    void aPlanSaysWhichLimitBound();
    void findingsExplainTheGrade();
    void faults();
};

void TestCliExplain::saysWhatTheAnalysisSays()
{
    for (const char* ticker : {"DEMO0001", "DEMO0002", "DEMO0007"}) {
        const QByteArray options =
            QByteArray(ticker) + " --demo --strategy 2 --allow-short --weight rsi=3 --json";
        const QJsonObject result = run(("analyze " + options).constData()).json()[u"results"][0].toObject();
        const CliRun explained = run(("explain " + options).constData());
        QCOMPARE(explained.exit, 0);
        const QJsonObject object = explained.json();
        for (const char* key : {"ticker", "verdict", "signal", "score", "evidence", "plan_status",
                                "data_grade", "bars", "first_bar", "last_bar", "close", "reasons", "flips"})
            QVERIFY2(object[QLatin1StringView(key)] == result[QLatin1StringView(key)], key);
        for (const char* key : {"stop_loss", "target", "position_size", "value_at_risk"}) {
            const QJsonValue planned = object[u"plan"].toObject()[QLatin1StringView(key)];
            QVERIFY2(planned == result[QLatin1StringView(key)] || object[u"plan"].isNull(), key);
        }
        const QJsonArray votes = result[u"votes"].toArray();
        for (int i = 0; i < votes.size(); ++i) {
            for (const char* key : {"id", "value", "vote", "confidence", "weight", "share"})
                QVERIFY2(votes[i][QLatin1StringView(key)] == object[u"indicators"][i][QLatin1StringView(key)],
                         key);
        }
    }
}

void TestCliExplain::sharesAddUpToTheScore()
{
    const QJsonObject object = run("explain DEMO0001.NS --demo --json").json();
    const QJsonArray indicators = object[u"indicators"].toArray();
    QCOMPARE(indicators.size(), static_cast<qsizetype>(kIndicatorCount));
    double sum = 0;
    for (const QJsonValue& one : indicators)
        sum += one[u"share"].toDouble();
    QVERIFY(std::fabs(sum - object[u"score"].toDouble()) < 1e-12);
    const QJsonValue rsi = indicators[0];
    QCOMPARE(rsi[u"parameters"][u"rsi_period"].toInt(), 14);
    QCOMPARE(rsi[u"bars_used"].toInt(), 500);
    QVERIFY(rsi[u"definition"].toString().contains(u"average gain"_s));
    QCOMPARE(indicators[static_cast<int>(IndicatorId::Cci)][u"bars_used"].toInt(), 20);
    QCOMPARE(indicators[static_cast<int>(IndicatorId::Stochastic)][u"bars_used"].toInt(), 16);
}

void TestCliExplain::confidencesFollowFromWhatIsPrinted()
{
    for (const char* ticker : {"DEMO0001", "DEMO0002", "DEMO0007"}) {
        const QByteArray command =
            QByteArray("explain ") + ticker + " --demo --weight supertrend=1 --weight obv=1 --json";
        const QJsonObject object = run(command.constData()).json();
        const auto row = [&](IndicatorId id) { return object[u"indicators"][static_cast<int>(id)]; };
        const auto number = [&](IndicatorId id, QLatin1StringView key) {
            return row(id)[u"values"][key].toDouble();
        };
        const auto agrees = [&](IndicatorId id, double distance, double unit) {
            const double expected = std::min(1.0, std::fabs(distance) / unit);
            return std::fabs(row(id)[u"confidence"].toDouble(-1) - expected) < 1e-12;
        };
        using enum IndicatorId;
        QVERIFY(agrees(Macd, number(Macd, "macd_histogram"_L1), 0.5 * number(Macd, "atr"_L1)));
        QVERIFY(agrees(Supertrend, object[u"close"].toDouble() - number(Supertrend, "supertrend"_L1),
                       3 * number(Supertrend, "supertrend_atr"_L1)));
        QVERIFY(agrees(Obv, number(Obv, "obv"_L1) - number(Obv, "obv_sma20"_L1),
                       5 * number(Obv, "volume_sma20"_L1)));
    }
}

void TestCliExplain::textNamesEveryPart()
{
    const CliRun text = run("explain DEMO0001.NS --demo");
    QCOMPARE(text.exit, 0);
    for (const IndicatorInfo& info : indicatorRegistry()) {
        QVERIFY(text.out.contains(QByteArray(info.name.data(), static_cast<qsizetype>(info.name.size()))));
        QVERIFY(text.out.contains(QByteArray(info.help.data(), static_cast<qsizetype>(info.help.size()))));
    }
    for (const char* part : {"SCORE AND VERDICT", "ENTRY FILTER", "WHAT WOULD CHANGE IT", "TRADE PLAN",
                             "DATA", "Grade A: nothing to say against", "measures only: it never votes"})
        QVERIFY2(text.out.contains(part), part);
    QVERIFY(text.out.contains("  [x] ") || text.out.contains("  [ ] "));
}

void TestCliExplain::aPlanSaysWhichLimitBound()
{
    const auto plan = [&](const char* limits) -> QJsonObject {
        for (int i = 1; i <= 60; ++i) {
            const QString ticker = u"DEMO%1.NS"_s.arg(i, 4, 10, QLatin1Char('0'));
            QJsonObject object =
                run(QStringList{u"explain"_s, ticker, u"--demo"_s, u"--allow-short"_s, u"--json"_s} +
                    typed(limits))
                    .json();
            if (object[u"plan"].isObject())
                return object[u"plan"].toObject();
        }
        return {};
    };
    const QJsonObject byRisk = plan("--risk 0.1 --position-limit 100"),
                      byPosition = plan("--risk 10 --position-limit 1");
    QCOMPARE(byRisk[u"size_bound"].toString(), u"risk"_s);
    QCOMPARE(byRisk[u"position_size"], byRisk[u"shares_by_risk"]);
    QCOMPARE(byPosition[u"size_bound"].toString(), u"position"_s);
    QCOMPARE(byPosition[u"position_size"], byPosition[u"shares_by_position"]);
    QCOMPARE(byRisk[u"tick_from"].toString(), u"market"_s);
}

void TestCliExplain::findingsExplainTheGrade()
{
    QByteArray text = "Date,Open,High,Low,Close,Volume\n";
    const QDate first(2023, 1, 2);
    for (int i = 0; i < 60; ++i) {
        const QByteArray close = QByteArray::number(100 + i % 7);
        text += first.addDays(i + i / 5 * 2).toString(Qt::ISODate).toLatin1() + ',' + close + ',' +
                (i == 40 ? QByteArray("50") : QByteArray::number(101 + i % 7)) + ',' +
                QByteArray::number(99 + i % 7) + ',' + close + ",1000\n";
    }
    const QString path = m_dir.filePath(u"SOME.csv"_s);
    QVERIFY(writeFile(path, text));
    const CliRun explained = run({u"explain"_s, u"--csv"_s, path, u"--json"_s});
    QCOMPARE(explained.exit, 0);
    const QJsonObject object = explained.json();
    QCOMPARE(object[u"data_grade"].toString(), u"D"_s);
    QCOMPARE(object[u"grade_reasons"][0][u"code"].toString(), u"grade:d_bars"_s);
    QCOMPARE(object[u"findings"][0][u"rule"].toString(), u"range_broken"_s);
    QCOMPARE(object[u"findings"][0][u"line"].toInt(), 42);
    QVERIFY(run({u"explain"_s, u"--csv"_s, path}).out.contains("only 59 bars, fewer than 200"));
}

void TestCliExplain::faults()
{
    QCOMPARE(run("explain --demo --json").violations(), u"tickers required"_s);
    QCOMPARE(run("explain X --demo --strategy nope --capital 0 --json").violations(),
             u"capital range, strategy unknown"_s);
    QCOMPARE(run("explain NOBODY.NS --demo --json").errorCode(), u"NOT_FOUND"_s);
    QCOMPARE(run("explain NOBODY.NS --json").errorCode(), u"NOT_FOUND"_s);
}

QTEST_GUILESS_MAIN(TestCliExplain)
#include "tst_cliexplain.moc"
