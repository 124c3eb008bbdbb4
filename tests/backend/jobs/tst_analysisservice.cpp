// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/analysisservice.h"

#include "jobstest.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>

#include <cstdio>
#include <latch>
#include <set>
#include <thread>

using namespace tt;
using namespace Qt::StringLiterals;

namespace {

/// Runs for seconds: long enough to be met while it runs.
AnalysisRequest longRequest()
{
    return demoRequest(10'000, 500);
}

constexpr int kMiddle = 1'500; ///< demo tickers of a job that is disturbed and then finished
AnalysisRequest middleRequest()
{
    return demoRequest(kMiddle, 300);
}

/// This program as another process of the same data folder: opens it, says "ready", waits for a line, starts
/// the request and says what happens, one line each.
class Child
{
public:
    Child(const QString& dataDir, int count, int bars)
    {
        m_process.start(QCoreApplication::applicationFilePath(),
                        {u"--child"_s, dataDir, QString::number(count), QString::number(bars)});
    }
    ~Child() { kill(); }

    /// The rest of the first line that begins so; null when the process ended without.
    QString await(const QString& word)
    {
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < kPatience) {
            while (m_process.canReadLine()) {
                const QString line = QString::fromUtf8(m_process.readLine()).trimmed();
                if (line.startsWith(word))
                    return line.mid(word.size()).trimmed() + u""_s;
            }
            if (!m_process.waitForReadyRead(1'000) && m_process.state() == QProcess::NotRunning)
                return {};
        }
        return {};
    }
    void go() { m_process.write("go\n"); }
    void kill()
    {
        m_process.kill();
        m_process.waitForFinished(kPatience);
    }

private:
    QProcess m_process;
};

void say(const std::string& line)
{
    std::fputs((line + '\n').c_str(), stdout);
    std::fflush(stdout);
}

int runChild(const QStringList& arguments)
{
    JobsFixture jobs(arguments[2]);
    say("ready");
    if (std::getchar() == EOF)
        return 1;
    const Result<StartedJob> started =
        await(jobs.service->start(demoRequest(arguments[3].toInt(), arguments[4].toInt())));
    if (!started)
        return say("error " + started.error().message), 1;
    say((started->attached ? "attached " : "started ") + started->job.id);
    QObject::connect(jobs.service.get(), &AnalysisService::resultsReady, jobs.service.get(),
                     [] { say("results"); });
    say("ended " + std::string(jobStatusName(jobs.awaitEnd(started->job.id).status)));
    return 0;
}

ResultValues undisturbed(const AnalysisRequest& request)
{
    JobsFixture jobs;
    const Job job = jobs.startAndAwait(request);
    return valuesOf(jobs.storedResults(job.id));
}

} // namespace

class TestAnalysisService : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aJobRunsToItsEnd()
    {
        JobsFixture jobs;
        const Result<StartedJob> started = await(jobs.service->start(demoRequest(300)));
        QVERIFY_RESULT(started);
        QVERIFY(!started->attached);
        const Job job = jobs.awaitEnd(started->job.id);
        QVERIFY(job.status == JobStatus::Completed);
        QCOMPARE(job.counts.succeeded, 300);
        QVERIFY(job.kind == JobKind::Bulk);
        QVERIFY(jobs.countsAddUp());
        QCOMPARE(jobs.changed->last().front().value<Job>().counts, job.counts);
        const auto stored = jobs.storedResults(job.id);
        QCOMPARE(stored.size(), 300u);
        QVERIFY(valuesOf(stored) == valuesOf(jobs.toldResults(job.id)));
        QVERIFY(stored.front().isDemo && stored.front().source == DataSource::Demo);
        QCOMPARE(job.asOf, demoBars("DEMO0001.NS", 1, 60).date.back());
    }

    void typedTickersRestrictAndUnknownOnesFail()
    {
        JobsFixture jobs;
        AnalysisRequest request = demoRequest(10);
        request.selection = Selection::Typed;
        request.tickers = {"demo0003", "DEMO0003.NS", "NOBODY", "DEMO0011.NS"};
        const Job job = jobs.startAndAwait(request);
        QVERIFY(job.status == JobStatus::Completed);
        QCOMPARE(job.counts, (JobCounts{3, 1, 2, 0}));
        const auto failures = jobs.toldFailures();
        QCOMPARE(failures.size(), 2u);
        for (const ItemFailure& failure : failures)
            QVERIFY(failure.code == ErrorCode::NotFound);
        QCOMPARE(jobs.toldResults(job.id).front().ticker, std::string("DEMO0003.NS"));
    }

    void nothingKnownIsRefused()
    {
        JobsFixture jobs;
        AnalysisRequest request = demoRequest(10);
        request.selection = Selection::Typed;
        request.tickers = {"NOBODY"};
        QCOMPARE_ERROR(await(jobs.service->start(request)), ErrorCode::NotFound);
        request = {};
        request.selection = Selection::All;
        QCOMPARE_ERROR(await(jobs.service->start(request)), ErrorCode::NotFound);
        request.selection = Selection::Watchlist;
        request.watchlist = "Default";
        QCOMPARE_ERROR(await(jobs.service->start(request)), ErrorCode::NotFound);
        request.watchlist = "No such list";
        QCOMPARE_ERROR(await(jobs.service->start(request)), ErrorCode::NotFound);
        request.source = RequestSource::Csv;
        request.csvPath = "/nowhere/at-all.csv";
        request.selection = Selection::All;
        QCOMPARE_ERROR(await(jobs.service->start(request)), ErrorCode::FileUnreadable);
        request.capital = -1;
        QCOMPARE_ERROR(await(jobs.service->start(request)), ErrorCode::ValidationError);
        QVERIFY(jobs.storedJobs().empty());
    }

    void oneTickersFailureIsItsOwn()
    {
        JobsFixture jobs;
        const QString folder = jobs.folder.filePath(u"prices"_s);
        QVERIFY(QDir().mkpath(folder));
        writePrices(folder + u"/LONG.csv"_s, 80, "LONG");
        writePrices(folder + u"/SHORT.csv"_s, 20, "SHORT");
        QFile bad(folder + u"/bad.csv"_s);
        QVERIFY(bad.open(QIODevice::WriteOnly));
        bad.write("no prices here\n");
        bad.close();
        AnalysisRequest request;
        request.source = RequestSource::Csv;
        request.csvPath = folder.toStdString();
        const Job job = jobs.startAndAwait(request);
        QVERIFY(job.status == JobStatus::Completed);
        QCOMPARE(job.counts, (JobCounts{2, 1, 1, 0}));
        const auto failures = jobs.toldFailures();
        QCOMPARE(failures.size(), 1u);
        QCOMPARE(failures.front().ticker, std::string("SHORT"));
        QVERIFY(failures.front().code == ErrorCode::DataInsufficient);
        QCOMPARE(job.asOf, demoBars("LONG", 1, 80).date.back());
    }

    void storedBarsAndWatchlists()
    {
        JobsFixture jobs;
        CheckedBars checked;
        checked.bars = demoBars("X", 1, 70);
        checked.adjustedClose.assign(70, kUndefined);
        const auto put = await(jobs.store->run([&checked](Database& database) {
            const std::vector<BarsToStore> all = {{"AAA.NS", "Triple A", &checked, DataSource::Csv, "a.csv"},
                                                  {"BBB.NS", "", &checked, DataSource::Csv, "b.csv"},
                                                  {"BBB.BO", "", &checked, DataSource::Csv, "b.csv"}};
            return BarStore(database).putBars(all);
        }));
        QVERIFY_RESULT(put);
        AnalysisRequest request;
        request.tickers = {"AAA"};
        Job job = jobs.startAndAwait(request);
        QVERIFY(job.kind == JobKind::Single);
        QVERIFY(job.status == JobStatus::Completed);
        const auto told = jobs.toldResults(job.id);
        QCOMPARE(told.size(), 1u);
        QCOMPARE(told.front().ticker, std::string("AAA.NS"));
        QCOMPARE(told.front().name, std::string("Triple A"));
        QVERIFY(told.front().source == DataSource::Stored && !told.front().isDemo);

        request.tickers = {"BBB"}; // both exchanges have it
        QCOMPARE_ERROR(await(jobs.service->start(request)), ErrorCode::NotFound);

        Library library(*jobs.store);
        QCOMPARE(await(library.addToWatchlist(u"Default"_s, {"AAA.NS", "BBB.BO"})).value(), 2);
        request = {};
        request.selection = Selection::Watchlist;
        request.watchlist = "Default";
        job = jobs.startAndAwait(request);
        QVERIFY(job.kind == JobKind::Watchlist);
        QCOMPARE(job.counts, (JobCounts{2, 2, 0, 0}));
        request.selection = Selection::All;
        QCOMPARE(jobs.startAndAwait(request).counts, (JobCounts{3, 3, 0, 0}));
    }

    void cancelKeepsWhatIsFinished()
    {
        JobsFixture jobs;
        const Result<StartedJob> started = await(jobs.service->start(longRequest()));
        QVERIFY_RESULT(started);
        QVERIFY(jobs.awaitResults());
        QElapsedTimer timer;
        timer.start();
        const Result<Job> cancelled = await(jobs.service->cancel(QString::fromStdString(started->job.id)));
        QVERIFY_RESULT(cancelled);
        QVERIFY2(timer.elapsed() < 5'000, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(cancelled->status == JobStatus::Cancelled);
        const Job job = jobs.awaitEnd(started->job.id);
        QCOMPARE(job.counts, cancelled->counts);
        QVERIFY(job.counts.succeeded > 0 && job.counts.cancelled > 0);
        QCOMPARE(job.counts.remaining(), 0);
        QCOMPARE(jobs.storedResults(job.id).size(), static_cast<std::size_t>(job.counts.succeeded));
        QCOMPARE(jobs.toldResults(job.id).size(), static_cast<std::size_t>(job.counts.succeeded));
        QVERIFY(jobs.countsAddUp());
        QCOMPARE_ERROR(await(jobs.service->cancel(QString::fromStdString(job.id))), ErrorCode::Conflict);
        QCOMPARE_ERROR(await(jobs.service->resume(QString::fromStdString(job.id))), ErrorCode::Conflict);
    }

    void unknownJobs()
    {
        JobsFixture jobs;
        const QString nobody = u"00000000-0000-4000-8000-000000000000"_s;
        QCOMPARE_ERROR(await(jobs.service->cancel(nobody)), ErrorCode::NotFound);
        QCOMPARE_ERROR(await(jobs.service->resume(nobody)), ErrorCode::NotFound);
        QVERIFY(await(jobs.service->recover()).value().empty());
    }

    void theSameRequestAttachesUnlessForced()
    {
        JobsFixture jobs;
        const Result<StartedJob> first = await(jobs.service->start(longRequest()));
        AnalysisRequest again = longRequest();
        again.workers = 1;
        const Result<StartedJob> second = await(jobs.service->start(again));
        QVERIFY_RESULT(second);
        QVERIFY(second->attached);
        QCOMPARE(second->job.id, first->job.id);
        again.capital = 5;
        again.demoCount = 100;
        const Result<StartedJob> other = await(jobs.service->start(again));
        QVERIFY(!other->attached);
        again.force = true;
        const Result<StartedJob> forced = await(jobs.service->start(again));
        QVERIFY(!forced->attached);
        QVERIFY_RESULT(await(jobs.service->interruptAll()));
    }

    void interruptAndResumeGiveWhatAnUndisturbedRunGives()
    {
        const ResultValues expected = undisturbed(middleRequest());
        QCOMPARE(expected.size(), static_cast<std::size_t>(kMiddle));
        JobsFixture jobs;
        const std::string id = await(jobs.service->start(middleRequest()))->job.id;
        QVERIFY(jobs.awaitResults());
        QVERIFY_RESULT(await(jobs.service->interruptAll()));
        const Job interrupted = jobs.awaitEnd(id);
        QVERIFY(interrupted.status == JobStatus::Interrupted);
        QVERIFY(interrupted.counts.remaining() > 0);
        QCOMPARE(interrupted.counts.cancelled, 0);
        jobs.ended->clear();
        const Result<Job> resumed = await(jobs.service->resume(QString::fromStdString(id)));
        QVERIFY_RESULT(resumed);
        QVERIFY(resumed->status == JobStatus::Queued);
        const Job job = jobs.awaitEnd(id);
        QVERIFY(job.status == JobStatus::Completed);
        QVERIFY(valuesOf(jobs.storedResults(id)) == expected);
        QCOMPARE(jobs.toldResults(id).size(), static_cast<std::size_t>(kMiddle)); // each once
        QVERIFY(jobs.countsAddUp());
    }

    void anInterruptedJobCanBeResumedAtOnce()
    {
        JobsFixture jobs;
        const std::string id = await(jobs.service->start(longRequest()))->job.id;
        for (int i = 0; i < 20; ++i) {
            QVERIFY_RESULT(await(jobs.service->interruptAll()));
            QVERIFY_RESULT(await(jobs.service->resume(QString::fromStdString(id))));
        }
        const Result<Job> cancelled = await(jobs.service->cancel(QString::fromStdString(id)));
        QVERIFY_RESULT(cancelled);
        QVERIFY(cancelled->status == JobStatus::Cancelled);
        QCOMPARE(cancelled->counts.remaining(), 0);
    }

    void theDestructorLeavesAResumableJob()
    {
        const ResultValues expected = undisturbed(middleRequest());
        JobsFixture jobs;
        const std::string id = await(jobs.service->start(middleRequest()))->job.id;
        QVERIFY(jobs.awaitResults());
        jobs.service.reset();
        const Result<Job> left = jobs.storedJob(id);
        QVERIFY(left->status == JobStatus::Interrupted);
        QVERIFY(left->counts.succeeded > 0 && left->counts.remaining() > 0);
        jobs.makeService();
        QVERIFY_RESULT(await(jobs.service->resume(QString::fromStdString(id))));
        QVERIFY(jobs.awaitEnd(id).status == JobStatus::Completed);
        QVERIFY(valuesOf(jobs.storedResults(id)) == expected);
    }

    void aDestructorRightAfterTheStart()
    {
        JobsFixture jobs;
        for (int i = 0; i < 5; ++i) {
            const QFuture<Result<StartedJob>> started = jobs.service->start(middleRequest());
            jobs.makeService();
            QVERIFY(started.isFinished());
        }
        for (const Job& job : jobs.storedJobs())
            QVERIFY(job.status == JobStatus::Interrupted);
    }

    void changedFilesAreNotResumed()
    {
        JobsFixture jobs;
        const QString path = jobs.folder.filePath(u"P.csv"_s);
        writePrices(path, 90, "P");
        AnalysisRequest request;
        request.source = RequestSource::Csv;
        request.csvPath = path.toStdString();
        // A job that was interrupted before its first ticker.
        auto future = jobs.service->start(request);
        const Result<StartedJob> started = await(std::move(future));
        QVERIFY_RESULT(started);
        const Job done = jobs.awaitEnd(started->job.id);
        const auto again = await(jobs.store->run([done](Database& database) -> Result<Job> {
            Job copy = done;
            copy.id.clear();
            JobStore store(database);
            const std::vector<std::string> tickers = {"P"};
            Result<InsertedJob> inserted = store.insertJob(copy, tickers);
            if (!inserted)
                return inserted.error();
            if (auto running = store.moveJob(inserted->job.id, JobStatus::Running); !running)
                return running;
            return store.interruptJob(inserted->job.id);
        }));
        QVERIFY_RESULT(again);
        const QString id = QString::fromStdString(again->id);
        writePrices(path, 91, "P");
        QCOMPARE_ERROR(await(jobs.service->resume(id)), ErrorCode::DataChanged);
        QVERIFY(jobs.storedJob(again->id)->status == JobStatus::Interrupted);
        writePrices(path, 90, "P");
        QVERIFY_RESULT(await(jobs.service->resume(id)));
        QVERIFY(jobs.awaitEnd(again->id).status == JobStatus::Completed);
        QVERIFY(valuesOf(jobs.storedResults(again->id)) == valuesOf(jobs.storedResults(done.id)));
    }

    void aStoreThatFailsEndsTheJob_data()
    {
        QTest::addColumn<QString>("trigger");
        QTest::addColumn<bool>("stored");
        QTest::newRow("results") << u"BEFORE INSERT ON analysis_results"_s << true;
        QTest::newRow("jobs too") << u"BEFORE UPDATE ON analysis_jobs WHEN NEW.succeeded > 0"_s << false;
    }

    void aStoreThatFailsEndsTheJob()
    {
        QFETCH(QString, trigger);
        QFETCH(bool, stored);
        JobsFixture jobs;
        const Result<StartedJob> started = await(jobs.service->start(longRequest()));
        QVERIFY_RESULT(started);
        QVERIFY(jobs.awaitResults());
        const auto broken = await(jobs.store->run([trigger](Database& database) {
            return database.exec(
                u"CREATE TRIGGER breaks %1 BEGIN SELECT RAISE(ABORT, 'broken'); END"_s.arg(trigger));
        }));
        QVERIFY_RESULT(broken);
        const Job job = jobs.awaitEnd(started->job.id);
        QVERIFY(job.status == JobStatus::Failed);
        QVERIFY(job.error.has_value());
        QVERIFY(!job.error->message.empty());
        QCOMPARE(jobs.storedJob(job.id)->status == JobStatus::Failed, stored);
        QVERIFY(jobs.countsAddUp());
    }

    void eightThreadsMakeOneJob()
    {
        JobsFixture jobs;
        std::latch ready(8), asked(8);
        std::atomic<int> made = 0, attached = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < 8; ++i) {
            threads.emplace_back([&] {
                AnalysisService service(*jobs.store, systemClock());
                ready.arrive_and_wait();
                const Result<StartedJob> started = await(service.start(longRequest()));
                if (started)
                    ++(started->attached ? attached : made);
                asked.arrive_and_wait();
            });
        }
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(made.load(), 1);
        QCOMPARE(attached.load(), 7);
        QCOMPARE(jobs.storedJobs().size(), 1u);
    }

    void eightProcessesMakeOneJob()
    {
        JobsFixture jobs;
        std::vector<std::unique_ptr<Child>> children;
        for (int i = 0; i < 8; ++i)
            children.push_back(std::make_unique<Child>(jobs.folder.path(), 10'000, 500));
        for (auto& child : children)
            QVERIFY(!child->await(u"ready"_s).isNull());
        for (auto& child : children)
            child->go();
        // "started ID" or "attached ID": both end in "ed ID".
        std::set<QString> ids;
        int started = 0;
        for (auto& child : children) {
            const QString line = child->await(QString());
            started += line.startsWith(u"started"_s) ? 1 : 0;
            ids.insert(line.section(u' ', 1));
        }
        QCOMPARE(ids.size(), 1u);
        QCOMPARE(started, 1);
        QCOMPARE(jobs.storedJobs().size(), 1u);
        const Result<Job> cancelled = await(jobs.service->cancel(*ids.begin()));
        QVERIFY_RESULT(cancelled);
        for (auto& child : children)
            QCOMPARE(child->await(u"ended"_s), u"cancelled"_s);
        const Result<Job> job = jobs.storedJob(ids.begin()->toStdString());
        QVERIFY(job->status == JobStatus::Cancelled);
        QCOMPARE(job->counts.remaining(), 0);
        QCOMPARE(jobs.storedResults(job->id).size(), static_cast<std::size_t>(job->counts.succeeded));
    }

    void aKilledProcessesJobIsRecoveredAndResumed()
    {
        const ResultValues expected = undisturbed(middleRequest());
        JobsFixture jobs;
        Child child(jobs.folder.path(), kMiddle, 300);
        QVERIFY(!child.await(u"ready"_s).isNull());
        child.go();
        const std::string id = child.await(u"started"_s).toStdString();
        QVERIFY(!child.await(u"results"_s).isNull());
        QVERIFY(await(jobs.service->recover()).value().empty()); // it lives
        child.kill();
        const Result<std::vector<Job>> recovered = await(jobs.service->recover());
        QVERIFY_RESULT(recovered);
        QCOMPARE(recovered->size(), 1u);
        QCOMPARE(recovered->front().id, id);
        QVERIFY(recovered->front().status == JobStatus::Interrupted);
        QVERIFY(recovered->front().counts.succeeded > 0 && recovered->front().counts.remaining() > 0);
        QVERIFY_RESULT(await(jobs.service->resume(QString::fromStdString(id))));
        QVERIFY(jobs.awaitEnd(id).status == JobStatus::Completed);
        QVERIFY(valuesOf(jobs.storedResults(id)) == expected);
    }

    /// Whether or not somebody has looked at the jobs since its process died.
    void theRequestOfAKilledProcessStartsAnew_data()
    {
        QTest::addColumn<bool>("looked");
        QTest::newRow("at once") << false;
        QTest::newRow("after a look") << true;
    }

    void theRequestOfAKilledProcessStartsAnew()
    {
        QFETCH(bool, looked);
        JobsFixture jobs;
        Child child(jobs.folder.path(), kMiddle, 300);
        QVERIFY(!child.await(u"ready"_s).isNull());
        child.go();
        const std::string id = child.await(u"started"_s).toStdString();
        QVERIFY(!child.await(u"results"_s).isNull());
        child.kill();
        if (looked)
            QCOMPARE(await(jobs.service->recover())->size(), 1u);
        const Result<StartedJob> started = await(jobs.service->start(middleRequest()));
        QVERIFY_RESULT(started);
        QVERIFY(!started->attached);
        QVERIFY(started->job.id != id);
        QVERIFY(started->interrupted);
        QCOMPARE(started->interrupted->id, id);
        QVERIFY(started->interrupted->status == JobStatus::Interrupted);
        QVERIFY(started->interrupted->counts.succeeded > 0);
        const Job job = jobs.awaitEnd(started->job.id);
        QCOMPARE(job.counts, (JobCounts{kMiddle, kMiddle, 0, 0}));
        QCOMPARE(jobs.storedJob(id)->counts, started->interrupted->counts);
    }

    void anotherProcessesJobIsFollowed()
    {
        JobsFixture jobs;
        Child child(jobs.folder.path(), kMiddle, 300);
        QVERIFY(!child.await(u"ready"_s).isNull());
        child.go();
        const std::string id = child.await(u"started"_s).toStdString();
        const Result<StartedJob> started = await(jobs.service->start(middleRequest()));
        QVERIFY_RESULT(started);
        QVERIFY(started->attached);
        QCOMPARE(started->job.id, id);
        QVERIFY(jobs.awaitEnd(id).status == JobStatus::Completed);
        QCOMPARE(jobs.toldResults(id).size(), static_cast<std::size_t>(kMiddle)); // each once
        QVERIFY(jobs.countsAddUp());
        QCOMPARE(child.await(u"ended"_s), u"completed"_s);
    }

    void aFollowedJobIsTakenOverWhenItsProcessDies()
    {
        JobsFixture jobs;
        Child child(jobs.folder.path(), kMiddle, 300);
        QVERIFY(!child.await(u"ready"_s).isNull());
        child.go();
        const std::string id = child.await(u"started"_s).toStdString();
        QVERIFY(await(jobs.service->start(middleRequest()))->attached);
        QVERIFY(!child.await(u"results"_s).isNull());
        child.kill();
        const Job job = jobs.awaitEnd(id);
        QVERIFY(job.status == JobStatus::Completed);
        QCOMPARE(job.counts, (JobCounts{kMiddle, kMiddle, 0, 0}));
        QCOMPARE(job.owner, jobs.store->owner());
        QCOMPARE(valuesOf(jobs.toldResults(id)).size(), static_cast<std::size_t>(kMiddle));
    }

    void aFollowedJobThatCannotBeTakenOverEndsWithTheReason()
    {
        JobsFixture jobs;
        Child child(jobs.folder.path(), kMiddle, 300);
        QVERIFY(!child.await(u"ready"_s).isNull());
        child.go();
        const std::string id = child.await(u"started"_s).toStdString();
        QVERIFY(await(jobs.service->start(middleRequest()))->attached);
        QVERIFY(!child.await(u"results"_s).isNull());
        QVERIFY_RESULT(await(jobs.store->run(
            [](Database& database) { return database.exec(u"UPDATE analysis_jobs SET config = '{}'"_s); })));
        child.kill();
        const Job job = jobs.awaitEnd(id);
        QVERIFY(job.status == JobStatus::Interrupted);
        QVERIFY(job.error && job.error->code == ErrorCode::StorageCorrupt);
        QVERIFY(jobs.countsAddUp());
    }
};

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    if (QCoreApplication::arguments().value(1) == u"--child"_s)
        return runChild(QCoreApplication::arguments());
    TestAnalysisService test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_analysisservice.moc"
