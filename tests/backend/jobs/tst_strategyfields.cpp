// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/strategyfields.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>

using namespace tt;

namespace {

using Changes = std::vector<std::pair<std::string, std::string>>;

Strategy own(int number = 0)
{
    Strategy strategy = builtInStrategies()[static_cast<std::size_t>(number)];
    strategy.id = "00000000-0000-4000-8000-00000000000a";
    strategy.name = "Mine";
    return strategy;
}

std::vector<std::string> texts(const std::vector<Violation>& faults)
{
    std::vector<std::string> all;
    for (const Violation& fault : faults)
        all.push_back(fault.field + ' ' + std::string(violationTypeName(fault.type)));
    return all;
}

using Texts = std::vector<std::string>;

} // namespace

class TestStrategyFields : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keysAreUniqueAndReachEveryNumber();
    void theFiveAreWithinTheirLimits();
    void everyLimitHolds();
    void everyFaultIsNamedAtOnce();
    void orders();
    void names();
    void aStrategyMustVote();
    void aGoodChangeSetsTheNumbers();
};

void TestStrategyFields::keysAreUniqueAndReachEveryNumber()
{
    Strategy strategy = own();
    std::set<std::string> keys;
    std::set<const void*> places;
    for (const StrategyField& field : strategyFields(strategy)) {
        QVERIFY2(keys.insert(field.key).second, field.key.c_str());
        QVERIFY((field.real == nullptr) != (field.whole == nullptr));
        QVERIFY(places
                    .insert(field.real ? static_cast<const void*>(field.real)
                                       : static_cast<const void*>(field.whole))
                    .second);
    }
    // 4 categories, 12 voters, 21 parameters, 6 of the risk; Balanced's filters: 3 groups, 3 ranges.
    QCOMPARE(keys.size(), 4u + 12u + 21u + 6u + 3u + 2u * 3u);
    for (const char* key : {"macd", "trend", "stop_pct", "rsi_period", "filter2_1_low", "filter3_needed"})
        QVERIFY2(keys.contains(key), key);
    QVERIFY(!keys.contains("atr")); // it never votes
}

void TestStrategyFields::theFiveAreWithinTheirLimits()
{
    for (int i = 0; i < 5; ++i)
        QCOMPARE(texts(strategyFaults(own(i))), Texts());
}

void TestStrategyFields::everyLimitHolds()
{
    Strategy strategy = own(4);
    for (const StrategyField& field : strategyFields(strategy)) {
        const double before = field.value(), step = field.whole ? 1 : 1e-9;
        const auto broken = [&](double value) {
            field.set(value);
            const auto faults = strategyFaults(strategy);
            return std::any_of(faults.begin(), faults.end(), [&](const Violation& v) {
                return v.field == field.key && v.type == ViolationType::Range;
            });
        };
        QVERIFY2(broken(field.least - step), field.key.c_str());
        QVERIFY2(!broken(field.least), field.key.c_str());
        QVERIFY2(!broken(field.most), field.key.c_str());
        QVERIFY2(broken(field.most + step), field.key.c_str());
        if (field.real)
            QVERIFY2(broken(NAN), field.key.c_str());
        field.set(before);
    }
    QCOMPARE(texts(strategyFaults(strategy)), Texts());
}

void TestStrategyFields::everyFaultIsNamedAtOnce()
{
    Strategy strategy = own();
    const Changes changes = {{"macd", "11"}, {"nonsense", "1"}, {"rsi_period", "2.5"},
                             {"cci", "x"},   {"stop_pct", "9"}, {"obv", "1"},
                             {"obv", "2"},   {"name", ""},      {"filter2_1_low", "-1"}};
    auto found = texts(changeStrategy(strategy, changes));
    std::sort(found.begin(), found.end());
    QCOMPARE(found, (Texts{"cci pattern", "filter2_1_low range", "macd range", "name length",
                           "nonsense unknown", "obv duplicate", "rsi_period pattern", "stop_pct conflict"}));
}

void TestStrategyFields::orders()
{
    const auto faults = [](const Changes& changes) {
        Strategy strategy = own();
        return texts(changeStrategy(strategy, changes));
    };
    QCOMPARE(faults({{"macd_fast", "26"}}), Texts{"macd_fast conflict"});
    QCOMPARE(faults({{"macd_fast", "25"}}), Texts());
    QCOMPARE(faults({{"ema_slow", "50"}}), Texts{"ema_fast conflict"});
    QCOMPARE(faults({{"psar_start", "0.2"}}), Texts());
    QCOMPARE(faults({{"psar_start", "0.21"}}), Texts{"psar_start conflict"});
    QCOMPARE(faults({{"widest_stop_pct", "2"}}), Texts());
    QCOMPARE(faults({{"widest_stop_pct", "1.9"}}), Texts{"stop_pct conflict"});
    QCOMPARE(faults({{"filter2_1_low", "71"}}), Texts{"filter2_1_low conflict"});
    QCOMPARE(faults({{"filter2_1_low", "70"}}), Texts());
    QCOMPARE(faults({{"filter3_needed", "4"}}), Texts{"filter3_needed range"});
}

void TestStrategyFields::names()
{
    const auto faults = [](const std::string& name) {
        Strategy strategy = own();
        return texts(changeStrategy(strategy, {{"name", name}}));
    };
    QCOMPARE(faults(std::string(100, 'x')), Texts());
    QCOMPARE(faults(std::string(101, 'x')), Texts{"name length"});
    QCOMPARE(faults("two\nlines"), Texts{"name pattern"});
    QCOMPARE(faults(" blank"), Texts{"name pattern"});
    QCOMPARE(faults("bALANCED"), Texts{"name duplicate"});
    QCOMPARE(faults("3"), Texts{"name duplicate"});
    QCOMPARE(faults("00000000-0000-4000-8000-000000000001"), Texts{"name pattern"});
}

void TestStrategyFields::aStrategyMustVote()
{
    Strategy strategy = own();
    QCOMPARE(texts(changeStrategy(strategy,
                                  {{"trend", "0"}, {"momentum", "0"}, {"volatility", "0"}, {"volume", "0"}})),
             Texts{"indicator_weights required"});
}

void TestStrategyFields::aGoodChangeSetsTheNumbers()
{
    Strategy strategy = own();
    QCOMPARE(texts(changeStrategy(
                 strategy, {{"macd", "3"}, {"rsi_period", "9"}, {"name", "Other"}, {"min_rr", "2.5"}})),
             Texts());
    QCOMPARE(strategy.indicatorWeight[indexOf(IndicatorId::Macd)], 3.0);
    QCOMPARE(strategy.params.rsi, 9);
    QCOMPARE(strategy.name, std::string("Other"));
    QCOMPARE(strategy.risk.minRewardRisk, 2.5);
}

QTEST_GUILESS_MAIN(TestStrategyFields)
#include "tst_strategyfields.moc"
