// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/healthpage.h"

#include "windowtest.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QTemporaryDir>

using namespace tt;
using namespace Qt::StringLiterals;

class HealthPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void checksAndLogAreShown()
    {
        const QTemporaryDir folder;
        LogOptions options;
        options.dataDir = folder.path();
        options.terminalLevel = LogLevel::Error;
        const LogSetup log(options);
        Bench bench(folder.path());
        bench.runDemo(3);
        qWarning("a thing to find");
        bench.action("actionShowHealth")->trigger();
        QCOMPARE(bench.page()->objectName(), u"healthPage"_s);
        auto* checks = child<QTableView>(bench.window, "healthTable");
        auto* lines = child<QTableView>(bench.window, "logTable");
        const QAbstractItemModelTester first(checks->model()), second(lines->model());
        QTRY_VERIFY_WITH_TIMEOUT(checks->model()->rowCount() >= 4, kWaitMs);
        QTRY_VERIFY_WITH_TIMEOUT(lines->model()->rowCount() >= 2, kWaitMs);
        QVERIFY(!child<QLabel>(bench.window, "healthState")->text().isEmpty());
        const int all = lines->model()->rowCount();
        child<QLineEdit>(bench.window, "logFilter")->setText(u"to find"_s);
        QTRY_COMPARE(lines->model()->rowCount(), 1);
        child<QLineEdit>(bench.window, "logFilter")->clear();
        QTRY_COMPARE(lines->model()->rowCount(), all);
        child<QComboBox>(bench.window, "logLevel")->setCurrentIndex(static_cast<int>(LogLevel::Warning));
        QVERIFY(lines->model()->rowCount() < all && lines->model()->rowCount() > 0);
    }

    void aCleanupAsksSaysHowManyAndTells()
    {
        const QTemporaryDir folder;
        Bench bench(folder.path());
        bench.settings.override("retention.results", "1");
        bench.runDemo(3);
        AnalysisRequest request;
        request.source = RequestSource::Demo;
        request.selection = Selection::All;
        request.demoCount = 3;
        QSignalSpy ended(&bench.desk, &Desk::jobEnded);
        bench.desk.start(request);
        QVERIFY(ended.wait(kWaitMs));
        bench.action("actionShowHealth")->trigger();
        auto* cleanup = child<QPushButton>(bench.window, "healthCleanup");
        const auto stored = [&bench] { return bench.library.results({}, 100).result().value().size(); };

        QTest::mouseClick(cleanup, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(bench.window.findChild<QMessageBox*>(u"cleanupBox"_s), kWaitMs);
        auto* box = child<QMessageBox>(bench.window, "cleanupBox");
        QVERIFY2(box->text().startsWith(u"Delete 3 results and 0 jobs"_s), qPrintable(box->text()));
        QCOMPARE(box->defaultButton(), box->button(QMessageBox::Cancel));
        QTest::mouseClick(box->button(QMessageBox::Cancel), Qt::LeftButton);
        QTRY_VERIFY(!bench.window.findChild<QMessageBox*>(u"cleanupBox"_s));
        QCOMPARE(stored(), std::size_t{6});

        QTest::mouseClick(cleanup, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(bench.window.findChild<QPushButton*>(u"cleanupYes"_s), kWaitMs);
        QTest::mouseClick(child<QPushButton>(bench.window, "cleanupYes"), Qt::LeftButton);
        auto* told = child<QLabel>(bench.window, "healthCleaned");
        QTRY_COMPARE_WITH_TIMEOUT(told->text(), u"Deleted: 3 results, 0 jobs."_s, kWaitMs);
        QCOMPARE(stored(), std::size_t{3});

        QTest::mouseClick(cleanup, Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(told->text(), u"There is nothing to clean up."_s, kWaitMs);
    }

    void deletedJobsLeaveTheList()
    {
        const QTemporaryDir folder;
        Bench bench(folder.path());
        bench.settings.override("retention.results", "1");
        bench.runDemo(3);
        QSignalSpy ended(&bench.desk, &Desk::jobEnded);
        AnalysisRequest request;
        request.source = RequestSource::Demo;
        request.selection = Selection::All;
        request.demoCount = 3;
        bench.desk.start(request);
        QVERIFY(ended.wait(kWaitMs));
        QTRY_COMPARE(bench.desk.jobs().rowCount(), 2);
        const auto aged = bench.store->run(
            [](Database& database) { return database.exec(u"UPDATE analysis_jobs SET finished_at = 1"_s); });
        QVERIFY(aged.result().ok());
        QSignalSpy cleaned(&bench.desk, &Desk::cleanedUp);
        bench.desk.cleanUp();
        QVERIFY(cleaned.wait(kWaitMs));
        QCOMPARE(cleaned.front().front().value<CleanupReport>().retired.jobsKept, 1);
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.jobs().rowCount(), 1, kWaitMs);
    }
};

QTEST_MAIN(HealthPageTest)
#include "tst_healthpage.moc"
