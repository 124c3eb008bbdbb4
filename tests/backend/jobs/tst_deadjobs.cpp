// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/deadjobs.h"

#include "jobstest.h"
#include "store/jobstore.h"

using namespace tt;

class TestDeadJobs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyThoseOfDeadProcessesAreInterrupted()
    {
        JobsFixture jobs;
        Result<std::unique_ptr<Store>> other = Store::open(jobs.folder.path());
        QVERIFY_RESULT(other);
        const auto begin = [&](const std::string& owner) {
            return await(jobs.store->run([owner](Database& database) {
                Job job;
                job.strategyId = "1";
                job.strategyName = "Balanced";
                job.owner = owner;
                const std::vector<std::string> tickers = {"A", "B"};
                JobStore store(database);
                const Result<InsertedJob> made = store.insertJob(job, tickers);
                return made ? store.moveJob(made->job.id, JobStatus::Running) : Result<Job>(made.error());
            }));
        };
        const Result<Job> own = begin(jobs.store->owner()), theirs = begin((*other)->owner());
        QVERIFY_RESULT(own);
        QVERIFY_RESULT(theirs);
        QVERIFY(interruptDeadJobs(*jobs.store, systemClock())->empty());

        other->reset(); // its lock goes, as with a process that dies
        const Result<std::vector<Job>> dead = interruptDeadJobs(*jobs.store, systemClock());
        QVERIFY_RESULT(dead);
        QCOMPARE(dead->size(), std::size_t(1));
        QCOMPARE(dead->front().id, theirs->id);
        QVERIFY(dead->front().status == JobStatus::Interrupted);
        const Result<Job> left =
            await(jobs.store->run([id = own->id](Database& database) { return JobStore(database).job(id); }));
        QVERIFY(left->status == JobStatus::Running);
        QVERIFY(interruptDeadJobs(*jobs.store, systemClock())->empty());
    }
};

QTEST_GUILESS_MAIN(TestDeadJobs)
#include "tst_deadjobs.moc"
