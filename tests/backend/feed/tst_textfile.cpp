// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/textfile.h"

#include "../../ordinaryuser.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace tt;
using namespace Qt::StringLiterals;

class TestTextFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsText();
    void dropsTheByteOrderMark();
    void convertsUtf16();
    void refusesWhatIsNoText_data();
    void refusesWhatIsNoText();
    void refusesWhatCannotBeRead();
    void refusesHugeFiles();
    void noPermission();
    void aClosedSubfolderEndsNothing();
    void checksumFollowsEveryByte();
    void listsAFolder();
    void listsAFileAsItself();
    void refusesAFolderWithoutPrices();

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

void TestTextFile::readsText()
{
    const auto file = readTextFile(write(u"a.csv"_s, "Date,Close\n2024-01-31,1\n"));
    QVERIFY(file.ok());
    QCOMPARE(std::string(file->text()), std::string("Date,Close\n2024-01-31,1\n"));
}

void TestTextFile::dropsTheByteOrderMark()
{
    const auto file = readTextFile(write(u"bom.csv"_s, "\xef\xbb\xbf"
                                                       "Date"));
    QVERIFY(file.ok());
    QCOMPARE(std::string(file->text()), std::string("Date"));
}

void TestTextFile::convertsUtf16()
{
    const QString text = u"Date,Close\r\n2024-01-31,1\r\n"_s;
    QByteArray bytes("\xff\xfe");
    bytes.append(reinterpret_cast<const char*>(text.utf16()), text.size() * 2);
    const auto file = readTextFile(write(u"utf16.csv"_s, bytes));
    QVERIFY(file.ok());
    QCOMPARE(std::string(file->text()), text.toStdString());
}

void TestTextFile::refusesWhatIsNoText_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("word");
    QTest::newRow("empty") << QByteArray() << QByteArray("is empty");
    QTest::newRow("only a mark") << QByteArray("\xef\xbb\xbf") << QByteArray("is empty");
    QTest::newRow("blank") << QByteArray("\n \r\n\t\n") << QByteArray("blank lines");
    QTest::newRow("zip") << QByteArray("PK\x03\x04rest") << QByteArray("damaged");
    QTest::newRow("gzip") << QByteArray("\x1f\x8b\x08rest") << QByteArray("damaged");
    QTest::newRow("pdf") << QByteArray("%PDF-1.4") << QByteArray("PDF");
    QTest::newRow("NUL") << QByteArray("Date\0Close", 10) << QByteArray("binary");
    QTest::newRow("noise") << QByteArray("\x01\x02\x03\x04\x05\x06\x07\x08\x0b\x0e\x0f")
                           << QByteArray("binary");
    QTest::newRow("html") << QByteArray("  <!DOCTYPE html><html>") << QByteArray("web page");
}

void TestTextFile::refusesWhatIsNoText()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, word);
    const std::string path = write(u"bad.csv"_s, bytes);
    const auto file = readTextFile(path);
    QVERIFY(!file.ok());
    QVERIFY(file.error().code == ErrorCode::FileFormat);
    QVERIFY2(file.error().message.find(word.toStdString()) != std::string::npos,
             file.error().message.c_str());
    QVERIFY(file.error().message.find(path) != std::string::npos);
}

void TestTextFile::refusesWhatCannotBeRead()
{
    const auto missing = readTextFile(m_dir.filePath(u"nowhere.csv"_s).toStdString());
    QVERIFY(!missing.ok());
    QVERIFY(missing.error().code == ErrorCode::FileUnreadable);
    const auto folder = readTextFile(m_dir.path().toStdString());
    QVERIFY(!folder.ok());
    QVERIFY(folder.error().code == ErrorCode::FileUnreadable);
    const auto device = readTextFile("/dev/zero");
    QVERIFY(!device.ok());
    QVERIFY(device.error().code == ErrorCode::FileUnreadable);
    QVERIFY(!listPriceFiles(m_dir.filePath(u"nowhere"_s).toStdString()).ok());
}

void TestTextFile::refusesHugeFiles()
{
    const std::string path = write(u"huge.csv"_s, "Date\n");
    QVERIFY(QFile::resize(QString::fromStdString(path), qint64(kMaxPriceFileBytes) + 1)); // sparse
    const auto file = readTextFile(path);
    QVERIFY(!file.ok());
    QVERIFY(file.error().code == ErrorCode::FileFormat);
    QFile::remove(QString::fromStdString(path));
}

