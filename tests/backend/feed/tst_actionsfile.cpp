// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/actionsfile.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace tt;
using namespace Qt::StringLiterals;

class TestActionsFile : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_dir;

    Result<ActionsFile> read(const QByteArray& bytes) const
    {
        QFile file(m_dir.filePath(u"events.csv"_s));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write a fixture");
        file.write(bytes);
        file.close();
        return readActions(file.fileName().toStdString());
    }

private Q_SLOTS:
    void valuesAreReadAsPeopleWriteThem_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("value"); // 0: none
        QTest::newRow("factor") << u"split"_s << u"5"_s << 5.0;
        QTest::newRow("face value") << u"split"_s << u" 10 : 2 "_s << 5.0;
        QTest::newRow("consolidation") << u"split"_s << u"1:10"_s << 0.1;
        QTest::newRow("one for one") << u"bonus"_s << u"1:1"_s << 2.0;
        QTest::newRow("two for five") << u"bonus"_s << u"2:5"_s << 1.4;
        QTest::newRow("amount") << u"dividend"_s << u"12.5"_s << 12.5;
        QTest::newRow("no ratio of a dividend") << u"dividend"_s << u"1:2"_s << 0.0;
        QTest::newRow("by nothing") << u"split"_s << u"1:0"_s << 0.0;
        QTest::newRow("negative") << u"split"_s << u"-2:1"_s << 0.0;
        QTest::newRow("words") << u"split"_s << u"two"_s << 0.0;
        QTest::newRow("empty") << u"split"_s << u""_s << 0.0;
    }
    void valuesAreReadAsPeopleWriteThem()
    {
        QFETCH(QString, kind);
        QFETCH(QString, text);
        QFETCH(double, value);
        const auto read = actionValue(*actionKindFromName(kind.toStdString()), text.toStdString());
        QCOMPARE(read.value_or(0), value);
    }

    void columnsComeInAnyOrderAndGoodRowsSurviveBadOnes()
    {
        const auto file =
            read("Kind;Ex-Date;Symbol;Ratio\r\nSplit;31-Jan-2024;tcs.ns;10:2\r\n\r\n"
                 "bonus;20240201;'=M&M.NS;1:1\r\ndividend;2024-02-30;X;1\r\nmerger;2024-02-01;X;1\r\n"
                 "split;2024-02-01;;2\r\nsplit;2024-02-01;X;1\r\nsplit;03/04/2024;X;2\r\nsplit\r\n");
        QVERIFY2(file.ok(), file.ok() ? "" : file.error().message.c_str());
        QCOMPARE(file->rows, 8);
        QCOMPARE(file->actions.size(), std::size_t(2));
        QCOMPARE(file->actions[0].ticker, std::string("TCS.NS"));
        QCOMPARE(dayText(file->actions[0].action.day), std::string("2024-01-31"));
        QCOMPARE(file->actions[0].action.value, 5.0);
        QVERIFY(file->actions[0].action.origin == ActionOrigin::File);
        QCOMPARE(file->actions[1].action.value, 2.0);
        std::string faults;
        for (const ActionFault& fault : file->faults)
            faults += std::to_string(fault.line) + ' ' + fault.what + '\n';
        QCOMPARE(faults, std::string("5 has no date such as 2024-01-31 or 31-Jan-2024\n"
                                     "6 has no kind: split, bonus or dividend\n"
                                     "7 has no ticker\n"
                                     "8 has a value that must change the number of shares\n"
                                     "9 has no date such as 2024-01-31 or 31-Jan-2024\n"
                                     "10 has no ticker\n"));
    }

    void whatIsNoListOfEventsIsRefused()
    {
        for (const QByteArray bytes : {"ticker,date,kind\nX,2024-01-01,split\n", "ticker,date,kind,value\n",
                                       "ticker,date,kind,value\nX,2024-01-01,split,0\n", "\n"}) {
            const auto file = read(bytes);
            QVERIFY(!file.ok());
            QCOMPARE(errorCodeName(file.error().code), errorCodeName(ErrorCode::FileFormat));
        }
        QCOMPARE(errorCodeName(readActions("/nowhere/events.csv").error().code),
                 errorCodeName(ErrorCode::FileUnreadable));
    }
};

QTEST_GUILESS_MAIN(TestActionsFile)
#include "tst_actionsfile.moc"
