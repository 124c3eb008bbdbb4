// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/output.h"

#include "app/cli/resulttable.h"

#include <QTest>
#include <QTimer>

#include <map>

using namespace tt;
using namespace tt::cli;
using namespace Qt::StringLiterals;

class TestOutput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCodeHasTheExitOfTheContract()
    {
        const std::map<std::string_view, int> contract = {
            {"VALIDATION_ERROR", 2}, {"NOT_FOUND", 2},         {"CONFLICT", 2},      {"FILE_UNREADABLE", 3},
            {"FILE_FORMAT", 3},      {"FILE_NOT_WRITABLE", 3}, {"DATA_INVALID", 3},  {"DATA_INSUFFICIENT", 3},
            {"DATA_CHANGED", 3},     {"STORAGE_CORRUPT", 4},   {"STORAGE_NEWER", 4}, {"STORAGE_BUSY", 4},
            {"STORAGE_FULL", 4},     {"INTERNAL", 4},          {"NETWORK", 5},       {"RATE_LIMITED", 5},
            {"REFUSED", 5},          {"REMOTE_AUTH", 5},       {"REMOTE_TLS", 5},    {"REMOTE_SCHEMA", 5},
            {"CANCELLED", 130},
        };
        QCOMPARE(contract.size(), static_cast<std::size_t>(ErrorCode::Internal) + 1);
        for (const auto& [name, exit] : contract)
            QCOMPARE(static_cast<int>(exitOf(*errorCodeFromName(name))), exit);
    }

    void aFailedJobSaysWhy()
    {
        Job job;
        QVERIFY(!jobSummary(job).contains(u"job failed"_s));
        job.error = makeError(ErrorCode::StorageFull, "The disk is full: make room");
        QVERIFY(jobSummary(job).contains(u"job failed: The disk is full: make room (STORAGE_FULL)"_s));
    }

    void aLoopEndedBeforeItBeginsReturns()
    {
        QTimer waitedForEver;
        connect(&waitedForEver, &QTimer::timeout, this, [] { QCoreApplication::exit(-1); });
        waitedForEver.start(5000);
        endLoop(Exit::Interrupted);
        QCOMPARE(QCoreApplication::exec(), 130);
    }
};

QTEST_GUILESS_MAIN(TestOutput)
#include "tst_output.moc"
