// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/retention.h"

#include "resultsample.h"
#include "store/jobstore.h"
#include "store/resultstore.h"
#include "storetest.h"

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

struct Ran
{
    std::vector<std::string> tickers;
    std::int64_t atMs = 0;
    std::string strategy = "1";
    bool isDemo = false;
    std::string id = newId(); ///< of the first result
};

std::vector<ResultRecord> resultsOf(const Ran& ran, const std::string& jobId)
{
    std::mt19937 random(1);
    std::vector<ResultRecord> results;
    for (const std::string& ticker : ran.tickers) {
        ResultRecord record = sampleResult(random, jobId, ticker);
        record.id = results.empty() ? ran.id : newId();
        record.strategyId = ran.strategy;
        record.isDemo = ran.isDemo;
        record.source = ran.isDemo ? DataSource::Demo : DataSource::Stored;
        record.analyzedAtMs = ran.atMs;
        results.push_back(record);
    }
    return results;
}

std::string insertRunning(Database& database, const std::vector<std::string>& tickers, const Clock& clock)
{
    JobStore jobs(database, clock);
    Job draft;
    draft.kind = JobKind::Single;
    draft.strategyId = "1";
    draft.strategyName = "One";
    draft.configJson = "{}";
    const auto inserted = jobs.insertJob(draft, tickers);
    return inserted && jobs.moveJob(inserted->job.id, JobStatus::Running) ? inserted->job.id : std::string();
}

/// A finished job with a result of every ticker.
std::string addJob(Database& database, const Ran& ran)
{
    const FixedClock clock(ran.atMs);
    JobStore jobs(database, clock);
    const std::string id = insertRunning(database, ran.tickers, clock);
    const bool isFinished =
        jobs.finishItems(id, resultsOf(ran, id), {}).ok() && jobs.moveJob(id, JobStatus::Completed).ok();
    return isFinished ? id : std::string();
}

/// A job of this result and of one ticker that has none, taken to a state.
std::string addUnfinished(Database& database, const Ran& ran, const std::vector<JobStatus>& states)
{
    const FixedClock clock(ran.atMs);
    JobStore jobs(database, clock);
    std::vector<std::string> tickers = ran.tickers;
    tickers.push_back("LEFT");
    const std::string id = insertRunning(database, tickers, clock);
    bool isDone = jobs.finishItems(id, resultsOf(ran, id), {}).ok();
    for (const JobStatus state : states)
        isDone = isDone && jobs.moveJob(id, state).ok();
    return isDone ? id : std::string();
}

/// A finished job whose ticker failed.
std::string addFailed(Database& database, const std::string& ticker, std::int64_t atMs)
{
    const FixedClock clock(atMs);
    JobStore jobs(database, clock);
    const std::string id = insertRunning(database, {ticker}, clock);
    const std::vector<ItemFailure> failures = {{ticker, ErrorCode::NotFound, "no", 1, atMs}};
    const bool isFinished =
        jobs.finishItems(id, {}, failures).ok() && jobs.moveJob(id, JobStatus::Completed).ok();
    return isFinished ? id : std::string();
}

int rowsOf(Database& database, const char16_t* table)
{
    return database.scalar(u"SELECT COUNT(*) FROM "_s + QString::fromUtf16(table)).value().toInt();
}

/// Runs the rules; what they say has gone is what is gone and was foretold, and nothing is left without its
/// owner.
Retired retireChecked(Database& database, const RetentionRules& rules, std::int64_t nowMs)
{
    const int results = rowsOf(database, u"analysis_results"), jobs = rowsOf(database, u"analysis_jobs");
    const Result<Retired> foretold = countRetired(database, rules, FixedClock(nowMs));
    const Result<Retired> retired = retire(database, rules, FixedClock(nowMs));
    if (!retired || !foretold || foretold->results != retired->results || foretold->jobs != retired->jobs ||
        foretold->jobsKept != retired->jobsKept ||
        results - rowsOf(database, u"analysis_results") != retired->results ||
        jobs - rowsOf(database, u"analysis_jobs") != retired->jobs ||
        rowsOf(database, u"pragma_foreign_key_check") != 0)
        return {-1, -1, -1};
    return *retired;
}

