// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/cleanup.h"

#include "jobs/settings.h"
#include "jobstest.h"

using namespace tt;
using namespace Qt::StringLiterals;

class TestCleanup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itDeletesAndGivesRoomBack()
    {
        JobsFixture jobs;
        for (int i = 0; i < 3; ++i)
            QVERIFY(jobs.startAndAwait(demoRequest(100)).status == JobStatus::Completed);
        const Result<CleanupReport> done = await(cleanUp(*jobs.store, {1, 90}));
        QVERIFY_RESULT(done);
        QCOMPARE(done->retired.results, 200);
        QCOMPARE(done->retired.jobs, 0);
        QVERIFY(done->isShrunk);
        QVERIFY(done->bytesAfter < done->bytesBefore);
        QCOMPARE(done->bytesAfter, QFileInfo(jobs.store->databasePath()).size());
        const Result<CleanupReport> again = await(cleanUp(*jobs.store, {1, 90}));
        QCOMPARE(again->retired.results, 0);
        QCOMPARE(again->bytesBefore, again->bytesAfter);
    }

    /// Health says beforehand what a cleanup by the same rules deletes.
    void healthForetellsIt()
    {
        JobsFixture jobs;
        for (int i = 0; i < 2; ++i)
            QVERIFY(jobs.startAndAwait(demoRequest(5)).status == JobStatus::Completed);
        QCOMPARE(await(jobs.store->health())->beyond.results, 0);
        QCOMPARE(await(jobs.store->health({1, 90}))->beyond.results, 5);
        QCOMPARE(await(cleanUp(*jobs.store, {1, 90}))->retired.results, 5);
        QCOMPARE(await(jobs.store->health({1, 90}))->beyond.results, 0);
    }

    void rulesComeFromTheSettings()
    {
        Settings settings([](std::string_view) { return std::optional<std::string>(); });
        QCOMPARE(retentionOf(settings).resultsEach, 10);
        QCOMPARE(retentionOf(settings).jobDays, 90);
        settings.override("retention.results", "3");
        settings.override("retention.days", "0"); // against its rule
        QCOMPARE(retentionOf(settings).resultsEach, 3);
        QCOMPARE(retentionOf(settings).jobDays, 90);
    }
};

QTEST_GUILESS_MAIN(TestCleanup)
#include "tst_cleanup.moc"
