// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/joinbars.h"

#include <QTest>

#include <limits>

using namespace tt;

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

InstrumentBars part(const std::string& ticker, std::initializer_list<std::pair<Day, double>> bars,
                    const std::string& name = {})
{
    std::vector<RawBar> raw;
    for (const auto& [day, close] : bars)
        raw.push_back({day, close, close, close, close, 10, kNone, static_cast<int>(raw.size()) + 2});
    InstrumentBars instrument;
    instrument.ticker = ticker;
    instrument.name = name;
    instrument.checked = checkBars(std::move(raw), kNoDay);
    return instrument;
}

} // namespace

class TestJoinBars : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void partsFollowEachOther();
    void equalBarsAreDuplicates();
    void differentBarsAreQuarantined();
    void everyTickerOnce();
};

void TestJoinBars::partsFollowEachOther()
{
    const InstrumentBars joined = joinInstrument(
        {part("A", {{10, 1}, {12, 3}}, "Old"), part("A", {{11, 2}, {13, 4}}, "New"), part("A", {{9, 9}})});
    QCOMPARE(joined.checked.bars.date, (std::vector<Day>{9, 10, 11, 12, 13}));
    QCOMPARE(joined.checked.bars.close, (std::vector<double>{9, 1, 2, 3, 4}));
    QCOMPARE(joined.checked.adjustedClose.size(), std::size_t(5));
    QCOMPARE(joined.checked.rows, 5);
    QCOMPARE(joined.checked.accepted, 5);
    QCOMPARE(joined.name, std::string("New"));
}

void TestJoinBars::equalBarsAreDuplicates()
{
    const InstrumentBars joined =
        joinInstrument({part("A", {{10, 1}, {11, 2}}), part("A", {{11, 2}, {12, 3}})});
    QCOMPARE(joined.checked.rows, 4);
    QCOMPARE(joined.checked.accepted, 3);
    QCOMPARE(joined.checked.duplicates, 1);
    QVERIFY(joined.checked.findings.empty());
}

void TestJoinBars::differentBarsAreQuarantined()
{
    const InstrumentBars joined =
        joinInstrument({part("A", {{10, 1}, {11, 2}}), part("A", {{11, 7}, {12, 3}})});
    QCOMPARE(joined.checked.accepted, 3);
    QCOMPARE(joined.checked.quarantined, 1);
    QCOMPARE(joined.checked.bars.close, (std::vector<double>{1, 2, 3}));
    QCOMPARE(joined.checked.findings.size(), std::size_t(1));
    QVERIFY(joined.checked.findings[0].rule == FindingRule::DuplicateDate);
    QCOMPARE(joined.checked.findings[0].values, std::string("7 7 7 7 10"));
}

void TestJoinBars::everyTickerOnce()
{
    std::vector<PriceFile> files(2);
    files[0].instruments = {part("B", {{10, 1}}), part("C", {{10, 5}})};
    files[1].instruments = {part("A", {{10, 1}}), part("B", {{11, 2}})};
    const std::vector<InstrumentBars> joined = joinInstruments(std::move(files));
    QCOMPARE(joined.size(), std::size_t(3));
    QCOMPARE(joined[0].ticker, std::string("A"));
    QCOMPARE(joined[1].ticker, std::string("B"));
    QCOMPARE(joined[1].checked.bars.size(), std::size_t(2));
}

QTEST_APPLESS_MAIN(TestJoinBars)
#include "tst_joinbars.moc"
