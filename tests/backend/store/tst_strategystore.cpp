// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/strategystore.h"

#include "storetest.h"

using namespace tt;
using namespace Qt::StringLiterals;

class TestStrategyStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void createdOnesAreFoundByIdAndName();
    void namesAreUniqueWithoutCase();
    void anEditNamesItsRevision();
    void aRenameKeepsNamesUnique();
    void removeLeavesATombstoneAndFreesTheName();
    void removeCanNameARevision();
    void unknownStrategy();

private:
    std::unique_ptr<TestDatabase> m_db;
    TickingClock m_clock;
};

void TestStrategyStore::init()
{
    m_db = std::make_unique<TestDatabase>();
    QVERIFY(m_db->open());
}

void TestStrategyStore::createdOnesAreFoundByIdAndName()
{
    StrategyStore store(**m_db);
    const auto made = store.create("Énergie", "{}");
    QVERIFY_RESULT(made);
    QCOMPARE(made->revision, 1);
    QVERIFY_RESULT(store.create("Alpha", "{\"a\":1}"));
    QCOMPARE(store.find("éNERGIE")->id, made->id);
    QCOMPARE(store.find(made->id)->name, std::string("Énergie"));
    const auto all = store.list();
    QVERIFY_RESULT(all);
    QCOMPARE(all->size(), 2u);
    QCOMPARE((*all)[0].name, std::string("Alpha"));
    QCOMPARE((*all)[0].definition, std::string("{\"a\":1}"));
}

void TestStrategyStore::namesAreUniqueWithoutCase()
{
    StrategyStore store(**m_db);
    QVERIFY_RESULT(store.create("Mine", "{}"));
    QCOMPARE_ERROR(store.create("mINE", "{}"), ErrorCode::Conflict);
    QCOMPARE(store.list()->size(), 1u);
}

void TestStrategyStore::anEditNamesItsRevision()
{
    StrategyStore store(**m_db);
    const StrategyRow first = store.create("Mine", "1").value();
    StrategyRow changed = first;
    changed.definition = "2";
    const auto second = store.update(changed);
    QVERIFY_RESULT(second);
    QCOMPARE(second->revision, 2);
    changed.definition = "lost";
    QCOMPARE_ERROR(store.update(changed), ErrorCode::Conflict);
    QVERIFY(store.update(changed).error().message.find("revision 2, not 1") != std::string::npos);
    QCOMPARE(store.find("Mine")->definition, std::string("2"));
    QCOMPARE(store.find("Mine")->revision, 2);
}

void TestStrategyStore::aRenameKeepsNamesUnique()
{
    StrategyStore store(**m_db);
    QVERIFY_RESULT(store.create("One", "1"));
    StrategyRow two = store.create("Two", "2").value();
    two.name = "oNE";
    QCOMPARE_ERROR(store.update(two), ErrorCode::Conflict);
    two.name = "TWO"; // its own name in another case
    QVERIFY_RESULT(store.update(two));
    QCOMPARE(store.find("two")->name, std::string("TWO"));
}

void TestStrategyStore::removeLeavesATombstoneAndFreesTheName()
{
    StrategyStore store(**m_db, m_clock);
    const StrategyRow old = store.create("Mine", "1").value();
    QVERIFY_RESULT(store.remove(old.id, std::nullopt));
    QCOMPARE_ERROR(store.find("Mine"), ErrorCode::NotFound);
    QCOMPARE_ERROR(store.remove(old.id, std::nullopt), ErrorCode::NotFound);
    QVERIFY(store.list()->empty());
    QCOMPARE(store.idEver("mine").value(), std::optional(old.id));
    QCOMPARE(m_db->database->scalar(u"SELECT COUNT(*) FROM strategies WHERE deleted_at > 0"_s).value(),
             u"1"_s);
    const StrategyRow fresh = store.create("MINE", "2").value();
    QCOMPARE(store.idEver("mine").value(), std::optional(fresh.id));
    QCOMPARE(store.idEver(old.id).value(), std::optional(old.id));
    QVERIFY_RESULT(store.remove(fresh.id, std::nullopt));
    QCOMPARE(store.idEver("mine").value(), std::optional(fresh.id)); // the one deleted last
}

void TestStrategyStore::removeCanNameARevision()
{
    StrategyStore store(**m_db);
    const StrategyRow row = store.create("Mine", "1").value();
    QVERIFY_RESULT(store.update(row));
    QCOMPARE_ERROR(store.remove(row.id, 1), ErrorCode::Conflict);
    QVERIFY_RESULT(store.remove(row.id, 2));
}

void TestStrategyStore::unknownStrategy()
{
    StrategyStore store(**m_db);
    QCOMPARE_ERROR(store.find("Nope"), ErrorCode::NotFound);
    QCOMPARE_ERROR(store.update({"no-id", "Nope", 1, ""}), ErrorCode::NotFound);
    QCOMPARE_ERROR(store.remove("no-id", std::nullopt), ErrorCode::NotFound);
    QVERIFY(!store.idEver("Nope").value().has_value());
}

QTEST_GUILESS_MAIN(TestStrategyStore)
#include "tst_strategystore.moc"
