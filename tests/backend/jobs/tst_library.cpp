// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/library.h"

#include "jobs/barssource.h"
#include "jobstest.h"
#include "store/actionstore.h"

using namespace tt;
using namespace Qt::StringLiterals;

class TestLibrary : public QObject
{
    Q_OBJECT

private:
    void putStored(JobsFixture& jobs, const std::string& ticker, const Bars& bars)
    {
        CheckedBars checked;
        checked.bars = bars;
        checked.adjustedClose.assign(bars.size(), kUndefined);
        QVERIFY_RESULT(await(jobs.store->run([&](Database& database) {
            const std::vector<BarsToStore> all = {{ticker, "Name of it", &checked, DataSource::Nse, "a.csv"}};
            return BarStore(database).putBars(all);
        })));
    }

private Q_SLOTS:
    void anEmptyStore()
    {
        JobsFixture jobs;
        Library library(*jobs.store);
        QVERIFY(await(library.instruments()).value().empty());
        QVERIFY(await(library.latestResults()).value().empty());
        QVERIFY(await(library.jobs(10)).value().empty());
        QCOMPARE_ERROR(await(library.job(u"abcdef"_s)), ErrorCode::NotFound);
        QCOMPARE_ERROR(await(library.storedBars(u"A"_s)), ErrorCode::NotFound);
        QCOMPARE_ERROR(await(library.barsOf(ResultRecord())), ErrorCode::NotFound);
    }

    void instrumentsHaveTheirExtentAndGrade()
    {
        JobsFixture jobs;
        putStored(jobs, "OLD.NS", demoBars("OLD", 1, 120));
        Library library(*jobs.store);
        const auto all = await(library.instruments());
        QVERIFY_RESULT(all);
        QCOMPARE(all->size(), 1u);
        const InstrumentSummary& one = all->front();
        QCOMPARE(one.ticker, std::string("OLD.NS"));
        QCOMPARE(one.symbol, std::string("OLD"));
        QCOMPARE(one.name, std::string("Name of it"));
        QVERIFY(one.source == DataSource::Nse);
        QCOMPARE(one.bars, 120);
        QCOMPARE(dayText(one.firstBar), std::string("2022-01-03"));
        QVERIFY(one.grade == Grade::D); // its last bar is years old
    }

    void storedBarsAreAdjustedAndGradedSo()
    {
        JobsFixture jobs;
        const Day today = localDay(systemClock().nowMs());
        Bars bars;
        for (Day day = today - 400; day < today; ++day) {
            const bool before = day < today - 50;
            bars.append(day, before ? 500 : 100, before ? 500 : 100, before ? 500 : 100, before ? 500 : 100,
                        10);
        }
        putStored(jobs, "SPLIT.NS", bars);
        Library library(*jobs.store);
        QVERIFY(await(library.instruments())->front().grade == Grade::D);
        QVERIFY_RESULT(await(jobs.store->run([&](Database& database) {
            const std::vector<ActionRow> all = {
                {"SPLIT.NS", {today - 50, ActionKind::Split, 5, ActionOrigin::File}}};
            return ActionStore(database).put(all);
        })));
        QVERIFY(await(library.instruments())->front().grade == Grade::A);
        const auto chart = await(library.storedBars(u"SPLIT.NS"_s));
        QVERIFY_RESULT(chart);
        QCOMPARE(chart->bars.splits, 1);
        QCOMPARE(chart->bars.close, std::vector<double>(400, 100.0));
        QCOMPARE(chart->bars.volume.front(), 50.0);
    }

