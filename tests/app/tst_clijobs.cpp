// SPDX-License-Identifier: GPL-3.0-or-later
// Jobs of several processes: interrupting, killing, resuming, attaching.
#include "clirunner.h"

#include <QDate>
#include <QDir>
#include <QLocale>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <set>
#include <vector>

using namespace tt;
using namespace Qt::StringLiterals;

namespace {

constexpr int kTickers = 1500;

/// Long enough for another process to start and say its word, on a busy machine too.
QStringList longRun()
{
    return {u"analyze"_s, u"--demo"_s, u"--count"_s,   QString::number(kTickers),
            u"--bars"_s,  u"8000"_s,   u"--workers"_s, u"1"_s};
}

void sendSignal(const QProcess& process, int signal)
{
    ::kill(static_cast<pid_t>(process.processId()), signal);
}

/// A result without what differs between two runs of the same request.
QJsonArray comparable(const QJsonObject& document)
{
    QJsonArray all;
    for (const QJsonValue& one : document[u"results"_s].toArray()) {
        QJsonObject result = one.toObject();
        result.remove(u"job_id"_s);
        result.remove(u"analyzed_at"_s);
        all.append(result);
    }
    return all;
}

} // namespace

class TestCliJobs : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_dir;
    QString folder(const QString& name) const { return m_dir.filePath(name); }

    /// The newest job as soon as it has results; empty when the process ends before.
    QJsonObject waitForResults(const QString& data, QProcess& process) const
    {
        while (process.state() != QProcess::NotRunning && !process.waitForFinished(20)) {
            const QJsonArray jobs = runCli(data, typed("jobs list --json")).json()[u"jobs"_s].toArray();
            if (!jobs.isEmpty() && jobs[0][u"succeeded"_s].toInt() > 0)
                return jobs[0].toObject();
        }
        return {};
    }

    void checkResumed(const QString& data, const QString& id) const
    {
        const CliRun shown = runCli(data, {u"jobs"_s, u"show"_s, id, u"--json"_s});
        const QJsonObject before = shown.json()[u"job"_s].toObject();
        QVERIFY(before[u"worked_seconds"_s].toDouble() > 0);
        QCOMPARE(before[u"status"_s].toString(), u"interrupted"_s);
        QVERIFY(before[u"succeeded"_s].toInt() > 0 && before[u"succeeded"_s].toInt() < kTickers);
        QCOMPARE(shown.json()[u"results"_s].toArray().size(), before[u"succeeded"_s].toInt());

        const CliRun resumed = runCli(data, {u"jobs"_s, u"resume"_s, id.left(12), u"--json"_s});
        QCOMPARE(resumed.exit, 0);
        const QJsonObject after = resumed.json()[u"job"_s].toObject();
        QCOMPARE(after[u"status"_s].toString(), u"completed"_s);
        QCOMPARE(after[u"succeeded"_s].toInt(), kTickers);
        QCOMPARE(after[u"job_id"_s].toString(), id);
        QVERIFY(after[u"worked_seconds"_s].toDouble() > before[u"worked_seconds"_s].toDouble());

        const CliRun undisturbed = runCli(data, longRun() + QStringList{u"--json"_s});
        QCOMPARE(undisturbed.exit, 0);
        QVERIFY(comparable(undisturbed.json()) == comparable(resumed.json()));
    }

private Q_SLOTS:
    void anInterruptedRunIsResumed();
    void aKilledRunIsResumed();
    void theRequestOfAKilledRunStartsAnew_data();
    void theRequestOfAKilledRunStartsAnew();
    void sameRequestsShareOneJob();
    void aWaitingRunLeavesTheJobAlone();
    void cancelled();
    void aFinishedJobTakesNoOrders();
    void pausedFromAnotherProcess();
    void retried();
    void aRunThatWasCleanedUpIsToldAsSuch();
};

void TestCliJobs::anInterruptedRunIsResumed()
{
    const QString data = folder(u"interrupted"_s);
    const auto process = startCli(data, longRun());
    const QJsonObject job = waitForResults(data, *process);
    QVERIFY2(!job.isEmpty(), "the run ended before it could be interrupted");
    sendSignal(*process, SIGINT);
    sendSignal(*process, SIGINT); // the impatient second one loses nothing
    const CliRun stopped = finishCli(*process);
    QCOMPARE(stopped.exit, 130);
    const QString id = job[u"job_id"_s].toString();
    QVERIFY2(stopped.err.contains("jobs resume " + id.toUtf8()), stopped.err.constData());
    checkResumed(data, id);
}

void TestCliJobs::aKilledRunIsResumed()
{
    const QString data = folder(u"killed"_s);
    const auto process = startCli(data, longRun());
    const QJsonObject job = waitForResults(data, *process);
    QVERIFY2(!job.isEmpty(), "the run ended before it could be killed");
    sendSignal(*process, SIGKILL);
    process->waitForFinished();
    checkResumed(data, job[u"job_id"_s].toString());
}

