// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/zipfile.h"

#include "feed/pricefile.h"
#include "feed/textfile.h"
#include "packing.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tt;
using namespace tt::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kPrices = "Date,Open,High,Low,Close,Volume\n"
                           "2024-01-30,10,12,9,11,1000\n"
                           "2024-01-31,11,13,10,12,2000\n";

} // namespace

class TestZipFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void membersAreReadAsFiles();
    void storedMembersToo();
    void aFolderMayHoldPackedFiles();
    void namesComeFromTheMember();
    void aZipUnderAnotherName();
    void gzipIsReadDirectly();
    void refusals_data();
    void refusals();
    void everyCutAndEveryChangeIsSafe();
    void overlappingMembersAreRefused();

private:
    std::string write(const QString& name, const QByteArray& bytes)
    {
        QFile file(m_dir.filePath(name));
        QDir().mkpath(QFileInfo(file).path());
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write a fixture");
        return file.fileName().toStdString();
    }

    QTemporaryDir m_dir;
};

void TestZipFile::membersAreReadAsFiles()
{
    const std::string zip = write(u"two.zip"_s, zipped({{"in/B.csv", kPrices},
                                                        {"A.csv", kPrices},
                                                        {"in/", {}},
                                                        {"readme.pdf", "x"},
                                                        {"__MACOSX/A.csv", "x"},
                                                        {".hidden.csv", "x"}}));
    const auto files = listPriceFiles(zip);
    QVERIFY(files.ok());
    QCOMPARE(*files, (std::vector<std::string>{zip + "/A.csv", zip + "/in/B.csv"}));
    for (const std::string& path : *files) {
        const Result<PriceFile> file = readPriceFile(path);
        QVERIFY2(file.ok(), file ? "" : file.error().message.c_str());
        QCOMPARE(file->accepted, 2);
        QCOMPARE(listPriceFiles(path).value(), std::vector<std::string>{path});
    }
    QCOMPARE(fileChecksum(files->front()).value(), fileChecksum(files->back()).value());
}

void TestZipFile::storedMembersToo()
{
    const std::string zip = write(u"stored.zip"_s, zipped({{"A.csv", kPrices, 0}}));
    QCOMPARE(readPriceFile(zip + "/A.csv").value().accepted, 2);
    QByteArray bytes = zipped({{"A.csv", kPrices, 0}});
    bytes.replace("11,1000", "11,1001"); // the checksum tells
    QVERIFY(!readPriceFile(write(u"stored2.zip"_s, bytes) + "/A.csv").ok());
}

void TestZipFile::aFolderMayHoldPackedFiles()
{
    write(u"folder/A.csv.gz"_s, gzipped(kPrices));
    write(u"folder/more/days.ZIP"_s, zipped({{"B.csv", kPrices}, {"C.txt", kPrices}}));
    write(u"folder/bad.zip"_s, "PK\x03\x04");
    const auto files = listPriceFiles(m_dir.filePath(u"folder"_s).toStdString());
    QVERIFY(files.ok());
    QCOMPARE(files->size(), std::size_t(4));
    int good = 0;
    for (const std::string& path : *files)
        good += readPriceFile(path).ok() ? 1 : 0;
    QCOMPARE(good, 3); // the damaged one is one bad file
}

void TestZipFile::namesComeFromTheMember()
{
    const std::string zip = write(u"names.zip"_s, zipped({{"x/infy.csv", kPrices}}));
    QCOMPARE(readPriceFile(zip + "/x/infy.csv").value().instruments.front().ticker, std::string("INFY"));
    const std::string gz = write(u"tcs.csv.gz"_s, gzipped(kPrices));
    QCOMPARE(readPriceFile(gz).value().instruments.front().ticker, std::string("TCS"));
}

void TestZipFile::aZipUnderAnotherName()
{
    QCOMPARE(readPriceFile(write(u"one.csv"_s, zipped({{"A.csv", kPrices}}))).value().accepted, 2);
    const auto two = readPriceFile(write(u"two.csv"_s, zipped({{"A.csv", kPrices}, {"B.csv", kPrices}})));
    QVERIFY(!two.ok());
    QVERIFY(two.error().message.find(".zip") != std::string::npos);
}

