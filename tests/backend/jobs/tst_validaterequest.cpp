// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/validaterequest.h"

#include <QTest>

#include <cmath>
#include <functional>

using namespace tt;

namespace {

AnalysisRequest demo()
{
    AnalysisRequest request;
    request.source = RequestSource::Demo;
    request.selection = Selection::All;
    return request;
}

AnalysisRequest typed(std::vector<std::string> tickers)
{
    AnalysisRequest request;
    request.tickers = std::move(tickers);
    return request;
}

/// "capital:range" of each violation.
QStringList violations(const AnalysisRequest& request)
{
    QStringList all;
    const Result<CheckedRequest> checked = validateRequest(request);
    if (checked)
        return all;
    for (const Violation& violation : checked.error().violations)
        all.append(
            QString::fromStdString(violation.field + ':' + std::string(violationTypeName(violation.type))));
    return all;
}

struct Edge
{
    const char* field;
    std::function<void(AnalysisRequest&, double)> set;
    std::vector<double> good, bad;
};

const double kNaN = std::nan("");
const double kInfinite = std::numeric_limits<double>::infinity();

const std::vector<Edge> kEdges = {
    {"count", [](AnalysisRequest& r, double v) { r.demoCount = int(v); }, {1, 100'000}, {0, -1, 100'001}},
    {"bars", [](AnalysisRequest& r, double v) { r.demoBars = int(v); }, {50, 100'000}, {49, 100'001}},
    {"seed",
     [](AnalysisRequest& r, double v) { r.demoSeed = std::int64_t(v); },
     {0, 4'294'967'295.0},
     {-1, 4'294'967'296.0}},
    {"capital",
     [](AnalysisRequest& r, double v) { r.capital = v; },
     {0.01, 1e8},
     {0, -1, 100'000'000.01, kNaN, kInfinite}},
    {"risk",
     [](AnalysisRequest& r, double v) { r.riskPct = v; },
     {0.1, 10},
     {0.0999, 10.001, 0, kNaN, kInfinite}},
    {"position-limit",
     [](AnalysisRequest& r, double v) { r.positionLimitPct = v; },
     {1, 100},
     {0.999, 100.001, kNaN}},
    {"min-rr", [](AnalysisRequest& r, double v) { r.minRewardRisk = v; }, {0, 10}, {-0.001, 10.001, kNaN}},
    {"workers", [](AnalysisRequest& r, double v) { r.workers = int(v); }, {1, 64}, {0, 65, -1}},
    {"weight",
     [](AnalysisRequest& r, double v) {
         r.weights = {{"rsi", v}};
     },
     {0, 10},
     {-0.001, 10.001, kNaN}},
    {"category-weight",
     [](AnalysisRequest& r, double v) {
         r.categoryWeights = {{"momentum", v}};
     },
     {0, 10},
     {-0.001, 10.001, kNaN}},
    {"as-of",
     [](AnalysisRequest& r, double v) { r.asOf = Day(v); },
     {double(*dayFromCivil({1, 1, 1})), double(*dayFromCivil({9999, 12, 31}))},
     {double(*dayFromCivil({1, 1, 1})) - 1, double(*dayFromCivil({9999, 12, 31})) + 1, double(kNoDay)}},
};

} // namespace

class TestValidateRequest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bothSidesOfEveryLimit()
    {
        for (const Edge& edge : kEdges) {
            for (const double value : edge.good) {
                AnalysisRequest request = demo();
                edge.set(request, value);
                QVERIFY2(violations(request).isEmpty(), edge.field);
            }
            for (const double value : edge.bad) {
                AnalysisRequest request = demo();
                edge.set(request, value);
                QCOMPARE(violations(request),
                         QStringList{QString::fromUtf8(edge.field) + QStringLiteral(":range")});
            }
        }
    }

    void demoLimitsAreDemosAlone()
    {
        AnalysisRequest request = typed({"A"});
        request.demoCount = 0;
        QVERIFY(violations(request).isEmpty());
    }

    void everyViolationAtOnce()
    {
        AnalysisRequest request = demo();
        request.demoCount = 0;
        request.capital = 0;
        request.workers = 65;
        request.strategy = "nobody's";
        request.weights = {{"rsi", 11}, {"nothing", 1}};
        QStringList found = violations(request);
        found.sort();
        QCOMPARE(found.join(u' '), QStringLiteral("capital:range count:range strategy:unknown weight:range "
                                                  "weight:unknown workers:range"));
    }

    void tickersOneToAHundred()
    {
        QCOMPARE(violations(typed({})), QStringList{QStringLiteral("tickers:required")});
        std::vector<std::string> tickers;
        for (int i = 0; i < 100; ++i)
            tickers.push_back("T" + std::to_string(i));
        QVERIFY(violations(typed(tickers)).isEmpty());
        tickers.push_back("t99"); // the same ticker again
        QVERIFY(violations(typed(tickers)).isEmpty());
        tickers.push_back("ONEMORE");
        QCOMPARE(violations(typed(tickers)), QStringList{QStringLiteral("tickers:length")});
    }

    void tickersAreUpperCasedAndUnique()
    {
        const Result<CheckedRequest> checked = validateRequest(typed({"m&m.ns", "INFY", "M&M.NS"}));
        QVERIFY(checked.ok());
        QVERIFY((checked->request.tickers == std::vector<std::string>{"M&M.NS", "INFY"}));
    }

    void tickerCharacters_data()
    {
        QTest::addColumn<QByteArray>("ticker");
        QTest::addColumn<QString>("expected");
        const QString good, length = QStringLiteral("tickers:length"),
                            pattern = QStringLiteral("tickers:pattern");
        QTest::newRow("one") << QByteArray("A") << good;
        QTest::newRow("32") << QByteArray(32, 'A') << good;
        QTest::newRow("33") << QByteArray(33, 'A') << length;
        QTest::newRow("none") << QByteArray() << length;
        QTest::newRow("all signs") << QByteArray("^A.-&=_9") << good;
        QTest::newRow("minus first") << QByteArray("-A") << pattern;
        QTest::newRow("equals first") << QByteArray("=A") << pattern;
        QTest::newRow("blank") << QByteArray("A B") << pattern;
        QTest::newRow("semicolon") << QByteArray("A;B") << pattern;
        QTest::newRow("UTF-8") << QByteArray("\xc3\x84") << pattern;
        QTest::newRow("NUL") << QByteArray("A\0B", 3) << pattern;
        QTest::newRow("path") << QByteArray("../A") << pattern;
    }

    void tickerCharacters()
    {
        QFETCH(QByteArray, ticker);
        QFETCH(QString, expected);
        QCOMPARE(violations(typed({ticker.toStdString()})).join(u' '), expected);
    }

    void selections()
    {
        AnalysisRequest request;
        request.selection = Selection::Watchlist;
        QCOMPARE(violations(request), QStringList{QStringLiteral("watchlist:required")});
        request.watchlist = "Default";
        QVERIFY(violations(request).isEmpty());
        request.tickers = {"A"};
        QCOMPARE(violations(request), QStringList{QStringLiteral("tickers:conflict")});
        request = {};
        request.source = RequestSource::Csv;
        QCOMPARE(violations(request), QStringList{QStringLiteral("csv:required")});
        request.csvPath = "prices.csv";
        const Result<CheckedRequest> checked = validateRequest(request);
        QVERIFY(checked.ok());
        QVERIFY(checked->request.selection == Selection::All);
    }

    void indicatorsAlone()
    {
        AnalysisRequest request = demo();
        request.indicators = std::vector<std::string>{"rsi", "supertrend"};
        const Result<CheckedRequest> checked = validateRequest(request);
        QVERIFY(checked.ok());
        const Strategy& strategy = checked->config.strategy;
        QCOMPARE(strategy.indicatorWeight[indexOf(IndicatorId::Rsi)], 1.0);
        QCOMPARE(strategy.indicatorWeight[indexOf(IndicatorId::Supertrend)], 1.0);
        QCOMPARE(strategy.indicatorWeight[indexOf(IndicatorId::Macd)], 0.0);
        request.indicators = std::vector<std::string>{"rsi", "rsj"};
        QCOMPARE(violations(request), QStringList{QStringLiteral("indicators:unknown")});
        for (const std::vector<std::string>& none : {std::vector<std::string>{}, {"atr"}}) {
            request.indicators = none;
            QVERIFY(violations(request).contains(QStringLiteral("indicators:required")));
        }
    }

    void nobodyVotes()
    {
        AnalysisRequest request = demo();
        request.categoryWeights = {{"trend", 0}, {"momentum", 0}, {"volatility", 0}, {"volume", 0}};
        QCOMPARE(violations(request), QStringList{QStringLiteral("indicators:required")});
        request.categoryWeights.pop_back();
        QVERIFY(violations(request).isEmpty());
    }

    void weights()
    {
        AnalysisRequest request = demo();
        request.weights = {{"supertrend", 2}, {"rsi", 0}};
        request.categoryWeights = {{"volume", 3}};
        const Result<CheckedRequest> checked = validateRequest(request);
        QVERIFY(checked.ok());
        QCOMPARE(checked->config.strategy.indicatorWeight[indexOf(IndicatorId::Supertrend)], 2.0);
        QCOMPARE(checked->config.strategy.indicatorWeight[indexOf(IndicatorId::Rsi)], 0.0);
        QCOMPARE(checked->config.strategy.categoryWeight[indexOf(Category::Volume)], 3.0);
        request.weights.emplace_back("rsi", 1);
        QCOMPARE(violations(request), QStringList{QStringLiteral("weight:duplicate")});
        request.weights = {{"atr", 1}};
        QCOMPARE(violations(request), QStringList{QStringLiteral("weight:conflict")});
        request = demo();
        request.categoryWeights = {{"mood", 1}};
        QCOMPARE(violations(request), QStringList{QStringLiteral("category-weight:unknown")});
    }

    void whatIsNotGivenIsTheStrategys()
    {
        const Result<CheckedRequest> checked = validateRequest(demo());
        QVERIFY(checked.ok());
        const AnalysisConfig& config = checked->config;
        QCOMPARE(config.strategy.id, std::string("1"));
        QCOMPARE(config.capital, 100'000.0);
        QCOMPARE(config.riskPct, 2.0);
        QCOMPARE(config.positionLimitPct, config.strategy.risk.positionLimitPct);
        QCOMPARE(config.minRewardRisk, config.strategy.risk.minRewardRisk);
        QVERIFY(!config.allowShort);
    }

    void strategiesByNumberAndName()
    {
        AnalysisRequest request = demo();
        request.strategy = "balanced";
        QCOMPARE(validateRequest(request)->config.strategy.id, std::string("1"));
        request.strategy = "";
        QCOMPARE(violations(request), QStringList{QStringLiteral("strategy:unknown")});
    }
};

QTEST_GUILESS_MAIN(TestValidateRequest)
#include "tst_validaterequest.moc"
