// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs.h"

#include "models/failuresmodel.h"
#include "store/jobstore.h"
#include "store/processlock.h"
#include "windowtest.h"

#include <QLabel>
#include <QPushButton>
#include <QTemporaryDir>
#include <QToolButton>

#include <optional>

using namespace tt;
using namespace Qt::StringLiterals;

class RunsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_dir.emplace();
        m_bench = std::make_unique<Bench>(m_dir->path());
    }
    void cleanup()
    {
        m_bench.reset();
        m_dir.reset();
    }

    void aRunIsPausedAndGoesOn();
    void anInterruptedRunOfTheSameRequestIsTold();
    void aKilledRunIsNotCountedAsRunning();
    void failuresAreGroupedAndTriedAgain();

private:
    std::optional<QTemporaryDir> m_dir;
    std::unique_ptr<Bench> m_bench;
};

void RunsTest::aRunIsPausedAndGoesOn()
{
    Bench& bench = *m_bench;
    AnalysisRequest request;
    request.source = RequestSource::Demo;
    request.selection = Selection::All;
    request.demoCount = 8'000;
    QSignalSpy ended(&bench.desk, &Desk::jobEnded);
    bench.desk.start(request);
    auto* pause = child<QToolButton>(bench.window, "jobStripPause");
    QTRY_VERIFY_WITH_TIMEOUT(pause->isVisible() && pause->isEnabled() && bench.desk.results().total() > 0,
                             kWaitMs);
    QCOMPARE(pause->text(), u"Pause"_s);
    QTest::mouseClick(pause, Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(bench.desk.jobs().row(0).status, JobStatus::Paused, kWaitMs);
    QTRY_COMPARE(pause->text(), u"Resume"_s);
    QVERIFY(bench.action("actionResumeJob")->isEnabled());
    QVERIFY(!bench.action("actionPauseJob")->isEnabled());
    QCOMPARE(ended.count(), 0);
    QTest::mouseClick(pause, Qt::LeftButton);
    QVERIFY(ended.wait(kWaitMs));
    QTRY_COMPARE_WITH_TIMEOUT(bench.desk.results().total(), 8'000, kWaitMs);
    QCOMPARE(bench.desk.jobs().row(0).status, JobStatus::Completed);
    QVERIFY(child<QWidget>(bench.window, "jobStrip")->isHidden());
}

void RunsTest::anInterruptedRunOfTheSameRequestIsTold()
{
    Bench& bench = *m_bench;
    AnalysisRequest request;
    request.source = RequestSource::Demo;
    request.selection = Selection::All;
    request.demoCount = 8'000;
    QSignalSpy ended(&bench.desk, &Desk::jobEnded);
    bench.desk.start(request);
    QTRY_VERIFY_WITH_TIMEOUT(bench.desk.results().total() > 0, kWaitMs);
    bench.analysis.interruptAll().waitForFinished();
    QVERIFY(ended.wait(kWaitMs));
    QVERIFY(!bench.message().contains(u"same request"_s));
    bench.desk.start(request);
    QTRY_VERIFY_WITH_TIMEOUT(bench.message().contains(u"same request was interrupted"_s), kWaitMs);
    QTRY_COMPARE(bench.desk.jobs().rowCount(), 2);
    QTest::mouseClick(child<QPushButton>(bench.window, "messageShowJobs"), Qt::LeftButton);
    QCOMPARE(bench.page()->objectName(), u"jobsPage"_s);
}

void RunsTest::aKilledRunIsNotCountedAsRunning()
{
    m_bench.reset();
    {
        const Result<std::unique_ptr<Store>> store = Store::open(m_dir->path());
        Job job;
        job.strategyId = "1";
        job.configJson = "{}";
        job.owner = machineId() + "-1-gone";
        auto inserted = (*store)->run(
            [job](Database& d) { return JobStore(d).insertJob(job, std::vector<std::string>{"A.NS"}); });
        inserted.waitForFinished();
        QVERIFY(inserted.result().ok());
    }
    m_bench = std::make_unique<Bench>(m_dir->path());
    QTRY_VERIFY_WITH_TIMEOUT(m_bench->message().contains(u"interrupted"_s), kWaitMs);
    QCOMPARE(m_bench->desk.jobs().row(0).status, JobStatus::Interrupted);
    QVERIFY(child<QLabel>(m_bench->window, "statusJobs")->isHidden());
}

void RunsTest::failuresAreGroupedAndTriedAgain()
{
    Bench& bench = *m_bench;
    QDir folder(m_dir->filePath(u"prices"_s));
    QVERIFY(folder.mkpath(u"."_s));
    writePrices(folder.filePath(u"GOOD.csv"_s), 150, 300);
    writePrices(folder.filePath(u"SHORT.csv"_s), 150, 20);
    writePrices(folder.filePath(u"TINY.csv"_s), 150, 25);
    bench.files.folder = folder.path();
    QSignalSpy imported(&bench.desk, &Desk::imported);
    bench.action("actionImportFolder")->trigger();
    QVERIFY(imported.wait(kWaitMs));
    AnalysisRequest request;
    request.selection = Selection::All;
    QSignalSpy ended(&bench.desk, &Desk::jobEnded);
    bench.desk.start(request);
    QVERIFY(ended.wait(kWaitMs));
    QTest::mouseClick(child<QPushButton>(bench.window, "messageShowFailures"), Qt::LeftButton);
    QCOMPARE(bench.page()->objectName(), u"jobsPage"_s);
    auto* reasons = child<QTableView>(bench.window, "failuresTable");
    QTRY_COMPARE_WITH_TIMEOUT(reasons->model()->rowCount(), 1, kWaitMs); // both say the same
    QCOMPARE(reasons->model()->index(0, FailuresModel::Count).data().toString(), u"2"_s);
    QTRY_VERIFY(bench.action("actionRetryJob")->isEnabled());
    QVERIFY(!bench.action("actionRetryTransient")->isEnabled());
    QTest::mouseClick(child<QToolButton>(bench.window, "jobRetry"), Qt::LeftButton);
    QVERIFY(ended.wait(kWaitMs));
    QCOMPARE(bench.desk.jobs().rowCount(), 2);
    const Job& again = bench.desk.jobs().row(0);
    QCOMPARE(again.counts.total, 2);
    QCOMPARE(again.counts.failed, 2);
    QCOMPARE(again.parentId, bench.desk.jobs().row(1).id);
}

QTEST_MAIN(RunsTest)
#include "tst_runs.moc"
