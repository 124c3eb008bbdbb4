// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/jobstore.h"

#include "resultsample.h"
#include "store/resultstore.h"
#include "store/statement.h"
#include "store/store.h"
#include "storetest.h"

#include <QProcess>
#include <QRegularExpression>

#include <algorithm>
#include <cstdio>
#include <set>
#include <thread>

using namespace tt;
using namespace Qt::StringLiterals;

namespace {

using Tickers = std::vector<std::string>;
using enum JobStatus;

constexpr JobStatus kAll[] = {Queued, Running, Paused, Interrupted, Completed, Cancelled, Failed};

Job wanted(std::string hash = {}, std::string owner = "machine-1-aaaa")
{
    Job job;
    job.kind = JobKind::Bulk;
    job.description = "demo";
    job.strategyId = "1";
    job.strategyName = "Balanced";
    job.asOf = 19'500;
    job.configJson = "{\"capital\":100000}";
    job.requestHash = std::move(hash);
    job.owner = std::move(owner);
    return job;
}

ItemFailure failure(const std::string& ticker)
{
    return {ticker, ErrorCode::DataInsufficient, "fewer than 50 bars: import more", 1, 1'700'000'000'000};
}

} // namespace

class TestJobStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void insertedReadsBackEqual();
    void tickerGivenTwiceIsOneItem();
    void jobAndItemsOrNothing();
    void transitions_data();
    void transitions();
    void unknownJob();
    void completedNeedsEveryItem();
    void timesAndOwner();
    void workedTimeHasNoGaps();
    void whatIsNotAllowedIsSaid();
    void claimsInOrderAndOnce();
    void finishedChunk();
    void cancelKeepsWhatIsFinished();
    void failedKeepsItsError();
    void interruptAndResume();
    void faultInAChunkLeavesNothing_data();
    void faultInAChunkLeavesNothing();
    void countsAlwaysAddUp();
    void sameRequestIsAttached();
    void resumingIntoTheSameRequest();
    void eightThreads();
    void eightProcesses();
    void foundByPrefix();
    void newestFirst();
    void orphansAreInterrupted();

private:
    JobStore store() { return JobStore(**m_db, m_clock); }
    Job insert(const Tickers& tickers = {"A", "B", "C"}, const Job& job = wanted())
    {
        return store().insertJob(job, tickers).value().job;
    }
    ResultRecord result(const Job& job, const std::string& ticker)
    {
        return sampleResult(m_random, job.id, ticker);
    }
    Result<FinishedItems> finish(const Job& job, const Tickers& good, const Tickers& bad = {});
    void bring(const Job& job, JobStatus to);
    bool addsUp(const std::string& id);
    std::map<ItemStatus, int> itemCounts(const std::string& id);
    QString scalar(const QString& sql) { return m_db->database->scalar(sql).value(); }

    std::unique_ptr<TestDatabase> m_db;
    TickingClock m_clock;
    std::mt19937 m_random{1};
};

void TestJobStore::init()
{
    m_db = std::make_unique<TestDatabase>();
    QVERIFY(m_db->open());
}

Result<FinishedItems> TestJobStore::finish(const Job& job, const Tickers& good, const Tickers& bad)
{
    std::vector<ResultRecord> results;
    std::vector<ItemFailure> failures;
    for (const std::string& ticker : good)
        results.push_back(result(job, ticker));
    for (const std::string& ticker : bad)
        failures.push_back(failure(ticker));
    return store().finishItems(job.id, results, failures);
}

/// Queued -> the status wanted, by allowed moves.
void TestJobStore::bring(const Job& job, JobStatus to)
{
    if (to == Queued)
        return;
    if (to != Cancelled)
        QVERIFY_RESULT(store().moveJob(job.id, Running));
    if (to == Completed) {
        const auto pending = store().pendingTickers(job.id);
        QVERIFY_RESULT(finish(job, *pending));
    }
    if (to != Running)
        QVERIFY_RESULT(store().moveJob(job.id, to));
}

