// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/settingsstore.h"

#include "storetest.h"

using namespace tt;
using namespace Qt::StringLiterals;

class TestSettingsStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void valuesAreKept();
    void unknownKeysSurvive();
    void setAndRemove();
};

void TestSettingsStore::valuesAreKept()
{
    TestDatabase db;
    QVERIFY(db.open());
    QVERIFY(SettingsStore(*db).all()->empty());
    QVERIFY_RESULT(SettingsStore(*db).set("analysis.capital", "250000"));
    QVERIFY_RESULT(SettingsStore(*db).set("empty", ""));
    db.database.reset();
    QVERIFY(db.open());
    const auto rows = SettingsStore(*db).all();
    QVERIFY_RESULT(rows);
    QCOMPARE(rows->at("analysis.capital"), std::string("250000"));
    QCOMPARE(rows->at("empty"), std::string());
}

void TestSettingsStore::unknownKeysSurvive()
{
    TestDatabase db;
    QVERIFY(db.open());
    QVERIFY_RESULT(SettingsStore(*db).set("from.a.newer.program", "x"));
    QVERIFY_RESULT(SettingsStore(*db).set("analysis.capital", "1"));
    QCOMPARE(SettingsStore(*db).all()->at("from.a.newer.program"), std::string("x"));
}

void TestSettingsStore::setAndRemove()
{
    TestDatabase db;
    QVERIFY(db.open());
    QVERIFY_RESULT(SettingsStore(*db).set("a", "1"));
    QVERIFY_RESULT(SettingsStore(*db).set("a", "2"));
    QCOMPARE(SettingsStore(*db).all()->at("a"), std::string("2"));
    QVERIFY_RESULT(SettingsStore(*db).remove("a"));
    QVERIFY_RESULT(SettingsStore(*db).remove("a"));
    QVERIFY(SettingsStore(*db).all()->empty());
}

QTEST_GUILESS_MAIN(TestSettingsStore)
#include "tst_settingsstore.moc"
