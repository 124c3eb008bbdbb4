// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/logreader.h"

#include "base/logcontext.h"

#include <QDir>
#include <QFile>
#include <QLoggingCategory>
#include <QTemporaryDir>
#include <QTest>

using namespace tt;
using namespace Qt::StringLiterals;

class TestLogReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWasLoggedIsReadNewestFirst()
    {
        const QTemporaryDir folder;
        {
            LogOptions options;
            options.dataDir = folder.path();
            options.maxBytes = 400; // the lines lie in several files
            options.terminalLevel = LogLevel::Error;
            const LogSetup log(options);
            LogContext context;
            context.jobId = "job-1";
            context.ticker = "M&M.NS";
            for (int i = 0; i < 5; ++i) {
                const LogScope scope(context);
                qWarning("line %d \"quoted\"", i);
            }
            qInfo("the last");
        }
        const Result<std::vector<LogLine>> lines = readLog(folder.path(), 100);
        QVERIFY(lines.ok());
        QCOMPARE(lines->size(), std::size_t{6});
        QCOMPARE(lines->front().message, std::string("the last"));
        QCOMPARE(lines->front().level, LogLevel::Info);
        QVERIFY(lines->front().jobId.empty());
        QCOMPARE(lines->at(1).message, std::string("line 4 \"quoted\""));
        QCOMPARE(lines->at(1).level, LogLevel::Warning);
        QCOMPARE(lines->at(1).jobId, std::string("job-1"));
        QCOMPARE(lines->at(1).ticker, std::string("M&M.NS"));
        QVERIFY(!lines->at(1).time.empty());
        QCOMPARE(readLog(folder.path(), 2)->size(), std::size_t{2});
    }
    void whatIsNoLineIsLeftOut()
    {
        const QTemporaryDir folder;
        QVERIFY(readLog(folder.path(), 10)->empty());
        QVERIFY(QDir(folder.path()).mkpath(u"logs"_s));
        QFile file(folder.filePath(u"logs/thetool.log"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("rubbish\n\n{\"level\":\"shout\"}\n[1]\n{\"level\":\"error\",\"message\":\"yes\"}\n{"
                   "\"level\":\"er");
        file.close();
        const auto lines = readLog(folder.path(), 10);
        QVERIFY(lines.ok());
        QCOMPARE(lines->size(), std::size_t{1});
        QCOMPARE(lines->front().message, std::string("yes"));
    }
};

QTEST_GUILESS_MAIN(TestLogReader)
#include "tst_logreader.moc"