    void resultsJobsAndFailures()
    {
        JobsFixture jobs;
        AnalysisRequest request = demoRequest(30);
        request.selection = Selection::Typed;
        request.tickers = {"DEMO0001", "DEMO0002", "NOBODY"};
        const Job job = jobs.startAndAwait(request);
        Library library(*jobs.store);
        const QString id = QString::fromStdString(job.id);
        QCOMPARE(await(library.latestResults()).value().size(), 2u);
        QCOMPARE(await(library.latestResults(u"2"_s)).value().size(), 0u);
        QCOMPARE(await(library.results(u"1"_s, 1)).value().size(), 1u);
        QCOMPARE(await(library.resultsOfJob(id)).value().size(), 2u);
        const auto failures = await(library.failuresOfJob(id));
        QCOMPARE(failures->size(), 1u);
        QCOMPARE(failures->front().ticker, std::string("NOBODY"));
        QCOMPARE(failures->front().attempts, 1);
        QCOMPARE(await(library.jobs(10)).value().front().id, job.id);
        QCOMPARE(await(library.job(id.left(8))).value().id, job.id);
    }

    void barsOfAResult()
    {
        JobsFixture jobs;
        Library library(*jobs.store);
        const auto check = [&](const AnalysisRequest& request, const Bars& expected, DataSource source) {
            const Job job = jobs.startAndAwait(request);
            const auto results = jobs.storedResults(job.id);
            QCOMPARE(results.size(), 1u);
            const auto bars = await(library.barsOf(results.front()));
            QVERIFY_RESULT(bars);
            QVERIFY(bars->bars.date == expected.date);
            QCOMPARE(bars->bars.close.back(), expected.close.back());
            QVERIFY(bars->source == source);
            QCOMPARE(bars->isDemo, source == DataSource::Demo);
            QCOMPARE(bars->ticker, results.front().ticker);
        };
        AnalysisRequest request = demoRequest(1, 77);
        request.demoSeed = 9;
        check(request, demoBars("DEMO0001.NS", 9, 77), DataSource::Demo);

        const QString path = jobs.folder.filePath(u"ONE.csv"_s);
        writePrices(path, 66, "ONE");
        request = {};
        request.source = RequestSource::Csv;
        request.csvPath = path.toStdString();
        check(request, demoBars("ONE", 1, 66), DataSource::Csv);

        putStored(jobs, "TWO.NS", demoBars("TWO", 1, 88));
        request = {};
        request.tickers = {"TWO"};
        check(request, demoBars("TWO", 1, 88), DataSource::Stored);
        request.asOf = demoBars("TWO", 1, 60).date.back();
        check(request, demoBars("TWO", 1, 60), DataSource::Stored);
        QCOMPARE(await(library.storedBars(u"TWO.NS"_s)).value().bars.size(), 88u);
    }

    void aFileThatIsGone()
    {
        JobsFixture jobs;
        const QString path = jobs.folder.filePath(u"ONE.csv"_s);
        writePrices(path, 66, "ONE");
        AnalysisRequest request;
        request.source = RequestSource::Csv;
        request.csvPath = path.toStdString();
        const Job job = jobs.startAndAwait(request);
        QVERIFY(QFile::remove(path));
        Library library(*jobs.store);
        QCOMPARE_ERROR(await(library.barsOf(jobs.storedResults(job.id).front())), ErrorCode::FileUnreadable);
    }

    void watchlists()
    {
        JobsFixture jobs;
        Library library(*jobs.store);
        QCOMPARE(await(library.addToWatchlist(u"default"_s, {"A.NS", "B.NS", "A.NS"})).value(), 2);
        QCOMPARE(await(library.removeFromWatchlist(u"Default"_s, {"A.NS", "C.NS"})).value(), 1);
        const auto lists = await(library.watchlists());
        QCOMPARE(lists->front().name, std::string("Default"));
        QCOMPARE(lists->front().items, 1);
        QCOMPARE(await(library.watchlistItems(u"Default"_s)).value().front().ticker, std::string("B.NS"));
        QCOMPARE_ERROR(await(library.watchlistItems(u"None"_s)), ErrorCode::NotFound);
    }
};

QTEST_GUILESS_MAIN(TestLibrary)
#include "tst_library.moc"
