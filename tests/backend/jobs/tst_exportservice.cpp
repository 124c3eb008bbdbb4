// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/exportservice.h"

#include "jobs/resultcolumns.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tt;
using namespace Qt::StringLiterals;

namespace {

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestExportService : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_dir;
    std::string path() const { return m_dir.filePath(u"out.csv"_s).toStdString(); }

private Q_SLOTS:
    void resultsAreOneLineEach()
    {
        std::vector<ResultRecord> results(3);
        for (ResultRecord& result : results) {
            result.ticker = "A.NS";
            result.name = "=cmd|' /C calc'!A0";
            result.analysis.score = 0.1 + 0.2;
        }
        const Result<ExportedFile> file = exportResults(results, path());
        QVERIFY(file.ok());
        QCOMPARE(file->rows, 3);
        QCOMPARE(file->columns, 68);
        const QList<QByteArray> lines = contentOf(m_dir.filePath(u"out.csv"_s)).split('\n');
        QCOMPARE(lines.size(), 5);
        QVERIFY(lines[0].startsWith("ticker,symbol,name,verdict,"));
        QVERIFY(lines[0].endsWith("cmf,cmf_vote,cmf_confidence\r"));
        QVERIFY(lines[1].startsWith("A.NS,,'=cmd|' /C calc'!A0,No verdict,,0.30000000000000004,"));
        for (const QByteArray& line : lines.first(4))
            QCOMPARE(line.count(','), 67);
    }

    void withoutResultsThereIsAHeader()
    {
        QVERIFY(exportResults({}, path()).ok());
        QCOMPARE(contentOf(m_dir.filePath(u"out.csv"_s)).count("\r\n"), 1);
    }

    void failuresSayWhy()
    {
        const ItemFailure failure{"A.NS", ErrorCode::DataInsufficient, "needs 50 bars, has 3", 2,
                                  1'700'000'000'123};
        const Result<ExportedFile> file = exportFailures({failure}, path());
        QVERIFY(file.ok());
        QCOMPARE(
            contentOf(m_dir.filePath(u"out.csv"_s)),
            QByteArray("ticker,error_code,message,attempts,failed_at\r\n"
                       "A.NS,DATA_INSUFFICIENT,\"needs 50 bars, has 3\",2,2023-11-14T22:13:20.123Z\r\n"));
    }

    void anUnwritableTargetIsAnError()
    {
        const Result<ExportedFile> file =
            exportResults({}, (m_dir.path() + u"/none/out.csv"_s).toStdString());
        QVERIFY(!file.ok());
        QVERIFY(file.error().code == ErrorCode::FileNotWritable);
    }
};

QTEST_GUILESS_MAIN(TestExportService)
#include "tst_exportservice.moc"
