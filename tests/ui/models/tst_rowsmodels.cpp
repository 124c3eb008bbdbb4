// SPDX-License-Identifier: GPL-3.0-or-later
// The tables of plain rows: jobs, lists, votes, findings, failures.
#include "models/failuresmodel.h"
#include "models/findingsmodel.h"
#include "models/jobsmodel.h"
#include "models/listsmodel.h"
#include "models/votesmodel.h"
#include "text/format.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <random>

using namespace Qt::StringLiterals;
using namespace tt;

namespace {

Job job(const std::string& id, JobStatus status, int total, int succeeded, int failed = 0)
{
    Job made;
    made.id = id;
    made.description = "Job " + id;
    made.status = status;
    made.counts = {total, succeeded, failed, 0};
    return made;
}

QString text(const QAbstractItemModel& model, int row, int column)
{
    return model.index(row, column).data().toString();
}

constexpr auto kReport = QAbstractItemModelTester::FailureReportingMode::QtTest;

} // namespace

class TestRowsModels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void jobsAreUpsertedNewestFirst();
    void aJobThatIsFoundLateKeepsItsPlace();
    void jobsMeasureTheirRate();
    void listsStandBetweenAllAndDemo();
    void listsThatStayKeepTheirRows();
    void votesShowWhatCounts();
    void findingsAreTold();
    void failuresAreGroupedByReason();
    void randomRowsKeepTheModelsSound();
};

void TestRowsModels::aJobThatIsFoundLateKeepsItsPlace()
{
    JobsModel model;
    for (const std::int64_t made : {10, 30, 20, 40}) {
        Job job;
        job.id = std::to_string(made);
        job.createdAtMs = made;
        model.upsert(job, 50);
    }
    QStringList ids;
    for (const Job& job : model.all())
        ids += QString::fromStdString(job.id);
    QCOMPARE(ids, QStringList({u"40"_s, u"30"_s, u"20"_s, u"10"_s}));
}

void TestRowsModels::jobsAreUpsertedNewestFirst()
{
    JobsModel model;
    QSignalSpy active(&model, &JobsModel::activeChanged);
    model.setJobs({job("a", JobStatus::Completed, 10, 9, 1)});
    model.upsert(job("b", JobStatus::Running, 100, 25), 1000);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.rowOf("b"), 0);
    QCOMPARE(model.active(), 1);
    QCOMPARE(text(model, 0, JobsModel::Progress), u"25 %"_s);
    QCOMPARE(model.index(0, JobsModel::Progress).data(FractionRole).toDouble(), 0.25);
    QVERIFY(text(model, 0, JobsModel::Status).contains(u"Running"_s));
    QCOMPARE(text(model, 1, JobsModel::Failed), u"1"_s);
    model.upsert(job("b", JobStatus::Completed, 100, 100), 2000);
    QCOMPARE(model.active(), 0);
    QCOMPARE(model.find("b")->counts.remaining(), 0);
    QCOMPARE(active.count(), 3);
    QCOMPARE(text(model, 0, JobsModel::Started), undefinedText());
}

void TestRowsModels::jobsMeasureTheirRate()
{
    JobsModel model;
    for (int i = 0; i <= 10; ++i)
        model.upsert(job("a", JobStatus::Running, 1000, 50 * i), 1000 + 200 * i);
    QVERIFY(std::abs(model.rate(model.row(0)) - 250) < 1e-6);
    QVERIFY(std::abs(model.secondsLeft(model.row(0)) - 2) < 1e-6);
    QCOMPARE(text(model, 0, JobsModel::Rate), u"250/s"_s);
    Job done = job("a", JobStatus::Completed, 1000, 1000);
    done.startedAtMs = 1000;
    done.finishedAtMs = 90'000'000; // resumed a day later
    done.workedMs = 5000;
    model.upsert(done, 6000);
    QVERIFY(std::abs(model.rate(model.row(0)) - 200) < 1e-6);
    QCOMPARE(text(model, 0, JobsModel::Left), undefinedText());
    QCOMPARE(text(model, 0, JobsModel::Duration), u"5.0 s"_s);
    done.workedMs.reset(); // of an older program
    model.upsert(done, 6000);
    QCOMPARE(text(model, 0, JobsModel::Duration), undefinedText());
    QVERIFY(std::isnan(model.rate(model.row(0))));
}

