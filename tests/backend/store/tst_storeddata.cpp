// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/storeddata.h"

#include "store/actionstore.h"
#include "store/barstore.h"
#include "store/statement.h"
#include "storetest.h"

using namespace tt;
using namespace Qt::StringLiterals;

namespace {

constexpr Day kDay = 19'000;

/// `count` bars from `first` on, with a finding of each file.
CheckedBars someBars(Day first, int count)
{
    CheckedBars checked;
    for (int i = 0; i < count; ++i)
        checked.bars.append(first + i, 10, 12, 9, 11, 100);
    checked.findings.push_back({first + count, 7, FindingRule::RangeBroken, "1 2 3"});
    return checked;
}

} // namespace

class TestStoredData : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<TestDatabase> m_db;

    void put(const char* ticker, const CheckedBars& bars, DataSource source, const char* file)
    {
        const BarsToStore one{ticker, "Name", &bars, source, file};
        QVERIFY_RESULT(BarStore(**m_db).putBars({&one, 1}));
    }

private Q_SLOTS:
    void init()
    {
        m_db = std::make_unique<TestDatabase>();
        QVERIFY(m_db->open());
        put("TCS.NS", someBars(kDay, 300), DataSource::Csv, "a.csv"); // two years
        put("TCS.NS", someBars(kDay + 290, 20), DataSource::Nse, "b.csv");
        put("INFY.NS", someBars(kDay, 5), DataSource::Csv, "a.csv");
        const ActionRow split{"TCS.NS", {kDay + 4, ActionKind::Split, 2, ActionOrigin::User}};
        QVERIFY_RESULT(ActionStore(**m_db).put({&split, 1}));
    }

    void tellsSourcesFindingsAndEvents()
    {
        const auto data = readStoredData(**m_db, "tcs.ns");
        QVERIFY_RESULT(data);
        QCOMPARE(data->instrument.bars, 310);
        QCOMPARE(data->bars.size(), 310u);
        QCOMPARE(data->bars.close[0], 11.0); // raw, whatever the events say
        QCOMPARE(data->sources.size(), 2u);
        QVERIFY(data->sources[0].source == DataSource::Csv && data->sources[0].bars == 290);
        QCOMPARE(data->sources[0].last, kDay + 289);
        QVERIFY(data->sources[1].source == DataSource::Nse && data->sources[1].bars == 20);
        QCOMPARE(data->sources[1].first, kDay + 290);
        // The finding of a.csv gave way to a good bar of that day.
        QCOMPARE(data->findings.size(), 1u);
        QCOMPARE(data->findings[0].file, std::string("b.csv"));
        QCOMPARE(data->findings[0].finding.line, 7);
        QVERIFY(data->findings[0].finding.rule == FindingRule::RangeBroken);
        QCOMPARE(data->actions.size(), 1u);
    }

    void removesBarsAndFindingsAndNothingElse()
    {
        const auto removed = removeStoredData(**m_db, "Tcs.Ns");
        QVERIFY_RESULT(removed);
        QCOMPARE(removed->ticker, std::string("TCS.NS"));
        QCOMPARE(removed->bars, 310);
        QCOMPARE(removed->findings, 1);
        QCOMPARE(removed->first, kDay);
        QCOMPARE(removed->last, kDay + 309);
        QCOMPARE_ERROR(readStoredData(**m_db, "TCS.NS"), ErrorCode::NotFound);
        QCOMPARE_ERROR(removeStoredData(**m_db, "TCS.NS"), ErrorCode::NotFound);
        QVERIFY(InstrumentStore(**m_db).find("TCS.NS").value().has_value());
        QCOMPARE(ActionStore(**m_db).list("TCS.NS")->size(), 1u);
        QCOMPARE(readStoredData(**m_db, "INFY.NS")->bars.size(), 5u);
        QCOMPARE((*m_db)->scalar(u"SELECT COUNT(*) FROM bar_findings"_s).value(), u"1"_s);
    }

    void damagedBarsAreToldAndCanBeRemoved()
    {
        QVERIFY_RESULT((*m_db)->exec(u"UPDATE bar_chunks SET data = x'00' WHERE year = 2022"_s));
        QCOMPARE_ERROR(readStoredData(**m_db, "TCS.NS"), ErrorCode::StorageCorrupt);
        QVERIFY_RESULT(removeStoredData(**m_db, "TCS.NS"));
    }

    void unknownNamesAreNotFound()
    {
        QCOMPARE_ERROR(readStoredData(**m_db, "NONE"), ErrorCode::NotFound);
        QCOMPARE_ERROR(removeStoredData(**m_db, "NONE"), ErrorCode::NotFound);
    }
};

QTEST_GUILESS_MAIN(TestStoredData)
#include "tst_storeddata.moc"