/// "30 20": when the results of a ticker were made, newest first.
std::string timesOf(Database& database, const std::string& ticker, const std::string& strategy = "1",
                    bool isDemo = false)
{
    std::string times;
    const auto all = ResultStore(database).ofTicker(ticker, 1'000);
    for (const ResultRecord& result : *all) {
        if (result.strategyId == strategy && result.isDemo == isDemo)
            times += (times.empty() ? "" : " ") + std::to_string(result.analyzedAtMs);
    }
    return times;
}

} // namespace

class TestRetention : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_db = std::make_unique<TestDatabase>();
        QVERIFY(m_db->open());
    }
    void theLastResultsAreKept();
    void everyStrategyAndDemoDataCountAlone();
    void theNewestStaysAmongEqualTimes();
    void unfinishedJobsAreSpared_data();
    void unfinishedJobsAreSpared();
    void aPartlyPrunedJobKeepsTheRest();
    void oldJobsGoUnlessSomethingHangsOnThem();
    void aChildOutlivesItsParent();
    void theCountSaysWhatWouldGo();
    void sizesAreRightWhileAnotherProgramReads();
    void compactionGivesRoomBack();

private:
    std::unique_ptr<TestDatabase> m_db;
};

void TestRetention::theLastResultsAreKept()
{
    Database& database = **m_db;
    for (int i = 0; i < 15; ++i)
        QVERIFY(!addJob(database, {{"A"}, 1'000'000 + i}).empty());
    for (int i = 0; i < 3; ++i)
        QVERIFY(!addJob(database, {{"B"}, 500 + i}).empty());
    const Retired retired = retireChecked(database, {10, 90}, 2'000'000);
    QCOMPARE(retired.results, 5);
    QCOMPARE(retired.jobs, 0);
    const auto left = ResultStore(database).ofTicker("A", 100);
    QCOMPARE(left->size(), 10u);
    QCOMPARE(left->front().analyzedAtMs, 1'000'014);
    QCOMPARE(left->back().analyzedAtMs, 1'000'005);
    QCOMPARE(timesOf(database, "B"), std::string("502 501 500"));
    QCOMPARE(retireChecked(database, {10, 90}, 2'000'000).results, 0);
    // Not even a rule that keeps none takes the newest.
    QCOMPARE(retireChecked(database, {0, 90}, 2'000'000).results, 11);
    QCOMPARE(timesOf(database, "A"), std::string("1000014"));
    QCOMPARE(ResultStore(database).latest()->size(), 2u);
}

