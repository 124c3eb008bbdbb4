// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/csvwriter.h"

#include "base/numbertext.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <limits>
#include <sys/resource.h>

using namespace tt;

class TestCsvWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cellsFollowTheFormat();
    void formulasAreDisarmed();
    void numbersReadBackToTheSameDouble();
    void replacesTheOldFileWhole();
    void refusesWhatCannotBeWritten();
    void aFullDiskLeavesTheOldFileAndNoTemporary();
    void devicesAreWrittenDirectly();
};

namespace {

std::string oneText(std::string_view text)
{
    CsvWriter csv;
    csv.text(text);
    return csv.bytes();
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Every write beyond `bytes` fails while this lives, as on a full disk.
class FileSizeLimit
{
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_old);
        rlimit limit = m_old;
        limit.rlim_cur = bytes;
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() { setrlimit(RLIMIT_FSIZE, &m_old); }

private:
    rlimit m_old{};
};

} // namespace

void TestCsvWriter::cellsFollowTheFormat()
{
    CsvWriter csv;
    csv.text("a");
    csv.text("");
    csv.text("with, comma");
    csv.text("a \"quote\"");
    csv.text("two\nlines");
    csv.endRow();
    csv.number(0.1);
    csv.number(std::numeric_limits<double>::quiet_NaN());
    csv.number(-0.0);
    csv.integer(-7);
    csv.flag(true);
    csv.flag(false);
    csv.empty();
    csv.cell(Cell(2.5));
    csv.cell(Cell());
    csv.cell(Cell(std::string("x")));
    csv.endRow();
    QCOMPARE(csv.bytes(), std::string("a,,\"with, comma\",\"a \"\"quote\"\"\",\"two\nlines\"\r\n"
                                      "0.1,,0,-7,true,false,,2.5,,x\r\n"));
    QCOMPARE(csv.rows(), 2);
}

void TestCsvWriter::formulasAreDisarmed()
{
    QCOMPARE(oneText("=1+1"), std::string("'=1+1"));
    QCOMPARE(oneText("+1"), std::string("'+1"));
    QCOMPARE(oneText("-1"), std::string("'-1"));
    QCOMPARE(oneText("@SUM(A1)"), std::string("'@SUM(A1)"));
    QCOMPARE(oneText("\tx"), std::string("'\tx"));
    QCOMPARE(oneText("\rx"), std::string("\"'\rx\""));
    QCOMPARE(oneText("=HYPERLINK(\"a\",\"b\")"), std::string("\"'=HYPERLINK(\"\"a\"\",\"\"b\"\")\""));
    QCOMPARE(oneText("a=1"), std::string("a=1"));
    QCOMPARE(oneText("'quoted"), std::string("'quoted"));
    CsvWriter csv;
    csv.number(-1.5);
    QCOMPARE(csv.bytes(), std::string("-1.5"));
}

void TestCsvWriter::numbersReadBackToTheSameDouble()
{
    for (const double value :
         {0.1 + 0.2, 1.0 / 3, 1e-300, 5e-324, 1.7976931348623157e308, 85000.05, 12345678901234567.0}) {
        CsvWriter csv;
        csv.number(value);
        QCOMPARE(numberFromText(csv.bytes()).value_or(0), value);
    }
}

void TestCsvWriter::replacesTheOldFileWhole()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("out.csv"));
    QVERIFY(writeFileWhole(path.toStdString(), "first, long text\r\n"));
    QVERIFY(writeFileWhole(path.toStdString(), "2\r\n"));
    QCOMPARE(contentOf(path), QByteArray("2\r\n"));
    QCOMPARE(QDir(dir.path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
}

void TestCsvWriter::refusesWhatCannotBeWritten()
{
    const QTemporaryDir dir;
    const std::string folder = dir.path().toStdString();
    QVERIFY(writeFileWhole(folder + "/file", "x"));
    for (const std::string& path : {std::string(), folder, folder + "/none/out.csv", folder + "/file/out.csv",
                                    std::string("/proc/out.csv")}) {
        const Result<void> written = writeFileWhole(path, "text");
        QVERIFY2(!written, path.c_str());
        QVERIFY(written.error().code == ErrorCode::FileNotWritable);
        QVERIFY(written.error().message.find("'" + path + "'") != std::string::npos);
    }
}

void TestCsvWriter::aFullDiskLeavesTheOldFileAndNoTemporary()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("out.csv"));
    QVERIFY(writeFileWhole(path.toStdString(), "old"));
    {
        const FileSizeLimit limit(100'000);
        const Result<void> written = writeFileWhole(path.toStdString(), std::string(1'000'000, 'x'));
        QVERIFY(!written);
        QVERIFY(written.error().code == ErrorCode::FileNotWritable);
    }
    QCOMPARE(contentOf(path), QByteArray("old"));
    QCOMPARE(QDir(dir.path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
}

void TestCsvWriter::devicesAreWrittenDirectly()
{
    QVERIFY(writeFileWhole("/dev/null", "gone"));
    QVERIFY(!QFileInfo(QStringLiteral("/dev/null")).isFile());
    QVERIFY(!writeFileWhole("/dev/full", "text"));
}

QTEST_GUILESS_MAIN(TestCsvWriter)
#include "tst_csvwriter.moc"