std::map<ItemStatus, int> TestJobStore::itemCounts(const std::string& id)
{
    std::map<ItemStatus, int> counts;
    const auto items = store().items(id).value();
    for (const JobItem& item : items)
        ++counts[item.status];
    return counts;
}

bool TestJobStore::addsUp(const std::string& id)
{
    const JobCounts counts = store().job(id)->counts;
    auto items = itemCounts(id);
    return counts.succeeded == items[ItemStatus::Succeeded] && counts.failed == items[ItemStatus::Failed] &&
           counts.cancelled == items[ItemStatus::Cancelled] &&
           counts.remaining() == items[ItemStatus::Pending] + items[ItemStatus::Running] &&
           counts.total == static_cast<int>(store().items(id)->size());
}

void TestJobStore::insertedReadsBackEqual()
{
    const Job parent = insert();
    Job job = wanted("hash", "owner-1");
    job.parentId = parent.id;
    job.kind = JobKind::Watchlist;
    const auto inserted = store().insertJob(job, Tickers{"B", "A"});
    QVERIFY_RESULT(inserted);
    QVERIFY(!inserted->attached);
    const Job read = store().job(inserted->job.id).value();
    QVERIFY(isId(read.id));
    QCOMPARE(read.parentId, parent.id);
    QVERIFY(read.kind == JobKind::Watchlist);
    QVERIFY(read.status == Queued);
    QCOMPARE(read.description, job.description);
    QCOMPARE(read.strategyId, job.strategyId);
    QCOMPARE(read.strategyName, job.strategyName);
    QCOMPARE(read.asOf, job.asOf);
    QCOMPARE(read.configJson, job.configJson);
    QCOMPARE(read.requestHash, job.requestHash);
    QCOMPARE(read.owner, job.owner);
    QVERIFY(read.counts == (JobCounts{2, 0, 0, 0}));
    QVERIFY(read.createdAtMs > 0);
    QCOMPARE(read.startedAtMs + read.finishedAtMs, 0);
    QVERIFY(!read.error);
    QCOMPARE(store().pendingTickers(read.id).value(), (Tickers{"B", "A"}));
}

void TestJobStore::tickerGivenTwiceIsOneItem()
{
    const Job job = insert({"A", "B", "A"});
    QCOMPARE(job.counts.total, 2);
    QVERIFY(addsUp(job.id));
}

void TestJobStore::jobAndItemsOrNothing()
{
    QVERIFY_RESULT(m_db->database->exec(
        u"CREATE TRIGGER fault BEFORE INSERT ON analysis_job_items WHEN new.ticker = 'BAD' BEGIN "
        u"SELECT RAISE(ABORT, 'fault'); END"_s));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"fault"_s));
    QVERIFY(!store().insertJob(wanted(), Tickers{"A", "BAD", "C"}).ok());
    QCOMPARE(scalar(u"SELECT COUNT(*) FROM analysis_jobs"_s), u"0"_s);
    QCOMPARE(scalar(u"SELECT COUNT(*) FROM analysis_job_items"_s), u"0"_s);
}

void TestJobStore::transitions_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("to");
    for (const JobStatus from : kAll) {
        for (const JobStatus to : kAll) {
            const std::string name =
                std::string(jobStatusName(from)) + " to " + std::string(jobStatusName(to));
            QTest::newRow(name.c_str()) << int(from) << int(to);
        }
    }
}

void TestJobStore::transitions()
{
    QFETCH(int, from);
    QFETCH(int, to);
    const auto source = static_cast<JobStatus>(from), target = static_cast<JobStatus>(to);
    const Job job = insert();
    bring(job, source);
    if (target == Completed && source == Running)
        QVERIFY_RESULT(finish(job, {"A", "B", "C"}));
    const auto moved = store().moveJob(job.id, target);
    if (canMove(source, target)) {
        QVERIFY_RESULT(moved);
        QVERIFY(moved->status == target);
        QCOMPARE(moved->finishedAtMs > 0, isFinal(target));
    } else {
        QCOMPARE_ERROR(moved, ErrorCode::Conflict);
        QVERIFY(store().job(job.id)->status == source);
    }
    QVERIFY(addsUp(job.id));
}

