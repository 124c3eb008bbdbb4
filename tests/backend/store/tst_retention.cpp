// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/retention.h"

#include "resultsample.h"
#include "storetest.h"

#include "store/jobstore.h"
#include "store/resultstore.h"

using namespace tt;
using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t kDayMs = 86'400'000;

class FixedClock : public Clock
{
public:
    explicit FixedClock(std::int64_t now)
        : m_now(now)
    {
    }
    std::int64_t nowMs() const override { return m_now; }

private:
    std::int64_t m_now;
};

/// A finished job of one ticker with its result.
std::string addJob(Database& database, const std::string& ticker, std::int64_t atMs, bool succeeds = true)
{
    const FixedClock clock(atMs);
    JobStore jobs(database, clock);
    Job draft;
    draft.kind = JobKind::Single;
    draft.strategyId = "1";
    draft.strategyName = "One";
    draft.configJson = "{}";
    const std::vector<std::string> tickers = {ticker};
    const std::string id = jobs.insertJob(draft, tickers)->job.id;
    if (!jobs.moveJob(id, JobStatus::Running))
        return {};
    std::mt19937 random(1);
    ResultRecord record = sampleResult(random, id, ticker);
    record.isDemo = false;
    record.source = DataSource::Stored;
    record.analyzedAtMs = atMs;
    const std::vector<ResultRecord> results = {record};
    const std::vector<ItemFailure> failures = {{ticker, ErrorCode::NotFound, "no", 1, atMs}};
    const auto finished = succeeds ? jobs.finishItems(id, results, {}) : jobs.finishItems(id, {}, failures);
    return finished && jobs.moveJob(id, JobStatus::Completed) ? id : std::string();
}

} // namespace

class TestRetention : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theLastResultsAreKept()
    {
        TestDatabase database;
        QVERIFY(database.open());
        for (int i = 0; i < 15; ++i)
            QVERIFY(!addJob(*database, "A", 1'000'000 + i).empty());
        QVERIFY(!addJob(*database, "B", 500).empty());
        const FixedClock clock(2'000'000);
        QCOMPARE(countRetired(*database, {10, 90}, clock)->results, 5);
        const Result<Retired> retired = retire(*database, {10, 90}, clock);
        QVERIFY_RESULT(retired);
        QCOMPARE(retired->results, 5);
        QCOMPARE(retired->jobs, 0);
        const auto left = ResultStore(*database).ofTicker("A", 100);
        QCOMPARE(left->size(), 10u);
        QCOMPARE(left->front().analyzedAtMs, 1'000'014);
        QCOMPARE(left->back().analyzedAtMs, 1'000'005);
        QCOMPARE(ResultStore(*database).ofTicker("B", 100)->size(), 1u);
        QCOMPARE(retire(*database, {10, 90}, clock)->results, 0);
        // Not even a rule that keeps none takes the newest.
        QCOMPARE(retire(*database, {0, 90}, clock)->results, 9);
        QCOMPARE(ResultStore(*database).latest()->size(), 2u);
    }

    void oldJobsGoUnlessSomethingHangsOnThem()
    {
        TestDatabase database;
        QVERIFY(database.open());
        const std::string withResult = addJob(*database, "A", 1'000);
        QVERIFY(!addJob(*database, "B", 2'000, false).empty());
        const std::string young = addJob(*database, "B", 50 * kDayMs, false);
        const FixedClock clock(2'000 + 90 * kDayMs + 1);
        QCOMPARE(retire(*database, {10, 90}, clock)->jobs, 1);
        JobStore jobs(*database);
        QCOMPARE(jobs.jobs(10)->size(), 2u);
        QVERIFY_RESULT(jobs.job(withResult));
        // The newest job stays, however old.
        const FixedClock late(1'000 * kDayMs);
        QCOMPARE(retire(*database, {10, 90}, late)->jobs, 0);
        QVERIFY_RESULT(jobs.job(young));
    }

    /// What is counted beforehand is what is deleted; a job whose last result goes, goes with it.
    void theCountSaysWhatWouldGo()
    {
        TestDatabase database;
        QVERIFY(database.open());
        const std::string emptied = addJob(*database, "A", 1'000);
        const std::string kept = addJob(*database, "B", 2'000);
        QVERIFY(!addJob(*database, "C", 3'000, false).empty());
        QVERIFY(!addJob(*database, "A", 50 * kDayMs).empty());
        const FixedClock clock(3'000 + 90 * kDayMs + 1);
        const Result<Retired> counted = countRetired(*database, {1, 90}, clock);
        QVERIFY_RESULT(counted);
        QCOMPARE(ResultStore(*database).ofJob(emptied)->size(), 1u); // nothing is touched
        const Result<Retired> retired = retire(*database, {1, 90}, clock);
        QVERIFY_RESULT(retired);
        for (const Retired& each : {*counted, *retired}) {
            QCOMPARE(each.results, 1);
            QCOMPARE(each.jobs, 2);
            QCOMPARE(each.jobsKept, 1);
        }
        QVERIFY_RESULT(JobStore(*database).job(kept));
        QCOMPARE_ERROR(JobStore(*database).job(emptied), ErrorCode::NotFound);
        QCOMPARE(countRetired(*database, {1, 90}, clock)->jobs, 0);
        QCOMPARE(countRetired(*database, {1, 91}, clock)->jobsKept, 0); // not that old
    }

    /// Pages that still stand in the journal count on both sides.
    void sizesAreRightWhileAnotherProgramReads()
    {
        TestDatabase database;
        QVERIFY(database.open());
        QVERIFY_RESULT(database->exec(u"CREATE TABLE waste AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL "
                                      u"SELECT i + 1 FROM n WHERE i < 2000) SELECT zeroblob(1000) FROM n"_s));
        const std::int64_t before = databaseBytes(*database).value();
        QVERIFY(before > 2'000'000);
        const auto other = Database::open(database.path()).value();
        {
            const Result<Snapshot> reading = Snapshot::begin(*other);
            QVERIFY_RESULT(reading);
            QVERIFY_RESULT(other->scalar(u"SELECT COUNT(*) FROM waste"_s));
            QVERIFY_RESULT(database->exec(u"DROP TABLE waste"_s));
            QVERIFY_RESULT(database->exec(u"PRAGMA busy_timeout = 0"_s)); // nobody would end the reading
            const Result<bool> compacted = compact(*database);
            QVERIFY_RESULT(compacted);
            QVERIFY(!*compacted);
            QVERIFY(databaseBytes(*database).value() < before - 1'500'000);
        }
        QVERIFY(*compact(*database));
        QCOMPARE(QFileInfo(database.path()).size(), databaseBytes(*database).value());
    }

    void compactionGivesRoomBack()
    {
        TestDatabase database;
        QVERIFY(database.open());
        QVERIFY_RESULT(database->exec(u"CREATE TABLE waste AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL "
                                      u"SELECT i + 1 FROM n WHERE i < 2000) SELECT zeroblob(1000) FROM n"_s));
        QVERIFY_RESULT(compact(*database));
        const qint64 before = QFileInfo(database.path()).size();
        QVERIFY_RESULT(database->exec(u"DROP TABLE waste"_s));
        QVERIFY_RESULT(compact(*database));
        QVERIFY(QFileInfo(database.path()).size() < before - 1'500'000);
        QCOMPARE(*database->quickCheck(), u"ok"_s);
    }
};

QTEST_GUILESS_MAIN(TestRetention)
#include "tst_retention.moc"
