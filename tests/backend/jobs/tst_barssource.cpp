// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/barssource.h"

#include "engine/demo.h"

#include <QDateTime>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

#include <set>

using namespace tt;
using namespace Qt::StringLiterals;

namespace {

/// Bars that end today (where the market is) at the given time in India.
JobPlan planAt(int hour, int minute)
{
    JobPlan plan;
    plan.plannedAtMs =
        QDateTime(QDate(2024, 1, 31), QTime(hour, minute), QTimeZone(19'800)).toMSecsSinceEpoch();
    plan.asOf = *dayFromText("2024-01-31");
    return plan;
}

SourceBars endingToday(const std::string& ticker)
{
    SourceBars source;
    source.ticker = ticker;
    for (const char* day : {"2024-01-29", "2024-01-30", "2024-01-31"})
        source.bars.append(*dayFromText(day), 1, 1, 1, 1, 1);
    return source;
}

std::size_t barsLeft(SourceBars source, const JobPlan& plan)
{
    cutBars(source, plan);
    return source.bars.size();
}

} // namespace

class TestBarsSource : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void todaysBarIsPartialUntilTheClose()
    {
        QCOMPARE(barsLeft(endingToday("A.NS"), planAt(15, 29)), 2u);
        QCOMPARE(barsLeft(endingToday("A.NS"), planAt(15, 30)), 3u);
        QCOMPARE(barsLeft(endingToday("A.BO"), planAt(9, 0)), 2u);
        JobPlan asked = planAt(9, 0);
        asked.request.includePartialBar = true;
        QCOMPARE(barsLeft(endingToday("A.NS"), asked), 3u);
    }

    void anUnknownExchangeClosesWithTheDay()
    {
        QCOMPARE(barsLeft(endingToday("AAPL"), planAt(23, 0)), 2u); // the tests run in India's zone
        JobPlan later = planAt(23, 0);
        later.plannedAtMs += 2 * 3'600'000;
        QCOMPARE(barsLeft(endingToday("AAPL"), later), 3u);
    }

    void demoBarsAreNeverPartial()
    {
        SourceBars demo = endingToday("DEMO0001.NS");
        demo.isDemo = true;
        QCOMPARE(barsLeft(demo, planAt(9, 0)), 3u);
    }

    void barsAfterTheAsOfDayAreCut()
    {
        JobPlan plan = planAt(23, 0);
        plan.asOf = *dayFromText("2024-01-29");
        QCOMPARE(barsLeft(endingToday("A.NS"), plan), 1u);
        plan.asOf = *dayFromText("2023-01-01");
        QCOMPARE(barsLeft(endingToday("A.NS"), plan), 0u);
    }

    void bothSidesOfASplitAreOnOneScale()
    {
        SourceBars source = endingToday("A.NS");
        source.actions = {{*dayFromText("2024-01-30"), ActionKind::Split, 5, ActionOrigin::User}};
        cutBars(source, planAt(16, 0));
        QCOMPARE(source.bars.close, (std::vector<double>{0.2, 1, 1}));
        QCOMPARE(source.bars.volume, (std::vector<double>{5, 1, 1}));
        QCOMPARE(source.bars.splits, 1);
        adjustBars(source, *dayFromText("2024-01-31"));
        QCOMPARE(source.bars.close, (std::vector<double>{0.2, 1, 1}));
    }

    void aSplitAfterTheAsOfDayIsNotKnownYet()
    {
        SourceBars source = endingToday("A.NS");
        source.actions = {{*dayFromText("2024-01-31"), ActionKind::Split, 5, ActionOrigin::User}};
        JobPlan plan = planAt(16, 0);
        plan.asOf = *dayFromText("2024-01-30");
        cutBars(source, plan);
        QCOMPARE(source.bars.close, (std::vector<double>{1, 1}));
        QCOMPARE(source.bars.lastFactor, 1.0);
    }

    void theLastPriceStaysRawWhenTodaysSplitIsAheadOfIt()
    {
        SourceBars source = endingToday("A.NS");
        source.actions = {{*dayFromText("2024-01-31"), ActionKind::Split, 5, ActionOrigin::User}};
        cutBars(source, planAt(10, 0)); // today's session is open: its bar is left out
        QCOMPARE(source.bars.close, (std::vector<double>{0.2, 0.2}));
        QCOMPARE(source.bars.close.back() * source.bars.lastFactor, 1.0);
    }

    void typedNames()
    {
        const std::set<std::string> known = {"A.NS", "B.NS", "B.BO", "C.BO", "D", "D.NS"};
        const auto isKnown = [&](const std::string& ticker) { return known.contains(ticker); };
        QCOMPARE(resolveTyped("A", isKnown), std::string("A.NS"));
        QCOMPARE(resolveTyped("A.NS", isKnown), std::string("A.NS"));
        QCOMPARE(resolveTyped("B", isKnown), std::string("B"));
        QCOMPARE(resolveTyped("C", isKnown), std::string("C.BO"));
        QCOMPARE(resolveTyped("D", isKnown), std::string("D"));
        QCOMPARE(resolveTyped("E", isKnown), std::string("E"));
    }

    void aFolderIsReadAndABadFileLeftOut()
    {
        const QTemporaryDir folder;
        for (const char* name : {"AAA.csv", "BBB.csv", "bad.csv"}) {
            QFile file(folder.filePath(QString::fromUtf8(name)));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("Date,Open,High,Low,Close,Volume\n");
            if (name[0] != 'b')
                file.write("2024-01-30,1,2,1,2,5\n2024-01-31,2,3,2,3,5\n");
        }
        const std::string path = folder.path().toStdString();
        const auto read = readFileBars(path, ReadOptions(), 2, {});
        QVERIFY(read.ok());
        QVERIFY(((*read)->tickers() == std::vector<std::string>{"AAA", "BBB"}));
        QCOMPARE((*read)->newestDay(), *dayFromText("2024-01-31"));
        QVERIFY((*read)->find("AAA") && !(*read)->find("CCC"));
        QCOMPARE((*read)->files().size(), 3u);
        QVERIFY((*read)->files()[2].checksum.empty());
        QVERIFY(!(*read)->files()[0].checksum.empty());

        const auto stopped = readFileBars(path, ReadOptions(), 2, [] { return true; });
        QVERIFY(!stopped.ok());
        QCOMPARE(errorCodeName(stopped.error().code), errorCodeName(ErrorCode::Cancelled));
        const auto missing = readFileBars(path + "/none", ReadOptions(), 2, {});
        QCOMPARE(errorCodeName(missing.error().code), errorCodeName(ErrorCode::FileUnreadable));
        const auto onlyBad = readFileBars(path + "/bad.csv", ReadOptions(), 2, {});
        QCOMPARE(errorCodeName(onlyBad.error().code), errorCodeName(ErrorCode::FileFormat));
    }
};

QTEST_GUILESS_MAIN(TestBarsSource)
#include "tst_barssource.moc"
