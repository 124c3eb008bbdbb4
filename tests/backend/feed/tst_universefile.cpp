// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/universefile.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace tt;
using namespace Qt::StringLiterals;

class TestUniverseFile : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_dir;

    Result<UniverseFile> read(const QByteArray& bytes) const
    {
        QFile file(m_dir.filePath(u"list.csv"_s));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write a fixture");
        file.write(bytes);
        file.close();
        return readUniverse(file.fileName().toStdString());
    }

private Q_SLOTS:
    void ownLists()
    {
        const auto list =
            read("Symbol,Name,yahoo_symbol\r\nM&M,\"Mahindra, Motors\",M&M.NS\r\nAAPL,Apple,\r\n\r\n"
                 ",nobody,\r\naapl,again,\r\n");
        QVERIFY(list.ok());
        QCOMPARE(list->stocks.size(), std::size_t(2));
        QCOMPARE(list->stocks[0].ticker, std::string("M&M.NS"));
        QCOMPARE(list->stocks[0].name, std::string("Mahindra, Motors"));
        QCOMPARE(list->stocks[1].ticker, std::string("AAPL"));
        QCOMPARE(list->rows, 4);
        QCOMPARE(list->unusable, 1);
        QCOMPARE(list->duplicates, 1);
    }

    void listsOfNse()
    {
        const auto list =
            read("SYMBOL,NAME OF COMPANY, SERIES, DATE OF LISTING\n"
                 "INFY,Infosys Limited,EQ,08-FEB-1995\nKALYANI,Kalyani, BE ,x\nBOND,Debt,N1,x\n");
        QVERIFY(list.ok());
        QCOMPARE(list->stocks.size(), std::size_t(2));
        QCOMPARE(list->stocks[0].ticker, std::string("INFY.NS"));
        QCOMPARE(list->stocks[0].name, std::string("Infosys Limited"));
        QCOMPARE(list->setAside, 1);
    }

    void refusals()
    {
        for (const char* bytes : {"Date,Close\n2024-01-01,1\n", "symbol,name\n", "symbol,name\n--,x\n"}) {
            const auto list = read(bytes);
            QVERIFY2(!list.ok(), bytes);
            QVERIFY(list.error().code == ErrorCode::FileFormat);
        }
        QVERIFY(readUniverse("/nowhere.csv").error().code == ErrorCode::FileUnreadable);
    }

    void theRealList()
    {
        const QString path = QStringLiteral(TT_SHARED_DATA "/ohlcv/nse_equity_list/EQUITY_L.csv");
        if (!QFile::exists(path))
            QSKIP("TT_SHARED_DATA is missing");
        const auto list = readUniverse(path.toStdString());
        QVERIFY2(list.ok(), list ? "" : list.error().message.c_str());
        QVERIFY(list->stocks.size() > 1500);
        QCOMPARE(list->unusable, 0);
        QCOMPARE(list->rows, int(list->stocks.size()) + list->setAside + list->duplicates);
        const auto infy = std::find_if(list->stocks.begin(), list->stocks.end(),
                                       [](const ListedStock& one) { return one.ticker == "INFY.NS"; });
        QVERIFY(infy != list->stocks.end());
        QCOMPARE(infy->name, std::string("Infosys Limited"));
    }
};

QTEST_GUILESS_MAIN(TestUniverseFile)
#include "tst_universefile.moc"
