// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/strategyjson.h"

#include "jobs/strategyfields.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace tt;
using namespace Qt::StringLiterals;

class TestStrategyJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyNumberSurvives();
    void theDocumentHasItsKeys();
    void anUnusableDefinitionIsAnError_data();
    void anUnusableDefinitionIsAnError();
};

void TestStrategyJson::everyNumberSurvives()
{
    for (const Strategy& builtIn : builtInStrategies()) {
        Strategy strategy = builtIn;
        double part = 0;
        for (const StrategyField& field : strategyFields(strategy)) { // each another one, all valid
            part += 0.0001;
            if (field.real && field.value() + part <= field.most)
                field.set(field.value() + part);
        }
        Result<Strategy> read = strategyFromDefinition(strategyDefinition(strategy));
        QVERIFY2(read.ok(), read.ok() ? "" : builtIn.name.c_str());
        const auto expected = strategyFields(strategy), actual = strategyFields(*read);
        QCOMPARE(actual.size(), expected.size());
        for (std::size_t i = 0; i < actual.size(); ++i) {
            QCOMPARE(actual[i].key, expected[i].key);
            QVERIFY2(actual[i].value() == expected[i].value(), actual[i].key.c_str());
        }
        for (std::size_t g = 0; g < strategy.entryFilters.size(); ++g) {
            for (std::size_t c = 0; c < strategy.entryFilters[g].conditions.size(); ++c)
                QCOMPARE(read->entryFilters[g].conditions[c].rule,
                         strategy.entryFilters[g].conditions[c].rule);
        }
    }
}

void TestStrategyJson::theDocumentHasItsKeys()
{
    JsonWriter json;
    writeStrategy(json, builtInStrategies()[1]);
    const QJsonObject object = QJsonDocument::fromJson(QByteArray::fromStdString(json.take())).object();
    QCOMPARE(object.keys(),
             (QStringList{u"built_in"_s, u"category_weights"_s, u"entry_filters"_s, u"id"_s,
                          u"indicator_weights"_s, u"name"_s, u"parameters"_s, u"revision"_s, u"risk"_s}));
    QCOMPARE(object[u"built_in"].toBool(), true);
    QCOMPARE(object[u"category_weights"][u"trend"].toDouble(), 1.5);
    QCOMPARE(object[u"indicator_weights"][u"macd"].toDouble(), 2.5);
    QCOMPARE(object[u"parameters"][u"ema_slow"].toInt(), 21);
    QCOMPARE(object[u"risk"][u"target_pct"].toDouble(), 6.0);
    const QJsonObject filter = object[u"entry_filters"][1].toObject();
    QCOMPARE(filter[u"needed"].toInt(), 3);
    const QJsonObject adx = filter[u"conditions"][0].toObject();
    QCOMPARE(adx[u"rule"].toString(), u"adx_at_least"_s);
    QCOMPARE(adx[u"low"].toDouble(), 25.0);
    QVERIFY(!adx.contains(u"high"_s));
}

void TestStrategyJson::anUnusableDefinitionIsAnError_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::newRow("no JSON") << QByteArray("{") << QByteArray("");
    QTest::newRow("missing number") << QByteArray("\"trend\":1,") << QByteArray("");
    QTest::newRow("text for a number") << QByteArray("\"trend\":1,") << QByteArray("\"trend\":\"1\",");
    QTest::newRow("out of range") << QByteArray("\"trend\":1,") << QByteArray("\"trend\":11,");
    QTest::newRow("broken period") << QByteArray("\"rsi_period\":14") << QByteArray("\"rsi_period\":14.5");
    QTest::newRow("unknown rule") << QByteArray("rsi_between") << QByteArray("rsi_beyond");
    QTest::newRow("missing bound") << QByteArray("\"low\":30,\"high\":70") << QByteArray("\"low\":30");
    QTest::newRow("too many needed") << QByteArray("\"needed\":2") << QByteArray("\"needed\":5");
}

void TestStrategyJson::anUnusableDefinitionIsAnError()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QByteArray text = QByteArray::fromStdString(strategyDefinition(builtInStrategies()[0]));
    QVERIFY(strategyFromDefinition(text.toStdString()).ok());
    QVERIFY(text.contains(from));
    text.replace(text.indexOf(from), from.size(), to);
    const Result<Strategy> read = strategyFromDefinition(text.toStdString());
    QVERIFY(!read.ok());
    QCOMPARE(errorCodeName(read.error().code), errorCodeName(ErrorCode::StorageCorrupt));
}

QTEST_GUILESS_MAIN(TestStrategyJson)
#include "tst_strategyjson.moc"