void TestRetention::everyStrategyAndDemoDataCountAlone()
{
    Database& database = **m_db;
    for (int i = 1; i <= 3; ++i) {
        QVERIFY(!addJob(database, {{"A"}, 10 + i}).empty());
        QVERIFY(!addJob(database, {{"A"}, 20 + i, "2"}).empty());
        QVERIFY(!addJob(database, {{"A"}, 30 + i, "1", true}).empty());
        QVERIFY(!addJob(database, {{"A"}, 40 + i, "2", true}).empty());
    }
    QVERIFY(!addJob(database, {{"A"}, 50, "3"}).empty());
    QCOMPARE(retireChecked(database, {2, 90}, 1'000).results, 4);
    QCOMPARE(timesOf(database, "A", "1"), std::string("13 12"));
    QCOMPARE(timesOf(database, "A", "2"), std::string("23 22"));
    QCOMPARE(timesOf(database, "A", "1", true), std::string("33 32"));
    QCOMPARE(timesOf(database, "A", "2", true), std::string("43 42"));
    QCOMPARE(retireChecked(database, {0, 90}, 1'000).results, 4);
    QCOMPARE(timesOf(database, "A", "1") + ' ' + timesOf(database, "A", "2") + ' ' +
                 timesOf(database, "A", "3") + ' ' + timesOf(database, "A", "1", true) + ' ' +
                 timesOf(database, "A", "2", true),
             std::string("13 23 50 33 43"));
}

/// Of two results of one moment the one that was stored last is the newest, whatever its id.
void TestRetention::theNewestStaysAmongEqualTimes()
{
    Database& database = **m_db;
    const std::string high = "ffffffff-0000-4000-8000-000000000000",
                      low = "00000000-0000-4000-8000-000000000000";
    QVERIFY(!addJob(database, {{"A"}, 10, "1", false, high}).empty());
    QVERIFY(!addJob(database, {{"A"}, 10, "1", false, low}).empty());
    QCOMPARE(ResultStore(database).latest()->front().id, low);
    QVERIFY(retireChecked(database, {0, 90}, 1'000).results >= 0);
    QCOMPARE(ResultStore(database).latest()->front().id, low);
    QVERIFY_RESULT(ResultStore(database).result(low));
}

void TestRetention::unfinishedJobsAreSpared_data()
{
    using S = JobStatus;
    QTest::addColumn<std::vector<JobStatus>>("states");
    QTest::addColumn<bool>("spared");
    QTest::newRow("running") << std::vector<S>{} << true;
    QTest::newRow("paused") << std::vector{S::Paused} << true;
    QTest::newRow("interrupted") << std::vector{S::Interrupted} << true;
    QTest::newRow("queued again") << std::vector{S::Interrupted, S::Queued} << true;
    QTest::newRow("cancelled") << std::vector{S::Cancelled} << false;
    QTest::newRow("failed") << std::vector{S::Failed} << false;
}

/// Who resumes a job finds what it had, however many newer results there are and however old it is.
void TestRetention::unfinishedJobsAreSpared()
{
    QFETCH(const std::vector<JobStatus>, states);
    QFETCH(const bool, spared);
    Database& database = **m_db;
    const std::string job = addUnfinished(database, {{"A"}, 10}, states);
    const std::string empty = addUnfinished(database, {{}, 15}, states);
    QVERIFY(!job.empty() && !empty.empty());
    for (int i = 1; i <= 3; ++i)
        QVERIFY(!addJob(database, {{"A"}, 20 + i}).empty());
    const Retired retired = retireChecked(database, {1, 90}, 1'000 * kDayMs);
    // With each of the results that are not the newest its job goes, which is old and has no other.
    QCOMPARE(retired.results, spared ? 2 : 3);
    QCOMPARE(retired.jobs, spared ? 2 : 4);
    QCOMPARE(timesOf(database, "A"), std::string(spared ? "23 10" : "23"));
    const auto left = JobStore(database).job(job);
    QCOMPARE(left.ok(), spared);
    QCOMPARE(JobStore(database).job(empty).ok(), spared);
    if (!spared)
        return;
    QCOMPARE(left->counts.succeeded, 1);
    QCOMPARE(ResultStore(database).ofJob(job)->size(), 1u);
    QCOMPARE(JobStore(database).pendingTickers(job)->size(), 1u);
}

void TestRetention::aPartlyPrunedJobKeepsTheRest()
{
    Database& database = **m_db;
    const std::string old = addJob(database, {{"A", "B", "C"}, 10});
    QVERIFY(!addJob(database, {{"B"}, 20}).empty());
    const Retired first = retireChecked(database, {1, 90}, 1'000 * kDayMs);
    QCOMPARE(first.results, 1);
    QCOMPARE(first.jobs, 0); // old, but two results are still there
    const auto left = ResultStore(database).ofJob(old);
    QCOMPARE(left->size(), 2u);
    QCOMPARE((*left)[0].ticker + (*left)[1].ticker, std::string("AC"));
    JobStore jobs(database);
    QCOMPARE(jobs.job(old)->counts.succeeded, 3); // what it did, not what is kept
    const auto items = jobs.items(old);
    QCOMPARE(items->size(), 3u);
    for (const JobItem& item : *items)
        QVERIFY(item.status == ItemStatus::Succeeded);

    QVERIFY(!addJob(database, {{"A", "C"}, 30}).empty());
    const Retired second = retireChecked(database, {1, 90}, 1'000 * kDayMs);
    QCOMPARE(second.results, 2);
    QCOMPARE(second.jobs, 1);
    QVERIFY(!jobs.job(old).ok());
    QVERIFY(jobs.items(old)->empty());
}

void TestRetention::oldJobsGoUnlessSomethingHangsOnThem()
{
    Database& database = **m_db;
    const std::string withResult = addJob(database, {{"A"}, 1'000});
    QVERIFY(!addFailed(database, "B", 2'000).empty());
    const std::string young = addFailed(database, "B", 50 * kDayMs);
    JobStore jobs(database);
    // Neither on its last day nor before.
    QCOMPARE(retireChecked(database, {10, 90}, 2'000 + 90 * kDayMs).jobs, 0);
    QCOMPARE(retireChecked(database, {10, 90}, 2'000 + 90 * kDayMs + 1).jobs, 1);
    QCOMPARE(jobs.jobs(10)->size(), 2u);
    QVERIFY_RESULT(jobs.job(withResult));
    // The newest job stays, however old.
    QCOMPARE(retireChecked(database, {10, 90}, 1'000 * kDayMs).jobs, 0);
    QVERIFY_RESULT(jobs.job(young));
}

void TestRetention::aChildOutlivesItsParent()
{
    Database& database = **m_db;
    const std::string parent = addFailed(database, "A", 1'000);
    const FixedClock clock(80 * kDayMs);
    JobStore jobs(database, clock);
    Job child;
    child.parentId = parent;
    child.strategyId = child.strategyName = "1";
    child.configJson = "{}";
    const std::vector<std::string> tickers = {"A"};
    const auto inserted = jobs.insertJob(child, tickers);
    QVERIFY_RESULT(inserted);
    QCOMPARE(retireChecked(database, {10, 90}, 100 * kDayMs).jobs, 1);
    QVERIFY(!jobs.job(parent).ok());
    QCOMPARE(jobs.job(inserted->job.id)->parentId, std::string());
}

/// What is counted beforehand is what is deleted; a job whose last result goes, goes with it.
void TestRetention::theCountSaysWhatWouldGo()
{
    Database& database = **m_db;
    const std::string emptied = addJob(database, {{"A"}, 1'000});
    const std::string kept = addJob(database, {{"B"}, 2'000});
    QVERIFY(!addFailed(database, "C", 3'000).empty());
    QVERIFY(!addJob(database, {{"A"}, 50 * kDayMs}).empty());
    const FixedClock clock(3'000 + 90 * kDayMs + 1);
    const Result<Retired> counted = countRetired(database, {1, 90}, clock);
    QVERIFY_RESULT(counted);
    QCOMPARE(ResultStore(database).ofJob(emptied)->size(), 1u); // nothing is touched
    const Result<Retired> retired = retire(database, {1, 90}, clock);
    QVERIFY_RESULT(retired);
    for (const Retired& each : {*counted, *retired}) {
        QCOMPARE(each.results, 1);
        QCOMPARE(each.jobs, 2);
        QCOMPARE(each.jobsKept, 1);
    }
    QVERIFY_RESULT(JobStore(database).job(kept));
    QCOMPARE_ERROR(JobStore(database).job(emptied), ErrorCode::NotFound);
    QCOMPARE(countRetired(database, {1, 90}, clock)->jobs, 0);
    QCOMPARE(countRetired(database, {1, 91}, clock)->jobsKept, 0); // not that old
}

/// Pages that still stand in the journal count on both sides.
void TestRetention::sizesAreRightWhileAnotherProgramReads()
{
    TestDatabase& database = *m_db;
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

void TestRetention::compactionGivesRoomBack()
{
    TestDatabase& database = *m_db;
    QVERIFY_RESULT(database->exec(u"CREATE TABLE waste AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL "
                                  u"SELECT i + 1 FROM n WHERE i < 2000) SELECT zeroblob(1000) FROM n"_s));
    QVERIFY_RESULT(compact(*database));
    const qint64 before = QFileInfo(database.path()).size();
    QVERIFY_RESULT(database->exec(u"DROP TABLE waste"_s));
    QVERIFY_RESULT(compact(*database));
    QVERIFY(QFileInfo(database.path()).size() < before - 1'500'000);
    QCOMPARE(*database->quickCheck(), u"ok"_s);
}

QTEST_GUILESS_MAIN(TestRetention)
#include "tst_retention.moc"