void TestRowsModels::listsStandBetweenAllAndDemo()
{
    ListsModel model;
    const QAbstractItemModelTester tester(&model, kReport);
    QCOMPARE(model.rowCount(), 6);
    model.setWatchlists({{ListEntry::Kind::Watchlist, u"1"_s, u"Default"_s, 3}});
    model.setAllCount(2200);
    model.setActiveJobs(2);
    model.setDataCount(51);
    QCOMPARE(model.rowCount(), 7);
    QCOMPARE(text(model, 0, 0), u"All stocks  (2,200)"_s);
    QCOMPARE(text(model, 1, 0), u"Default  (3)"_s);
    QCOMPARE(text(model, 2, 0), u"Strategies"_s);
    QCOMPARE(text(model, 3, 0), u"Jobs  (2)"_s);
    QCOMPARE(text(model, 4, 0), u"Data  (51)"_s);
    QCOMPARE(model.rowOfWatchlist(u"Default"_s), 1);
    QCOMPARE(model.rowOfWatchlist(u"Jobs"_s), -1);
    QCOMPARE(model.index(3, 0).data(ListsModel::KindRole).toInt(), static_cast<int>(ListEntry::Kind::Jobs));

    QCOMPARE(model.rowOf(ListEntry::Kind::Demo), -1);
    model.setDemoCount(7);
    model.setDemoCount(8);
    QCOMPARE(model.rowOf(ListEntry::Kind::Demo), 2);
    QCOMPARE(text(model, 2, 0), u"Demo  (8)"_s);
    QCOMPARE(model.index(2, 0).data(ListsModel::CountRole).toInt(), 8);
    model.setScreens({{ListEntry::Kind::Screen, u"9"_s, u"Oversold"_s, 0}});
    QCOMPARE(text(model, 3, 0), u"Oversold"_s);
    model.setDemoCount(0);
    QCOMPARE(model.rowCount(), 8);
    QCOMPARE(text(model, 2, 0), u"Oversold"_s);
    QCOMPARE(model.rowOfId(u"9"_s), 2);
    model.setDemoCount(1); // above the screens
    QCOMPARE(model.rowOf(ListEntry::Kind::Demo), 2);
    model.setScreens({});
    QCOMPARE(model.rowCount(), 8);
}

void TestRowsModels::listsThatStayKeepTheirRows()
{
    ListsModel model;
    const QAbstractItemModelTester tester(&model, kReport);
    const auto list = [](const char* id, const char* name) {
        return ListEntry{ListEntry::Kind::Watchlist, QString::fromLatin1(id), QString::fromLatin1(name), 1};
    };
    model.setWatchlists({list("d", "Default"), list("s", "Swing")});
    const QPersistentModelIndex swing(model.index(model.rowOfId(u"s"_s), 0));
    const QPersistentModelIndex data(model.index(model.rowOf(ListEntry::Kind::Data), 0));
    model.setWatchlists({list("d", "Default"), list("b", "Banks"), list("s", "Swing")});
    QCOMPARE(swing.row(), 3);
    QCOMPARE(data.row(), 6);
    model.setWatchlists({list("d", "Default"), list("s", "Long")});
    QCOMPARE(swing.row(), 2);
    QCOMPARE(text(model, 2, 0), u"Long  (1)"_s);
    model.setWatchlists({list("s", "A"), list("d", "Default")});
    QCOMPARE(model.rowOfId(u"s"_s), 1);
    QCOMPARE(model.rowOfId(u"b"_s), -1);
    QCOMPARE(model.rowCount(), 8);
}