void TestZipFile::gzipIsReadDirectly()
{
    QCOMPARE(readPriceFile(write(u"x.csv"_s, gzipped(kPrices))).value().accepted, 2);
    const auto twice = readPriceFile(write(u"y.csv.gz"_s, gzipped(gzipped(kPrices))));
    QVERIFY(!twice.ok());
    QVERIFY(twice.error().message.find("packed twice") != std::string::npos);
}

void TestZipFile::refusals_data()
{
    QTest::addColumn<QByteArray>("zip");
    QTest::addColumn<QByteArray>("word");
    QTest::newRow("password") << zipped({{"A.csv", kPrices, 8, 1}}) << QByteArray("password");
    QTest::newRow("another method") << zipped({{"A.csv", kPrices, 12}}) << QByteArray("another way");
    QTest::newRow("claims less") << zipped({{"A.csv", kPrices, 8, 0, 10}}) << QByteArray("damaged");
    QTest::newRow("claims more") << zipped({{"A.csv", kPrices, 8, 0, 500}}) << QByteArray("damaged");
    QTest::newRow("claims a gigabyte")
        << zipped({{"A.csv", kPrices, 8, 0, 1 << 30}}) << QByteArray("far more");
    QTest::newRow("bomb") << zipped({{"A.csv", QByteArray(32 << 20, '0')}}) << QByteArray("far more");
    QTest::newRow("zip in zip") << zipped({{"A.csv", zipped({{"A.csv", kPrices}})}})
                                << QByteArray("packed file within");
    QTest::newRow("nothing for us") << zipped({{"A.pdf", "x"}}) << QByteArray("without a .csv");
    QTest::newRow("spreadsheet") << zipped({{"xl/workbook.xml", "x"}}) << QByteArray("spreadsheet");
    QTest::newRow("no directory") << QByteArray("PK\x03\x04rest") << QByteArray("damaged");
}

void TestZipFile::refusals()
{
    QFETCH(QByteArray, zip);
    QFETCH(QByteArray, word);
    const auto files = listPriceFiles(write(u"refused.zip"_s, zip));
    const Result<PriceFile> file = files ? readPriceFile(files->front()) : files.error();
    QVERIFY(!file.ok());
    QVERIFY(file.error().code == ErrorCode::FileFormat);
    QVERIFY2(file.error().message.find(word.toStdString()) != std::string::npos,
             file.error().message.c_str());
}

void TestZipFile::everyCutAndEveryChangeIsSafe()
{
    const QByteArray whole = zipped({{"A.csv", kPrices}, {"B.csv", kPrices, 0}});
    for (qsizetype at = 0; at < whole.size(); ++at) {
        QByteArray changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ 0x55);
        for (const QByteArray& bytes : {whole.first(at), changed}) {
            const std::string path = write(u"fuzzed.zip"_s, bytes);
            const Result<ByteBuffer> member = readZipMember({path, "A.csv"});
            if (member) // what is given is right: the checksum says so
                QVERIFY(member->view() == std::string_view(kPrices.data(), std::size_t(kPrices.size())));
        }
    }
}

void TestZipFile::overlappingMembersAreRefused()
{
    // One packed part, named by many entries of the directory: the sizes no longer fit into the file.
    const QByteArray one = zipped({{"A.csv", kPrices}});
    const qsizetype at = one.indexOf("PK\x01\x02"), end = one.indexOf("PK\x05\x06");
    const QByteArray entry = one.mid(at, end - at);
    QByteArray many = one.first(at);
    for (int i = 0; i < 300; ++i)
        many += entry;
    QByteArray tail = one.mid(end);
    tail[8] = tail[10] = static_cast<char>(300 & 0xff);
    tail[9] = tail[11] = static_cast<char>(300 >> 8);
    QByteArray size;
    putNumber(size, static_cast<std::uint64_t>(entry.size() * 300), 4);
    tail.replace(12, 4, size);
    const auto listed = zipMembers(write(u"overlap.zip"_s, many + tail));
    QVERIFY(!listed.ok());
}

QTEST_GUILESS_MAIN(TestZipFile)
#include "tst_zipfile.moc"