void TestCliJobs::theRequestOfAKilledRunStartsAnew_data()
{
    QTest::addColumn<bool>("listed");
    QTest::newRow("at once") << false;
    QTest::newRow("after a list") << true;
}

void TestCliJobs::theRequestOfAKilledRunStartsAnew()
{
    QFETCH(bool, listed);
    const QString data = folder(u"again%1"_s.arg(listed));
    const auto process = startCli(data, longRun());
    QVERIFY2(!waitForResults(data, *process).isEmpty(), "the run ended before it could be killed");
    sendSignal(*process, SIGKILL);
    process->waitForFinished();
    if (listed)
        QCOMPARE(runCli(data, typed("jobs list")).exit, 0);
    const CliRun again = runCli(data, longRun() + QStringList{u"--json"_s});
    QCOMPARE(again.exit, 0);
    QCOMPARE(again.json()[u"results"_s].toArray().size(), kTickers);
    const QJsonArray jobs = runCli(data, typed("jobs list --json")).json()[u"jobs"_s].toArray();
    QCOMPARE(jobs.size(), 2);
    QCOMPARE(jobs[0][u"job_id"_s], again.json()[u"job"_s][u"job_id"_s]);
    QCOMPARE(jobs[1][u"status"_s].toString(), u"interrupted"_s);
    const QByteArray id = jobs[1][u"job_id"_s].toString().toUtf8();
    const QString done = QLocale(QLocale::English).toString(jobs[1][u"succeeded"_s].toInt());
    QCOMPARE(again.err, "Job " + id + " of the same request was interrupted with " + done.toUtf8() +
                            " of 1,500 done; 'thetool-cli jobs resume " + id + "' finishes it.\n");
    const QByteArray log = fileContent(data + u"/logs/thetool.log"_s);
    QVERIFY(log.contains("Job " + id + " of the same request was interrupted"));
}

void TestCliJobs::sameRequestsShareOneJob()
{
    const QString data = folder(u"shared"_s);
    QCOMPARE(runCli(data, typed("db migrate")).exit, 0);
    std::vector<std::unique_ptr<QProcess>> processes;
    for (int i = 0; i < 8; ++i)
        processes.push_back(startCli(data, longRun() + QStringList{u"--json"_s}));
    std::set<QByteArray> documents;
    for (const auto& process : processes) {
        const CliRun run = finishCli(*process);
        QVERIFY2(run.exit == 0, run.err.constData());
        documents.insert(run.out);
    }
    QCOMPARE(documents.size(), std::size_t(1));
    const QJsonArray jobs = runCli(data, typed("jobs list --json")).json()[u"jobs"_s].toArray();
    QCOMPARE(jobs.size(), 1);
    QCOMPARE(jobs[0][u"succeeded"_s].toInt(), kTickers);
}

void TestCliJobs::aWaitingRunLeavesTheJobAlone()
{
    const QString data = folder(u"waiting"_s);
    const auto worker = startCli(data, longRun());
    QVERIFY2(!waitForResults(data, *worker).isEmpty(), "the run ended before another could wait for it");
    const auto waiter = startCli(data, longRun());
    waiter->setReadChannel(QProcess::StandardError);
    QVERIFY(waiter->waitForReadyRead()); // the note that it waits
    sendSignal(*waiter, SIGINT);
    const CliRun left = finishCli(*waiter);
    QCOMPARE(left.exit, 130);
    QVERIFY2(left.err.contains("CANCELLED"), left.err.constData());
    QCOMPARE(finishCli(*worker).exit, 0);
}

void TestCliJobs::cancelled()
{
    const QString data = folder(u"cancelled"_s);
    const auto process = startCli(data, longRun() + QStringList{u"--json"_s});
    const QJsonObject job = waitForResults(data, *process);
    QVERIFY2(!job.isEmpty(), "the run ended before it could be cancelled");
    const CliRun order = runCli(data, {u"jobs"_s, u"cancel"_s, job[u"job_id"_s].toString(), u"--json"_s});
    QCOMPARE(order.exit, 0);
    QCOMPARE(order.json()[u"job"_s][u"status"_s].toString(), u"cancelled"_s);
    const CliRun run = finishCli(*process);
    QCOMPARE(run.exit, 1);
    const QJsonObject after = run.json()[u"job"_s].toObject();
    QCOMPARE(after[u"status"_s].toString(), u"cancelled"_s);
    QVERIFY(after[u"cancelled"_s].toInt() > 0);
    QCOMPARE(after[u"succeeded"_s].toInt() + after[u"cancelled"_s].toInt() + after[u"failed"_s].toInt(),
             kTickers);
}

void TestCliJobs::aFinishedJobTakesNoOrders()
{
    const QString data = folder(u"finished"_s);
    const CliRun run = runCli(data, typed("analyze --demo --count 2 --json"));
    const QString id = run.json()[u"job"_s][u"job_id"_s].toString();
    for (const QString& order : {u"resume"_s, u"cancel"_s, u"pause"_s, u"retry"_s}) {
        const CliRun refused = runCli(data, {u"jobs"_s, order, id, u"--json"_s});
        QCOMPARE(refused.exit, 2);
        QCOMPARE(refused.errorCode(), u"CONFLICT"_s);
        QVERIFY2(order == u"retry"_s || refused.out.contains("is already completed"),
                 refused.out.constData());
    }
}