void TestJobStore::unknownJob()
{
    QCOMPARE_ERROR(store().moveJob("nope", Running), ErrorCode::NotFound);
    QCOMPARE_ERROR(store().job("nope"), ErrorCode::NotFound);
    QCOMPARE_ERROR(store().finishItems("nope", {}, {}), ErrorCode::NotFound);
    QVERIFY(store().claimItems("nope", 5)->empty());
}

void TestJobStore::completedNeedsEveryItem()
{
    const Job job = insert();
    bring(job, Running);
    QVERIFY_RESULT(finish(job, {"A"}, {"B"}));
    const auto early = store().moveJob(job.id, Completed);
    QCOMPARE_ERROR(early, ErrorCode::Conflict);
    QVERIFY(early.error().message.find("1 unfinished") != std::string::npos);
    QVERIFY_RESULT(finish(job, {"C"}));
    QVERIFY(store().moveJob(job.id, Completed)->counts == (JobCounts{3, 2, 1, 0}));
}

void TestJobStore::timesAndOwner()
{
    const Job job = insert();
    const Job running = store().moveJob(job.id, Running, {"machine-2-bbbb", std::nullopt}).value();
    QCOMPARE(running.owner, std::string("machine-2-bbbb"));
    QVERIFY(running.startedAtMs > job.createdAtMs);
    QVERIFY_RESULT(store().moveJob(job.id, Paused));
    const Job again = store().moveJob(job.id, Running).value();
    QCOMPARE(again.startedAtMs, running.startedAtMs);
    QCOMPARE(again.owner, running.owner);
}

