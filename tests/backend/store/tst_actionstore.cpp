// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/actionstore.h"

#include "store/barstore.h"
#include "storetest.h"

using namespace tt;
using namespace Qt::StringLiterals;

namespace {

constexpr Day kDay = 19'000;

ActionRow row(ActionKind kind, double value, ActionOrigin origin = ActionOrigin::User, Day day = kDay,
              const char* ticker = "TCS.NS")
{
    return {ticker, {day, kind, value, origin}};
}

} // namespace

class TestActionStore : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<TestDatabase> m_db;

    Result<ActionCount> put(const std::vector<ActionRow>& rows) { return ActionStore(**m_db).put(rows); }
    std::vector<ActionRow> list(const std::string& ticker = {})
    {
        return ActionStore(**m_db).list(ticker).value();
    }

private Q_SLOTS:
    void init()
    {
        m_db = std::make_unique<TestDatabase>();
        QVERIFY(m_db->open());
    }

    void storedReadsBackByTickerAndDay()
    {
        const auto count =
            put({row(ActionKind::Dividend, 12.5, ActionOrigin::File, kDay + 1), row(ActionKind::Split, 5),
                 row(ActionKind::Bonus, 2, ActionOrigin::User, kDay, "M&M.NS")});
        QVERIFY_RESULT(count);
        QCOMPARE(count->added, 3);
        const auto all = list();
        QCOMPARE(all.size(), 3u);
        QCOMPARE(all[0].ticker, std::string("M&M.NS"));
        QCOMPARE(all[1].action.value, 5.0);
        QVERIFY(all[2].action.kind == ActionKind::Dividend && all[2].action.origin == ActionOrigin::File);
        QCOMPARE(all[2].action.day, kDay + 1);
        QCOMPARE(list("tcs.ns").size(), 2u);
        QVERIFY(list("NONE").empty());
    }

    void theSameAgainChangesNothing()
    {
        QVERIFY_RESULT(put({row(ActionKind::Split, 5)}));
        const auto again = put({row(ActionKind::Split, 5)});
        QCOMPARE(again->unchanged, 1);
        const auto other = put({row(ActionKind::Split, 10)});
        QCOMPARE(other->changed, 1);
        QCOMPARE(list().size(), 1u);
        QCOMPARE(list()[0].action.value, 10.0);
    }

    void anOnlineEventOnceRemovedStaysAway()
    {
        QVERIFY_RESULT(put({row(ActionKind::Split, 5, ActionOrigin::Online)}));
        const auto gone = ActionStore(**m_db).remove("tcs.ns", kDay, ActionKind::Split);
        QVERIFY_RESULT(gone);
        QCOMPARE(gone->size(), 1u);
        QVERIFY(list().empty());
        QCOMPARE(put({row(ActionKind::Split, 5, ActionOrigin::Online)})->removedBefore, 1);
        QVERIFY(list().empty());
        // What the user says counts again.
        QCOMPARE(put({row(ActionKind::Split, 5)})->added, 1);
        QVERIFY_RESULT(ActionStore(**m_db).remove("TCS.NS", kDay, ActionKind::Split));
        QCOMPARE(put({row(ActionKind::Split, 5)})->added, 1);
        QCOMPARE_ERROR(ActionStore(**m_db).remove("TCS.NS", kDay, ActionKind::Bonus), ErrorCode::NotFound);
        QCOMPARE_ERROR(ActionStore(**m_db).remove("NONE", kDay, ActionKind::Split), ErrorCode::NotFound);
    }

    void oneFaultKeepsAllOut()
    {
        QCOMPARE_ERROR(put({row(ActionKind::Split, 5), row(ActionKind::Split, 1, ActionOrigin::File)}),
                       ErrorCode::DataInvalid);
        QVERIFY(list().empty());
        std::vector<ActionRow> many;
        for (int i = 0; i < 10; ++i)
            many.push_back(row(ActionKind::Split, 10, ActionOrigin::Online, kDay + i));
        QCOMPARE_ERROR(put(many), ErrorCode::DataInvalid);
        QVERIFY(list().empty());
        many.pop_back();
        QVERIFY_RESULT(put(many));
    }

    void theTableHoldsTheRulesToo()
    {
        QVERIFY_RESULT(put({row(ActionKind::Split, 5)}));
        for (const char* change : {"value = 0", "value = 1", "value = 20000", "kind = 'merger'",
                                   "origin = 'x'", "kind = 'bonus', value = 0.5"})
            QVERIFY2(!(*m_db)->exec(u"UPDATE corporate_actions SET "_s + QString::fromUtf8(change)).ok(),
                     change);
    }

    void loadedBarsBringThem()
    {
        CheckedBars bars;
        bars.bars.append(kDay, 1, 1, 1, 1, 1);
        bars.adjustedClose = {1};
        const BarsToStore in{"TCS.NS", {}, &bars, DataSource::Csv, "a.csv"};
        QVERIFY_RESULT(BarStore(**m_db).putBars({&in, 1}));
        QVERIFY(BarStore(**m_db).load("TCS.NS")->actions.empty());
        QVERIFY_RESULT(
            put({row(ActionKind::Split, 5), row(ActionKind::Split, 2, ActionOrigin::User, kDay, "B")}));
        const auto loaded = BarStore(**m_db).load("TCS.NS");
        QCOMPARE(loaded->actions.size(), 1u);
        QCOMPARE(loaded->actions[0].value, 5.0);
        QCOMPARE(loaded->bars.close[0], 1.0);
    }
};

QTEST_GUILESS_MAIN(TestActionStore)
#include "tst_actionstore.moc"
