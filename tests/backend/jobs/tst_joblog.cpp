// SPDX-License-Identifier: GPL-3.0-or-later
// What the log says of whole-market jobs, line by line, whichever thread wrote it.
#include "base/logcontext.h"
#include "jobstest.h"

#include <QLoggingCategory>

#include <mutex>
#include <set>
#include <thread>

using namespace tt;
using namespace Qt::StringLiterals;

namespace {

struct Line
{
    std::thread::id thread;
    LogContext context;
    QtMsgType level;
    QString message;
};

/// Every line of the program while it lives, with the context that the log file would show.
class CapturedLog
{
public:
    CapturedLog()
    {
        s_lines.clear();
        QLoggingCategory::setFilterRules(u"tt.*.debug=true"_s);
        m_before = qInstallMessageHandler(&CapturedLog::note);
    }
    ~CapturedLog()
    {
        qInstallMessageHandler(m_before);
        QLoggingCategory::setFilterRules({});
    }
    static std::vector<Line> lines()
    {
        const std::lock_guard lock(s_mutex);
        return s_lines;
    }

private:
    static void note(QtMsgType level, const QMessageLogContext& context, const QString& message)
    {
        if (!QByteArray(context.category).startsWith("tt."))
            return;
        const std::lock_guard lock(s_mutex);
        s_lines.push_back({std::this_thread::get_id(), currentLogContext(), level, message});
    }
    static inline std::mutex s_mutex;
    static inline std::vector<Line> s_lines;
    QtMessageHandler m_before = nullptr;
};

} // namespace

class TestJobLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Two jobs at once, several workers each: every line names its request and its job, and no other one's.
    void everyLineOfAJobSaysWhoseItIs()
    {
        const CapturedLog log;
        JobsFixture jobs;
        AnalysisRequest large = demoRequest(2'200), small = demoRequest(3);
        large.workers = 4;
        const Result<StartedJob> first = await(jobs.service->start(large));
        QVERIFY(jobs.startAndAwait(small).status == JobStatus::Completed);
        QVERIFY(jobs.awaitEnd(first->job.id).status == JobStatus::Completed);
        std::map<std::string, std::set<std::string>> requestsOf;
        std::set<std::thread::id> threads;
        for (const Line& line : CapturedLog::lines()) {
            QVERIFY2(!line.context.requestId.empty(), qPrintable(line.message));
            QVERIFY2(!line.context.jobId.empty(), qPrintable(line.message));
            requestsOf[line.context.jobId].insert(line.context.requestId);
            if (line.context.jobId == first->job.id)
                threads.insert(line.thread);
        }
        QCOMPARE(requestsOf.size(), 2u);
        std::set<std::string> requests;
        for (const auto& [job, ids] : requestsOf) {
            QCOMPARE(ids.size(), 1u);
            requests.insert(*ids.begin());
        }
        QCOMPARE(requests.size(), 2u);
        QVERIFY2(threads.size() >= 4, "the job's own, the store's, and at least two workers");
    }

    /// One that another process cancels while it waits has ended, not failed.
    void aQueuedJobThatOthersCancelIsNoFault()
    {
        JobsFixture jobs;
        const Result<StartedJob> first = await(jobs.service->start(demoRequest(10'000, 500)));
        QVERIFY(jobs.awaitResults());
        const Result<StartedJob> second = await(jobs.service->start(demoRequest(9'000, 500)));
        QVERIFY_RESULT(await(jobs.store->run(
            [id = second->job.id](Database& database) { return JobStore(database).cancelJob(id); })));
        const CapturedLog log;
        QVERIFY_RESULT(await(jobs.service->cancel(QString::fromStdString(first->job.id))));
        const Job ended = jobs.awaitEnd(second->job.id);
        QVERIFY(ended.status == JobStatus::Cancelled && !ended.error);
        for (const Line& line : CapturedLog::lines())
            QVERIFY2(line.level != QtCriticalMsg, qPrintable(line.message));
    }
};

QTEST_GUILESS_MAIN(TestJobLog)
#include "tst_joblog.moc"
