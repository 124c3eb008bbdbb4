// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/logsetup.h"

#include "base/logcontext.h"
#include "jobs/jobslog.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <thread>
#include <unistd.h>
#include <utility>

using namespace tt;
using namespace Qt::StringLiterals;

namespace {

/// Standard error goes to a file while it lives.
class CapturedError
{
public:
    explicit CapturedError(const QString& path)
        : m_path(path)
        , m_before(::dup(STDERR_FILENO))
    {
        const int file = ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        ::dup2(file, STDERR_FILENO);
        ::close(file);
    }
    ~CapturedError() { restore(); }
    QByteArray text()
    {
        restore();
        QFile file(m_path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private:
    void restore()
    {
        if (m_before >= 0) {
            ::dup2(m_before, STDERR_FILENO);
            ::close(std::exchange(m_before, -1));
        }
    }
    QString m_path;
    int m_before;
};

QByteArray readFile(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QList<QJsonObject> readLines(const QString& path)
{
    QList<QJsonObject> lines;
    for (const QByteArray& line : readFile(path).split('\n')) {
        if (!line.isEmpty())
            lines.append(QJsonDocument::fromJson(line).object());
    }
    return lines;
}

} // namespace

class TestLogSetup : public QObject
{
    Q_OBJECT

private:
    QString logPath() const { return m_folder->filePath(u"logs/thetool.log"_s); }
    LogOptions options() const
    {
        LogOptions all;
        all.dataDir = m_folder->path();
        return all;
    }
    std::unique_ptr<QTemporaryDir> m_folder;

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void aLineSaysWhoWorksForWhat()
    {
        {
            const CapturedError quiet(m_folder->filePath(u"stderr"_s));
            const LogSetup log(options());
            const LogScope scope({"request-1", "job-1", "INFY.NS"});
            qCWarning(lcJobs, "A \"quoted\"\nmessage");
        }
        const QList<QJsonObject> lines = readLines(logPath());
        QCOMPARE(lines.size(), 1);
        const QJsonObject& line = lines.front();
        QCOMPARE(line[u"level"].toString(), u"warning"_s);
        QCOMPARE(line[u"module"].toString(), u"jobs"_s);
        QCOMPARE(line[u"message"].toString(), u"A \"quoted\"\nmessage"_s);
        QCOMPARE(line[u"request_id"].toString(), u"request-1"_s);
        QCOMPARE(line[u"job_id"].toString(), u"job-1"_s);
        QCOMPARE(line[u"ticker"].toString(), u"INFY.NS"_s);
        QVERIFY(line[u"time"].toString().endsWith(u'Z'));
    }

    void whatDoesNotApplyIsLeftOut()
    {
        {
            const LogSetup log(options());
            qCInfo(lcJobs, "x");
        }
        const QJsonObject line = readLines(logPath()).value(0);
        QVERIFY(!line.isEmpty());
        QVERIFY(!line.contains(u"job_id") && !line.contains(u"ticker") && !line.contains(u"request_id"));
    }

    void levelsOfFileAndTerminal()
    {
        LogOptions some = options();
        some.fileLevel = LogLevel::Error;
        some.terminalLevel = LogLevel::Debug;
        CapturedError captured(m_folder->filePath(u"stderr"_s));
        {
            const LogSetup log(some);
            const LogScope scope({{}, {}, "INFY.NS"});
            qCDebug(lcJobs, "one");
            qCInfo(lcJobs, "two");
            qCCritical(lcJobs, "three");
        }
        QCOMPARE(captured.text(),
                 QByteArray("debug: INFY.NS: one\ninfo: INFY.NS: two\nerror: INFY.NS: three\n"));
        QCOMPARE(readLines(logPath()).size(), 1);
    }

    void debugLinesAreOffByDefault()
    {
        {
            const LogSetup log(options());
            qCDebug(lcJobs, "one");
        }
        QVERIFY(readLines(logPath()).isEmpty());
    }

    void rotationKeepsFiveAndLosesNoLineBetween()
    {
        LogOptions small = options();
        small.maxBytes = 2'000;
        {
            const LogSetup log(small);
            for (int i = 0; i < 200; ++i)
                qCInfo(lcJobs, "line %d", i);
        }
        int expected = 199;
        for (int number = 0; number <= 5; ++number) {
            const QString path = number == 0 ? logPath() : logPath() + u'.' + QString::number(number);
            QVERIFY2(QFile::exists(path), qPrintable(path));
            QVERIFY(QFile(path).size() <= 2'000);
            const QList<QJsonObject> lines = readLines(path);
            for (auto line = lines.rbegin(); line != lines.rend(); ++line)
                QCOMPARE((*line)[u"message"].toString(), u"line %1"_s.arg(expected--));
        }
        QVERIFY(!QFile::exists(logPath() + u".6"_s));
    }

    void threadsDoNotMixLines()
    {
        {
            const LogSetup log(options());
            std::vector<std::thread> threads;
            for (int t = 0; t < 8; ++t) {
                threads.emplace_back([t] {
                    const LogScope scope({std::to_string(t), {}, {}});
                    for (int i = 0; i < 50; ++i)
                        qCInfo(lcJobs, "%d", t);
                });
            }
            for (std::thread& thread : threads)
                thread.join();
        }
        const QList<QJsonObject> lines = readLines(logPath());
        QCOMPARE(lines.size(), 400);
        for (const QJsonObject& line : lines)
            QCOMPARE(line[u"message"].toString(), line[u"request_id"].toString());
    }

    void aFolderThatCannotBeWrittenIsSaidOnce()
    {
        LogOptions bad = options();
        bad.dataDir = m_folder->filePath(u"file"_s);
        QFile file(bad.dataDir);
        QVERIFY(file.open(QIODevice::WriteOnly));
        CapturedError captured(m_folder->filePath(u"stderr"_s));
        {
            const LogSetup log(bad);
            qCInfo(lcJobs, "one");
            qCInfo(lcJobs, "two");
        }
        QCOMPARE(captured.text().count("cannot be written"), 1);
    }

    void namesOfLevels()
    {
        QVERIFY(logLevelFromName("error") == LogLevel::Error);
        QVERIFY(logLevelFromName("debug") == LogLevel::Debug);
        QVERIFY(!logLevelFromName("loud"));
    }
};

QTEST_GUILESS_MAIN(TestLogSetup)
#include "tst_logsetup.moc"
