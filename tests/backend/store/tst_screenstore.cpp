// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/screenstore.h"

#include "storetest.h"

using namespace tt;
using namespace Qt::StringLiterals;

class TestScreenStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_db = std::make_unique<TestDatabase>();
        QVERIFY(m_db->open());
    }

    void aScreenReadsBackWhole()
    {
        const auto saved = store().save(oversold());
        QVERIFY_RESULT(saved);
        const auto all = store().list();
        QVERIFY_RESULT(all);
        QCOMPARE(all->size(), 1u);
        const SavedScreen& screen = all->front();
        QCOMPARE(screen.id, saved->id);
        QCOMPARE(screen.name, std::string("Überverkauft"));
        QCOMPARE(screen.filter, std::string("rsi<30 name:\"A B\""));
        QVERIFY((screen.columns == std::vector<std::string>{"ticker", "close", "rsi"}));
        QCOMPARE(screen.sortColumn, std::string("rsi"));
        QVERIFY(screen.descending);
    }

    void savingAgainReplaces()
    {
        const SavedScreen first = store().save(oversold()).value();
        SavedScreen again = oversold();
        again.name = "üBERVERKAUFT";
        again.filter = "rsi<20";
        again.columns.clear();
        const auto saved = store().save(again);
        QVERIFY_RESULT(saved);
        QCOMPARE(saved->id, first.id);
        QCOMPARE(saved->name, again.name);
        QVERIFY(saved->columns.empty());
        QCOMPARE(store().list()->size(), 1u);
        QCOMPARE(store().list()->front().filter, std::string("rsi<20"));
    }

    void renamedDeletedBroughtBack()
    {
        const SavedScreen screen = store().save(oversold()).value();
        SavedScreen other = oversold();
        other.name = "Trend";
        QVERIFY_RESULT(store().save(other));
        QCOMPARE_ERROR(store().rename(screen.id, "TREND"), ErrorCode::Conflict);
        QCOMPARE(store().rename(screen.id, " Calm ")->name, std::string("Calm"));
        QCOMPARE(store().list()->front().name, std::string("Calm"));

        QCOMPARE(store().remove(screen.id)->name, std::string("Calm"));
        QCOMPARE(store().list()->size(), 1u);
        QCOMPARE_ERROR(store().remove(screen.id), ErrorCode::NotFound);
        QCOMPARE(store().bringBack(screen.id)->name, std::string("Calm"));
        QCOMPARE_ERROR(store().bringBack(screen.id), ErrorCode::NotFound);

        QVERIFY_RESULT(store().remove(screen.id));
        other.name = "calm";
        QVERIFY_RESULT(store().save(other));
        QCOMPARE_ERROR(store().bringBack(screen.id), ErrorCode::Conflict);
        QCOMPARE(store().list()->size(), 2u);
    }

    void namesAreChecked()
    {
        SavedScreen screen = oversold();
        for (const std::string& name :
             {std::string(), std::string("  "), std::string(101, 'x'), std::string("a\nb")}) {
            screen.name = name;
            QCOMPARE_ERROR(store().save(screen), ErrorCode::ValidationError);
        }
        screen.name = std::string(100, 'x');
        QVERIFY_RESULT(store().save(screen));
        QCOMPARE_ERROR(store().rename("nobody", "x"), ErrorCode::NotFound);
    }

private:
    ScreenStore store() { return ScreenStore(**m_db); }
    static SavedScreen oversold()
    {
        return {{}, "Überverkauft", "rsi<30 name:\"A B\"", {"ticker", "close", "rsi"}, "rsi", true};
    }

    std::unique_ptr<TestDatabase> m_db;
};

QTEST_GUILESS_MAIN(TestScreenStore)
#include "tst_screenstore.moc"