void TestCliJobs::pausedFromAnotherProcess()
{
    const QString data = folder(u"paused"_s);
    const auto process = startCli(data, longRun() + QStringList{u"--json"_s});
    const QJsonObject job = waitForResults(data, *process);
    QVERIFY2(!job.isEmpty(), "the run ended before it could be paused");
    const QString id = job[u"job_id"_s].toString();
    const CliRun order = runCli(data, {u"jobs"_s, u"pause"_s, id, u"--json"_s});
    QCOMPARE(order.exit, 0);
    QCOMPARE(order.json()[u"job"_s][u"status"_s].toString(), u"paused"_s);
    // The one that resumes follows to the end; both print the same.
    const CliRun resumed = runCli(data, {u"jobs"_s, u"resume"_s, id, u"--json"_s});
    QCOMPARE(resumed.exit, 0);
    const CliRun run = finishCli(*process);
    QCOMPARE(run.exit, 0);
    QVERIFY(run.out == resumed.out);
    QCOMPARE(run.json()[u"results"_s].toArray().size(), kTickers);
}

void TestCliJobs::retried()
{
    const QString data = folder(u"retried"_s);
    const QString prices = folder(u"prices"_s);
    QVERIFY(QDir().mkpath(prices));
    const auto write = [&](const QString& name, int rows) {
        QByteArray text = "Date,Open,High,Low,Close,Volume\n";
        for (int i = 0; i < rows; ++i)
            text += QDate(2024, 1, 1).addDays(i).toString(Qt::ISODate).toUtf8() + ",10,12,9,11,1000\n";
        return writeFile(prices + u'/' + name, text);
    };
    QVERIFY(write(u"GOOD.csv"_s, 80) && write(u"ONE.csv"_s, 5) && write(u"TWO.csv"_s, 6));
    const CliRun first = runCli(data, {u"analyze"_s, u"--csv"_s, prices, u"--json"_s});
    QCOMPARE(first.exit, 1);
    const QString id = first.json()[u"job"_s][u"job_id"_s].toString();
    const QJsonObject reason = first.json()[u"failure_reasons"_s].toArray().at(0).toObject();
    QCOMPARE(reason[u"error_code"_s].toString(), u"DATA_INSUFFICIENT"_s);
    QCOMPARE(reason[u"count"_s].toInt(), 2);
    QCOMPARE(reason[u"transient"_s].toBool(true), false);
    const CliRun shown = runCli(data, {u"jobs"_s, u"show"_s, id});
    QVERIFY2(shown.out.contains("reason: 2 failed by DATA_INSUFFICIENT"), shown.out.constData());
    QCOMPARE(runCli(data, {u"jobs"_s, u"retry"_s, id, u"--transient"_s}).exit, 2);

    QVERIFY(write(u"ONE.csv"_s, 80));
    const CliRun again = runCli(data, {u"jobs"_s, u"retry"_s, id, u"--json"_s});
    QCOMPARE(again.exit, 1); // the other one is still too short
    const QJsonObject job = again.json()[u"job"_s].toObject();
    QCOMPARE(job[u"parent_id"_s].toString(), id);
    QCOMPARE(job[u"total"_s].toInt(), 2);
    QCOMPARE(job[u"succeeded"_s].toInt(), 1);
}

/// A run whose results were cleaned up looks like one that found nothing, unless it is said.
void TestCliJobs::aRunThatWasCleanedUpIsToldAsSuch()
{
    const QString data = folder(u"cleaned"_s);
    const auto analyze = [&] {
        return runCli(data, typed("analyze --demo --count 3 --force --json"))
            .json()[u"job"_s][u"job_id"_s]
            .toString();
    };
    const QString older = analyze(), newer = analyze();
    QCOMPARE(runCli(data, typed("settings set retention.results 1")).exit, 0);
    QCOMPARE(runCli(data, typed("db cleanup")).exit, 0);
    const QByteArray told = "3 of the 3 results of job " + older.toUtf8() + " are not kept any more";
    for (const QStringList& command :
         {QStringList{u"jobs"_s, u"show"_s, older}, QStringList{u"results"_s, u"diff"_s, older, newer},
          QStringList{u"export"_s, u"job"_s, older, u"--out"_s, folder(u"old.csv"_s)}}) {
        const CliRun run = runCli(data, command);
        QCOMPARE(run.exit, 0);
        QVERIFY2(run.err.contains(told), run.err.constData());
    }
    QVERIFY(runCli(data, {u"jobs"_s, u"show"_s, newer}).err.isEmpty());
}

QTEST_GUILESS_MAIN(TestCliJobs)
#include "tst_clijobs.moc"