/// Chunks and stops count; pauses, and the time between a crash and the next look, do not.
void TestJobStore::workedTimeHasNoGaps()
{
    struct SetClock : Clock
    {
        std::int64_t nowMs() const override { return now; }
        std::int64_t now = 1'700'000'000'000;
    } clock;
    constexpr std::int64_t kDayMs = 86'400'000;
    JobStore jobs(**m_db, clock);
    const auto worked = [&](const std::string& id) { return jobs.job(id)->workedMs; };
    const auto chunk = [&](const Job& job, const std::string& ticker) {
        const std::vector<ItemFailure> failures = {failure(ticker)};
        return jobs.finishItems(job.id, {}, failures).ok();
    };
    const Job job = jobs.insertJob(wanted({}, "dead"), Tickers{"A", "B", "C", "D"})->job;
    QCOMPARE(worked(job.id), std::optional<std::int64_t>(0));
    clock.now += 500; // waiting for its turn
    QVERIFY_RESULT(jobs.moveJob(job.id, Running));
    clock.now += 2'000;
    QVERIFY(chunk(job, "A"));
    QCOMPARE(worked(job.id), std::optional<std::int64_t>(2'000));
    clock.now += 1'000;
    QVERIFY_RESULT(jobs.pauseJob(job.id));
    clock.now += 50;
    QVERIFY(chunk(job, "B")); // was in a worker's hands
    clock.now += kDayMs;
    QVERIFY_RESULT(jobs.moveJob(job.id, Running));
    clock.now += 300;
    QVERIFY(chunk(job, "C"));
    QCOMPARE(worked(job.id), std::optional<std::int64_t>(3'300));
    clock.now += 40; // then its process dies
    clock.now += kDayMs;
    QCOMPARE(jobs.interruptOrphans([](const std::string&) { return false; })->size(), 1u);
    QCOMPARE(worked(job.id), std::optional<std::int64_t>(3'300));
    clock.now += kDayMs;
    QVERIFY_RESULT(jobs.resumeJob(job.id, "alive"));
    clock.now += 700;
    QVERIFY_RESULT(jobs.moveJob(job.id, Running));
    clock.now += 10;
    QVERIFY(chunk(job, "D"));
    clock.now += 1;
    QCOMPARE(jobs.moveJob(job.id, Completed)->workedMs, std::optional<std::int64_t>(3'311));
    // A job that never ran was not worked on; one of an older program stays unknown.
    const Job queued = jobs.insertJob(wanted({}, "dead"), Tickers{"A"})->job;
    clock.now += kDayMs;
    QVERIFY_RESULT(jobs.interruptOrphans([](const std::string&) { return false; }));
    QCOMPARE(worked(queued.id), std::optional<std::int64_t>(0));
    QVERIFY_RESULT((*m_db)->exec(u"UPDATE analysis_jobs SET worked_ms = NULL"_s));
    QVERIFY_RESULT(jobs.resumeJob(queued.id, "alive"));
    QVERIFY_RESULT(jobs.moveJob(queued.id, Running));
    QVERIFY(chunk(queued, "A"));
    QVERIFY(!jobs.moveJob(queued.id, Completed)->workedMs);
}

void TestJobStore::whatIsNotAllowedIsSaid()
{
    const auto said = [this](JobStatus is, JobStatus to) {
        const Job job = insert();
        bring(job, is);
        const std::string message = store().moveJob(job.id, to).error().message;
        return QString::fromStdString(message).replace(QString::fromStdString(job.id), u"X"_s);
    };
    QCOMPARE(said(Cancelled, Cancelled), u"Job X is already cancelled"_s);
    QCOMPARE(said(Paused, Paused), u"Job X is already paused"_s);
    QCOMPARE(said(Completed, Cancelled), u"Job X is already completed: it cannot be cancelled"_s);
    QCOMPARE(said(Failed, Queued), u"Job X is already failed: it cannot be resumed"_s);
    QCOMPARE(said(Queued, Paused), u"Job X is queued: it cannot be paused"_s);
}

void TestJobStore::claimsInOrderAndOnce()
{
    const Job job = insert({"D", "C", "B", "A"});
    QVERIFY(store().claimItems(job.id, 2)->empty()); // still queued
    bring(job, Running);
    const auto first = store().claimItems(job.id, 3).value();
    QCOMPARE(first.size(), 3u);
    QCOMPARE(first[0].ticker, std::string("D"));
    QCOMPARE(first[2].ticker, std::string("B"));
    QVERIFY(first[0].status == ItemStatus::Running);
    QCOMPARE(first[0].attempts, 1);
    const auto second = store().claimItems(job.id, 3).value();
    QCOMPARE(second.size(), 1u);
    QCOMPARE(second[0].ticker, std::string("A"));
    QVERIFY(store().claimItems(job.id, 3)->empty());
    QVERIFY(addsUp(job.id));
}

void TestJobStore::finishedChunk()
{
    const Job job = insert();
    bring(job, Running);
    QCOMPARE(store().claimItems(job.id, 2)->size(), 2u);
    const auto done = finish(job, {"A", "C"}, {"B", "UNKNOWN"});
    QVERIFY_RESULT(done);
    QVERIFY(done->job.counts == (JobCounts{3, 2, 1, 0}));
    QCOMPARE(done->rejected, Tickers{"UNKNOWN"});
    QCOMPARE(ResultStore(**m_db).ofJob(job.id)->size(), 2u);
    const auto failures = store().failures(job.id).value();
    QCOMPARE(failures.size(), 1u);
    QCOMPARE(failures[0].ticker, std::string("B"));
    QVERIFY(failures[0].code == ErrorCode::DataInsufficient);
    QCOMPARE(failures[0].message, failure("B").message);
    QCOMPARE(failures[0].attempts, 1);
    QCOMPARE(failures[0].failedAtMs, failure("B").failedAtMs);

    const auto twice = finish(job, {"A"}, {"C"});
    QCOMPARE(twice->rejected, (Tickers{"A", "C"}));
    QVERIFY(twice->job.counts == done->job.counts);
    QCOMPARE(ResultStore(**m_db).ofJob(job.id)->size(), 2u);
    QVERIFY(addsUp(job.id));
}

void TestJobStore::cancelKeepsWhatIsFinished()
{
    const Job job = insert({"A", "B", "C", "D"});
    bring(job, Running);
    QCOMPARE(store().claimItems(job.id, 3)->size(), 3u);
    QVERIFY_RESULT(finish(job, {"A"}));
    const auto cancelled = store().cancelJob(job.id);
    QVERIFY_RESULT(cancelled);
    QVERIFY(cancelled->counts == (JobCounts{4, 1, 0, 3}));
    const auto late = finish(job, {"B"});
    QCOMPARE(late->rejected, Tickers{"B"});
    QCOMPARE(ResultStore(**m_db).ofJob(job.id)->size(), 1u);
    QVERIFY(addsUp(job.id));
}

void TestJobStore::failedKeepsItsError()
{
    const Job job = insert();
    bring(job, Running);
    QVERIFY_RESULT(
        store().moveJob(job.id, Failed, {{}, makeError(ErrorCode::StorageFull, "The disk is full")}));
    const Job read = store().job(job.id).value();
    QVERIFY(read.error.has_value());
    QVERIFY(read.error->code == ErrorCode::StorageFull);
    QCOMPARE(read.error->message, std::string("The disk is full"));
    QVERIFY(read.counts == (JobCounts{3, 0, 0, 3}));
}

void TestJobStore::interruptAndResume()
{
    const Job job = insert();
    bring(job, Running);
    QCOMPARE(store().claimItems(job.id, 2)->size(), 2u);
    QVERIFY_RESULT(finish(job, {"A"}));
    QVERIFY_RESULT(store().interruptJob(job.id));
    QCOMPARE(store().pendingTickers(job.id).value(), (Tickers{"B", "C"}));
    const Job queued = store().resumeJob(job.id, "machine-9-cccc").value();
    QVERIFY(queued.status == Queued);
    QCOMPARE(queued.owner, std::string("machine-9-cccc"));
    QVERIFY_RESULT(store().moveJob(job.id, Running));
    QCOMPARE(store().claimItems(job.id, 9)->front().attempts, 2);
    QVERIFY_RESULT(finish(job, {"B", "C"}));
    QVERIFY(store().moveJob(job.id, Completed)->counts == (JobCounts{3, 3, 0, 0}));
}

void TestJobStore::faultInAChunkLeavesNothing_data()
{
    QTest::addColumn<QString>("trigger");
    QTest::newRow("result") << u"BEFORE INSERT ON analysis_results WHEN new.ticker = 'C'"_s;
    QTest::newRow("latest") << u"BEFORE INSERT ON latest_results WHEN new.ticker = 'C'"_s;
    QTest::newRow("item") << u"BEFORE UPDATE ON analysis_job_items WHEN new.ticker = 'C'"_s;
    QTest::newRow("counters") << u"BEFORE UPDATE OF succeeded ON analysis_jobs"_s;
}

void TestJobStore::faultInAChunkLeavesNothing()
{
    QFETCH(QString, trigger);
    const Job job = insert();
    bring(job, Running);
    QVERIFY_RESULT(m_db->database->exec(u"CREATE TRIGGER fault "_s + trigger +
                                        u" BEGIN SELECT RAISE(ABORT, 'fault'); END"_s));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"fault"_s));
    QVERIFY(!finish(job, {"A", "C"}, {"B"}).ok());
    QCOMPARE(scalar(u"SELECT COUNT(*) FROM analysis_results"_s), u"0"_s);
    QCOMPARE(scalar(u"SELECT COUNT(*) FROM latest_results"_s), u"0"_s);
    QVERIFY(store().job(job.id)->counts == (JobCounts{3, 0, 0, 0}));
    QVERIFY(addsUp(job.id));
    QVERIFY_RESULT(m_db->database->exec(u"DROP TRIGGER fault"_s));
    QVERIFY_RESULT(finish(job, {"A", "C"}, {"B"}));
    QVERIFY(store().job(job.id)->counts == (JobCounts{3, 2, 1, 0}));
}

void TestJobStore::countsAlwaysAddUp()
{
    const unsigned seed = std::random_device()();
    qInfo("seed %u", seed);
    std::mt19937 random(seed);
    Tickers tickers;
    for (int i = 0; i < 40; ++i)
        tickers.push_back("T" + std::to_string(i));
    for (int round = 0; round < 8; ++round) {
        const Job job = insert(tickers);
        for (int step = 0; step < 40; ++step) {
            const auto pick = [&] { return tickers[random() % tickers.size()]; };
            switch (random() % 8) {
            case 0:
            case 1:
                (void)store().moveJob(job.id, step < 30 ? kAll[random() % 4] : kAll[random() % 7]);
                break;
            case 2:
            case 3:
                (void)store().claimItems(job.id, static_cast<int>(random() % 9));
                break;
            default:
                QVERIFY_RESULT(finish(job, {pick(), pick(), pick()}, {pick(), pick()}));
            }
            QVERIFY(addsUp(job.id));
        }
    }
}

void TestJobStore::sameRequestIsAttached()
{
    const Job job = insert({"A"}, wanted("h"));
    for (const JobStatus status : {Queued, Running, Paused}) {
        if (status != Queued)
            QVERIFY_RESULT(store().moveJob(job.id, status));
        const auto second = store().insertJob(wanted("h"), Tickers{"A"});
        QVERIFY_RESULT(second);
        QVERIFY(second->attached);
        QCOMPARE(second->job.id, job.id);
        QVERIFY(second->job.status == status);
    }
    QVERIFY(!store().insertJob(wanted("other"), Tickers{"A"})->attached);
    QVERIFY(!store().insertJob(wanted(), Tickers{"A"})->attached); // forced: no hash
    QVERIFY(!store().insertJob(wanted(), Tickers{"A"})->attached);
    QVERIFY_RESULT(store().cancelJob(job.id));
    QVERIFY(!store().insertJob(wanted("h"), Tickers{"A"})->attached);
}

void TestJobStore::resumingIntoTheSameRequest()
{
    const Job old = insert({"A"}, wanted("h"));
    bring(old, Interrupted);
    const auto fresh = store().insertJob(wanted("h"), Tickers{"A"});
    QVERIFY(!fresh->attached);
    QVERIFY(fresh->interrupted && fresh->interrupted->id == old.id);
    QVERIFY(!store().insertJob(wanted("h"), Tickers{"A"})->interrupted); // attached to the fresh one
    QVERIFY(!store().insertJob(wanted("other"), Tickers{"A"})->interrupted);
    QVERIFY(!store().insertJob(wanted(), Tickers{"A"})->interrupted); // forced
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"UNIQUE constraint failed"_s));
    const Result<Job> refused = store().resumeJob(old.id, "x");
    QCOMPARE_ERROR(refused, ErrorCode::Conflict);
    QCOMPARE(refused.error().message,
             "The same analysis is active as job " + fresh->job.id + ": wait for that one or cancel it");
    QVERIFY(store().job(old.id)->status == Interrupted);
    QVERIFY_RESULT(store().cancelJob(fresh->job.id));
    QVERIFY_RESULT(store().resumeJob(old.id, "x"));
}

void TestJobStore::eightThreads()
{
    std::vector<std::thread> threads;
    std::vector<Result<InsertedJob>> answers(8, makeError(ErrorCode::Internal, "not run"));
    for (std::size_t i = 0; i < answers.size(); ++i) {
        threads.emplace_back([&, i] {
            auto database = Database::open(m_db->path());
            if (database)
                answers[i] = JobStore(**database).insertJob(wanted("same"), Tickers{"A", "B"});
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    int made = 0;
    for (const auto& answer : answers) {
        QVERIFY_RESULT(answer);
        QCOMPARE(answer->job.id, answers[0]->job.id);
        made += answer->attached ? 0 : 1;
    }
    QCOMPARE(made, 1);
    QCOMPARE(scalar(u"SELECT COUNT(*) FROM analysis_jobs"_s), u"1"_s);
}

/// Each process also makes and migrates the database: nobody is first.
void TestJobStore::eightProcesses()
{
    SKIP_UNDER_THREAD_SANITIZER();
    QTemporaryDir folder;
    std::vector<std::unique_ptr<QProcess>> processes;
    for (int i = 0; i < 8; ++i) {
        processes.push_back(std::make_unique<QProcess>());
        processes.back()->start(QCoreApplication::applicationFilePath(), {u"--insert"_s, folder.path()});
    }
    std::set<QByteArray> ids;
    int made = 0;
    for (const auto& process : processes) {
        QVERIFY(process->waitForFinished(30'000));
        QVERIFY2(process->exitCode() == 0, process->readAllStandardError().constData());
        const QList<QByteArray> answer = process->readAllStandardOutput().trimmed().split(' ');
        QCOMPARE(answer.size(), 2);
        ids.insert(answer[0]);
        made += answer[1] == "made" ? 1 : 0;
    }
    QCOMPARE(ids.size(), 1u);
    QCOMPARE(made, 1);
}

void TestJobStore::foundByPrefix()
{
    Job a = wanted(), b = wanted();
    a.id = "abcdef00-0000-4000-8000-000000000001";
    b.id = "abcdef11-0000-4000-8000-000000000001";
    insert({"A"}, a);
    insert({"A"}, b);
    QCOMPARE(store().findJob("abcdef0")->id, a.id);
    QCOMPARE(store().findJob("ABCDEF1")->id, b.id);
    QCOMPARE(store().findJob(a.id)->id, a.id);
    QCOMPARE_ERROR(store().findJob("abcdef"), ErrorCode::ValidationError);
    QCOMPARE_ERROR(store().findJob("fff"), ErrorCode::NotFound);
    QCOMPARE_ERROR(store().findJob(""), ErrorCode::NotFound);
    QCOMPARE_ERROR(store().findJob("%"), ErrorCode::NotFound);
}

void TestJobStore::newestFirst()
{
    const Job first = insert(), second = insert(), third = insert();
    const auto jobs = store().jobs(2).value();
    QCOMPARE(jobs.size(), 2u);
    QCOMPARE(jobs[0].id, third.id);
    QCOMPARE(jobs[1].id, second.id);
    QCOMPARE(store().jobs(10)->back().id, first.id);
}

void TestJobStore::orphansAreInterrupted()
{
    const Job dead = insert({"A", "B"}, wanted({}, "dead")), alive = insert({"A"}, wanted({}, "alive"));
    const Job queued = insert({"A"}, wanted({}, "dead")), paused = insert({"A"}, wanted({}, "dead"));
    const Job done = insert({"A"}, wanted({}, "dead"));
    bring(dead, Running);
    QCOMPARE(store().claimItems(dead.id, 1)->size(), 1u);
    bring(alive, Running);
    bring(paused, Paused);
    bring(done, Completed);
    const auto orphans = store().interruptOrphans([](const std::string& owner) { return owner != "dead"; });
    QVERIFY_RESULT(orphans);
    QCOMPARE(orphans->size(), 3u);
    QCOMPARE((*orphans)[0].id, dead.id);
    QCOMPARE((*orphans)[1].id, queued.id);
    QCOMPARE((*orphans)[2].id, paused.id);
    for (const Job& job : *orphans)
        QVERIFY(store().job(job.id)->status == Interrupted);
    QVERIFY(store().job(alive.id)->status == Running);
    QVERIFY(store().job(done.id)->status == Completed);
    QCOMPARE(store().pendingTickers(dead.id).value(), (Tickers{"A", "B"}));
}

namespace {

int insertIn(const QString& folder)
{
    const auto store = Store::open(folder);
    if (!store) {
        std::fprintf(stderr, "%s\n", store.error().message.c_str());
        return 1;
    }
    const auto inserted =
        (*store)
            ->run([owner = (*store)->owner()](Database& database) {
                return JobStore(database).insertJob(wanted("same", owner), Tickers{"A", "B"});
            })
            .result();
    if (!inserted) {
        std::fprintf(stderr, "%s\n", inserted.error().message.c_str());
        return 1;
    }
    std::printf("%s %s\n", inserted->job.id.c_str(), inserted->attached ? "attached" : "made");
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    if (argc == 3 && std::string_view(argv[1]) == "--insert")
        return insertIn(QString::fromLocal8Bit(argv[2]));
    TestJobStore test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_jobstore.moc"
