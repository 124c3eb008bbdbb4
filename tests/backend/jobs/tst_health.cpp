// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/health.h"

#include <QTest>

#include <algorithm>

using namespace tt;

namespace {

StoreHealth healthy()
{
    StoreHealth found;
    found.check = "ok";
    found.schemaVersion = found.programVersion = 3;
    found.sizeBytes = 1'000'000;
    found.freeDiskBytes = 10'000'000'000;
    return found;
}

HealthStatus statusOf(const HealthReport& report, std::string_view name)
{
    const auto check = std::find_if(report.checks.begin(), report.checks.end(),
                                    [&](const HealthCheck& one) { return one.name == name; });
    return check == report.checks.end() ? HealthStatus::Failed : check->status;
}

} // namespace

class TestHealth : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNewDatabaseIsWell()
    {
        const HealthReport report = judgeHealth(healthy());
        QVERIFY(report.status == HealthStatus::Ok);
        for (const HealthCheck& check : report.checks) {
            QVERIFY(check.status == HealthStatus::Ok);
            QVERIFY(check.detail.ends_with('.'));
        }
    }

    void damageFails()
    {
        StoreHealth found = healthy();
        found.check = "row 7 missing from index";
        const HealthReport report = judgeHealth(found);
        QVERIFY(report.status == HealthStatus::Failed);
        QVERIFY(statusOf(report, "database") == HealthStatus::Failed);
        QVERIFY(report.checks.front().detail.find("row 7") != std::string::npos);
    }

    void anotherSchemaFails()
    {
        StoreHealth found = healthy();
        found.schemaVersion = 2;
        QVERIFY(statusOf(judgeHealth(found), "schema") == HealthStatus::Failed);
    }

    void aNewerCompatibleSchemaIsWell()
    {
        StoreHealth found = healthy();
        found.schemaVersion = 4;
        const HealthReport report = judgeHealth(found);
        QVERIFY(report.status == HealthStatus::Ok);
        QCOMPARE(report.checks[1].detail, std::string("Version 4: newer, compatible (this program has 3)."));
    }

    void diskHasTwoLimits()
    {
        StoreHealth found = healthy();
        found.freeDiskBytes = 500'000'000;
        QVERIFY(statusOf(judgeHealth(found), "disk") == HealthStatus::Ok);
        found.freeDiskBytes = 499'999'999;
        QVERIFY(judgeHealth(found).status == HealthStatus::Degraded);
        found.freeDiskBytes = 20'000'000;
        QVERIFY(statusOf(judgeHealth(found), "disk") == HealthStatus::Degraded);
        found.freeDiskBytes = 19'999'999;
        QVERIFY(judgeHealth(found).status == HealthStatus::Failed);
        found.freeDiskBytes = std::nullopt;
        QVERIFY(statusOf(judgeHealth(found), "disk") == HealthStatus::Degraded);
    }

    void aClockThatIsBehindDegrades()
    {
        StoreHealth found = healthy();
        found.clockBehindMs = 59'999;
        QVERIFY(statusOf(judgeHealth(found), "clock") == HealthStatus::Ok);
        found.clockBehindMs = 60'000;
        QVERIFY(judgeHealth(found).status == HealthStatus::Degraded);
        QVERIFY(statusOf(judgeHealth(found), "clock") == HealthStatus::Degraded);
        const auto behind = [&found](std::int64_t seconds) {
            found.clockBehindMs = 1'000 * seconds;
            return judgeHealth(found).checks[3].detail;
        };
        const std::string begin = "This machine's clock is ", end =
                                                                  " behind what is stored: set it right. New "
                                                                  "results keep their order.";
        QCOMPARE(behind(60), begin + "1 minute" + end);
        QCOMPARE(behind(7'199), begin + "119 minutes" + end);
        QCOMPARE(behind(7'200), begin + "2 hours" + end);
        QCOMPARE(behind(172'799), begin + "47 hours" + end);
        QCOMPARE(behind(30 * 86'400), begin + "30 days" + end);
    }

    void aDeadProcesssJobDegrades()
    {
        StoreHealth found = healthy();
        found.activeJobs = 2;
        QVERIFY(statusOf(judgeHealth(found), "jobs") == HealthStatus::Ok);
        found.staleJobs = 1;
        const HealthReport report = judgeHealth(found);
        QVERIFY(statusOf(report, "jobs") == HealthStatus::Degraded);
        QCOMPARE(report.checks.back().detail,
                 std::string("2 active, 0 interrupted; 1 belongs to a process that is gone: list the jobs, "
                             "then resume or cancel them."));
    }

    /// The same job, whether somebody has noticed yet that its process died.
    void anInterruptedJobDegrades()
    {
        StoreHealth found = healthy();
        found.interruptedJobs = 1;
        QVERIFY(statusOf(judgeHealth(found), "jobs") == HealthStatus::Degraded);
    }

    void whatACleanupWouldDeleteIsSaid()
    {
        StoreHealth found = healthy();
        found.results = 20;
        found.beyond = {10, 3, 1};
        const HealthReport report = judgeHealth(found);
        QVERIFY(report.status == HealthStatus::Ok);
        const auto check = std::ranges::find(report.checks, "cleanup", &HealthCheck::name);
        QVERIFY(check != report.checks.end());
        QCOMPARE(check->detail,
                 std::string("10 of 20 results and 3 jobs lie beyond the retention settings: a "
                             "cleanup (db cleanup) removes them."));
        found.beyond = {11, 1, 0};
        QVERIFY(statusOf(judgeHealth(found), "cleanup") == HealthStatus::Degraded);
        found.beyond = {0, 1, 0};
        QVERIFY(statusOf(judgeHealth(found), "cleanup") == HealthStatus::Ok);
    }

    void aFolderThatCannotBeOpenedFails()
    {
        const HealthReport report = failedHealth(makeError(ErrorCode::StorageCorrupt, "No database."));
        QVERIFY(report.status == HealthStatus::Failed);
        QCOMPARE(report.checks.front().detail, std::string("No database. (STORAGE_CORRUPT)"));
    }

    void namesAreThoseOfTheContract()
    {
        QCOMPARE(healthStatusName(HealthStatus::Ok), std::string_view("ok"));
        QCOMPARE(healthStatusName(HealthStatus::Degraded), std::string_view("degraded"));
        QCOMPARE(healthStatusName(HealthStatus::Failed), std::string_view("failed"));
    }
};

QTEST_GUILESS_MAIN(TestHealth)
#include "tst_health.moc"
