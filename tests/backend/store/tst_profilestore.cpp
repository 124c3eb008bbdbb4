// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/profilestore.h"

#include "storetest.h"

using namespace tt;
using namespace Qt::StringLiterals;

class TestProfileStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneCorrectionAHeader();
    void removed();
};

void TestProfileStore::oneCorrectionAHeader()
{
    TestDatabase db;
    QVERIFY(db.open());
    const TickingClock clock;
    ProfileStore profiles(*db, clock);
    QVERIFY_RESULT(profiles.put("date,close", "1"));
    QVERIFY_RESULT(profiles.put("day;close", "2"));
    QVERIFY_RESULT(profiles.put("date,close", "3"));
    const auto all = profiles.list();
    QVERIFY_RESULT(all);
    QCOMPARE(all->size(), 2u);
    QCOMPARE(all->at(0).header, std::string("date,close")); // the newest
    QCOMPARE(all->at(0).correction, std::string("3"));
    QVERIFY(all->at(0).changedAtMs > all->at(1).changedAtMs);
}

void TestProfileStore::removed()
{
    TestDatabase db;
    QVERIFY(db.open());
    ProfileStore profiles(*db);
    QCOMPARE_ERROR(profiles.remove("a"), ErrorCode::NotFound);
    QVERIFY_RESULT(profiles.put("date,close", "1"));
    QCOMPARE_ERROR(profiles.remove(""), ErrorCode::NotFound);
    const std::string id = profiles.list()->front().id;
    const auto removed = profiles.remove(id.substr(0, 8));
    QVERIFY_RESULT(removed);
    QCOMPARE(removed->header, std::string("date,close"));
    QVERIFY(profiles.list()->empty());
}

QTEST_GUILESS_MAIN(TestProfileStore)
#include "tst_profilestore.moc"
