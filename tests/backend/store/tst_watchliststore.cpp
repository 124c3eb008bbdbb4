// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/watchliststore.h"

#include "storetest.h"

#include <map>

using namespace tt;
using namespace Qt::StringLiterals;

class TestWatchlistStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void defaultAlwaysExists();
    void addCountsWhatIsNew();
    void removeLeavesATombstone();
    void orderIsTheUsers();
    void namesAreUniqueWithoutCase();
    void orderOfTheLists();
    void unknownList();

private:
    using Tickers = std::vector<std::string>;
    Tickers tickers(const std::string& list = "Default")
    {
        Tickers all;
        const auto entries = WatchlistStore(**m_db).items(list).value();
        for (const WatchlistEntry& entry : entries)
            all.push_back(entry.ticker);
        return all;
    }
    std::unique_ptr<TestDatabase> m_db;
};

void TestWatchlistStore::init()
{
    m_db = std::make_unique<TestDatabase>();
    QVERIFY(m_db->open());
}

void TestWatchlistStore::defaultAlwaysExists()
{
    const auto lists = WatchlistStore(**m_db).list();
    QVERIFY_RESULT(lists);
    QCOMPARE(lists->size(), 1u);
    QCOMPARE(lists->front().id, std::string(kDefaultWatchlistId));
    QCOMPARE(lists->front().name, std::string(kDefaultWatchlistName));
    QCOMPARE(lists->front().items, 0);
}

void TestWatchlistStore::addCountsWhatIsNew()
{
    WatchlistStore store(**m_db);
    QCOMPARE(store.add("Default", Tickers{"A", "B", "A"}).value(), 2);
    QCOMPARE(store.add("default", Tickers{"B", "C"}).value(), 1);
    QCOMPARE(tickers(), (Tickers{"A", "B", "C"}));
    QCOMPARE(store.find("DEFAULT")->items, 3);
}

void TestWatchlistStore::removeLeavesATombstone()
{
    WatchlistStore store(**m_db);
    QVERIFY_RESULT(store.add("Default", Tickers{"A", "B", "C"}));
    QCOMPARE(store.remove("Default", Tickers{"A", "X"}).value(), 1);
    QCOMPARE(store.remove("Default", Tickers{"A"}).value(), 0);
    QCOMPARE(tickers(), (Tickers{"B", "C"}));
    QCOMPARE(store.find("Default")->items, 2);
    QCOMPARE(m_db->database->scalar(u"SELECT COUNT(*) FROM watchlist_items WHERE deleted_at > 0"_s).value(),
             u"1"_s);
    QCOMPARE(store.add("Default", Tickers{"A"}).value(), 1);
    QCOMPARE(tickers(), (Tickers{"B", "C", "A"}));
}

void TestWatchlistStore::orderIsTheUsers()
{
    WatchlistStore store(**m_db);
    QVERIFY_RESULT(store.add("Default", Tickers{"A", "B", "C", "D"}));
    QVERIFY_RESULT(store.reorder("Default", Tickers{"C", "A"}));
    QCOMPARE(tickers(), (Tickers{"C", "A", "B", "D"}));
}

void TestWatchlistStore::namesAreUniqueWithoutCase()
{
    WatchlistStore store(**m_db);
    QVERIFY_RESULT(store.create("Énergie", "text"));
    QCOMPARE_ERROR(store.create("éNERGIE", ""), ErrorCode::Conflict);
    QCOMPARE_ERROR(store.create("dEFAULT", ""), ErrorCode::Conflict);
    QVERIFY_RESULT(store.create("Alpha", ""));
    const auto lists = store.list();
    QCOMPARE(lists->size(), 3u);
    QCOMPARE((*lists)[0].name, std::string("Default"));
    QCOMPARE((*lists)[1].name, std::string("Alpha"));
    QCOMPARE((*lists)[2].description, std::string("text"));
}

void TestWatchlistStore::orderOfTheLists()
{
    WatchlistStore store(**m_db);
    std::map<std::string, std::string> ids;
    for (const char* name : {"B", "C", "A"})
        ids[name] = store.create(name, {})->id;
    const auto names = [&] {
        std::string all;
        const auto lists = store.list().value();
        for (const WatchlistRow& row : lists)
            all += row.name + " ";
        return all;
    };
    QCOMPARE(names(), std::string("Default A B C "));
    QVERIFY_RESULT(store.reorderLists(std::vector{ids["C"], ids["A"]}));
    QCOMPARE(names(), std::string("Default C A B "));
    QVERIFY_RESULT(store.create("AA", {}));
    QCOMPARE(names(), std::string("Default C A B AA "));
    QVERIFY_RESULT(store.reorderLists(std::vector{std::string("nobody"), ids["B"]}));
    QCOMPARE(names(), std::string("Default B C A AA "));
}

void TestWatchlistStore::unknownList()
{
    WatchlistStore store(**m_db);
    QCOMPARE_ERROR(store.items("Nope"), ErrorCode::NotFound);
    QCOMPARE_ERROR(store.add("Nope", Tickers{"A"}), ErrorCode::NotFound);
    QCOMPARE_ERROR(store.remove("Nope", Tickers{"A"}), ErrorCode::NotFound);
    QCOMPARE_ERROR(store.reorder("Nope", Tickers{"A"}), ErrorCode::NotFound);
}

QTEST_GUILESS_MAIN(TestWatchlistStore)
#include "tst_watchliststore.moc"