void TestTextFile::noPermission()
{
    const std::string path = write(u"secret.csv"_s, "Date,Close\n");
    QVERIFY(::chmod(m_dir.path().toUtf8().constData(), 0755) == 0);
    QVERIFY(::chmod(path.c_str(), 0) == 0);
    const AsOrdinaryUser user;
    const auto file = readTextFile(path);
    QVERIFY(!file.ok());
    QVERIFY(file.error().code == ErrorCode::FileUnreadable);
}

/// What can be read is read, and what cannot be is told.
void TestTextFile::aClosedSubfolderEndsNothing()
{
    const QString folder = m_dir.filePath(u"mixed"_s);
    for (const char16_t* name : {u"mixed/a.csv", u"mixed/closed/b.csv", u"mixed/z/c.csv", u"shut/b.csv"})
        write(QString::fromUtf16(name), "Date,Close\n");
    QVERIFY(::chmod(m_dir.path().toUtf8().constData(), 0755) == 0);
    for (const QString& closed : {folder + u"/closed"_s, m_dir.filePath(u"shut"_s)})
        QVERIFY(::chmod(closed.toUtf8().constData(), 0) == 0);
    const auto expected = [&](const QString& name) { return (folder + name).toStdString(); };
    {
        const AsOrdinaryUser user;
        const auto files = listPriceFiles(folder.toStdString());
        QVERIFY(files.ok());
        QCOMPARE(*files, (std::vector<std::string>{expected(u"/a.csv"_s), expected(u"/closed"_s),
                                                   expected(u"/z/c.csv"_s)}));
        QVERIFY(readTextFile(files->at(1)).error().code == ErrorCode::FileUnreadable);
        QVERIFY(listPriceFiles(m_dir.filePath(u"shut"_s).toStdString()).error().code ==
                ErrorCode::FileUnreadable);
    }
    for (const QString& closed : {folder + u"/closed"_s, m_dir.filePath(u"shut"_s)})
        QVERIFY(::chmod(closed.toUtf8().constData(), 0755) == 0); // the folder of the test is to go
}

void TestTextFile::checksumFollowsEveryByte()
{
    QByteArray bytes;
    for (int i = 0; i < 100; ++i)
        bytes += "2024-01-31,";
    const std::string first = fileChecksum(write(u"sum.csv"_s, bytes)).value();
    QCOMPARE(first.size(), std::size_t(16));
    QCOMPARE(fileChecksum(write(u"sum2.csv"_s, bytes)).value(), first);
    for (qsizetype at = 0; at < bytes.size(); at += 7) {
        QByteArray changed = bytes;
        changed[at] = '7';
        if (changed != bytes)
            QVERIFY(fileChecksum(write(u"sum2.csv"_s, changed)).value() != first);
    }
    QVERIFY(fileChecksum(write(u"sum2.csv"_s, bytes + "x")).value() != first);
    QVERIFY(fileChecksum(write(u"sum2.csv"_s, bytes.chopped(1))).value() != first);
}

void TestTextFile::listsAFolder()
{
    for (const QString& name : {u"set/b.CSV"_s, u"set/a.txt"_s, u"set/sub/c.tsv"_s, u"set/note.md"_s,
                                u"set/.hidden.csv"_s, u"set/.git/d.csv"_s})
        write(name, "x");
    const QString top = m_dir.filePath(u"set"_s);
    const auto files = listPriceFiles(top.toStdString());
    QVERIFY(files.ok());
    QStringList names;
    for (const std::string& path : *files)
        names += QDir(top).relativeFilePath(QString::fromStdString(path));
    QCOMPARE(names, QStringList({u"a.txt"_s, u"b.CSV"_s, u"sub/c.tsv"_s}));
}

void TestTextFile::listsAFileAsItself()
{
    const std::string path = write(u"prices.dat"_s, "x");
    QCOMPARE(listPriceFiles(path).value(), std::vector<std::string>{path});
}

void TestTextFile::refusesAFolderWithoutPrices()
{
    write(u"none/readme.md"_s, "x");
    const auto files = listPriceFiles(m_dir.filePath(u"none"_s).toStdString());
    QVERIFY(!files.ok());
    QVERIFY(files.error().code == ErrorCode::FileFormat);
}

QTEST_APPLESS_MAIN(TestTextFile)
#include "tst_textfile.moc"