void TestRowsModels::votesShowWhatCounts()
{
    Analysis analysis;
    Vote& rsi = analysis.votes[indexOf(IndicatorId::Rsi)];
    rsi = {25.5, 1, 0.15, 1, 0.0421, true};
    Vote& macd = analysis.votes[indexOf(IndicatorId::Macd)];
    macd = {kUndefined, 0, 0, 1, 0, false};
    Vote& supertrend = analysis.votes[indexOf(IndicatorId::Supertrend)];
    supertrend = {99, 1, 0.5, 0, 0, true};
    VotesModel model;
    model.setAnalysis(analysis, "A.NS");
    QCOMPARE(model.rowCount(), 13);
    const int first = static_cast<int>(indexOf(IndicatorId::Rsi));
    QCOMPARE(text(model, first, VotesModel::Value), u"25.50"_s);
    QCOMPARE(text(model, first, VotesModel::Direction), u"▲ Buy"_s);
    QCOMPARE(text(model, first, VotesModel::Share), u"+0.042"_s);
    const int second = static_cast<int>(indexOf(IndicatorId::Macd));
    QCOMPARE(text(model, second, VotesModel::Value), undefinedText());
    QCOMPARE(text(model, second, VotesModel::Direction), u"– Abstains"_s);
    QVERIFY(!model.index(second, VotesModel::Share).data(SortRole).isValid());
    const int off = static_cast<int>(indexOf(IndicatorId::Supertrend));
    QCOMPARE(text(model, off, VotesModel::Direction), u"– Off"_s);
    QCOMPARE(text(model, off, VotesModel::Confidence), undefinedText());
    QVERIFY(!model.index(first, 0).data(Qt::ToolTipRole).toString().isEmpty());
}

void TestRowsModels::findingsAreTold()
{
    FindingsModel model;
    model.setRows({{"A.NS", {*dayFromCivil({2024, 3, 14}), 7, FindingRule::RangeBroken, "1,2,3"}},
                   {"B.NS", {kNoDay, 0, FindingRule::Renamed, {}}}});
    QCOMPARE(text(model, 0, FindingsModel::Date), u"14 Mar 2024"_s);
    QCOMPARE(text(model, 0, FindingsModel::Line), u"7"_s);
    QCOMPARE(text(model, 1, FindingsModel::Date), undefinedText());
    QCOMPARE(text(model, 1, FindingsModel::Line), undefinedText());
    QVERIFY(text(model, 0, FindingsModel::Kind).contains(u"Left out"_s));
    QVERIFY(!text(model, 0, FindingsModel::Rule).isEmpty());
}

void TestRowsModels::failuresAreGroupedByReason()
{
    FailuresModel model;
    QVERIFY(!model.hasTransient());
    model.setRows({{ErrorCode::StorageBusy, "busy", true, {"B", "C"}},
                   {ErrorCode::DataInsufficient, "needs 50 bars", false, {"A"}}});
    QCOMPARE(model.rowCount(), 2);
    QVERIFY(model.hasTransient());
    QCOMPARE(model.tickers(0), (QStringList{u"B"_s, u"C"_s}));
    QCOMPARE(model.total(), 3);
    QCOMPARE(text(model, 0, FailuresModel::Count), u"2"_s);
    QVERIFY(text(model, 0, FailuresModel::Retry) != text(model, 1, FailuresModel::Retry));
    QCOMPARE(text(model, 1, FailuresModel::Message), u"needs 50 bars"_s);
}

void TestRowsModels::randomRowsKeepTheModelsSound()
{
    const unsigned seed = std::random_device{}();
    qInfo("seed %u", seed);
    std::mt19937 random(seed);
    JobsModel jobs;
    FindingsModel findings;
    FailuresModel failures;
    VotesModel votes;
    const QAbstractItemModelTester first(&jobs, kReport), second(&findings, kReport),
        third(&failures, kReport), fourth(&votes, kReport);
    for (int step = 0; step < 200; ++step) {
        const auto status = static_cast<JobStatus>(random() % 7);
        jobs.upsert(job(std::to_string(random() % 20), status, 100, static_cast<int>(random() % 90)),
                    50 * step);
        if (random() % 20 == 0)
            jobs.setJobs(std::vector<Job>(random() % 5, job("x", status, 0, 0)));
        findings.setRows(std::vector<FindingRow>(
            random() % 30, {"T", {kNoDay, 0, static_cast<FindingRule>(random() % 12), "v"}}));
        failures.setRows(std::vector<FailureGroup>(
            1 + random() % 9, {static_cast<ErrorCode>(random() % 21), "m", random() % 2 == 0, {"T"}}));
        votes.setAnalysis({}, {});
        QVERIFY(failures.total() > 0);
    }
    failures.clear();
    QCOMPARE(failures.rowCount(), 0);
}

QTEST_MAIN(TestRowsModels)
#include "tst_rowsmodels.moc"
